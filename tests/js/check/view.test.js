/** The parts of the check that need no page, under node. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { textOf } from "../../../overrides/check/record/text.js";
import { titleOf, view } from "../../../overrides/check/view.js";
import { within } from "../../../overrides/check/within.js";
import { fill } from "../../../overrides/frame/words.js";

const words = {
  question: "Question {number}",
  result_reached: "Result",
  here_question: "You are at question {number}.",
  here_result: "You are at the result.",
};
const steps = /** @type {any[]} */ ([{ question: "first" }, { question: "second" }]);

test("a step before the end is its question, with its number", () => {
  const seen = view({ steps, at: "done", position: 1, ended: true }, words);
  assert.deepEqual([seen.here, seen.result, seen.name, seen.trail], ["second", false, "Question 2", true]);
});

test("the end of the route is a result only where the route has ended", () => {
  assert.equal(view({ steps, at: "done", position: 2, ended: true }, words).result, true);
  const open = view({ steps, at: "third", position: 2, ended: false }, words);
  assert.deepEqual([open.here, open.result, open.name], ["third", false, "Question 3"]);
});

test("a position past the end shows the end", () => {
  assert.equal(view({ steps, at: "done", position: 9, ended: true }, words).here, "done");
});

test("without answers there is nothing to go back to or to forget", () => {
  const seen = view({ steps: [], at: "first", position: 0, ended: false }, words);
  assert.deepEqual([seen.back, seen.restart, seen.trail], [false, false, false]);
});

test("a title names the step before the page", () => assert.equal(titleOf("Result", "Check"), "Result – Check"));

test("a value that looks like a placeholder is put in as it is", () => {
  assert.equal(fill("{a} and {b}", { a: "{b}", b: "$&" }), "{b} and $&");
});

test("what never comes is given up", async () => {
  await assert.rejects(within(new Promise(() => {}), 10), /nothing came/);
  assert.equal(await within(Promise.resolve("here"), 1000), "here");
});

test("a record's text draws ticks and leaves out a banner that is not there", () => {
  const items = [
    { text: "one", ticked: true },
    { text: "two", ticked: false },
  ];
  const blocks = [
    { kind: "title", text: "t", banner: "" },
    { kind: "made", lines: ["Made now", "f"] },
    { kind: "ticks", title: "c", items },
  ];
  assert.equal(textOf(blocks), "T\n\nMade now\nf\n\nC\n[x] one\n[ ] two\n");
});
