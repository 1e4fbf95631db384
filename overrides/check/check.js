/** The state of one visit to the check, and how each press changes it. Nothing of it outlives the page. */
import { readWords } from "../frame/words.js";
import { EngineSession } from "./engine_session.js";
import { StepHistory } from "./history.js";
import { chosen, DOUBLE_CLICK_MS, describeOnce, initQuestion, restore } from "./question.js";
import { RecordPanel } from "./record/panel.js";
import { follow, onRoute, questionForm } from "./routes.js";
import { Screen } from "./screen.js";
import { Status } from "./status.js";
import { verdictOf } from "./verdict.js";
import { view } from "./view.js";
import { WholeMap } from "./whole_map.js";

/** Nobody waits for an engine that is slower than this: the page's own route is shown meanwhile. */
const PATIENCE_MS = 100;

/** @typedef {import("./routes.js").Step} Step */

export class Check {
  /** @type {import("../frame/words.js").Words} */
  words = readWords("check");
  /** The engine's files and the flow's wording for a record, from the build. */
  data = JSON.parse(document.getElementById("check-data")?.textContent ?? "");
  /** @type {import("./routes.js").Answers} */
  answers = new Map();
  /** Which step of the route is looked at. */
  position = 0;
  /** Whether the visitor has gone to this step to change it: the next answer leads to the end of the route. */
  jumped = false;
  /** Whether the step is to get the focus. */
  moved = false;
  /** The number of the last question to the engine; answers to those before come too late. */
  serial = 0;
  /** @type {{steps: Step[], at: string, by: "page" | "engine"}} */
  route;

  /**
   * @param {HTMLElement & {early?: import("./early_answers.js").EarlyAnswers}} root
   * @param {import("./written.js").WrittenCheck} written what is shown should anything here fail
   */
  constructor(root, written) {
    this.root = root;
    this.written = written;
    if (root.early) ({ answers: this.answers, position: this.position } = root.early);
    this.route = this.ownRoute();
    const guarding = written.guarding.bind(written);
    this.screen = new Screen(
      root,
      this.words,
      guarding((position) => this.change(position)),
    );
    const onMove = guarding((/** @type {number} */ step) => this.goTo(step));
    this.history = root.early?.history ?? new StepHistory(onMove);
    this.history.onMove = onMove;
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
  }

  start() {
    for (const part of this.screen.all("[data-static]")) part.hidden = true;
    for (const part of this.screen.all("[data-scripted]")) part.hidden = false;
    for (const form of this.screen.forms()) {
      const onContinue = this.written.guarding(() => this.onContinue(form));
      initQuestion(form, onContinue);
    }
    for (const box of this.screen.all("[data-item]")) box.hidden = false;
    for (const form of this.screen.all("[data-ticks]"))
      form.addEventListener("submit", (event) => event.preventDefault());
    this.onPress("[data-back]", () => this.goBack());
    this.onPress("[data-restart]", () => this.restart());
    this.onPress("[data-retry-button]", () => this.session.load());
    this.onPress("[data-again]", () => this.change(this.route.steps.length - 1));
    this.screen.one("[data-error-link]").addEventListener("click", (event) => {
      event.preventDefault();
      this.screen.currentForm()?.querySelector("input")?.focus();
    });
    addEventListener("pagehide", () => this.session.leave());
    addEventListener("pageshow", (event) => event.persisted && !this.written.shown && this.session.comeBack());
    this.screen.one("[data-forgotten]").hidden = !this.history.forgotten;
    this.goTo(this.position, { focus: false });
    this.root.dataset.started = "";
    this.takeOver();
    this.session.load();
  }

  /** Go on from the answers that were given before any of this ran, and leave the visitor where they are. */
  takeOver() {
    const { early } = this.root;
    const here = this.screen.currentForm();
    if (!early || !here) return;
    early.stop();
    for (const [question, answer] of this.answers) {
      const form = questionForm(this.root, question);
      if (form && form !== here) restore(form, answer);
    }
    restore(here, chosen(here) ?? undefined);
    this.screen.shownAt = early.movedAt;
    if (early.movedAt > 0) {
      describeOnce(here, true);
      this.screen.one("[data-forgotten]").hidden = true;
    }
    if (early.missing) this.screen.showMissing(here, this.position + 1, { focus: false });
    if (early.pending) this.onContinue(here);
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
      // The session says what became of the engine; the page's own route holds.
      if (serial === this.serial) this.render();
      return;
    } finally {
      clearTimeout(meanwhile);
    }
    if (serial !== this.serial) return;
    const at = said.at.question ?? said.at.outcome;
    const end = this.screen.outcome(at);
    const unconfirmed = end ? verdictOf(end, page.steps).unconfirmed : undefined;
    if (at !== page.at || said.at.decision !== end?.dataset.decision) return this.screen.showFault();
    if (said.at.unconfirmed !== unconfirmed) return this.screen.showFault();
    this.route = { steps: said.steps, at, by: "engine" };
    this.render();
  }

  /** @param {HTMLFormElement} form */
  onContinue(form) {
    const answer = chosen(form);
    if (!answer) {
      if (performance.now() - this.screen.shownAt > DOUBLE_CLICK_MS) this.screen.showMissing(form, this.position + 1);
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
    this.screen.one("[data-forgotten]").hidden = true;
    return this.replay();
  }

  goBack() {
    const before = this.position - 1;
    if (before >= 0 && !this.history.back(before)) this.goTo(before);
  }

  /** @param {number} position */
  change(position) {
    this.history.push(position);
    this.goTo(position);
    this.jumped = true;
  }

  restart() {
    this.answers = new Map();
    this.serial += 1; // an engine still at work on the former answers is not heard any more
    for (const form of this.screen.forms()) restore(form, undefined);
    for (const box of /** @type {HTMLInputElement[]} */ (this.screen.all("[data-item]"))) box.checked = false;
    this.history.push(0);
    this.route = this.ownRoute();
    this.goTo(0);
  }

  /**
   * Show a step: a question already answered, or where the route has come to.
   * @param {number} position
   * @param {{focus?: boolean}} [how]
   */
  goTo(position, { focus = true } = {}) {
    this.position = Math.max(0, Math.min(position, this.route.steps.length));
    this.jumped = false;
    this.moved = focus;
    this.render();
  }

  /** Bring the page in line with the state. */
  render() {
    const { steps, at, by } = this.route;
    this.position = Math.min(this.position, steps.length);
    const ended = this.screen.outcome(at) !== null;
    const now = view({ steps, at, position: this.position, ended }, this.words);
    const shown = this.screen.show(now, steps, { answers: this.answers, by, moved: this.moved });
    if (now.result) this.record.write();
    this.map.mark(now, steps, at);
    if (this.moved) this.screen.focusOn(shown);
    this.moved = false;
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
      this.goTo(this.route.steps.length);
    }
  }

  /** @returns {import("./record/panel.js").Result | null} what is shown as a result, if a result is */
  result() {
    const { steps, at } = this.route;
    const outcome = this.position === steps.length ? this.screen.outcome(at) : null;
    return outcome && !outcome.hidden ? { outcome, answers: this.answers, steps } : null;
  }

  /**
   * @param {string} selector
   * @param {() => unknown} handler
   */
  onPress(selector, handler) {
    for (const button of this.screen.all(selector)) button.addEventListener("click", this.written.guarding(handler));
  }
}
