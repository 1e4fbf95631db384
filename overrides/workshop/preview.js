/** A page beside its text, as the site will have it: to read, and to do nothing else with. */
import { make } from "./dom.js";

/** What refers to other elements, each of which has another id here. */
const REFERS = ["id", "for", "aria-labelledby", "aria-describedby", "aria-details", "aria-controls", "headers"];
/** A page is drawn the first time once nobody has typed or pressed anything for so long, as that takes a while. */
const SETTLED_MS = 250;
const LEFT_OUT = "script, style, link, meta, base, template, iframe, object, embed";

export class Preview {
  /**
   * @param {import("../frame/words.js").Words} words
   * @param {string} base the site's root, as an absolute address
   */
  constructor(words, base) {
    this.words = words;
    this.base = base;
    this.timer = 0;
    this.doubts = 0; // how often, so that a page that was asked for before the last one isn't shown
    this.note = make("p", { class: "desk__help", "data-preview-note": true }, words.picture_first);
    this.page = make("article", { class: "ss-article md-typeset" });
    this.box = make(
      "section",
      { "data-preview": "none", class: "desk__preview", "aria-label": words.preview, tabindex: "0" },
      this.note,
      this.page,
    );
  }

  /** The text has changed. */
  doubt() {
    clearTimeout(this.timer);
    this.doubts += 1;
    if (this.box.dataset.preview === "now") this.box.dataset.preview = "old";
    this.note.textContent = this.words[this.box.dataset.preview === "old" ? "picture_old" : "picture_first"];
  }

  /**
   * @param {import("./desk.js").Desk} desk
   * @param {string} file
   */
  drawSoon(desk, file) {
    clearTimeout(this.timer);
    const wait = this.box.dataset.preview === "none" ? SETTLED_MS : 0;
    this.timer = setTimeout(() => desk.after(() => this.draw(desk.ask, file)), wait);
  }

  /**
   * @param {import("./desk.js").Call} ask
   * @param {string} file
   */
  async draw(ask, file) {
    if (!this.box.isConnected) return;
    const { doubts } = this;
    const { value, problems } = await ask("work.preview", { file });
    if (doubts !== this.doubts) return;
    this.box.dataset.preview = value ? "now" : "none";
    this.note.textContent = value ? "" : (problems?.join(" ") ?? this.words.picture_none);
    this.page.replaceChildren(...(value ? this.shown(value) : []));
  }

  /**
   * What the page says, without anything that acts.
   * @param {{html: string, address: string}} page
   * @returns {Node[]}
   */
  shown({ html, address }) {
    const page = new DOMParser().parseFromString(html, "text/html").querySelector("article, main");
    if (!page) return [];
    for (const one of page.querySelectorAll(LEFT_OUT)) one.remove();
    for (const one of page.querySelectorAll("*")) {
      for (const name of REFERS) {
        const ids = one.getAttribute(name);
        if (ids) one.setAttribute(name, ids.replace(/\S+/g, "preview-$&"));
      }
      if (one.hasAttribute("src")) one.setAttribute("src", this.absolute(one.getAttribute("src") ?? "", address));
      for (const name of ["href", "name", "tabindex", "contenteditable"]) {
        if (name !== "href" || one.matches("a")) one.removeAttribute(name);
      }
      if (one.matches("button, input, select, textarea")) one.setAttribute("disabled", "");
    }
    return [...page.childNodes];
  }

  /**
   * @param {string} source
   * @param {string} address
   */
  absolute(source, address) {
    return new URL(source, new URL(address, this.base)).href;
  }
}
