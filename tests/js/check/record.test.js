/** The record that stands in for the engine's: the same data, blocks and text as CPython writes. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { standIn } from "../../../overrides/check/record/stand_in.js";
import { textOf } from "../../../overrides/check/record/text.js";

const pages = ["record", "several"].map((file) =>
  JSON.parse(readFileSync(new URL(`../golden/${file}.json`, import.meta.url), "utf-8")),
);
const written = pages.flatMap((page) => page.records.map((/** @type {any} */ one) => ({ page, ...one })));

for (const { page, name, request, record } of written) {
  test(`the record "${name}" is the engine's`, () => {
    const { id, decision, label, summary } = record.data.outcome;
    const made = standIn(page.wording, page.words, { id, decision, label, summary }, record.data.steps, request);
    assert.deepEqual(made, record);
  });

  test(`the text of the record "${name}" follows from its blocks`, () => {
    assert.equal(textOf(record.blocks), record.text);
  });
}

test("grounds are in the order of the flow's file, whatever groups the page has them in", () => {
  const [page] = pages;
  const { record } = page.records.find((/** @type {any} */ one) =>
    one.record.data.steps.some((/** @type {any} */ step) => step.grounds.length > 1),
  );
  const turned = record.data.steps.map((/** @type {any} */ step) => ({ ...step, grounds: step.grounds.toReversed() }));
  const { id, decision, label, summary } = record.data.outcome;
  const { time, checklists } = record.data;
  const ticked = checklists.flatMap((/** @type {any} */ list) =>
    list.items
      .filter((/** @type {any} */ item) => item.ticked)
      .map((/** @type {any} */ item) => `${list.id}/${item.id}`),
  );
  const request = { answers: record.data.answers, time, ticked };
  assert.deepEqual(standIn(page.wording, page.words, { id, decision, label, summary }, turned, request), record);
});
