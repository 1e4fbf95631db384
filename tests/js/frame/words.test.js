/** The words of a page, as the build hands them over. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, readWords } from "../../../overrides/frame/words.js";

/** @param {string | null} textContent */
function page(textContent) {
  /** @type {any} */ (globalThis).document = { getElementById: () => (textContent === null ? null : { textContent }) };
}

test("each script gets its own words", () => {
  page('{"search": {"one": "1 page found"}, "check": {"ready": "Ready"}}');
  assert.deepEqual(readWords("search"), { one: "1 page found" });
  assert.deepEqual(readWords("check"), { ready: "Ready" });
});

test("a page without words has none", () => {
  for (const text of [null, "", "{}"]) {
    page(text);
    assert.deepEqual(readWords("site"), {});
  }
});

test("a name is filled in wherever it is, a brace by itself stays", () => {
  assert.equal(fill("{a}, {a} {", { a: 1 }), "1, 1 {");
});
