/** What a step shows, worked out from the state alone: no element of the page is looked at or changed here. */
import { fill } from "../frame/words.js";

/**
 * @typedef {object} State
 * @property {import("./routes.js").Step[]} steps the answers on the route
 * @property {string} at where the route has come to: the id of a question or an outcome
 * @property {number} position which step is looked at
 * @property {boolean} ended whether the route has come to an outcome
 */

/**
 * @typedef {object} View
 * @property {string} here the id of the question or outcome to show
 * @property {boolean} result whether that is the outcome
 * @property {string} name what the step is called, never which question it is, since browsers keep titles
 * @property {string} place where the visitor is on the map
 * @property {boolean} back whether there is a step before
 * @property {boolean} restart whether there is anything to forget
 * @property {boolean} trail whether the answers so far are shown under the question
 */

/**
 * @param {State} state
 * @param {import("../frame/words.js").Words} words
 * @returns {View}
 */
export function view({ steps, at, position, ended }, words) {
  const result = ended && position >= steps.length;
  const number = Math.min(position, steps.length) + 1;
  return {
    here: position < steps.length ? steps[position].question : at,
    result,
    name: result ? words.result_reached : fill(words.question, { number }),
    place: result ? words.here_result : fill(words.here_question, { number }),
    back: position > 0,
    restart: steps.length > 0,
    trail: !result && steps.length > 0,
  };
}

/**
 * @param {string} name what the step is called
 * @param {string} title the page's own title
 * @returns {string} the title while the step is shown
 */
export function titleOf(name, title) {
  return `${name} – ${title}`;
}
