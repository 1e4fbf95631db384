/**
 * What a record says, block by block, from its data: the list that decision_engine/record/blocks.py makes, whose format
 * is described there. Text and sheet render it.
 *
 * @typedef {object} Block
 * @property {string} kind
 * @property {string} [title]
 * @property {string} [text_title] the title in a text, where titles are in capitals
 * @property {string} [text] of the record's own title
 * @property {string} [banner]
 * @property {string[]} [lines]
 * @property {{area: string, lines: string[]}[]} [groups] of contacts
 * @property {{text: string, label: string, reason: string, grounds: string[], caution: string}[]} [steps]
 * @property {(string | {text: string, ticked: boolean})[]} [items]
 * @property {string[]} [labels] of lines to fill in
 */
import { fill } from "../../frame/words.js";

/**
 * @param {any} data a record's data
 * @param {import("../../frame/words.js").Words} words
 * @returns {Block[]}
 */
export function blocksOf({ title, banner, time, flow, notice, outcome, steps, checklists, lines, ...data }, words) {
  const { label, summary, next } = outcome;
  return [
    { kind: "title", text: title, banner },
    { kind: "made", lines: [fill(words.made, { time }), fill(words.flow, flow)] },
    { kind: "notice", title: notice.title, lines: [...notice.lines, ...(banner ? [words.check_numbers] : [])] },
    ...(notice.contacts.length ? [{ kind: "contacts", groups: groupsOf(notice.contacts, words) }] : []),
    {
      kind: "result",
      title: fill(words.result, { label }),
      text_title: fill(words.result_text, { label }),
      lines: [summary],
    },
    { kind: "steps", title: words.why, steps: steps.map(stepOf) },
    { kind: "list", title: words.what_next, items: next },
    ...checklists.map((/** @type {any} */ list) => ({
      kind: "ticks",
      title: list.title,
      items: list.items.map(itemOf),
    })),
    { kind: "fields", title: words.to_fill_in, labels: lines },
    { kind: "notes", title: words.please_note, lines: [...data.limits, data.keeping] },
    { kind: "basis", lines: [fill(words.basis, data.source), fill(words.sha256, { sha256: flow.sha256 })] },
  ];
}

/**
 * @typedef {object} Contact as decision_engine/partnership/contacts.py gives it
 * @property {string} name
 * @property {string} area
 * @property {{kind: string, shown: string}[]} ways
 * @property {string} hours
 * @property {string} for
 * @property {string} note
 */

/**
 * @param {Contact[]} contacts
 * @param {import("../../frame/words.js").Words} words
 * @returns {{area: string, lines: string[]}[]}
 */
function groupsOf(contacts, words) {
  const areas = [...new Set(contacts.map(({ area }) => area))];
  return areas.map((area) => ({
    area,
    lines: contacts.filter((one) => one.area === area).map((one) => lineOf(one, words)),
  }));
}

/**
 * @param {Contact} contact
 * @param {import("../../frame/words.js").Words} words
 */
function lineOf({ name, ways, hours, for: audience, note }, words) {
  /** @type {Record<string, string>} */
  const kinds = { "text-relay": words.text_relay, "text-message": words.text_message };
  const reached = ways.map(({ kind, shown }) => fill(kinds[kind] ?? "{shown}", { shown })).join(", ");
  const more = [audience && fill(words.audience, { audience }), hours, note].filter((part) => part);
  return `${[`${name}: ${reached}`, ...more.map((part) => part.replace(/\.$/, ""))].join(". ")}.`;
}

/** @param {import("../routes.js").Step} step */
function stepOf({ text, label, reason, grounds, caution }) {
  return { text, label, reason, grounds: grounds.map((ground) => ground.text), caution };
}

/** @param {{text: string, ticked: boolean}} item */
function itemOf({ text, ticked }) {
  return { text, ticked };
}
