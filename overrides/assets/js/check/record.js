/** The decision record on the page: look, print, copy, download. Nothing is uploaded. */
import { verdictOf } from "./verdict.js";
import { fill } from "./words.js";

/**
 * What the record shows; the engine writes all of it, the page by itself the shorter kind.
 * @typedef {{data: Record<string, any>, text: string}} WrittenRecord
 */

/**
 * Write the shorter record, while there is no engine: outcome, answers, their reasons, lines to fill in.
 * @param {{record: any, words: import("./words.js").Words}} page the page's data: the flow's wording and the words
 * @param {HTMLElement} outcome
 * @param {import("./routes.js").Step[]} steps
 * @param {string} time
 * @returns {WrittenRecord}
 */
export function shortRecord({ record: wording, words }, outcome, steps, time) {
  const notice = outcome.querySelector("[data-notice]")?.getAttribute("data-notice") ?? wording.notice;
  const verdict = verdictOf(outcome, steps);
  const data = {
    title: wording.title,
    banner: wording.banner,
    time,
    notice: { title: wording.notices[notice][0], lines: wording.notices[notice].slice(1) },
    outcome: { label: verdict.label, summary: verdict.summary, next: [] },
    steps,
    checklists: [],
    limits: wording.notes,
    lines: wording.lines,
    basis: [wording.basis, wording.flow],
  };
  const blank = "_".repeat(40);
  const why = steps.flatMap((step, at) => [
    `${at + 1}. ${step.text} ${step.label}.`,
    `   ${step.reason}`,
    ...step.grounds.map((ground) => `   - ${ground.text}`),
    ...(step.caution ? [`   ${step.caution}`] : []),
  ]);
  const blocks = [
    [data.title.toUpperCase(), ...(data.banner ? [data.banner] : [])],
    [fill(words.made, { time })],
    [data.notice.title.toUpperCase(), ...data.notice.lines, ...(data.banner ? [words.check_numbers] : [])],
    [fill(words.result_text, { label: data.outcome.label }), data.outcome.summary],
    [words.why.toUpperCase(), ...why],
    [words.to_fill_in.toUpperCase(), ...data.lines.map((/** @type {string} */ line) => `${line}: ${blank}`)],
    [words.please_note.toUpperCase(), ...data.limits],
    data.basis,
  ];
  return { data, text: `${blocks.map((block) => block.join("\n")).join("\n\n")}\n` };
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
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // A refused clipboard leaves the text to be selected, below.
    }
  }
  shown.hidden = false;
  getSelection()?.selectAllChildren(shown);
  shown.focus();
  return document.execCommand("copy");
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
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
