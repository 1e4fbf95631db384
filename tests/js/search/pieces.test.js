// A few words around the first hit, with all hits marked as the page writes them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pieces } from "../../../overrides/search/pieces.js";

const shown = (text, hits, length) =>
  pieces(text, new Set(hits), length)
    .map((piece) => (piece.isHit ? `[${piece.text}]` : piece.text))
    .join("");

test("hits are marked as they are written", () => {
  assert.equal(
    shown("A Child’s CONSENT; con\u00adsent.", ["child", "consent"]),
    "A [Child’s] [CONSENT]; [con\u00adsent].",
  );
});

test("markup in a text stays text", () => {
  assert.equal(shown("<mark>law</mark> &amp;", ["law"]), "<mark>[law]</mark> &amp;");
});

test("long text is cut round the first hit, at blanks", () => {
  const text = `${"before ".repeat(40)}consent ${"after ".repeat(40)}`.trim();
  const cut = shown(text, ["consent"], 100);
  assert.match(cut, /^… (before ){8}\[consent\] (after )+after …$/);
  assert.ok(cut.length < 110);
});

test("text without a hit is cut from its beginning", () => {
  assert.equal(shown("one two three four", [], 9), "one two …");
  assert.equal(shown("one two", [], 9), "one two");
  assert.equal(shown("", ["a"], 9), "");
});

test("text without any blank is not lost", () => {
  assert.equal(shown("x".repeat(300), [], 170).replace(/x+/, "x"), "x …");
});
