/** The decision record as the page writes it by itself: the one that the engine writes, from the page's own data. */

import { fill } from "../frame/words.js";
import { within } from "./within.js";

/** How long a clipboard may take to say whether it is allowed. */
const CLIPBOARD_MS = 2000;
/** Some browsers ask where to save first: until then the file has to be there. */
const KEEP_FILE_MS = 120_000;

/** @typedef {{data: Record<string, any>, text: string}} WrittenRecord */
/** @typedef {{answers: Record<string, import("./routes.js").Answer>, time: string, ticked: string[]}} Request */

/**
 * Write the record, whether there is an engine or not.
 * @param {any} wording the flow's, from the page's data
 * @param {import("../frame/words.js").Words} words
 * @param {{id: string, decision: string, label: string, summary: string}} outcome
 * @param {import("./routes.js").Step[]} steps
 * @param {Request} request
 * @returns {WrittenRecord}
 */
export function ownRecord(wording, words, outcome, steps, { answers, time, ticked }) {
  const told = wording.outcomes[outcome.id];
  const data = {
    kind: wording.kind,
    format: wording.format,
    title: wording.title,
    banner: wording.banner,
    time,
    flow: wording.flow,
    source: wording.source,
    names: wording.names,
    answers,
    notice: wording.notices[told.notice],
    outcome: { ...outcome, next: told.next },
    steps,
    checklists: told.checklists.map((/** @type {string} */ id) => {
      const { title, items } = wording.checklists[id];
      const item = (/** @type {[string, string]} */ [name, text]) => ({
        id: name,
        text,
        ticked: ticked.includes(`${id}/${name}`),
      });
      return { id, title, items: Object.entries(items).map(item) };
    }),
    limits: wording.limits,
    keeping: wording.keeping,
    lines: wording.lines,
  };
  return { data, text: textOf(data, words) };
}

/**
 * Say a record as text, as the engine does.
 * @param {any} data
 * @param {import("../frame/words.js").Words} words
 * @returns {string}
 */
export function textOf(data, words) {
  const blank = "_".repeat(40);
  const why = data.steps.flatMap((/** @type {import("./routes.js").Step} */ step, /** @type {number} */ at) => [
    `${at + 1}. ${step.text} ${step.label}.`,
    `   ${step.reason}`,
    ...step.grounds.map((ground) => `   - ${ground.text}`),
    ...(step.caution ? [`   ${step.caution}`] : []),
  ]);
  const checklists = data.checklists.map((/** @type {any} */ list) => [
    list.title.toUpperCase(),
    ...list.items.map((/** @type {any} */ item) => `[${item.ticked ? "x" : " "}] ${item.text}`),
  ]);
  const blocks = [
    [data.title.toUpperCase(), ...(data.banner ? [data.banner] : [])],
    [fill(words.made, { time: data.time }), fill(words.flow, data.flow)],
    [data.notice.title.toUpperCase(), ...data.notice.lines, ...(data.banner ? [words.check_numbers] : [])],
    [fill(words.result_text, { label: data.outcome.label }), data.outcome.summary],
    [words.why.toUpperCase(), ...why],
    [words.what_next.toUpperCase(), ...data.outcome.next.map((/** @type {string} */ text) => `- ${text}`)],
    ...checklists,
    [words.to_fill_in.toUpperCase(), ...data.lines.map((/** @type {string} */ line) => `${line}: ${blank}`)],
    [words.please_note.toUpperCase(), ...data.limits, data.keeping],
    [fill(words.basis, data.source), fill(words.sha256, { sha256: data.flow.sha256 })],
  ];
  return `${blocks.map((block) => block.join("\n")).join("\n\n")}\n`;
}

/**
 * The visitor's own date and time with its offset from UTC.
 * @param {Date} now
 * @returns {string}
 */
export function localTime(now) {
  const two = (/** @type {number} */ number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  const offset = -now.getTimezoneOffset();
  const date = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const sign = offset < 0 ? "-" : "+";
  return `${date}T${two(now.getHours())}:${two(now.getMinutes())}${sign}${two(offset / 60)}:${two(offset % 60)}`;
}

/**
 * Copy a text, or where the page may not, select it for the visitor to copy.
 * @param {string} text
 * @param {HTMLElement} shown the element that shows the text
 * @returns {Promise<boolean>} whether it is copied
 */
export async function copyText(text, shown) {
  if (navigator.clipboard) {
    try {
      await within(navigator.clipboard.writeText(text), CLIPBOARD_MS);
      return true;
    } catch {
      // A clipboard that is refused, or says nothing, leaves the text to be selected, below.
    }
  }
  shown.hidden = false;
  getSelection()?.selectAllChildren(shown);
  shown.focus();
  return document.execCommand("copy"); // deprecated, and all there is on plain http
}

/**
 * Hand a file to the visitor; it is made in the page's memory.
 * @param {string} name
 * @param {string} type
 * @param {BlobPart} content
 */
export function download(name, type, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEEP_FILE_MS);
}
