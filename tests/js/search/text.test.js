// What is pasted, and what phones and Word make of it, is compared as plain words.
import assert from "node:assert/strict";
import { test } from "node:test";
import { dialled, fold, sequence, words } from "../../../overrides/search/text.js";

const joined = (text) => words(text).map((word) => word.joined);

for (const apostrophe of "'’‘ʼ`´′＇") {
  test(`possessive with the apostrophe ${apostrophe} is the plain word`, () => {
    assert.deepEqual(joined(`child${apostrophe}s welfare`), ["child", "welfare"]);
    assert.deepEqual(joined(`parents${apostrophe} wishes, don${apostrophe}t`), ["parents", "wishes", "dont"]);
  });
}

for (const [name, invisible] of Object.entries({
  "soft hyphen": "\u00ad",
  "zero-width space": "\u200b",
  "zero-width joiner": "\u200d",
  "byte order mark": "\ufeff",
  "word joiner": "\u2060",
  "left-to-right mark": "\u200e",
  "right-to-left override": "\u202e",
  "directional isolate": "\u2066",
})) {
  test(`${name} inside a word makes no difference`, () => {
    assert.deepEqual(joined(`${invisible}con${invisible}sent${invisible}`), ["consent"]);
  });
}

test("blanks of every kind separate words", () => {
  assert.deepEqual(joined("court\u00a0order\u2009or\u3000law\tor\nrule"), [
    "court",
    "order",
    "or",
    "law",
    "or",
    "rule",
  ]);
});

test("accents, capitals and full-width letters are plain letters", () => {
  assert.equal(fold("CONSÉNT ＧＤＰＲ Łódź ﬁne"), "consent gdpr lodz fine");
  assert.equal(fold("e\u0301"), fold("é"));
});

test("punctuation and operators of query languages are no words", () => {
  assert.deepEqual(joined('(GDPR) "law"? +a -b *c* title:d ~e^2 mum/dad f&g … — {}[]\\'), [
    ..."gdpr law a b c title d e 2 mum dad f g".split(" "),
  ]);
});

test("word with hyphens is one word with its parts", () => {
  assert.deepEqual(words("e-mail need‑to‑know -x- a – b"), [
    { joined: "email", parts: ["e", "mail"] },
    { joined: "needtoknow", parts: ["need", "to", "know"] },
    { joined: "x", parts: ["x"] },
    { joined: "a", parts: ["a"] },
    { joined: "b", parts: ["b"] },
  ]);
});

for (const number of [
  "01724296500",
  "01724 296500",
  "01724 296 500",
  "01724\u00a0296\u00a0500",
  "(01724) 296500",
  "01724-296-500",
  "+44 1724 296500",
  "+44 (0)1724 296500",
  "0044 1724 296500",
  "1724 296500",
]) {
  test(`telephone number ${number} is one number`, () => {
    assert.equal(dialled(number), "01724296500");
    assert.deepEqual(joined(`ring ${number}, now`), ["ring", "01724296500", "now"]);
  });
}

test("short numbers and years stay as they are", () => {
  assert.deepEqual(joined("999 or 101, article 9, 2018"), ["999", "or", "101", "article", "9", "2018"]);
});

test("sequence has a blank on both sides of every word", () => {
  assert.equal(sequence("The law: child’s need-to-know."), " the law child need to know ");
  assert.equal(sequence("…"), "  ");
});
