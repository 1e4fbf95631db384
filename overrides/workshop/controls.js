/**
 * Forms from their description: Python lists the controls, here they become elements. Each has the name of what it
 * edits, a label, its help, and a place for what is wrong.
 */
import { fill } from "../frame/words.js";
import { button, make } from "./dom.js";

/**
 * @typedef {object} Control
 * @property {string} name
 * @property {string} label
 * @property {string} kind
 * @property {string | boolean} [value]
 * @property {string} [help]
 * @property {string} [example]
 * @property {boolean} [needed]
 * @property {boolean} [there]
 * @property {{value: string, label: string}[]} [choices]
 * @property {Control[]} [controls]
 * @property {Item[]} [items]
 */
/** @typedef {{name: string, label?: string, controls?: Control[], control?: Control}} Item */
/**
 * @typedef {object} Actions what the elements ask for
 * @property {(name: string, value: string | boolean, typing: boolean, keep?: boolean) => unknown} set
 * @property {() => unknown} settled what was typed is what is known already
 * @property {(name: string) => unknown} add
 * @property {(name: string) => unknown} remove
 * @property {(name: string, to: number) => unknown} move
 * @property {(name: string) => unknown} duplicate
 */

/** How long after a letter someone counts as still typing. */
const TYPING_MS = 50;

/** @param {string} name */
export const idOf = (name) => `of-${name}`;

export class Form {
  /**
   * @param {import("../frame/words.js").Words} words
   * @param {Actions} actions
   * @param {Set<string>} open the names of the items that are unfolded; kept from one drawing to the next
   */
  constructor(words, actions, open) {
    this.words = words;
    this.actions = actions;
    this.open = open;
  }

  /**
   * @param {Control[]} controls
   * @returns {HTMLElement[]}
   */
  drawn(controls) {
    return controls.map((control) => this.one(control));
  }

  /**
   * @param {Control} control
   * @returns {HTMLElement}
   */
  one(control) {
    if (control.kind === "list") return this.list(control);
    if (control.kind === "group" || control.kind === "table") return this.group(control);
    return this.field(control);
  }

  /**
   * @param {Control} control
   * @param {string} [within] the label of what a nameless line of a list belongs to
   * @returns {HTMLElement}
   */
  field(control, within = "") {
    const { name, kind, help, example } = control;
    const id = idOf(name);
    const about = [help, example && fill(this.words.example, { text: example })].filter(Boolean).join(" ");
    const attributes = { id, name, "aria-describedby": about ? `${id}-about ${id}-wrong` : `${id}-wrong` };
    const element = this.element(control, { ...attributes, autocomplete: "off", "data-control": true });
    const label = make("label", { for: id }, control.label || within);
    if (control.needed) label.append(" ", make("span", { class: "desk__needed" }, `(${this.words.needed})`));
    if (!control.label) label.className = "ss-visually-hidden";
    const box = make("div", { class: `desk__field desk__field--${kind}` });
    box.append(...(kind === "checkbox" ? [element, label] : [label, element]));
    if (about) box.append(make("p", { id: `${id}-about`, class: "desk__help" }, about));
    box.append(make("p", { id: `${id}-wrong`, class: "desk__wrong", "data-wrong": true, hidden: true }));
    if (kind === "unknown") box.append(this.remover(name, control.label));
    return box;
  }

  /**
   * @param {Control} control
   * @param {Record<string, string | boolean>} attributes
   * @returns {HTMLElement}
   */
  element({ name, kind, value, choices, needed }, attributes) {
    if (kind === "checkbox") {
      const box = make("input", { ...attributes, type: "checkbox" });
      box.checked = value === true;
      box.addEventListener("change", () => this.actions.set(name, box.checked, false));
      return box;
    }
    const text = String(value ?? "");
    if (kind === "choice") {
      const select = make("select", attributes);
      if (!needed || !text) select.append(new Option(this.words.choose, ""));
      select.append(...(choices ?? []).map((choice) => new Option(choice.label, choice.value)));
      select.value = text;
      select.addEventListener("change", () => this.actions.set(name, select.value, false));
      return select;
    }
    if (kind === "unknown")
      return make("output", { id: String(attributes.id), "data-control": true, tabindex: "-1" }, text);
    const type = kind === "date" && text && !/^\d{4}-\d\d-\d\d$/.test(text) ? "text" : kind;
    const types = new Set(["date", "tel", "email", "url"]);
    const input =
      kind === "long"
        ? make("textarea", { ...attributes, rows: String(Math.min(8, 2 + Math.floor(text.length / 70))) })
        : make("input", {
            ...attributes,
            type: types.has(type) ? type : "text",
            spellcheck: kind === "text" ? "true" : "false",
          });
    input.value = text;
    let timer = 0;
    let told = text;
    const tell = () => {
      clearTimeout(timer);
      if (input.value === told) return this.actions.settled();
      told = input.value;
      this.actions.set(name, told, true);
    };
    // An id is renamed everywhere, once and not letter by letter.
    if (!name.endsWith(".id")) {
      input.addEventListener("input", () => {
        clearTimeout(timer);
        timer = setTimeout(tell, TYPING_MS);
      });
    }
    input.addEventListener("change", tell);
    if (kind !== "colour") return input;
    const swatch = make("span", { class: "desk__swatch", "aria-hidden": "true" });
    const paint = () => swatch.style.setProperty("background-color", input.value);
    input.addEventListener("input", paint);
    paint();
    return make("span", { class: "desk__colour" }, input, swatch);
  }

  /**
   * @param {Control} control
   * @returns {HTMLElement}
   */
  group({ name, label, help, kind, controls = [] }) {
    const id = idOf(name);
    const box = this.box(name, label, help);
    box.append(...this.drawn(controls));
    if (kind !== "table") return box;
    const key = make("input", { type: "text", id: `${id}-new`, autocomplete: "off" });
    const add = button(
      this.words.short_add,
      () => key.value.trim() && this.actions.set(`${name}.${key.value.trim()}`, "", false, true),
      {
        "aria-label": fill(this.words.add, { list: label }),
      },
    );
    box.append(
      make(
        "p",
        { class: "desk__new" },
        make("label", { for: key.id }, fill(this.words.new_key, { list: label })),
        key,
        add,
      ),
    );
    return box;
  }

  /**
   * @param {Control} control
   * @returns {HTMLElement}
   */
  list({ name, label, help, items = [] }) {
    const box = this.box(name, label, help);
    items.forEach((item, at) => {
      box.append(item.control ? this.line(item.control, label, at, items.length) : this.item(item, at, items.length));
    });
    box.append(
      button(this.words.short_add, () => this.actions.add(name), {
        "aria-label": fill(this.words.add, { list: label }),
        "data-press": `add ${name}`,
        id: `${idOf(name)}-add`,
      }),
    );
    return box;
  }

  /**
   * @param {Control} control
   * @param {string} label of its list
   * @param {number} at
   * @param {number} of
   * @returns {HTMLElement}
   */
  line(control, label, at, of) {
    const called = `${label} ${at + 1}`;
    const field = this.field(control, called);
    field.append(this.buttons(control.name, called, at, of));
    field.classList.add("desk__line");
    return field;
  }

  /**
   * @param {Item} item
   * @param {number} at
   * @param {number} of
   * @returns {HTMLElement}
   */
  item({ name, label = "", controls = [] }, at, of) {
    const called = label || String(at + 1);
    const id = idOf(name);
    // The summary is what is gone to: within a details that takes the focus itself, Tab would leave it out.
    const details = make("details", { class: "desk__item", "data-item": name });
    const summary = make(
      "summary",
      { id, "data-control": true, "aria-describedby": `${id}-wrong` },
      `${at + 1}. ${called}`,
    );
    const wrong = make("p", { id: `${id}-wrong`, class: "desk__wrong", "data-wrong": true, hidden: true });
    details.open = this.open.has(name);
    details.addEventListener("toggle", () => {
      if (details.open) this.open.add(name);
      else this.open.delete(name);
    });
    details.append(summary, wrong, this.buttons(name, called, at, of), ...this.drawn(controls));
    return details;
  }

  /**
   * @param {string} name
   * @param {string} called
   * @param {number} at
   * @param {number} of
   * @returns {HTMLElement}
   */
  buttons(name, called, at, of) {
    const { words, actions } = this;
    const row = make("span", { class: "desk__buttons" });
    const press = (
      /** @type {string} */ what,
      /** @type {string} */ short,
      /** @type {string} */ said,
      /** @type {() => unknown} */ act,
    ) =>
      row.append(button(short, act, { "aria-label": fill(said, { item: called }), "data-press": `${what} ${name}` }));
    if (at > 0) press("up", words.short_up, words.move_up, () => actions.move(name, at - 1));
    if (at < of - 1) press("down", words.short_down, words.move_down, () => actions.move(name, at + 1));
    press("duplicate", words.short_duplicate, words.duplicate, () => actions.duplicate(name));
    press("remove", words.short_remove, words.remove, () => actions.remove(name));
    return row;
  }

  /**
   * @param {string} name
   * @param {string} label
   * @returns {HTMLElement}
   */
  remover(name, label) {
    return button(this.words.short_remove, () => this.actions.remove(name), {
      "aria-label": fill(this.words.remove, { item: label }),
    });
  }

  /**
   * @param {string} name
   * @param {string} label
   * @param {string} [help]
   * @returns {HTMLElement}
   */
  box(name, label, help) {
    const id = idOf(name);
    const box = make("fieldset", {
      id,
      class: "desk__box",
      tabindex: "-1",
      "data-control": true,
      "aria-describedby": `${id}-wrong`,
    });
    box.append(make("legend", {}, label));
    if (help) box.append(make("p", { class: "desk__help" }, help));
    box.append(make("p", { id: `${id}-wrong`, class: "desk__wrong", "data-wrong": true, hidden: true }));
    return box;
  }
}
