/** The engine's life on the page: loaded, asked, lost, loaded again. Nothing of the check waits for it without an end. */
import { Missed, NOT_OURS, Refusal, startEngine } from "../engine/engine.js";
import { serverHasNewer } from "./newer.js";
import { within } from "./within.js";

/** An engine that doesn't answer in this time counts as gone. */
const ANSWER_MS = 3000;
/** How often an engine that was ready and is gone is loaded again by itself; from then on a press does it. */
const MOST_RESTARTS = 2;

/** A page that nobody looks at, such as one in another tab, has no frames. */
const NO_FRAME_MS = 500;

/** @typedef {import("../engine/engine.js").Engine} Engine */

/** @returns {Promise<void>} kept when the page has been painted as it is now */
function nextFrame() {
  return new Promise((resolve) => {
    setTimeout(resolve, NO_FRAME_MS);
    requestAnimationFrame(() => setTimeout(resolve));
  });
}

export class EngineSession {
  /**
   * @param {HTMLElement} root
   * @param {import("../engine/engine.js").Manifest} manifest
   * @param {import("../frame/words.js").Words} words
   * @param {import("./status.js").Status} status
   * @param {() => void} onChange called whenever the engine has come or gone
   */
  constructor(root, manifest, words, status, onChange) {
    this.root = root;
    this.manifest = manifest;
    this.words = words;
    this.status = status;
    this.onChange = onChange;
    /** @type {Engine | null} */
    this.engine = null;
    this.loading = new AbortController();
    this.restarts = 0;
    /** Whether an engine has missed something that is cut from it: from then on it is loaded whole. */
    this.whole = false;
    this.retry = /** @type {HTMLElement} */ (root.querySelector("[data-retry]"));
  }

  /** Load the engine; until it is there, and where it can't be had, the page's own routes and record are used. */
  load() {
    this.loaded = this.loadOnce();
    return this.loaded;
  }

  async loadOnce() {
    this.root.dataset.engine = "loading";
    delete this.root.dataset.reason;
    this.loading = new AbortController();
    const { signal } = this.loading;
    this.retry.hidden = true;
    this.status.loading(0, this.manifest?.total ?? 0);
    // What was asked for is shown first: a worker that starts takes its time from the page.
    await nextFrame();
    if (signal.aborted) return;
    try {
      const base = new URL(this.root.dataset.base ?? "./", document.baseURI).href;
      const engine = await startEngine(this.manifest, base, {
        onProgress: (loaded, total) => this.status.loading(loaded, total),
        signal,
        whole: this.whole,
      });
      this.whole = engine.whole;
      if (engine.opened.sha256 !== this.root.dataset.sha256) {
        engine.stop();
        throw new Error(NOT_OURS);
      }
      this.engine = engine;
      this.root.dataset.engine = "ready";
      this.status.announce(this.words.ready);
      this.onChange();
    } catch (error) {
      // A page that was left may hear of it late, when its visitor is back and the engine is there anew.
      if (!signal.aborted) this.giveUp(error);
    }
  }

  /** A press asks for it, or something that needs the engine: load it unless it is there or on its way. */
  loadAgain() {
    if (this.root.dataset.engine === "unavailable") this.load();
  }

  /** A page that waits for its visitor to come back must not hold up files that were about to load. */
  leave() {
    if (!this.engine) this.loading.abort(new Error("The visitor left the page."));
  }

  /** The page is shown again as it was left. */
  comeBack() {
    if (!this.engine) this.load();
  }

  /**
   * Ask the engine. One that is silent, or gone, is loaded again in the background. One that misses something that is
   * cut from it is loaded whole, and asked once more.
   * @param {string} name a function of decision_engine.browser
   * @param {object} given
   * @param {number} [patience] milliseconds
   * @returns {Promise<string>} rejected without an engine, where it refuses, or doesn't answer in time
   */
  async ask(name, given, patience = ANSWER_MS) {
    const { engine } = this;
    if (!engine) throw new Error("there is no engine");
    try {
      return await within(engine.call(name, JSON.stringify(given)), patience);
    } catch (error) {
      if (error instanceof Missed && !engine.whole) {
        this.whole = true;
        if (engine === this.engine) this.lose(error);
        await this.loaded;
        if (this.engine?.whole) return this.ask(name, given, patience);
      } else if (!(error instanceof Refusal) && engine === this.engine) this.lose(error);
      throw error;
    }
  }

  /**
   * Let go of an engine that was ready.
   * @param {unknown} error
   */
  lose(error) {
    this.engine?.stop();
    this.engine = null;
    if (this.restarts >= MOST_RESTARTS) return this.giveUp(error);
    this.restarts += 1;
    this.load();
    this.onChange();
  }

  /**
   * Go on without the engine, and say so.
   * @param {unknown} error
   */
  async giveUp(error) {
    this.engine?.stop();
    this.engine = null;
    const { signal } = this.loading;
    const reason = error instanceof Error ? error.message : String(error);
    this.root.dataset.engine = "unavailable";
    this.root.dataset.reason = reason; // for anyone who looks into it; the visitor is told what it means for them
    this.retry.hidden = false;
    this.onChange();
    // A file that isn't this page's own may be a newer site's, or a login page's: only the server knows.
    const newer = reason.endsWith(NOT_OURS) && (await serverHasNewer(this.manifest));
    if (signal === this.loading.signal && this.root.dataset.engine === "unavailable") {
      this.status.announce(newer ? this.words.stale : this.words.gone);
    }
  }
}
