/**
 * The decision record under a result: look, print, copy, download. Each press works at once with what the page has: the
 * engine's record of these very answers and ticks where it has come, the page's own, which says the same, otherwise.
 * Nothing is uploaded.
 */

import { verdictOf } from "../verdict.js";
import { copyText, download, localTime } from "./files.js";
import { sheetOf } from "./sheet.js";
import { standIn } from "./stand_in.js";

/** Writing the Word file is the engine's alone; nobody waits longer for it. */
const WORD_MS = 10_000;
/** What takes longer than this is said. */
const SAID_AFTER_MS = 300;
/** A browser that prints has told the page so by then. */
const PRINT_MS = 1500;
const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** @typedef {import("./stand_in.js").WrittenRecord} WrittenRecord */
/**
 * @typedef {object} Result what the check shows as its result
 * @property {HTMLElement} outcome
 * @property {import("../routes.js").Answers} answers
 * @property {import("../routes.js").Step[]} steps
 */

export class RecordPanel {
  /**
   * @param {HTMLElement} root
   * @param {any} wording the flow's, for the page's own record
   * @param {import("../../frame/words.js").Words} words
   * @param {import("../engine_session.js").EngineSession} session
   * @param {() => Result | null} shown the result that is shown, if one is
   * @param {import("../written.js").WrittenCheck} written
   */
  constructor(root, wording, words, session, shown, written) {
    this.root = root;
    this.wording = wording;
    this.words = words;
    this.session = session;
    this.shown = shown;
    /** @type {{key: string, time: string, written: WrittenRecord} | null} What the sheet shows. */
    this.latest = null;
    this.printed = 0;
    for (const box of root.querySelectorAll("[data-item]"))
      box.addEventListener(
        "change",
        written.guarding(() => this.write()),
      );
    for (const record of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-record]"))) {
      const press = (/** @type {string} */ css, /** @type {(button: HTMLElement) => unknown} */ handler) => {
        for (const button of /** @type {NodeListOf<HTMLElement>} */ (record.querySelectorAll(css))) {
          button.addEventListener(
            "click",
            written.guarding(() => handler(button)),
          );
        }
      };
      press("[data-copy]", () => this.copy(record));
      press("[data-print]", () => this.print(record));
      press("[data-download]", (button) => this.download(record, button.dataset.download ?? "txt"));
    }
    addEventListener("beforeprint", () => this.openSheets(true));
    addEventListener("afterprint", () => this.openSheets(false));
  }

  /**
   * Write the record of what is shown, as the page itself does; the engine's takes its place once it comes.
   * @returns {WrittenRecord | null}
   */
  write() {
    const shown = this.shown();
    if (!shown) return null;
    const { outcome, steps } = shown;
    const request = requestOf(shown);
    const key = JSON.stringify([request.answers, request.ticked, steps]);
    if (this.latest?.key === key && this.latest.time === request.time) return this.latest.written;
    const { outcome: id = "", decision = "" } = outcome.dataset;
    const { label, summary } = verdictOf(outcome, steps);
    const written = standIn(this.wording, this.words, { id, decision, label, summary }, steps, request);
    this.put(outcome, written);
    this.latest = { key, time: request.time, written };
    this.askEngine(outcome, request, this.latest);
    return written;
  }

  /**
   * Put the engine's record in the place of the page's, unless something has changed meanwhile.
   * @param {HTMLElement} outcome
   * @param {import("./stand_in.js").Request} request
   * @param {NonNullable<RecordPanel["latest"]>} asked
   */
  async askEngine(outcome, request, asked) {
    try {
      const written = JSON.parse(await this.session.ask("record", request));
      if (this.latest !== asked) return;
      asked.written = written;
      this.put(outcome, written);
    } catch {
      // The page's own record stays; the session says what became of the engine.
    }
  }

  /**
   * @param {HTMLElement} outcome
   * @param {WrittenRecord} written
   */
  put(outcome, written) {
    outcome.querySelector("[data-sheet]")?.replaceChildren(sheetOf(written.blocks));
    const text = outcome.querySelector("[data-record-text]");
    if (text) text.textContent = written.text;
  }

  /** @param {HTMLElement} record */
  async copy(record) {
    const written = this.write();
    const text = /** @type {HTMLElement} */ (record.querySelector("[data-record-text]"));
    const copied = await copyText(written?.text ?? "", text);
    announce(record, copied ? this.words.copied : this.words.copy_by_hand);
  }

  /**
   * Print; a browser that won't, as in some frames, does nothing at all, so that is said.
   * @param {HTMLElement} record
   */
  print(record) {
    this.write();
    const before = this.printed;
    announce(record, "");
    setTimeout(() => this.printed === before && announce(record, this.words.no_print), PRINT_MS);
    print();
  }

  /**
   * @param {HTMLElement} record
   * @param {string} kind
   */
  async download(record, kind) {
    const { words } = this;
    const name = `decision-record.${kind}`;
    announce(record, "");
    if (kind === "docx") {
      const bytes = await this.document(record);
      if (!bytes) return announce(record, words.word_needs_engine);
      download(name, WORD, bytes);
    } else {
      const written = this.write();
      if (!written) return;
      if (kind === "json") download(name, "application/json", `${JSON.stringify(written.data, null, 2)}\n`);
      else download(name, "text/plain;charset=utf-8", written.text);
    }
    announce(record, words.saved);
  }

  /**
   * @param {HTMLElement} record
   * @returns {Promise<Uint8Array<ArrayBuffer> | null>} null where the engine can't, after it has been asked to load again
   */
  async document(record) {
    const shown = this.shown();
    if (!shown) return null;
    const waiting = setTimeout(() => announce(record, this.words.word_loading), SAID_AFTER_MS);
    try {
      return Uint8Array.from(atob(await this.session.ask("document", requestOf(shown), WORD_MS)), (one) =>
        one.charCodeAt(0),
      );
    } catch {
      this.session.loadAgain();
      return null;
    } finally {
      clearTimeout(waiting);
    }
  }

  /**
   * Paper shows what is closed on the screen, and is right whenever it is printed; afterwards it is closed again.
   * @param {boolean} printing
   */
  openSheets(printing) {
    if (printing) {
      this.printed += 1;
      this.write();
    }
    for (const look of /** @type {NodeListOf<HTMLDetailsElement>} */ (this.root.querySelectorAll("[data-look]"))) {
      if (printing) look.dataset.was = look.open ? "open" : "";
      look.open = printing || look.dataset.was === "open";
    }
  }
}

/**
 * @param {Result} shown
 * @returns {import("./stand_in.js").Request}
 */
function requestOf({ outcome, answers }) {
  const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (outcome.querySelectorAll("[data-item]:checked"));
  const ticked = [...boxes].map((box) => box.value);
  const area = /** @type {HTMLSelectElement | null} */ (document.querySelector("[data-area-choice]"))?.value;
  const request = { answers: Object.fromEntries(answers), time: localTime(new Date()), ticked };
  return area ? { ...request, area } : request;
}

/**
 * @param {HTMLElement} record
 * @param {string} text
 */
function announce(record, text) {
  const said = record.querySelector("[data-said]");
  if (said) said.textContent = text;
}
