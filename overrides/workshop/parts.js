/** Parts of the desk that are no form of a file's keys: pages, signatures, and what a later release has changed. */
import { fill } from "../frame/words.js";
import { idOf } from "./controls.js";
import { button, make } from "./dom.js";
import { Preview } from "./preview.js";

/** @typedef {import("./desk.js").Desk} Desk */

/** A page is looked through once nobody has typed for so long. */
const TYPING_MS = 200;

/**
 * The pages, and the text of the one that is chosen.
 * @param {Desk} desk
 * @returns {Promise<HTMLElement[]>}
 */
export async function pagesPart(desk) {
  const { words } = desk;
  const { value: pages } = await desk.ask("work.pages");
  const states = /** @type {Record<string, string>} */ ({
    replaced: words.page_own,
    own: words.page_new,
    removed: words.page_removed,
  });
  const list = make("ul", { class: "desk__pages" });
  const text = make("div", { "data-page-text": true });
  for (const { file, title, state } of pages ?? []) {
    const label = states[state] ? `${title} (${states[state]})` : title;
    list.append(
      make(
        "li",
        {},
        button(label, async () => (await show(file, state)).focus(), { "data-press": file }),
      ),
    );
  }
  /**
   * @param {string} file
   * @param {string} state
   * @returns {Promise<HTMLElement>} what to begin with
   */
  async function show(file, state) {
    desk.page = file;
    if (state === "shipped") {
      const change = button(words.page_copy, () => desk.act("copy", { file }, `pages.${file.slice(6)}`));
      text.replaceChildren(make("h2", {}, file), change);
      return change;
    }
    const name = `pages.${file.slice(6)}`;
    const { value } = await desk.ask("work.text", { file });
    const area = make("textarea", { id: idOf(name), name, rows: "24", spellcheck: "true", "data-control": true });
    const wrong = make("p", { id: `${area.id}-wrong`, class: "desk__wrong", "data-wrong": true, hidden: true });
    area.setAttribute("aria-describedby", wrong.id);
    area.value = value ?? "";
    const preview = new Preview(words, desk.base);
    let timer = 0;
    const write = () => {
      clearTimeout(timer);
      const { typed } = desk;
      return desk.after(async () => {
        await desk.take(await desk.ask("work.write", { file, text: area.value, typing: true }));
        desk.settle(typed);
        preview.drawSoon(desk, file);
      });
    };
    area.addEventListener("input", () => {
      preview.doubt();
      clearTimeout(timer);
      timer = setTimeout(write, TYPING_MS);
    });
    area.addEventListener("change", write); // before whatever is pressed next
    const back = button(words.page_back, () => desk.act("remove", { name }, file));
    const label = make("label", { for: area.id }, words.page_text);
    text.replaceChildren(make("h2", {}, file), label, area, wrong, back, preview.box);
    if (state === "removed") preview.box.remove();
    else preview.drawSoon(desk, file);
    return area;
  }
  const chosen = (pages ?? []).find((/** @type {any} */ page) => page.file === desk.page);
  if (chosen) await show(chosen.file, chosen.state);
  return [text, list];
}

/**
 * The form of a signature: version and checksum are filled in by themselves.
 * @param {Desk} desk
 * @returns {HTMLElement}
 */
export function signForm(desk) {
  const { words } = desk;
  const flows = desk.parts.filter(({ name }) => name.startsWith("flows."));
  const flow = make("select", { id: "sign-check" });
  flow.append(...flows.map(({ name, label }) => new Option(label, name.slice("flows.".length))));
  const fields = /** @type {[string, string, string][]} */ ([
    ["reviewer", words.sign_name, "text"],
    ["role", words.sign_role, "text"],
    ["date", words.sign_date, "date"],
  ]);
  const inputs = fields.map(([name, , type]) => make("input", { id: `sign-${name}`, type, autocomplete: "off" }));
  const [reviewer, role, date] = inputs;
  const box = make("fieldset", { class: "desk__box" }, make("legend", {}, words.sign_heading));
  box.append(make("p", { class: "desk__field" }, make("label", { for: flow.id }, words.sign_check), flow));
  fields.forEach(([name, label], at) => {
    box.append(make("p", { class: "desk__field" }, make("label", { for: `sign-${name}` }, label), inputs[at]));
  });
  const request = () => ({ flow: flow.value, reviewer: reviewer.value, role: role.value, date: date.value });
  box.append(button(words.sign, () => desk.act("sign", request(), "sign"), { "data-press": "sign" }));
  return box;
}

/**
 * What the site has changed since the work was begun, part by part, to choose from.
 * @param {Desk} desk
 * @returns {Promise<HTMLElement[]>}
 */
export async function updatePart(desk) {
  const { words } = desk;
  const { value } = await desk.ask("work.update");
  const from = value.made_with ? fill(words.update_from, { before: value.made_with, now: value.release }) : "";
  const files = value.files.map((/** @type {any} */ file) => changedFile(desk, file));
  return [
    make("h2", {}, words.update),
    make("p", {}, from),
    ...(files.length ? files : [make("p", {}, words.no_change)]),
  ];
}

/**
 * @param {Desk} desk
 * @param {any} file
 */
function changedFile(desk, { file, state, parts }) {
  const { words } = desk;
  const said = /** @type {Record<string, string>} */ ({
    gone: words.update_gone,
    unknown: words.update_unknown,
    look: words.update_look,
  });
  const box = make("fieldset", { class: "desk__box", "data-changed": file }, make("legend", {}, file));
  if (said[state]) box.append(make("p", {}, said[state]));
  /** @type {Record<string, string>} */
  const sides = {};
  for (const part of parts) box.append(changedPart(desk, file, part, sides));
  if (state !== "gone") {
    const label = fill(state === "take" || state === "choose" ? words.take_over : words.looked_at, { file });
    box.append(button(label, () => desk.act("take_over", { file, sides }, "update"), { "data-take": file }));
  }
  return box;
}

/**
 * @param {Desk} desk
 * @param {string} file
 * @param {any} part
 * @param {Record<string, string>} sides
 */
function changedPart({ words }, file, { at, kind, below, base, ours, theirs }, sides) {
  const box = make("fieldset", { class: "desk__changed" }, make("legend", {}, below || file));
  box.append(make("p", {}, words.former), make("pre", { tabindex: "0" }, base));
  for (const [side, text] of [
    ["ours", ours],
    ["theirs", theirs],
  ]) {
    const radio = make("input", { type: "radio", name: `${file} ${at}`, id: `${file} ${at} ${side}`, value: side });
    radio.checked = kind === side;
    radio.addEventListener("change", () => {
      sides[at] = side;
    });
    const label = make("label", { for: radio.id }, side === "ours" ? words.ours : words.theirs);
    box.append(make("p", {}, radio, " ", label), make("pre", { tabindex: "0" }, text));
  }
  return box;
}
