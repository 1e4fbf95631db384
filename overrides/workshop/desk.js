/**
 * The desk: a partnership's folder edited as forms, with everything that is wrong beside them, and the way back from each
 * step. Python holds the work and decides; what is here only shows it and asks.
 */
import { download } from "../check/record/files.js";
import { checkView, listFindings, markedOf, markProblems } from "./beside.js";
import { Form, idOf } from "./controls.js";
import { button, make } from "./dom.js";
import { Kept } from "./kept.js";
import { pagesPart, signForm, updatePart } from "./parts.js";
import { Picture } from "./picture.js";

/** @typedef {{value?: any, problems?: string[], failed?: string, data?: ArrayBuffer}} Reply */
/** @typedef {(name: string, request?: object, data?: ArrayBuffer) => Promise<Reply>} Call */
/** @typedef {{name: string, label?: string, own?: boolean}} Part */

/** A check's routes are drawn once nobody has typed for so long. */
const SETTLED_MS = 350;
/** Its flowchart, which takes longer, so long after that. */
const PICTURE_MS = 700;
const SAVED_AS = "partnership.zip";

export class Desk {
  /**
   * @param {HTMLElement} root
   * @param {Call} call
   * @param {import("../frame/words.js").Words} words
   * @param {string} base the site's root, as an absolute address
   */
  constructor(root, call, words, base) {
    this.root = root;
    this.ask = call;
    this.words = words;
    this.base = base;
    this.kept = new Kept(base);
    this.keeping = false;
    /** @type {any} */
    this.state = { problems: [], warnings: [], to_adopt: [], unsaved: false, undo: "", redo: "" };
    this.part = "partnership";
    this.page = ""; // whose text is shown
    /** @type {Part[]} */
    this.parts = [];
    /** @type {Set<string>} */
    this.open = new Set();
    this.queue = Promise.resolve();
    this.timer = 0;
    this.pictureTimer = 0;
    this.picture = new Picture(words, (name) => this.go(name));
    /** @type {Map<string, boolean>} which parts of a check's view are unfolded or folded by hand */
    this.unfolded = new Map();
    this.form = new Form(
      words,
      {
        set: (name, value, typing, keep = false) => this.set(name, value, typing, keep),
        settled: () => {
          this.settle(this.typed);
          this.drawPictureSoon(PICTURE_MS);
        },
        add: (name) => this.add(name),
        remove: (name) => this.act("remove", { name }, `add ${name.slice(0, name.lastIndexOf("."))}`),
        move: (name, to) => this.move(name, to),
        duplicate: (name) => this.act("duplicate", { name }, `duplicate ${name}`),
      },
      this.open,
    );
    /** @type {Map<string, {value: string | boolean, typed: number}>} what was typed and waits to be asked about */
    this.values = new Map();
    this.typed = 0; // how often, so that what was typed last is known to have arrived
    this.build();
    root.addEventListener("input", ({ target }) => {
      this.typed += 1;
      root.dataset.pending = "";
      if (target instanceof Element && target.matches("[data-control]")) this.picture.doubt();
    });
    addEventListener("beforeunload", (event) => {
      if (this.state.unsaved || "pending" in root.dataset) event.preventDefault();
    });
  }

  /** Put the frame of the desk together: what can be done, what to edit, the form, and what stands beside it. */
  build() {
    const { words } = this;
    this.undo = button(words.undo, () => this.act("undo", {}), { "data-undo": true });
    this.redo = button(words.redo, () => this.act("redo", {}), { "data-redo": true });
    this.save = button(words.save, () => this.saveWork(), { "data-save": true });
    this.saved = make("span", { class: "desk__saved" });
    const work = make("input", { type: "file", name: "work", id: "desk-work", accept: ".zip,application/zip" });
    work.addEventListener("change", () => this.openWork(work));
    this.begin = make("select", { id: "desk-start" });
    this.keep = make("input", { type: "checkbox", id: "desk-keep", autocomplete: "off" });
    this.keep.addEventListener("change", () => this.keepWork(/** @type {HTMLInputElement} */ (this.keep).checked));
    this.forget = button(words.forget, () => this.forgetWork(), { "data-forget": true, hidden: true });
    this.status = make("p", { role: "status", class: "desk__status" });
    this.nav = make("ul");
    this.main = make("div", { class: "desk__form", "data-form": true });
    this.problems = make("ul", { "data-problems-list": true });
    this.warnings = make("ul");
    this.adoption = make("ul", { "data-adoption": true });
    this.view = make("div", { "data-check-view": true });
    const said = () => make("p", {});
    const keepHelp = make("p", { id: "desk-keep-about", class: "desk__help" }, words.keep_help);
    this.keep.setAttribute("aria-describedby", keepHelp.id);
    this.root.replaceChildren(
      make("div", { class: "desk__bar" }, this.undo, this.redo, this.save, this.saved),
      this.status,
      make(
        "div",
        { class: "desk__store" },
        make("p", {}, make("label", { for: work.id }, words.open), " ", work),
        make("p", { class: "desk__help" }, words.open_help),
        make(
          "p",
          {},
          make("label", { for: this.begin.id }, words.begin),
          " ",
          this.begin,
          " ",
          button(words.begin_press, () => this.beginWork(), { "data-press": "begin" }),
        ),
        make("p", {}, this.keep, " ", make("label", { for: this.keep.id }, words.keep), " ", this.forget),
        keepHelp,
      ),
      make("nav", { "aria-label": words.parts, class: "desk__parts" }, this.nav),
      make(
        "div",
        { class: "desk__both" },
        this.main,
        make(
          "div",
          { class: "desk__beside" },
          make("section", { "data-problems": true }, make("h2", {}, words.problems), this.problems, said()),
          make("section", { class: "desk__warnings" }, make("h2", {}, words.warnings), this.warnings, said()),
          this.view,
          make("section", {}, make("h2", {}, words.to_adopt), this.adoption, said()),
        ),
      ),
    );
  }

  /**
   * Go on with another worker, which has been given the work.
   * @param {Call} call
   */
  async goOn(call) {
    this.ask = call;
    await this.after(async () => {
      await this.take(await this.ask("work.state"));
      await this.drawAll();
    });
  }

  /** Begin: with what this browser has kept, if anything. */
  async start() {
    const { value: beginnings } = await this.ask("work.beginnings");
    this.begin?.append(
      ...(beginnings ?? []).map((/** @type {any} */ { name, guidance }) => new Option(guidance, name)),
    );
    const kept = await this.kept.get().catch(() => undefined);
    this.keeping = kept !== undefined;
    /** @type {HTMLInputElement} */ (this.keep).checked = this.keeping;
    /** @type {HTMLElement} */ (this.forget).hidden = !this.keeping;
    if (kept && (await this.take(await this.ask("work.give_back", {}, kept)))) this.say(this.words.kept_back);
    else await this.take(await this.ask("work.state"));
    await this.drawAll();
  }

  /**
   * Do one thing after another: what is asked while something is under way waits for it.
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  after(work) {
    const done = this.queue.then(work);
    this.queue = done.then(
      () => {},
      () => {},
    );
    return done;
  }

  /**
   * @param {Reply} reply
   * @returns {Promise<boolean>} whether what was asked is done
   */
  async take({ value, problems, failed }) {
    if (problems || failed !== undefined) {
      this.say(problems?.join(" ") ?? this.words.failed);
      return false;
    }
    if (value?.problems) {
      this.state = value;
      this.show();
      if (this.keeping) await this.keepNow();
    }
    return true;
  }

  /**
   * Ask for an action, then draw everything anew; the focus goes to what is named, or stays with what has it.
   * @param {string} action
   * @param {object} request
   * @param {string} [focus] a button's `data-press`, or a control's name
   * @param {ArrayBuffer} [data]
   */
  act(action, request, focus = "", data = undefined) {
    return this.after(async () => {
      this.picture.doubt();
      const done = await this.take(await this.ask(`work.${action}`, request, data));
      if (done) this.say("");
      await this.drawAll(focus);
      return done;
    });
  }

  /**
   * @param {string} name
   * @param {string | boolean} value
   * @param {boolean} typing
   * @param {boolean} keep
   */
  set(name, value, typing, keep) {
    const { typed } = this;
    if (keep || name.endsWith(".id"))
      return this.act("set", { name, value, keep }, name).then(() => this.settle(typed));
    const waits = this.values.has(name);
    this.values.set(name, { value, typed });
    if (waits) return undefined; // the newest value alone is asked about
    return this.after(async () => {
      const newest = this.values.get(name);
      this.values.delete(name);
      await this.take(await this.ask("work.set", { name, value: newest?.value, typing }));
      this.settle(newest?.typed ?? 0);
      this.drawViewSoon();
    });
  }

  /**
   * Note that what was typed is in the work, and kept where that is asked for.
   * @param {number} typed
   */
  settle(typed) {
    if (this.typed === typed) delete this.root.dataset.pending;
  }

  /** @param {string} name */
  async add(name) {
    const at = this.main?.querySelectorAll(`[data-item^="${CSS.escape(name)}."]`).length ?? 0;
    this.open.add(`${name}.${at}`);
    await this.act("add", { name, value: null }, `add ${name}`);
    this.go(`${name}.${at}`);
  }

  /**
   * @param {string} name
   * @param {number} to
   */
  move(name, to) {
    const list = name.slice(0, name.lastIndexOf("."));
    const up = to < Number(name.slice(list.length + 1));
    const [here, there] = [this.open.has(name), this.open.has(`${list}.${to}`)];
    const unfold = (/** @type {string} */ item, /** @type {boolean} */ is) =>
      is ? this.open.add(item) : this.open.delete(item);
    unfold(name, there);
    unfold(`${list}.${to}`, here);
    return this.act("move", { name, to }, `${up ? "up" : "down"} ${list}.${to}`);
  }

  /** @param {HTMLInputElement} input */
  async openWork(input) {
    const [file] = input.files ?? [];
    if (!file) return;
    const data = await file.arrayBuffer();
    input.value = "";
    if (await this.act("open", {}, "", data)) this.say(this.words.opened);
  }

  async beginWork() {
    const beginning = /** @type {HTMLSelectElement} */ (this.begin).value;
    if (await this.act("begin", { beginning }, "begin")) this.say(this.words.begun);
  }

  saveWork() {
    return this.after(async () => {
      const reply = await this.ask("work.save");
      if (!(await this.take(reply)) || !reply.data) return;
      download(SAVED_AS, "application/zip", reply.data);
      this.say(this.words.saved);
    });
  }

  /** @param {boolean} wanted */
  async keepWork(wanted) {
    if (!wanted) return this.forgetWork();
    this.keeping = true;
    await this.after(() => this.keepNow());
  }

  async keepNow() {
    try {
      const { data } = await this.ask("work.keep");
      if (data) await this.kept.put(data);
      /** @type {HTMLElement} */ (this.forget).hidden = false;
    } catch {
      this.keeping = false;
      /** @type {HTMLInputElement} */ (this.keep).checked = false;
      this.say(this.words.not_kept);
    }
  }

  async forgetWork() {
    this.keeping = false;
    /** @type {HTMLInputElement} */ (this.keep).checked = false;
    await this.after(() => this.kept.forget()).catch(() => {});
    /** @type {HTMLElement} */ (this.forget).hidden = true;
    this.keep?.focus();
    this.say(this.words.forgotten);
  }

  /** @param {string} text */
  say(text) {
    if (this.status) this.status.textContent = text;
  }

  /** Show the state: what is wrong, what can be undone, whether it is saved. */
  show() {
    const { words, state } = this;
    const go = (/** @type {string} */ name) => this.go(name);
    /** @type {HTMLButtonElement} */ (this.undo).disabled = !state.undo;
    /** @type {HTMLButtonElement} */ (this.redo).disabled = !state.redo;
    /** @type {HTMLElement} */ (this.saved).textContent = state.unsaved ? words.unsaved : words.all_saved;
    const form = /** @type {HTMLElement} */ (this.main);
    listFindings(/** @type {HTMLElement} */ (this.problems), state.problems, form, go, words.no_problems);
    listFindings(/** @type {HTMLElement} */ (this.warnings), state.warnings, form, go, "");
    listFindings(/** @type {HTMLElement} */ (this.adoption), state.to_adopt, form, go, words.adoptable);
    const warned = /** @type {HTMLElement} */ (this.warnings).closest("section");
    if (warned) warned.hidden = state.warnings.length === 0;
    markProblems(form, state.problems);
  }

  /**
   * Draw what to edit, and the form of what is chosen.
   * @param {string} [focus]
   */
  async drawAll(focus = "") {
    const active = /** @type {HTMLElement | null} */ (document.activeElement);
    const held = focus || active?.dataset.press || active?.getAttribute("name") || "";
    const { value } = await this.ask("work.parts");
    this.parts = [...(value ?? []), { name: "pages" }, { name: "update" }];
    if (!this.parts.some(({ name }) => name === this.part)) this.part = "partnership";
    this.nav?.replaceChildren(...this.parts.map((part) => make("li", {}, this.partButton(part))));
    await this.drawForm();
    this.show();
    await this.drawView();
    if (held && !this.root.contains(document.activeElement)) this.focusOn(held);
  }

  /** @param {Part} part */
  partButton({ name, label, own }) {
    const { words } = this;
    const named = /** @type {Record<string, string>} */ ({
      partnership: words.partnership,
      "data.sign_off": words.signatures,
      pages: words.pages,
      update: words.update,
    });
    const text = named[name] ?? `${label}${own ? ` (${words.own_check})` : ""}`;
    return button(text, () => this.choose(name), {
      "data-part": name,
      "aria-current": name === this.part ? "true" : undefined,
    });
  }

  /** @param {string} name */
  async choose(name) {
    this.part = name;
    await this.after(() => this.drawAll());
    /** @type {HTMLElement | null} */ (this.nav?.querySelector('[aria-current="true"]'))?.focus();
  }

  async drawForm() {
    const main = /** @type {HTMLElement} */ (this.main);
    if (this.part === "pages") return main.replaceChildren(...(await pagesPart(this)));
    if (this.part === "update") return main.replaceChildren(...(await updatePart(this)));
    const { value } = await this.ask("work.form", { part: this.part });
    if (!value) return main.replaceChildren(make("p", {}, this.words.failed));
    const parts = value.text === undefined ? this.form.drawn(value.controls) : [this.wholeText(value.text)];
    if (this.part.startsWith("flows.")) parts.push(this.checkButtons());
    if (this.part === "data.sign_off") parts.unshift(signForm(this));
    if (this.part === "partnership") parts.push(...this.drawings());
    main.replaceChildren(...parts);
  }

  /** @param {string} text */
  wholeText(text) {
    const file = this.part === "partnership" ? "partnership.toml" : `${this.part.replace(".", "/")}.toml`;
    const [id, name] = [idOf(this.part), this.part];
    const area = make("textarea", { id, name, rows: "20", spellcheck: "false", "data-control": true });
    const wrong = make("p", { id: `${id}-wrong`, class: "desk__wrong", "data-wrong": true, hidden: true });
    area.value = text;
    area.addEventListener("change", () => this.act("write", { file, text: area.value }));
    return make("div", {}, make("label", { for: area.id }, this.words.whole_text), area, wrong);
  }

  checkButtons() {
    const { words } = this;
    const flow = this.part.slice("flows.".length);
    const id = make("input", { type: "text", id: "desk-begin", autocomplete: "off", pattern: "[a-z][a-z0-9_-]*" });
    const begin = button(words.begin_check, async () => {
      if (await this.act("begin_flow", { source: flow, name: id.value.trim() }))
        await this.choose(`flows.${id.value.trim()}`);
    });
    const box = make("p", { class: "desk__new" }, make("label", { for: id.id }, words.begin_id), id, begin);
    if (this.parts.find(({ name }) => name === this.part)?.own)
      box.append(button(words.delete_check, () => this.act("remove", { name: this.part }), { "data-press": "delete" }));
    return box;
  }

  drawings() {
    const files = /** @type {[string, string][]} */ ([
      ["mark.svg", this.words.logo],
      ["favicon.svg", this.words.icon],
    ]);
    return files.map(([name, label]) => {
      const input = make("input", { type: "file", id: `desk-${name}`, accept: ".svg,image/svg+xml" });
      input.addEventListener("change", async () => {
        const data = await input.files?.[0]?.arrayBuffer();
        if (data) await this.act("draw", { name }, "", data);
      });
      return make("p", { class: "desk__field" }, make("label", { for: input.id }, label), input);
    });
  }

  drawViewSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.after(() => this.drawView(PICTURE_MS)), SETTLED_MS);
  }

  /** @param {number} [wait] until the flowchart is drawn */
  async drawView(wait = 0) {
    const view = /** @type {HTMLElement} */ (this.view);
    const flow = this.part.startsWith("flows.") ? this.part.slice("flows.".length) : "";
    this.picture.of(flow);
    if (!flow) return view.replaceChildren();
    const { value } = await this.ask("work.check", { flow });
    const repairs = this.state.problems.length ? (await this.ask("work.repairs", { flow })).value : [];
    if (!value) return;
    const mend = (/** @type {import("./beside.js").Repair} */ repair) => this.act("set", repair, repair.name);
    view.replaceChildren(...checkView(value, this.picture.box, repairs ?? [], this.words, this.unfolded, mend));
    if (value.sound) this.drawPictureSoon(wait);
    else this.picture.clear(this.words.picture_none);
  }

  /** @param {number} wait */
  drawPictureSoon(wait) {
    clearTimeout(this.pictureTimer);
    this.pictureTimer = setTimeout(() => this.after(() => this.drawPicture()), wait);
  }

  /** Draw the flowchart; where something newer has been typed meanwhile, it is drawn after that. */
  async drawPicture() {
    const { flow, doubts } = this.picture;
    if (!flow || this.values.size) return;
    const { value } = await this.ask("work.chart", { flow });
    if (flow !== this.picture.flow || doubts !== this.picture.doubts) return;
    if (value) this.picture.show(value.html);
    else this.picture.clear(this.words.picture_none);
  }

  /**
   * Go to a control, in whatever part it is.
   * @param {string} name
   */
  async go(name) {
    const part = this.partOf(name);
    if (part === "pages") this.page = `pages/${name.slice("pages.".length)}`;
    if (part && (part !== this.part || part === "pages")) await this.choose(part);
    const pieces = name.split(".");
    pieces.forEach((_, at) => {
      this.open.add(pieces.slice(0, at + 1).join("."));
    });
    const control = this.main && markedOf(this.main, name);
    if (!control) return;
    for (let box = control.closest("details"); box; box = box.parentElement?.closest("details") ?? null)
      box.open = true;
    control.focus();
    control.scrollIntoView({ block: "center" });
  }

  /**
   * @param {string} name
   * @returns {string}
   */
  partOf(name) {
    if (name.startsWith("pages.")) return "pages";
    return this.parts.find((part) => name === part.name || name.startsWith(`${part.name}.`))?.name ?? "";
  }

  /** @param {string} held a button's `data-press`, or a control's name */
  focusOn(held) {
    const pressed = /** @type {HTMLElement | null} */ (this.root.querySelector(`[data-press="${CSS.escape(held)}"]`));
    (pressed ?? document.getElementById(idOf(held)) ?? this.nav?.querySelector("button"))?.focus();
  }
}

/**
 * @param {HTMLElement} root
 * @param {Call} call
 * @param {import("../frame/words.js").Words} words
 * @param {string} base
 * @returns {Promise<Desk>}
 */
export async function openDesk(root, call, words, base) {
  const desk = new Desk(root, call, words, base);
  await desk.start();
  return desk;
}
