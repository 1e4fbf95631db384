// English word forms share a root, and other words don't.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isSmall, root } from "../../../overrides/search/endings.js";

for (const forms of [
  "share shares shared sharing",
  "refuse refuses refused refusing refusal refusals",
  "consent consents consented consenting",
  "record records recorded recording recordings",
  "disclose discloses disclosed disclosing disclosure disclosures",
  "refer refers referred referring referral referrals",
  "tell tells told",
  "say says said",
  "write writes writing written wrote",
  "child children",
  "agency agencies",
  "allege alleges alleged alleging",
  "bruise bruises bruised bruising",
  "withdraw withdraws withdrew withdrawn withdrawing",
  "protect protects protected protecting protection",
  "process processes processing processed",
  "worry worries worried worrying",
  "secure securely",
  "keep keeps kept keeping",
]) {
  test(`forms of a word have one root: ${forms}`, () => {
    assert.equal(new Set(forms.split(" ").map(root)).size, 1, forms.split(" ").map(root).join(" "));
  });
}

for (const pair of [
  "consent content",
  "police policy",
  "legal leg",
  "thing the",
  "court count",
  "abuse abs",
  "law lawful",
]) {
  test(`different words have different roots: ${pair}`, () => {
    const [one, other] = pair.split(" ").map(root);
    assert.notEqual(one, other);
  });
}

test("short words and numbers stay whole", () => {
  for (const word of ["red", "his", "gps", "16la", "2018"]) assert.equal(root(word), word);
});

test("small words are known and telling ones are not small", () => {
  assert.deepEqual(["who", "the", "should"].filter(isSmall), ["who", "the", "should"]);
  assert.deepEqual(["no", "not", "law", "ring"].filter(isSmall), []);
});
