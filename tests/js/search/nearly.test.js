// One slip of a finger is forgiven, two are not. Every slip in a word is tried.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BEGINS, NOT, nearly, WHOLE } from "../../../overrides/search/nearly.js";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

function slips(word) {
  const made = new Set();
  for (let at = 0; at <= word.length; at += 1) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    for (const letter of LETTERS) made.add(before + letter + after).add(before + letter + after.slice(1));
    made.add(before + after.slice(1));
    if (after.length > 1) made.add(before + after[1] + after[0] + after.slice(2));
  }
  return made.add(word);
}

for (const word of ["consent", "assess", "police", "neglect"]) {
  test(`every slip in ${word} is near the whole of it`, () => {
    assert.deepEqual(
      [...slips(word)].filter((slip) => nearly(slip, word) !== WHOLE),
      [],
    );
  });

  test(`no two slips in ${word} are near the whole of it`, () => {
    const once = slips(word);
    const twice = new Set([...once].slice(0, 120).flatMap((slip) => [...slips(slip)]));
    assert.deepEqual(
      [...twice].filter((slip) => !once.has(slip) && nearly(slip, word) === WHOLE),
      [],
    );
  });
}

test("beginning of a word with a slip is near as a beginning", () => {
  assert.equal(nearly("safega", "safeguarding"), BEGINS);
  assert.equal(nearly("safega", "sausage"), NOT);
  assert.equal(nearly("confd", "confidential"), BEGINS);
});

test("nothing and longer words are no slips", () => {
  assert.equal(nearly("consentsss", "consent"), NOT);
  assert.equal(nearly("", "a"), WHOLE);
});
