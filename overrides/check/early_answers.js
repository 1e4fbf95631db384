/**
 * The answers that are given before the check's script has come. They are kept as the check keeps them, by the same
 * routes and the same history, and it goes on from there. Nothing of the written check is changed but for classes, which
 * mean nothing once that is shown: whatever fails, it is as the server has sent it.
 */
import { fill } from "../frame/words.js";
import { bringIntoView } from "./focus.js";
import { StepHistory } from "./history.js";
import { chosen, DOUBLE_CLICK_MS, excludeOthers, fillIn, switchGrounds } from "./question.js";
import { follow, onRoute, questionForm } from "./routes.js";

export class EarlyAnswers {
  /** @type {import("./routes.js").Answers} */
  answers = new Map();
  /** Which step of the route is looked at. */
  position = 0;
  /** When a step was last moved to. */
  movedAt = Number.NEGATIVE_INFINITY;
  /** Whether the visitor is told that an answer is missing. */
  missing = false;
  /** Whether Continue was pressed and leads to what isn't there yet: an outcome, or a question further down the page. */
  pending = false;
  history = new StepHistory((step) => this.goTo(step));
  listening = new AbortController();

  /** @param {HTMLElement} root the check, of which the first question is there */
  constructor(root) {
    this.root = root;
    this.here = /** @type {HTMLFormElement} */ (questionForm(root, root.dataset.start ?? ""));
    const { signal } = this.listening;
    root.addEventListener("click", (event) => this.onClick(event), { signal });
    root.addEventListener("change", (event) => this.onChange(event), { signal });
    root.classList.add("check--early");
    this.wake();
  }

  /** Leave everything to the check from now on. */
  stop() {
    this.listening.abort();
    this.root.classList.remove("check--early", "check--moved", "check--missing");
    this.here.classList.remove("question--early");
  }

  /** @param {Event} event */
  onClick(event) {
    const target = /** @type {Element} */ (event.target);
    const link = /** @type {HTMLAnchorElement | null} */ (target.closest("a[href]:not([target], [href^='#'])"));
    if (link && this.answers.size) {
      link.target = "_blank"; // the answers are lost with the page
      setTimeout(() => link.removeAttribute("target"));
    }
    const pressed = target.closest("[data-continue], [data-back], [data-error-link]");
    if (!pressed) return;
    event.preventDefault();
    const before = this.position - 1;
    if (pressed.matches("[data-continue]")) this.onContinue();
    else if (pressed.matches("[data-error-link]")) this.here.querySelector("input")?.focus();
    else if (!this.history.back(before)) this.goTo(before);
  }

  onContinue() {
    const answer = chosen(this.here);
    if (!answer) {
      if (performance.now() - this.movedAt > DOUBLE_CLICK_MS) this.showMissing();
      return;
    }
    const answers = onRoute(this.root, new Map(this.answers).set(this.here.dataset.question ?? "", answer));
    const next = Math.min(this.position + 1, answers.size);
    this.pending = !this.formAt(next, answers);
    if (this.pending) return;
    this.answers = answers;
    this.history.push(next);
    this.goTo(next);
  }

  /** @param {Event} event */
  onChange(event) {
    this.pending = false;
    excludeOthers(event.target);
    switchGrounds(this.here);
  }

  /**
   * @param {number} position
   * @param {import("./routes.js").Answers} answers
   * @returns {HTMLFormElement | null} the question there, once all of it has come
   */
  formAt(position, answers) {
    const { steps, at } = follow(this.root, answers);
    const form = questionForm(this.root, steps[position]?.question ?? at);
    return form?.nextElementSibling ? form : null;
  }

  /** @param {number} position that of a question */
  goTo(position) {
    this.position = position;
    this.here.classList.remove("question--early", "question--wrong");
    this.here = /** @type {HTMLFormElement} */ (this.formAt(position, this.answers));
    this.missing = this.pending = false;
    fillIn(this.here, this.answers.get(this.here.dataset.question ?? ""));
    switchGrounds(this.here);
    this.root.classList.toggle("check--moved", position > 0);
    this.root.classList.remove("check--missing");
    const number = this.here.querySelector("[data-number]");
    if (number) number.textContent = fill(this.root.dataset.questionName ?? "", { number: position + 1 });
    this.wake();
    this.movedAt = performance.now();
    bringIntoView(this.root, this.here);
  }

  showMissing() {
    this.missing = true;
    const link = this.root.querySelector("[data-error-link]");
    if (link) link.textContent = this.here.dataset.missing ?? "";
    this.here.classList.add("question--wrong");
    this.root.classList.add("check--missing");
    /** @type {HTMLElement | null} */ (this.root.querySelector("[data-error-summary]"))?.focus();
  }

  wake() {
    this.here.classList.add("question--early");
    /** @type {HTMLButtonElement} */ (this.here.querySelector("[data-continue]")).disabled = false;
  }
}
