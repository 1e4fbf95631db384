/** The state of one visit to the check, and the one place where a step is shown. Nothing of it outlives the page. */

import { fill, readWords } from "../frame/words.js";
import { EngineSession } from "./engine_session.js";
import { StepHistory } from "./history.js";
import { linksOut, openAside } from "./links_out.js";
import { chosen, describeOnce, initQuestion, restore, showError } from "./question.js";
import { RecordPanel } from "./record/panel.js";
import { follow, onRoute, questionForm } from "./routes.js";
import { Status } from "./status.js";
import { showSteps } from "./steps.js";
import { showVerdict, verdictOf } from "./verdict.js";
import { titleOf, view } from "./view.js";
import { WholeMap } from "./whole_map.js";

/** After a step, an empty Continue within this time is the second half of a double click. */
const DOUBLE_CLICK_MS = 500;
/** Nobody waits for an engine that is slower than this: the page's own route is shown meanwhile. */
const PATIENCE_MS = 100;

/** @typedef {import("./routes.js").Step} Step */

export class Check {
  /**
   * @param {HTMLElement} root
   * @param {import("./written.js").WrittenCheck} written what is shown should anything here fail
   */
  constructor(root, written) {
    this.root = root;
    this.written = written;
    this.data = JSON.parse(document.getElementById("check-data")?.textContent ?? "");
    /** @type {import("../frame/words.js").Words} */
    this.words = readWords("check");
    /** @type {import("./routes.js").Answers} */
    this.answers = new Map();
    this.position = 0;
    this.jumped = false;
    this.moved = false;
    this.shownAt = 0;
    this.serial = 0;
    this.title = document.title;
    /** @type {{steps: Step[], at: string, by: "page" | "engine"}} */
    this.route = this.ownRoute();
    const guarding = written.guarding.bind(written);
    this.history = new StepHistory(guarding((step) => this.show(step)));
    this.session = new EngineSession(
      root,
      this.data.engine,
      this.words,
      new Status(root, this.words.loading),
      guarding(() => this.replay()),
    );
    this.record = new RecordPanel(root, this.data.record, this.words, this.session, () => this.result(), written);
    this.map = new WholeMap(
      root,
      guarding((id) => this.onPick(id)),
    );
    this.linksOut = linksOut(root);
  }

  start() {
    for (const part of this.all("[data-static]")) part.hidden = true;
    for (const part of this.all("[data-scripted]")) part.hidden = false;
    for (const form of this.forms()) {
      const onContinue = this.written.guarding(() => this.onContinue(form));
      initQuestion(form, onContinue);
    }
    for (const box of this.all("[data-item]")) box.hidden = false;
    for (const form of this.all("[data-ticks]")) form.addEventListener("submit", (event) => event.preventDefault());
    this.onPress("[data-back]", () => this.goBack());
    this.onPress("[data-restart]", () => this.restart());
    this.onPress("[data-retry-button]", () => this.session.load());
    this.onPress("[data-again]", () => this.change(this.route.steps.length - 1));
    this.one("[data-error-link]").addEventListener("click", (event) => {
      event.preventDefault();
      this.currentForm()?.querySelector("input")?.focus();
    });
    addEventListener("pagehide", () => this.session.leave());
    addEventListener("pageshow", (event) => event.persisted && !this.written.shown && this.session.comeBack());
    this.one("[data-forgotten]").hidden = !this.history.forgotten;
    this.show(0, { focus: false });
    this.root.dataset.started = "";
    this.session.load();
  }

  /** @returns {import("./routes.js").Route & {by: "page"}} */
  ownRoute() {
    return { ...follow(this.root, this.answers, this.data.record.grounds), by: "page" };
  }

  /** Ask the engine for the route of the answers as they are, and show what it says. */
  async replay() {
    const serial = ++this.serial;
    const page = this.ownRoute();
    this.route = page;
    if (!this.session.engine) return this.render();
    const meanwhile = setTimeout(
      this.written.guarding(() => serial === this.serial && this.render()),
      PATIENCE_MS,
    );
    /** @type {any} */
    let said;
    try {
      said = JSON.parse(await this.session.ask("trace", Object.fromEntries(this.answers)));
    } catch {
      // The session says what became of the engine; the page's own route stands.
      if (serial === this.serial) this.render();
      return;
    } finally {
      clearTimeout(meanwhile);
    }
    if (serial !== this.serial) return;
    const at = said.at.question ?? said.at.outcome;
    const end = this.section(at);
    const unconfirmed = end ? verdictOf(end, page.steps).unconfirmed : undefined;
    if (at !== page.at || said.at.decision !== end?.dataset.decision) return this.fault();
    if (said.at.unconfirmed !== unconfirmed) return this.fault();
    this.route = { steps: said.steps, at, by: "engine" };
    this.render();
  }

  /** @param {HTMLFormElement} form */
  onContinue(form) {
    const answer = chosen(form);
    if (!answer) {
      if (performance.now() - this.shownAt > DOUBLE_CLICK_MS) this.showMissing(form);
      return;
    }
    const question = form.dataset.question ?? "";
    this.answers.set(question, answer);
    this.answers = onRoute(this.root, this.answers);
    const end = this.answers.size;
    const next = this.jumped ? end : Math.min(this.position + 1, end);
    this.jumped = false;
    this.history.push(next);
    this.position = next;
    this.moved = true;
    this.one("[data-forgotten]").hidden = true;
    return this.replay();
  }

  goBack() {
    const before = this.position - 1;
    if (before >= 0 && !this.history.back(before)) this.show(before);
  }

  /** @param {number} position */
  change(position) {
    this.history.push(position);
    this.show(position);
    this.jumped = true;
  }

  restart() {
    this.answers = new Map();
    this.serial += 1; // an engine still at work on the former answers is not heard any more
    for (const form of this.forms()) restore(form, undefined);
    for (const box of /** @type {HTMLInputElement[]} */ (this.all("[data-item]"))) box.checked = false;
    this.history.push(0);
    this.route = this.ownRoute();
    this.show(0);
  }

  /**
   * Show a step: a question already answered, or where the route stands.
   * @param {number} position
   * @param {{focus?: boolean}} [how]
   */
  show(position, { focus = true } = {}) {
    this.position = Math.max(0, Math.min(position, this.route.steps.length));
    this.jumped = false;
    this.moved = focus;
    this.render();
  }

  /** Bring the page in line with the state; the only place that hides or shows a step. */
  render() {
    const { steps, at, by } = this.route;
    this.position = Math.min(this.position, steps.length);
    const now = view({ steps, at, position: this.position, ended: Boolean(this.section(at)) }, this.words);
    const outcome = now.result ? this.section(now.here) : null;
    for (const part of this.all("[data-question], [data-outcome], [data-fault]")) part.hidden = true;
    this.one("[data-error-summary]").hidden = true;
    const form = outcome ? null : questionForm(this.root, now.here);
    if (form) {
      if (this.moved || !chosen(form)) restore(form, this.answers.get(now.here));
      if (this.moved || this.root.dataset.started === undefined) describeOnce(form, this.moved);
      const number = form.querySelector("[data-number]");
      if (number) number.textContent = now.name;
    }
    const shown = /** @type {HTMLElement} */ (outcome ?? form);
    shown.hidden = false;
    if (outcome) showVerdict(outcome, steps);
    if (outcome) this.root.dataset.decidedBy = by;
    else delete this.root.dataset.decidedBy;
    document.title = titleOf(now.name, this.title);
    this.one("[data-back]").hidden = !now.back;
    this.one("[data-restart]").hidden = !now.restart;
    const trail = this.one("[data-trail]");
    trail.hidden = !now.trail;
    const list = (outcome ?? trail).querySelector("[data-steps]");
    if (list)
      showSteps(
        this.root,
        list,
        steps,
        this.written.guarding((position) => this.change(position)),
      );
    this.root.classList.toggle("check--result", now.result);
    openAside(this.linksOut, now.restart, this.words.new_tab);
    if (outcome) this.record.write();
    this.map.mark(now, steps, at);
    if (this.moved) this.focusOn(shown);
    this.moved = false;
  }

  /** Two verdicts for the same flow: show neither, and say so. */
  fault() {
    for (const part of this.all("[data-question], [data-outcome], [data-trail]")) part.hidden = true;
    delete this.root.dataset.decidedBy;
    this.one("[data-restart]").hidden = false;
    const fault = this.one("[data-fault]");
    fault.hidden = false;
    document.title = titleOf(this.words.result_reached, this.title);
    this.focusOn(fault);
  }

  /** @param {HTMLFormElement} form */
  showMissing(form) {
    const summary = this.one("[data-error-summary]");
    this.one("[data-error-link]").textContent = form.dataset.missing ?? "";
    showError(form, true);
    summary.hidden = false;
    document.title = titleOf(fill(this.words.error_question, { number: this.position + 1 }), this.title);
    summary.focus();
  }

  /** @param {HTMLElement} shown */
  focusOn(shown) {
    this.shownAt = performance.now();
    const targets = /** @type {HTMLElement[]} */ ([...shown.querySelectorAll("[data-focus]")]);
    targets.find((target) => !target.closest("[hidden]"))?.focus({ preventScroll: true });
    const top = this.root.getBoundingClientRect().top;
    // What is scrolled to leaves room for the emergency line, which stays in sight; so what is under that has to move too.
    const line = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
    if (top < line || top > innerHeight / 2) this.root.scrollIntoView({ block: "start" });
  }

  /**
   * A box on the map leads to its question where the route has reached it.
   * @param {string} id
   */
  onPick(id) {
    const position = this.route.steps.findIndex((step) => step.question === id);
    if (position >= 0) this.change(position);
    else if (id === this.route.at && this.position !== this.route.steps.length) {
      this.history.push(this.route.steps.length);
      this.show(this.route.steps.length);
    }
  }

  /** @returns {import("./record/panel.js").Result | null} what is shown as a result, if a result is */
  result() {
    const { steps, at } = this.route;
    const outcome = this.position === steps.length ? this.section(at) : null;
    return outcome && !outcome.hidden ? { outcome, answers: this.answers, steps } : null;
  }

  /**
   * @param {string} selector
   * @param {() => unknown} handler
   */
  onPress(selector, handler) {
    for (const button of this.all(selector)) button.addEventListener("click", this.written.guarding(handler));
  }

  /**
   * @param {string} id
   * @returns {HTMLElement | null}
   */
  section(id) {
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
