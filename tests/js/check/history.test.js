/** The check's history, over a stand-in for the browser's. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { StepHistory } from "../../../overrides/check/history.js";

const scope = /** @type {any} */ (globalThis);
/** @type {any[]} */
let entries;
let at = 0;
/** @type {((event: any) => void) | undefined} */
let onPopState;

beforeEach(() => {
  entries = [null];
  at = 0;
  scope.window = scope.parent = scope;
  scope.location = { href: "https://example.org/check/#first" };
  scope.addEventListener = (/** @type {string} */ name, /** @type {any} */ listener) => {
    if (name === "popstate") onPopState = listener;
  };
  scope.history = {
    get state() {
      return entries[at];
    },
    get length() {
      return entries.length;
    },
    pushState: (/** @type {any} */ state) => {
      entries = [...entries.slice(0, at + 1), state];
      at += 1;
    },
    replaceState: (/** @type {any} */ state) => {
      entries[at] = state;
    },
    go: (/** @type {number} */ by) => {
      at += by;
      onPopState?.({ state: entries[at] });
    },
    back: () => scope.history.go(-1),
  };
});

test("Back goes by the browser's history to the step before", () => {
  /** @type {number[]} */
  const shown = [];
  const steps = new StepHistory((step) => shown.push(step));
  steps.push(1);
  steps.push(2);
  assert.equal(steps.back(1), true);
  assert.deepEqual(shown, [1]);
});

test("Back to a step that is not the one before makes an entry", () => {
  const steps = new StepHistory(() => {});
  steps.push(3);
  assert.equal(steps.back(2), false);
  assert.deepEqual(entries.at(-1), { step: 2, at: 2 });
});

test("an entry holds a step's number and its own place, and nothing else", () => {
  new StepHistory(() => {}).push(1);
  assert.deepEqual(entries, [
    { step: 0, at: 0 },
    { step: 1, at: 1 },
  ]);
});

test("a page that is loaded again in the middle of a check says that its answers are gone", () => {
  entries = [
    { step: 0, at: 0 },
    { step: 1, at: 1 },
  ];
  at = 1;
  assert.equal(new StepHistory(() => {}).forgotten, true);
  assert.equal(at, 0);
});

test("in a frame there are no entries", () => {
  scope.parent = {};
  const steps = new StepHistory(() => {});
  steps.push(1);
  assert.equal(steps.back(0), false);
  assert.deepEqual(entries, [null]);
});

test("a browser that allows no more entries lets the check go on without", () => {
  const steps = new StepHistory(() => {});
  scope.history.pushState = () => {
    throw new Error("too many");
  };
  steps.push(1);
  assert.equal(steps.back(0), false);
});
