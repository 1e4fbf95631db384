/** The flowchart of the check that is edited, as its page will have it; that of an older text is never shown as today's. */
import { idOf } from "./controls.js";
import { make } from "./dom.js";

/** Where the same is said in words. */
export const IN_WORDS = "desk-chart";

export class Picture {
  /**
   * @param {import("../frame/words.js").Words} words
   * @param {(name: string) => unknown} go
   */
  constructor(words, go) {
    this.words = words;
    this.go = go;
    this.flow = "";
    this.html = "";
    this.doubts = 0; // how often, so that a picture that was asked for before the last one isn't shown
    this.note = make("p", { class: "desk__help", "data-picture-note": true });
    this.drawing = make("div", { class: "flowchart" });
    this.box = make("div", { "data-picture": true }, this.note, this.drawing);
  }

  /**
   * Begin with a check; the picture of the one before is gone.
   * @param {string} flow
   */
  of(flow) {
    if (flow === this.flow) return;
    this.flow = flow;
    this.clear(this.words.picture_first);
  }

  /** Something has changed, or may have. */
  doubt() {
    this.doubts += 1;
    if (!this.html) return;
    this.box.dataset.picture = "old";
    this.note.textContent = this.words.picture_old;
  }

  /** @param {string} why there is no picture */
  clear(why) {
    this.html = "";
    this.box.dataset.picture = "none";
    this.note.textContent = why;
    this.drawing.replaceChildren();
  }

  /** @param {string} html the figure as a page has it: its second part is the picture, or says why there is none */
  show(html) {
    this.box.dataset.picture = "now";
    this.note.textContent = "";
    if (html === this.html) return;
    this.html = html;
    const picture = new DOMParser().parseFromString(html, "text/html").querySelector(".flowchart > :nth-child(2)");
    this.drawing.replaceChildren(...(picture ? [picture] : []));
    this.drawing.querySelector("[aria-details]")?.setAttribute("aria-details", IN_WORDS);
    for (const box of this.drawing.querySelectorAll("[data-box]")) {
      const name = box.getAttribute("href") ?? "";
      box.setAttribute("href", `#${idOf(name)}`);
      box.addEventListener("click", (event) => {
        event.preventDefault();
        this.go(name);
      });
    }
  }
}
