/** The state of one visit to the check, and the one place where a step is shown. Nothing of it outlives the page. */
import { NOT_OURS, startEngine } from "../engine.js";
import { StepHistory } from "./history.js";
import { chosen, restore, showError, wakeQuestion } from "./question.js";
import { copyText, download, localTime, shortRecord } from "./record.js";
import { follow, onRoute, questionForm } from "./routes.js";
import { sheetOf } from "./sheet.js";
import { Status } from "./status.js";
import { showSteps } from "./steps.js";
import { showVerdict, verdictOf } from "./verdict.js";
import { fill } from "./words.js";

/** After a step, an empty Continue within this time is the second half of a double click. */
const DOUBLE_CLICK_MS = 500;
/** Nobody waits for an engine that is slower than this: the page's own route is shown meanwhile. */
const PATIENCE_MS = 100;
/** An engine that doesn't answer a step in this time counts as gone. */
const ANSWER_MS = 3000;

/** @typedef {import("./routes.js").Step} Step */

export class Check {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** @type {import("./routes.js").Answers} */
    this.answers = new Map();
    this.position = 0;
    this.jumped = false;
    this.moved = false;
    this.shownAt = 0;
    /** @type {import("../engine.js").Engine | null} */
    this.engine = null;
    this.loading = new AbortController();
    /** @type {{steps: Step[], at: string, by: "page" | "engine"}} */
    this.route = { ...follow(root, this.answers), by: "page" };
    this.serial = 0;
    this.title = document.title;
    this.data = JSON.parse(document.getElementById("check-data")?.textContent ?? "{}");
    /** @type {import("./words.js").Words} */
    this.words = this.data.words;
    this.status = new Status(root, this.words.loading);
    this.history = new StepHistory((step) => this.show(step));
  }

  start() {
    this.root.dataset.engine = "loading";
    for (const part of this.all("[data-static]")) part.hidden = true;
    for (const part of this.all("[data-scripted]")) part.hidden = false;
    for (const form of this.forms()) wakeQuestion(form, () => this.onContinue(form));
    for (const box of this.all("[data-item]")) box.hidden = false;
    for (const form of this.all("[data-ticks]")) form.addEventListener("submit", (event) => event.preventDefault());
    this.one("[data-back]").addEventListener("click", () => this.goBack());
    this.one("[data-restart]").addEventListener("click", () => this.restart());
    this.one("[data-retry-button]").addEventListener("click", () => this.load());
    this.one("[data-error-link]").addEventListener("click", (event) => {
      event.preventDefault();
      this.currentForm()?.querySelector("input")?.focus();
    });
    for (const button of this.all("[data-again]")) {
      button.addEventListener("click", () => this.change(this.route.steps.length - 1));
    }
    for (const record of this.all("[data-record]")) this.wakeRecord(record);
    for (const box of this.all("[data-item]")) box.addEventListener("change", () => this.freshenRecord());
    // A page that waits for its visitor to come back must not hold up the files that it was about to load: Firefox
    // lets the next page wait for them.
    addEventListener("pagehide", () => this.engine ?? this.loading.abort(new Error("The visitor left the page.")));
    addEventListener("pageshow", (event) => event.persisted && !this.engine && this.load());
    addEventListener("beforeprint", () => this.openSheets(true));
    addEventListener("afterprint", () => this.openSheets(false));
    this.root.addEventListener("click", (event) => this.onMapLink(event));
    this.show(0, { focus: false });
    this.root.dataset.started = "";
    this.load();
  }

  /** Load the engine; until it is there, and where it can't be had, the page's own routes stand. */
  async load() {
    this.root.dataset.engine = "loading";
    delete this.root.dataset.reason;
    this.loading = new AbortController();
    const { signal } = this.loading;
    this.one("[data-retry]").hidden = true;
    this.status.loading(0, this.data.engine?.total ?? 0);
    try {
      const base = new URL(this.root.dataset.base ?? "./", document.baseURI).href;
      const engine = await startEngine(this.data.engine, base, {
        onProgress: (loaded, total) => this.status.loading(loaded, total),
        signal,
      });
      if (engine.opened.sha256 !== this.root.dataset.sha256) {
        engine.stop();
        throw new Error(NOT_OURS);
      }
      this.engine = engine;
      this.root.dataset.engine = "ready";
      this.status.say(this.words.ready);
      await this.replay();
    } catch (error) {
      // A page that was left may hear of it late, when its visitor is back and the engine is there anew.
      if (!signal.aborted) this.giveUp(error);
    }
  }

  /**
   * Go on without the engine.
   * @param {unknown} error
   */
  giveUp(error) {
    this.engine?.stop();
    this.engine = null;
    const reason = error instanceof Error ? error.message : String(error);
    this.root.dataset.engine = "unavailable";
    this.root.dataset.reason = reason; // for whoever looks into it; the visitor is told what it means for them
    const stale = reason.endsWith(NOT_OURS) && navigator.onLine;
    this.status.say(stale ? this.words.stale : this.words.gone);
    this.one("[data-retry]").hidden = false;
    this.route = { ...follow(this.root, this.answers), by: "page" };
    this.render();
  }

  /** Ask the engine for the route of the answers as they are, and show what it says. */
  async replay() {
    const serial = ++this.serial;
    const page = follow(this.root, this.answers);
    this.route = { ...page, by: "page" };
    if (!this.engine) return this.render();
    const meanwhile = setTimeout(() => serial === this.serial && this.render(), PATIENCE_MS);
    try {
      const asked = this.engine.call("trace", JSON.stringify(Object.fromEntries(this.answers)));
      const said = JSON.parse(await within(asked, ANSWER_MS).finally(() => clearTimeout(meanwhile)));
      if (serial !== this.serial) return;
      const at = said.at.question ?? said.at.outcome;
      const end = this.section(at);
      const unconfirmed = end ? verdictOf(end, page.steps).unconfirmed : undefined;
      if (at !== page.at || said.at.decision !== end?.dataset.decision) return this.fault();
      if (said.at.unconfirmed !== unconfirmed) return this.fault();
      this.route = { steps: said.steps, at, by: "engine" };
      this.render();
    } catch (error) {
      if (serial === this.serial) this.giveUp(error);
    }
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
    this.replay();
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
    for (const form of this.forms()) restore(form, undefined);
    for (const box of /** @type {HTMLInputElement[]} */ (this.all("[data-item]"))) box.checked = false;
    this.history.push(0);
    this.route = { ...follow(this.root, this.answers), by: "page" };
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
    this.position = Math.min(this.position, this.route.steps.length);
    const { steps, at, by } = this.route;
    const here = this.position < steps.length ? steps[this.position].question : at;
    const outcome = this.section(here);
    for (const part of this.all("[data-question], [data-outcome], [data-fault]")) part.hidden = true;
    this.one("[data-error-summary]").hidden = true;
    const shown = /** @type {HTMLElement} */ (outcome ?? questionForm(this.root, here));
    const form = outcome ? null : /** @type {HTMLFormElement} */ (shown);
    if (form && (this.moved || !chosen(form))) restore(form, this.answers.get(here));
    shown.hidden = false;
    if (outcome) showVerdict(outcome, steps);
    if (outcome) this.root.dataset.decidedBy = by;
    else delete this.root.dataset.decidedBy;
    const place = { number: this.position + 1 };
    const name = outcome ? this.words.result_reached : fill(this.words.question, place);
    const number = form?.querySelector("[data-number]");
    if (number) number.textContent = name;
    document.title = `${name} – ${this.title}`;
    this.one("[data-back]").hidden = this.position === 0;
    this.one("[data-restart]").hidden = steps.length === 0;
    const trail = this.one("[data-trail]");
    trail.hidden = Boolean(outcome) || steps.length === 0;
    const list = (outcome ?? trail).querySelector("[data-steps]");
    if (list) showSteps(this.root, list, steps, (position) => this.change(position));
    this.root.classList.toggle("check--result", Boolean(outcome));
    if (outcome) this.freshenRecord();
    this.markMap(here);
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
    document.title = `${this.words.result_reached} – ${this.title}`;
    this.focusOn(fault);
  }

  /** @param {HTMLFormElement} form */
  showMissing(form) {
    const summary = this.one("[data-error-summary]");
    this.one("[data-error-link]").textContent = form.dataset.missing ?? "";
    showError(form, true);
    summary.hidden = false;
    const said = fill(this.words.error_question, { number: this.position + 1 });
    document.title = `${said} – ${this.title}`;
    summary.focus();
  }

  /** @param {HTMLElement} shown */
  focusOn(shown) {
    this.shownAt = performance.now();
    const headings = /** @type {HTMLElement[]} */ ([...shown.querySelectorAll("[data-heading]")]);
    headings.find((heading) => !heading.closest("[hidden]"))?.focus({ preventScroll: true });
    const top = this.root.getBoundingClientRect().top;
    if (top < 0 || top > innerHeight / 2) this.root.scrollIntoView({ block: "start" });
  }

  /**
   * Name the place on the map and mark the way there.
   * @param {string} here
   */
  markMap(here) {
    const taken = new Map(this.route.steps.map((step) => [step.question, step.option]));
    for (const box of this.all("[data-box]")) {
      const id = box.dataset.box ?? "";
      box.classList.toggle("here", id === here);
      box.classList.toggle("taken", taken.has(id) || id === this.route.at);
      if (id === here) box.setAttribute("aria-current", "step");
      else box.removeAttribute("aria-current");
      if (taken.has(id) || id === this.route.at) box.removeAttribute("aria-disabled");
      else box.setAttribute("aria-disabled", "true");
    }
    for (const arrow of this.all("[data-arrow-from]")) {
      arrow.classList.toggle("taken", taken.get(arrow.dataset.arrowFrom ?? "") === arrow.dataset.arrowOption);
    }
    for (const map of this.all("[data-map]")) map.classList.toggle("started", taken.size > 0);
    const place = fill(this.words.here_question, { number: this.position + 1 });
    for (const name of this.all("[data-map-here]")) {
      name.textContent = this.section(here) ? this.words.here_result : place;
    }
  }

  /**
   * A box on the map leads to its question where the route has reached it; the address never changes.
   * @param {MouseEvent} event
   */
  onMapLink(event) {
    const link = /** @type {Element} */ (event.target).closest?.("[data-map] a[href^='#']");
    if (!link) return;
    event.preventDefault();
    const id = (link.getAttribute("href") ?? "").slice(1);
    const position = this.route.steps.findIndex((step) => step.question === id);
    if (position >= 0) this.change(position);
    else if (id === this.route.at && this.position !== this.route.steps.length) {
      this.history.push(this.route.steps.length);
      this.show(this.route.steps.length);
    }
  }

  /** @param {HTMLElement} record */
  wakeRecord(record) {
    const said = /** @type {HTMLElement} */ (record.querySelector("[data-said]"));
    record.querySelector("[data-copy]")?.addEventListener("click", async () => {
      const text = (await this.record()).text;
      const shown = /** @type {HTMLElement} */ (record.querySelector("[data-record-text]"));
      said.textContent = (await copyText(text, shown)) ? this.words.copied : this.words.copy_by_hand;
    });
    record.querySelector("[data-print]")?.addEventListener("click", async () => {
      await this.freshenRecord();
      print();
    });
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (record.querySelectorAll("[data-download]"))) {
      button.addEventListener("click", async () => {
        await this.downloadRecord(button.dataset.download ?? "txt");
        said.textContent = this.words.saved;
      });
    }
  }

  /** @param {string} kind */
  async downloadRecord(kind) {
    const name = `decision-record.${kind}`;
    if (kind === "docx") {
      const bytes = Uint8Array.from(atob(await this.ask("document")), (character) => character.charCodeAt(0));
      return download(name, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", bytes);
    }
    const written = await this.record();
    if (kind === "json") return download(name, "application/json", `${JSON.stringify(written.data, null, 2)}\n`);
    return download(name, "text/plain;charset=utf-8", written.text);
  }

  /** @returns {Promise<import("./record.js").WrittenRecord>} */
  async record() {
    const outcome = /** @type {HTMLElement} */ (this.section(this.route.at));
    if (this.engine && this.route.by === "engine") return JSON.parse(await this.ask("record"));
    return shortRecord(this.data, outcome, this.route.steps, localTime(new Date()));
  }

  /**
   * Ask the engine to write the record of the answers as they are.
   * @param {"record" | "document"} kind
   * @returns {Promise<string>}
   */
  ask(kind) {
    const boxes = /** @type {HTMLInputElement[]} */ (this.all("[data-outcome]:not([hidden]) [data-item]"));
    const request = {
      answers: Object.fromEntries(this.answers),
      time: localTime(new Date()),
      ticked: boxes.filter((box) => box.checked).map((box) => box.value),
    };
    if (!this.engine) return Promise.reject(new Error("there is no engine"));
    return within(this.engine.call(kind, JSON.stringify(request)), ANSWER_MS);
  }

  /** Bring the record's sheet in line with the answers and ticks, so that it is right whenever it is printed. */
  async freshenRecord() {
    const outcome = this.section(this.route.at);
    if (!outcome || this.position !== this.route.steps.length) return;
    const engine = this.route.by === "engine";
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (outcome.querySelectorAll("[data-needs-engine]"))) {
      button.hidden = !engine;
    }
    const written = await this.record();
    outcome.querySelector("[data-sheet]")?.replaceChildren(sheetOf(written.data, this.words));
    const text = outcome.querySelector("[data-record-text]");
    if (text) text.textContent = written.text;
  }

  /**
   * Paper shows what is closed on the screen; afterwards it is closed again.
   * @param {boolean} printing
   */
  openSheets(printing) {
    for (const look of /** @type {HTMLDetailsElement[]} */ (this.all("[data-look]"))) {
      if (printing) look.dataset.was = look.open ? "open" : "";
      look.open = printing || look.dataset.was === "open";
    }
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

/**
 * @template T
 * @param {Promise<T>} promise
 * @param {number} milliseconds
 * @returns {Promise<T>}
 */
function within(promise, milliseconds) {
  return Promise.race([
    promise,
    new Promise((_, reject) => {
      setTimeout(() => reject(new Error("the engine did not answer")), milliseconds);
    }),
  ]);
}
