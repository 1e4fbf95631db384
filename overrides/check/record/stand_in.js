/** The page's own record, for when the engine is not there yet: the same, to the letter, from the page's own data. */
import { blocksOf } from "./blocks.js";
import { textOf } from "./text.js";

/** @typedef {{data: Record<string, any>, blocks: import("./blocks.js").Block[], text: string}} WrittenRecord */
/** @typedef {{answers: Record<string, import("../routes.js").Answer>, time: string, ticked: string[], area?: string}} Request */

/**
 * Write the record without the engine.
 * @param {any} wording the flow's, from the page's data
 * @param {import("../../frame/words.js").Words} words
 * @param {{id: string, decision: string, label: string, summary: string}} outcome
 * @param {import("../routes.js").Step[]} taken
 * @param {Request} request
 * @returns {WrittenRecord}
 */
export function standIn(wording, words, outcome, taken, { time, ticked, area = "" }) {
  const found = wording.outcomes[outcome.id];
  const steps = taken.map((step) => ({ ...step, grounds: inFileOrder(step, wording.grounds[step.question] ?? {}) }));
  const data = {
    kind: wording.kind,
    format: wording.format,
    title: wording.title,
    banner: wording.banner,
    time,
    flow: wording.flow,
    source: wording.source,
    names: wording.names,
    answers: Object.fromEntries(steps.map((step) => [step.question, answerOf(step)])),
    notice: ofArea(wording.notices[found.notice], area),
    outcome: { ...outcome, next: found.next },
    steps,
    checklists: found.checklists.map((/** @type {string} */ id) => {
      const { title, items } = wording.checklists[id];
      const entries = /** @type {[string, string][]} */ (Object.entries(items));
      const withTick = entries.map(([name, text]) => ({ id: name, text, ticked: ticked.includes(`${id}/${name}`) }));
      return { id, title, items: withTick };
    }),
    limits: wording.limits,
    keeping: wording.keeping,
    lines: wording.lines,
  };
  const blocks = blocksOf(data, words);
  return { data, blocks, text: textOf(blocks) };
}

/**
 * Put the contacts of an area before everyone's and those of the others, as decision_engine/record does.
 * @param {{contacts: {area: string}[]}} notice
 * @param {string} area empty where none is chosen
 */
function ofArea(notice, area) {
  const rank = (/** @type {{area: string}} */ one) => (one.area === area ? 0 : one.area ? 2 : 1);
  return {
    ...notice,
    contacts: area ? [...notice.contacts].sort((one, other) => rank(one) - rank(other)) : notice.contacts,
  };
}

/**
 * A step's grounds as the engine has them: on the page they are in groups.
 * @param {import("../routes.js").Step} step
 * @param {Record<string, string>} texts those of the question's grounds, in the order of the flow's file
 */
function inFileOrder({ grounds }, texts) {
  const order = Object.keys(texts);
  return [...grounds].sort((one, other) => order.indexOf(one.id) - order.indexOf(other.id));
}

/**
 * The answer of a step, as the engine's record has it.
 * @param {import("../routes.js").Step} step
 * @returns {import("../routes.js").Answer}
 */
function answerOf(step) {
  const grounds = step.grounds.map(({ id }) => id);
  return "options" in step ? { options: step.options, grounds } : { option: step.option, grounds };
}
