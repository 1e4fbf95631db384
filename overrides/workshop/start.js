/**
 * The workshop's page: opens the workshop at a press, has the site built, and hands it over. What is built, and whether
 * it can be, Python alone decides.
 */
import { fill, readWords } from "../frame/words.js";
import { NEEDED, openWorkshop } from "./client.js";
import { openDesk } from "./desk.js";
import { Tryout } from "./tryout.js";

/** @typedef {import("./client.js").Reply} Reply */

/** @param {ParentNode} root @param {string} name */
const one = (root, name) => /** @type {HTMLElement} */ (root.querySelector(`[data-${name}]`));

class Page {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.words = readWords("workshop");
    this.manifest = JSON.parse(document.getElementById("workshop-data")?.textContent ?? "null");
    this.base = new URL(`${document.documentElement.dataset.base ?? "."}/`, location.href).href;
    this.buttons = Object.fromEntries(
      ["open", "build", "cancel", "download"].map((name) => [name, /** @type {HTMLButtonElement} */ (one(root, name))]),
    );
    this.bar = /** @type {HTMLProgressElement} */ (one(root, "bar"));
    this.tryout = new Tryout(one(root, "try"), this.words, this.base);
    /** @type {import("./client.js").Workshop | undefined} */
    this.workshop = undefined;
    /** @type {import("./desk.js").Desk | undefined} */
    this.desk = undefined;
    /** The work, with its steps, when a build began: a workshop that was ended goes on with it. @type {ArrayBuffer | undefined} */
    this.carried = undefined;
    this.cancelled = false;
  }

  start() {
    if (!this.manifest || NEEDED.some((name) => !(name in globalThis))) return;
    one(this.root, "instead").hidden = true;
    one(this.root, "room").hidden = false;
    this.buttons.open.addEventListener("click", () => this.guarded(() => this.open()));
    this.buttons.build.addEventListener("click", () => this.guarded(() => this.build()));
    this.buttons.cancel.addEventListener("click", () => this.cancel());
    this.buttons.download.addEventListener("click", () => this.guarded(() => this.download()));
  }

  /** @param {string} state */
  set state(state) {
    this.root.dataset.state = state;
    if (state !== "built") this.tryout.close();
    const busy = state === "loading" || state === "building";
    const open = state !== "closed" && state !== "loading" && Boolean(this.workshop);
    this.buttons.open.hidden = open || busy;
    one(this.root, "size").hidden = open || busy;
    one(this.root, "work").hidden = !open;
    this.buttons.build.disabled = busy;
    this.buttons.download.disabled = state !== "built";
    this.buttons.cancel.hidden = state !== "building";
    this.bar.hidden = !busy;
    this.root.setAttribute("aria-busy", String(busy));
  }

  /** @param {string} text @param {Record<string, string | number>} [values] */
  tell(text, values = {}) {
    one(this.root, "told").textContent = fill(text, values);
  }

  /** @param {() => Promise<void>} work */
  async guarded(work) {
    this.showProblems([]);
    try {
      await work();
    } catch (error) {
      if (this.cancelled) return;
      this.workshop?.stop();
      this.workshop = undefined;
      this.state = "failed";
      this.tell(this.words.failed, { why: error instanceof Error ? error.message : String(error) });
    }
  }

  async open() {
    this.cancelled = false;
    this.state = "loading";
    this.tell(this.words.loading);
    this.workshop = await openWorkshop(this.manifest, this.base, {
      onLoad: (loaded, total) => this.progress(loaded, total),
      onStep: (step, done, total) => this.step(step, done, total),
    });
    const { workshop } = this;
    if (this.carried) await workshop.call("work.carry_on", {}, this.carried.slice(0));
    const call = this.calls(workshop);
    if (this.desk) await this.desk.goOn(call);
    else this.desk = await openDesk(one(this.root, "forms"), call, readWords("desk"), this.base);
    this.state = "ready";
    this.tell(this.words.ready);
    one(this.root, "forms").querySelector("button")?.focus();
  }

  /**
   * @param {import("./client.js").Workshop} workshop
   * @returns {import("./desk.js").Call} which replies even where the workshop has ended
   */
  calls(workshop) {
    return (name, request, data) => workshop.call(name, request, data).catch((error) => ({ failed: String(error) }));
  }

  async build() {
    if (!this.workshop) return;
    this.state = "building";
    this.tell(this.words.step_sources);
    this.buttons.cancel.focus();
    this.carried = (await this.workshop.call("work.carry")).data;
    const reply = await this.workshop.call("build");
    this.state = "ready";
    if (this.succeeded(reply)) {
      this.state = "built";
      this.tell(this.words.built, { count: reply.value.pages.length });
      this.buttons.download.focus();
      // Whatever becomes of it, the site is built.
      await this.tryout
        .open(reply.value.pages, this.calls(this.workshop))
        .catch((error) => this.tryout.tell(`${error}`));
    }
  }

  /** A build can't be told to stop: its worker is ended, and another takes its place. */
  async cancel() {
    this.cancelled = true;
    this.workshop?.stop();
    this.workshop = undefined;
    await this.guarded(() => this.open());
    if (this.workshop) this.tell(this.words.cancelled);
  }

  async download() {
    if (!this.workshop) return;
    const reply = await this.workshop.call("zip");
    if (!this.succeeded(reply)) return;
    const address = URL.createObjectURL(
      new Blob([/** @type {ArrayBuffer} */ (reply.data)], { type: "application/zip" }),
    );
    const link = document.createElement("a");
    link.href = address;
    link.download = this.words.file_name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    this.tell(this.words.downloaded);
  }

  /** @param {Reply} reply @returns {boolean} whether it is what was asked for; what is wrong is shown */
  succeeded(reply) {
    if (reply.failed !== undefined) throw new Error(reply.failed);
    if (!reply.problems) return true;
    this.tell(this.words.refused, { count: reply.problems.length });
    this.showProblems(reply.problems);
    return false;
  }

  /** @param {string[]} problems */
  showProblems(problems) {
    const box = one(this.root, "refused");
    box.hidden = !problems.length;
    const items = problems.map((problem) => {
      const item = document.createElement("li");
      item.textContent = problem;
      return item;
    });
    box.querySelector("ul")?.replaceChildren(...items);
    if (problems.length) box.focus();
  }

  /** @param {number} done @param {number} total */
  progress(done, total) {
    this.bar.max = total || 1;
    this.bar.value = done;
  }

  /** @param {string} step @param {number} done @param {number} total */
  step(step, done, total) {
    const { words } = this;
    const said = {
      sources: words.step_sources,
      "pages read": words.step_read,
      "pages made": words.step_made,
      links: words.step_links,
      copied: words.step_copied,
    }[step];
    this.progress(done, total);
    if (said) this.tell(said, { done, total });
  }
}

const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-workshop]"));
if (root) new Page(root).start();
