// Which pages are found for what is asked, and in which order.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Index } from "../../../overrides/search/rank.js";

const DOCS = [
  { location: "law/", title: "The law", text: "The law allows sharing. Parents may refuse." },
  { location: "law/#order", title: "Court orders", text: "A judge decides.", tags: ["solicitor"] },
  {
    location: "tell/",
    title: "Who to tell",
    text: "Call 01724 296500. Email us.",
    tags: ["who do I ring", "well-being"],
  },
  { location: "myths/", title: "Myths", text: "Consent is not always needed. Seek the view of the law department." },
  { location: "adopt/", title: "Court orders for hosts", text: "Consent, court orders, nginx.", partnership: true },
];
const SAME = { mum: ["parents"], concennt: ["consent"] };
const index = new Index({ docs: DOCS, same: SAME }, true);
const pages = (query, from = index) => from.find(query).pages.map(({ page }) => page.location);

test("page of the section that answers is found with that section first", () => {
  const [first] = index.find("court order").pages;
  assert.equal(first.page.location, "law/");
  assert.equal(first.sections[0].location, "law/#order");
});

test("page for partnerships is apart, however well it answers", () => {
  const { pages: practitioners, partnership } = index.find("court orders for hosts");
  assert.equal(
    practitioners.some(({ page }) => page.partnership),
    false,
  );
  assert.deepEqual(
    partnership.map(({ page }) => page.location),
    ["adopt/"],
  );
  assert.deepEqual(pages("nginx"), []);
});

for (const [query, expected] of Object.entries({
  refusal: "law/",
  "mum refused": "law/",
  concennt: "myths/",
  conesnt: "myths/",
  cosnen: "myths/",
  "who do i ring": "tell/",
  wellbeing: "tell/",
  "well being": "tell/",
  "e-mail": "tell/",
  "+44 1724 296500": "tell/",
  solic: "law/",
  "CONSENT?": "myths/",
})) {
  test(`${query} finds ${expected} first`, () => assert.equal(pages(query)[0], expected));
}

test("phrase in quotes leaves out pages that have only its words", () => {
  assert.deepEqual(pages('"view of the law"'), ["myths/"]);
  assert.deepEqual(pages("“view of the law”"), ["myths/"]);
});

test("phrase that no page has finds what its words find", () => {
  assert.deepEqual(pages('"law the consent"'), pages("law the consent"));
  assert.notEqual(pages('"the law"').length, 0);
});

test("small words alone find what they can", () => {
  assert.notEqual(pages("who to").length, 0);
});

for (const query of [
  "",
  "   ",
  "?",
  '""',
  '"',
  "xyzzyq",
  "xyzzyq zzz",
  "constructor",
  "__proto__",
  "\u200b",
  "0000000000",
]) {
  test(`${JSON.stringify(query)} finds nothing and throws nothing`, () => assert.deepEqual(pages(query), []));
}

test("words that no page has don't hide what the others find", () => {
  assert.equal(pages("xyzzyq solicitor")[0], "law/");
});

test("marked words are the telling ones and their forms", () => {
  const { hits } = index.find("who refused");
  assert.equal(hits.has("refuse"), true);
  assert.equal(hits.has("who"), false);
});

test("in another language words are found by their beginnings and with slips, without English forms", () => {
  const other = new Index({ docs: [{ location: "a/", title: "Cydsyniad", text: "rhannu" }], same: {} }, false);
  assert.deepEqual(pages("cydsyn", other), ["a/"]);
  assert.deepEqual(pages("cydsynaid", other), ["a/"]);
  assert.equal(other.root("sharing"), "sharing");
});

test("index without sections finds nothing", () => {
  assert.deepEqual(pages("law", new Index({ docs: [], same: {} }, true)), []);
});
