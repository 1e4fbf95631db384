/** The record that stands in for the engine's: the same data, blocks and text as CPython writes. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { standIn } from "../../../overrides/check/record/stand_in.js";
import { textOf } from "../../../overrides/check/record/text.js";

const page = JSON.parse(readFileSync(new URL("../golden/record.json", import.meta.url), "utf-8"));

for (const { name, request, record } of page.records) {
  test(`the record "${name}" is the engine's`, () => {
    const { id, decision, label, summary } = record.data.outcome;
    // The engine keeps the answers of the route alone, as the page does.
    const asked = { ...request, answers: record.data.answers };
    const written = standIn(page.wording, page.words, { id, decision, label, summary }, record.data.steps, asked);
    assert.deepEqual(written, record);
  });

  test(`the text of the record "${name}" follows from its blocks`, () => {
    assert.equal(textOf(record.blocks), record.text);
  });
}
