/** What stands beside the form: the problems, what keeps the site from going live, and what a check does. */
import { fill } from "../frame/words.js";
import { idOf } from "./controls.js";
import { button, make } from "./dom.js";
import { IN_WORDS } from "./picture.js";

/** @typedef {{name: string, file: string, line: number | null, message: string, flow?: string}} Finding */
/** @typedef {{name: string, value: string | number}} Repair */

/**
 * The element that a finding is about, or the nearest that holds it.
 * @param {ParentNode} root
 * @param {string} name
 * @returns {HTMLElement | null}
 */
export function controlOf(root, name) {
  for (let path = name; path; path = path.slice(0, Math.max(path.lastIndexOf("."), 0))) {
    const found = /** @type {HTMLElement | null} */ (
      root.querySelector(`[data-control][id="${CSS.escape(idOf(path))}"]`)
    );
    if (found) return found;
  }
  return null;
}

/** What can be marked as wrong, and what takes the mark where a group has none of it yet. */
const FIELDS = "input:not([type=file]), textarea, select";
const OTHERWISE = "button[data-press^=add]";

/**
 * The control that is marked for a finding: its own, or the first of the group that it is about, as a group itself
 * can't be marked.
 * @param {ParentNode} root
 * @param {string} name
 * @returns {HTMLElement | null}
 */
export function markedOf(root, name) {
  const control = controlOf(root, name);
  if (!control || control.matches(FIELDS)) return control;
  const group = control.matches("summary") ? /** @type {HTMLElement} */ (control.parentElement) : control;
  return group.querySelector(FIELDS) ?? group.querySelector(OTHERWISE) ?? control;
}

/**
 * Write each problem beside its control; those whose control isn't drawn are in the list alone.
 * @param {HTMLElement} form
 * @param {Finding[]} problems
 */
export function markProblems(form, problems) {
  for (const wrong of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-wrong]"))) {
    wrong.replaceChildren();
    wrong.hidden = true;
  }
  for (const element of form.querySelectorAll("[aria-invalid], [data-invalid]")) unmark(element);
  for (const { name, message } of problems) {
    const control = controlOf(form, name);
    const wrong = control && document.getElementById(`${control.id}-wrong`);
    if (!control || !wrong) continue;
    mark(control, /** @type {HTMLElement} */ (markedOf(form, name)), wrong.id);
    wrong.append(make("span", {}, message));
    wrong.hidden = false;
  }
}

/**
 * @param {HTMLElement} control what is wrong; it alone looks so
 * @param {HTMLElement} marked what is said to be wrong
 * @param {string} message the id of what says why
 */
function mark(control, marked, message) {
  control.dataset.invalid = "";
  if (!marked.matches(`${FIELDS}, ${OTHERWISE}`)) return;
  marked.setAttribute("aria-invalid", "true");
  const described = new Set(marked.getAttribute("aria-describedby")?.split(" "));
  marked.setAttribute("aria-describedby", [...described.add(message)].join(" "));
}

/**
 * Take a mark away, and from what describes a control the message of its group.
 * @param {Element} element
 */
function unmark(element) {
  element.removeAttribute("data-invalid");
  if (!element.hasAttribute("aria-invalid")) return;
  element.removeAttribute("aria-invalid");
  const described = element.getAttribute("aria-describedby")?.split(" ") ?? [];
  const own = described.filter((id) => id.startsWith(`${element.id}-`));
  if (own.length) element.setAttribute("aria-describedby", own.join(" "));
  else element.removeAttribute("aria-describedby");
}

/**
 * @param {HTMLElement} list
 * @param {Finding[]} findings
 * @param {ParentNode} form where their controls are, as far as they are drawn
 * @param {(name: string) => unknown} go
 * @param {string} none what is said where there are none
 */
export function listFindings(list, findings, form, go, none) {
  const lines = findings.map(({ name, file, line, message }) => {
    const link = make("a", { href: `#${markedOf(form, name)?.id ?? idOf(name)}` }, message);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      go(name);
    });
    const place = file ? make("span", { class: "desk__place" }, line ? `${file}, ${line}: ` : `${file}: `) : "";
    return make("li", {}, place, link);
  });
  list.replaceChildren(...lines);
  const said = /** @type {HTMLElement} */ (list.nextElementSibling);
  said.textContent = none;
  said.hidden = lines.length > 0;
}

/**
 * @param {any} view
 * @param {HTMLElement} picture
 * @param {Repair[]} repairs
 * @param {import("../frame/words.js").Words} words
 * @param {Map<string, boolean>} open which parts are unfolded; kept from one drawing to the next
 * @param {(repair: Repair) => unknown} mend
 * @returns {HTMLElement[]}
 */
export function checkView(view, picture, repairs, words, open, mend) {
  const offers = repairs.map((repair) =>
    make(
      "p",
      {},
      button(fill(words.repair, { value: repair.value }), () => mend(repair), { "data-repair": repair.name }),
    ),
  );
  if (!view.sound) return [...offers, make("p", {}, words.broken)];
  const shown = view.routes.length;
  const count = fill(view.count === shown ? words.routes : words.first_routes, { shown, count: view.count });
  const failing = view.cases.some((/** @type {any} */ one) => one.problem);
  const folded = (/** @type {string} */ part, /** @type {string} */ heading, /** @type {HTMLElement} */ inside) => {
    const is = open.get(part) ?? (part === "picture" || (part === "cases" && failing));
    const box = make("details", { class: "desk__folded", open: is }, make("summary", {}, heading), inside);
    box.addEventListener("toggle", () => open.set(part, box.open));
    return box;
  };
  return [
    ...offers,
    folded("picture", words.picture, picture),
    folded("chart", words.chart, chart(view.boxes)),
    folded("routes", count, routes(view.routes, words)),
    folded("cases", words.cases, cases(view.cases, words)),
    folded("shipped", words.since_shipped, difference(view.differences.shipped, words)),
    folded("signed", words.since_signed, difference(view.differences.signed, words)),
  ];
}

/** @param {any[]} boxes */
function chart(boxes) {
  const names = new Map(boxes.map(({ id, name }) => [id, name]));
  const arrows = (/** @type {any} */ box) =>
    make(
      "ul",
      {},
      ...box.arrows.map((/** @type {any} */ arrow) => make("li", {}, `${arrow.label} → ${names.get(arrow.to)}`)),
    );
  return make(
    "ol",
    { class: "desk__chart", id: IN_WORDS },
    ...boxes.map((box) => make("li", { "data-kind": box.kind }, box.name, arrows(box))),
  );
}

/**
 * @param {any[]} listed
 * @param {import("../frame/words.js").Words} words
 */
function routes(listed, words) {
  const rows = listed.map(({ steps, outcome, decision }) =>
    make(
      "tr",
      {},
      make("td", {}, steps.map((/** @type {any} */ step) => `${step.question} ${step.answer}`).join("; ")),
      make("td", {}, `${decision}: ${outcome}`),
    ),
  );
  const head = make("tr", {}, make("th", { scope: "col" }, words.route), make("th", { scope: "col" }, words.result));
  const table = make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows));
  return make("div", { class: "desk__wide", tabindex: "0", role: "region", "aria-label": words.route }, table);
}

/**
 * @param {any[]} tried
 * @param {import("../frame/words.js").Words} words
 */
function cases(tried, words) {
  const said = (/** @type {string} */ why) => (why ? fill(words.case_fails, { why }) : words.case_holds);
  return make("ul", {}, ...tried.map(({ name, problem }) => make("li", {}, `${name}: ${said(problem)}`)));
}

/**
 * @param {string[]} lines
 * @param {import("../frame/words.js").Words} words
 */
function difference(lines, words) {
  if (!lines?.length) return make("p", {}, words.no_change);
  return make("pre", { class: "desk__wide", tabindex: "0" }, lines.join("\n"));
}
