/** The routes that are written in the page: followed over a page of the fewest parts that a route needs. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { follow, onRoute } from "../../../overrides/check/routes.js";

/** @type {any} */ (globalThis).CSS = { escape: (/** @type {string} */ text) => text };

/**
 * A question's form: its options by id, each with its `data-`, and its grounds, true where one settles the question.
 * @param {Record<string, Record<string, string>>} options
 * @param {Record<string, boolean>} [grounds]
 */
function form(options, grounds = {}) {
  const boxes = Object.entries(grounds).map(([value, settles]) => ({ value, hasAttribute: () => settles }));
  return {
    dataset: { text: "Question?" },
    querySelector: (/** @type {string} */ css) => {
      const dataset = options[/value="(.*)"/.exec(css)?.[1] ?? ""];
      return dataset ? { dataset } : null;
    },
    querySelectorAll: () => boxes,
  };
}

const forms = {
  first: form({
    yes: { to: "second", label: "Yes", reason: "So." },
    no: { to: "stop", label: "No", reason: "Not so." },
  }),
  second: form(
    { yes: { to: "go", label: "Yes", reason: "So.", caution: "Careful." } },
    { enough: true, "not-enough": false },
  ),
};
const root = /** @type {any} */ ({
  dataset: { start: "first" },
  querySelector: (/** @type {string} */ css) => {
    const id = /question="(.*)"/.exec(css)?.[1] ?? "";
    return forms[/** @type {keyof typeof forms} */ (id)] ?? null;
  },
});
const yes = { option: "yes", grounds: /** @type {string[]} */ ([]) };

test("without answers a route is at its start", () => {
  assert.deepEqual(follow(root, new Map()), { steps: [], at: "first" });
});

test("a route follows its answers to an outcome", () => {
  const answers = new Map([
    ["first", yes],
    ["second", yes],
  ]);
  const { steps, at } = follow(root, answers);
  assert.equal(at, "go");
  assert.deepEqual(
    steps.map(({ question, caution }) => [question, caution]),
    [
      ["first", ""],
      ["second", "Careful."],
    ],
  );
});

test("a ground that is enough settles the caution, another doesn't", () => {
  const caution = (/** @type {string[]} */ grounds) => {
    const answers = new Map([
      ["first", yes],
      ["second", { option: "yes", grounds }],
    ]);
    return follow(root, answers).steps[1].caution;
  };
  assert.equal(caution(["enough"]), "");
  assert.equal(caution(["not-enough"]), "Careful.");
  assert.equal(caution(["enough", "not-enough"]), "");
});

test("a ground's words come from the page's data", () => {
  const answers = new Map([
    ["first", yes],
    ["second", { option: "yes", grounds: ["enough"] }],
  ]);
  const { steps } = follow(root, answers, { second: { enough: "It is enough." } });
  assert.deepEqual(steps[1].grounds, [{ id: "enough", text: "It is enough." }]);
});

test("a changed answer takes those that are off its route away", () => {
  const answers = new Map([
    ["second", yes],
    ["first", { option: "no", grounds: [] }],
  ]);
  assert.deepEqual([...onRoute(root, answers).keys()], ["first"]);
});

test("an answer that the page has no option for is not taken", () => {
  assert.equal(follow(root, new Map([["first", { option: "perhaps", grounds: [] }]])).at, "first");
});
