/** The routes that are written in the page: followed over a page of the fewest parts that a route needs. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { follow, onRoute } from "../../../overrides/check/routes.js";

/** @type {any} */ (globalThis).CSS = { escape: (/** @type {string} */ text) => text };

/**
 * A question's form: its options by id, each with its `data-`, and the grounds of each, true where one settles it.
 * @param {Record<string, Record<string, string>>} options
 * @param {Record<string, Record<string, boolean>>} [grounds]
 * @param {Record<string, string>} [data]
 */
function form(options, grounds = {}, data = {}) {
  const boxes = (/** @type {Record<string, boolean>} */ own) =>
    Object.entries(own).map(([value, settles]) => ({ value, hasAttribute: () => settles }));
  return {
    dataset: { text: "Question?", ...data },
    querySelector: (/** @type {string} */ css) => {
      const own = grounds[/grounds-of="(.*)"/.exec(css)?.[1] ?? ""];
      return own ? { querySelectorAll: () => boxes(own) } : null;
    },
    querySelectorAll: (/** @type {string} */ css) =>
      css.includes("ground")
        ? Object.values(grounds).flatMap(boxes)
        : Object.entries(options).map(([value, dataset]) => ({ value, dataset })),
  };
}

const forms = {
  first: form({
    yes: { to: "second", label: "Yes", reason: "So." },
    no: { to: "stop", label: "No", reason: "Not so." },
  }),
  second: form(
    { yes: { to: "go", label: "Yes", reason: "So.", caution: "Careful." } },
    { yes: { enough: true, "not-enough": false } },
  ),
  several: form(
    {
      safety: { to: "go", label: "Safety", reason: "It is lawful.", caution: "Ask first." },
      crime: { to: "go", label: "Crime", reason: "It is lawful." },
      law: { to: "go", label: "Law", reason: "A law says so.", caution: "Ask first." },
      none: { to: "stop", label: "None", reason: "Nothing." },
    },
    { safety: { harm: true, worry: false }, law: { order: true } },
    { several: "" },
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

test("several answers are one step, in the page's order, with each sentence once", () => {
  const several = /** @type {any} */ ({ ...root, dataset: { start: "several" } });
  const step = (/** @type {string[]} */ options, /** @type {string[]} */ grounds) => {
    const { steps, at } = follow(several, new Map([["several", { options, grounds }]]), {
      several: { order: "An order.", worry: "A worry.", harm: "Harm." },
    });
    return { ...steps[0], at };
  };
  assert.deepEqual(step(["law", "crime", "safety"], ["worry", "order"]), {
    question: "several",
    text: "Question?",
    options: ["safety", "crime", "law"],
    label: "Safety; Crime; Law",
    reason: "It is lawful. A law says so.",
    grounds: [
      { id: "worry", text: "A worry." },
      { id: "order", text: "An order." },
    ],
    caution: "Ask first.",
    at: "go",
  });
  assert.equal(step(["safety", "law"], []).caution, "Ask first.");
  assert.equal(step(["safety", "law"], ["harm", "order"]).caution, "");
  assert.equal(step(["crime"], []).caution, "");
  assert.equal(step(["none"], []).at, "stop");
});
