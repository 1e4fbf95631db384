/** The check on the page: the one place that shows or hides a step. What is to be shown is worked out in view.js. */
import { fill } from "../frame/words.js";
import { bringIntoView } from "./focus.js";
import { linksOut, openAside } from "./links_out.js";
import { chosen, describeOnce, restore, showError } from "./question.js";
import { questionForm } from "./routes.js";
import { showSteps } from "./steps.js";
import { showVerdict } from "./verdict.js";
import { titleOf } from "./view.js";

export class Screen {
  /** @type {HTMLElement} */
  root;
  /** @type {import("../frame/words.js").Words} */
  words;
  /** @type {(position: number) => void} */
  onChange;
  /** The page's own title. */
  title = document.title;
  /** When the last step was shown. */
  shownAt = Number.NEGATIVE_INFINITY; // nothing has been shown by a press yet
  /** @type {HTMLAnchorElement[]} */
  linksOut;

  /**
   * @param {HTMLElement} root
   * @param {import("../frame/words.js").Words} words
   * @param {(position: number) => void} onChange called with the step whose Change button was pressed
   */
  constructor(root, words, onChange) {
    this.root = root;
    this.words = words;
    this.onChange = onChange;
    this.linksOut = linksOut(root);
  }

  /**
   * Bring the page in line with a view.
   * @param {import("./view.js").View} view
   * @param {import("./routes.js").Step[]} steps
   * @param {{answers: import("./routes.js").Answers, by: "page" | "engine", moved: boolean}} how `by` is who decided
   * @returns {HTMLElement} the question or the outcome that is shown
   */
  show(view, steps, { answers, by, moved }) {
    const outcome = view.result ? this.outcome(view.here) : null;
    const summary = this.one("[data-error-summary]");
    // An engine that comes or goes takes no error away from whoever reads it.
    const wrong = !moved && !summary.hidden;
    for (const part of this.all("[data-question], [data-outcome], [data-fault]")) part.hidden = true;
    summary.hidden = !wrong;
    const form = outcome ? null : questionForm(this.root, view.here);
    if (form) {
      if (moved || !(wrong || chosen(form))) restore(form, answers.get(view.here));
      if (moved || this.root.dataset.started === undefined) describeOnce(form, moved);
      const number = form.querySelector("[data-number]");
      if (number) number.textContent = view.name;
    }
    const shown = /** @type {HTMLElement} */ (outcome ?? form);
    shown.hidden = false;
    if (outcome) {
      showVerdict(outcome, steps);
      this.root.dataset.decidedBy = by;
    } else delete this.root.dataset.decidedBy;
    if (!wrong) document.title = titleOf(view.name, this.title);
    this.one("[data-back]").hidden = !view.back;
    this.one("[data-restart]").hidden = !view.restart;
    const trail = this.one("[data-trail]");
    trail.hidden = !view.trail;
    const list = (outcome ?? trail).querySelector("[data-steps]");
    if (list) showSteps(this.root, list, steps, this.onChange);
    this.root.classList.toggle("check--result", view.result);
    openAside(this.linksOut, view.restart, this.words.new_tab);
    return shown;
  }

  /** Two verdicts for the same flow: show neither, and say so. */
  showFault() {
    for (const part of this.all("[data-question], [data-outcome], [data-trail]")) part.hidden = true;
    delete this.root.dataset.decidedBy;
    this.one("[data-restart]").hidden = false;
    const fault = this.one("[data-fault]");
    fault.hidden = false;
    document.title = titleOf(this.words.result_reached, this.title);
    this.focusOn(fault);
  }

  /**
   * @param {HTMLFormElement} form
   * @param {number} number the question's
   * @param {{focus?: boolean}} [how]
   */
  showMissing(form, number, { focus = true } = {}) {
    const summary = this.one("[data-error-summary]");
    this.one("[data-error-link]").textContent = form.dataset.missing ?? "";
    showError(form, true);
    summary.hidden = false;
    document.title = titleOf(fill(this.words.error_question, { number }), this.title);
    if (focus) summary.focus();
  }

  /** @param {HTMLElement} shown */
  focusOn(shown) {
    this.shownAt = performance.now();
    bringIntoView(this.root, shown);
  }

  /**
   * @param {string} id
   * @returns {HTMLElement | null}
   */
  outcome(id) {
    return this.root.querySelector(`[data-outcome="${CSS.escape(id)}"]`);
  }

  /** @returns {HTMLFormElement[]} */
  forms() {
    return /** @type {HTMLFormElement[]} */ (this.all("form[data-question]"));
  }

  currentForm() {
    return this.forms().find((form) => !form.hidden) ?? null;
  }

  /**
   * @param {string} selector
   * @returns {HTMLElement[]}
   */
  all(selector) {
    return [...this.root.querySelectorAll(selector)].map((part) => /** @type {HTMLElement} */ (part));
  }

  /**
   * @param {string} selector
   * @returns {HTMLElement}
   */
  one(selector) {
    return /** @type {HTMLElement} */ (this.root.querySelector(selector));
  }
}
