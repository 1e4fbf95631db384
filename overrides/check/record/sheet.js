/** Blocks of a record as a sheet to look at and print. */

/** Digits in groups, as telephone numbers are written: "01724 296500", "(020) 7946 0000", "+44 20 7946 0000"; none within a file's sha256. */
const NUMBER = /((?:\+|\(|\b)\d(?:[\s()-]{0,2}\d){4,}\b)/;
/** A date and a time of day, as ISO 8601 writes them. */
const MOMENT = /(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/;

/**
 * @param {import("./blocks.js").Block[]} blocks
 * @returns {DocumentFragment}
 */
export function sheetOf(blocks) {
  const sheet = document.createDocumentFragment();
  const filled = blocks.filter(({ items }) => items?.length !== 0);
  sheet.append(...filled.map((block) => part("div", `sheet__${block.kind}`, ...contents(block))));
  return sheet;
}

/**
 * @param {import("./blocks.js").Block} block
 * @returns {HTMLElement[]}
 */
function contents({ kind, title, text, banner, lines = [], steps = [], items = [], labels = [], groups = [] }) {
  const texts = items.map((item) => (typeof item === "string" ? item : `${item.ticked ? "☑" : "☐"} ${item.text}`));
  return [
    ...(text ? [part("h4", "", text)] : []),
    ...(title ? [part("h5", "", title)] : []),
    ...(banner ? [part("p", "sheet__banner", banner)] : []),
    ...(kind === "notice" ? list("ul", lines) : lines.map((line) => part("p", "", line.replace(MOMENT, "$1, $2")))),
    ...groups.flatMap((group) => [...(group.area ? [part("h6", "", group.area)] : []), ...list("ul", group.lines)]),
    ...list("ol", steps, ({ text: question, label, reason, grounds, caution }) => [
      `${question} ${label}. ${reason}`,
      ...list("ul", grounds),
      ...(caution ? [part("p", "", caution)] : []),
    ]),
    ...list("ul", texts),
    ...(labels.length ? [part("table", "", part("tbody", "", ...labels.map(emptyRow)))] : []),
  ];
}

/** @param {string} label of a line that only the practitioner can fill in */
function emptyRow(label) {
  const name = part("th", "", label);
  name.setAttribute("scope", "row");
  return part("tr", "", name, part("td", ""));
}

/**
 * @template T
 * @param {"ol" | "ul"} tag
 * @param {T[]} items
 * @param {(item: T) => (Node | string)[]} [inside]
 * @returns {HTMLElement[]} a list, or nothing where there is nothing to list
 */
function list(tag, items, inside = (item) => [String(item)]) {
  return items.length ? [part(tag, "", ...items.map((item) => part("li", "", ...inside(item))))] : [];
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
