/** A decision record as a sheet to look at and print, made from the record's own data. */
import { fill } from "../frame/words.js";

/** @typedef {import("../frame/words.js").Words} Words */

/** Digits in groups, as telephone numbers are written: "01724 296500", "(020) 7946 0000", "+44 20 7946 0000". */
const NUMBER = /((?:\+|\()?\d(?:[\s()-]{0,2}\d){4,})/;

/**
 * @param {any} data a record's data, the engine's or the page's own
 * @param {Words} words
 * @returns {DocumentFragment}
 */
export function sheetOf(data, words) {
  const sheet = document.createDocumentFragment();
  sheet.append(
    part("h4", "sheet__title", data.title),
    ...(data.banner ? [part("p", "sheet__banner", data.banner)] : []),
    part("p", "sheet__made", fill(words.made, { time: data.time.replace("T", ", ") })),
    part(
      "div",
      "sheet__notice",
      part("h5", "", data.notice.title),
      listOf("ul", [...data.notice.lines, ...(data.banner ? [words.check_numbers] : [])]),
    ),
    part("h5", "", fill(words.result, { label: data.outcome.label })),
    part("p", "", data.outcome.summary),
    part("h5", "", words.why),
    listOf(
      "ol",
      data.steps.map((/** @type {Step} */ step) => stepText(step, words)),
    ),
  );
  if (data.outcome.next.length) sheet.append(part("h5", "", words.what_next), listOf("ul", data.outcome.next));
  for (const checklist of data.checklists) {
    sheet.append(
      part("h5", "", checklist.title),
      listOf(
        "ul",
        checklist.items.map((/** @type {any} */ item) => `${item.ticked ? "☑" : "☐"} ${item.text}`),
        "sheet__ticks",
      ),
    );
  }
  const rows = data.lines.map((/** @type {string} */ line) => {
    const label = part("th", "", line);
    label.setAttribute("scope", "row");
    return part("tr", "", label, part("td", ""));
  });
  sheet.append(
    part("h5", "", words.to_fill_in),
    part("table", "sheet__lines", part("tbody", "", ...rows)),
    ...[...data.limits, data.keeping].map((text) => part("p", "sheet__note", text)),
    part("p", "sheet__note", fill(words.basis, data.source)),
    part("p", "sheet__note", fill(words.flow_file, data.flow)),
  );
  return sheet;
}

/** @typedef {import("./routes.js").Step} Step */

/** @param {Step} step @param {Words} words @returns {string} */
function stepText(step, words) {
  const grounds = step.grounds.map((ground) => ground.text).join("; ");
  const reasons = [
    `${step.text} ${step.label}.`,
    step.reason,
    ...(grounds ? [fill(words.reasons, { reasons: grounds })] : []),
    step.caution,
  ];
  return reasons.filter(Boolean).join(" ");
}

/**
 * @param {string} tag
 * @param {string[]} texts
 * @param {string} [name]
 */
function listOf(tag, texts, name = "") {
  return part(tag, name, ...texts.map((text) => part("li", "", text)));
}

/**
 * @param {string} tag
 * @param {string} name
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
function part(tag, name, ...children) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...children.flatMap((child) => (typeof child === "string" ? unbroken(child) : [child])));
  return element;
}

/**
 * Keep each telephone number of a text on one line.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
function unbroken(text) {
  return text.split(NUMBER).map((piece, at) => {
    if (at % 2 === 0) return piece;
    const number = document.createElement("span");
    number.className = "sheet__number";
    number.textContent = piece;
    return number;
  });
}
