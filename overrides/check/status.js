import { fill } from "../frame/words.js";

/** The small line under the question that says how far the checker is; said aloud once, at the end. */
export class Status {
  /**
   * @param {HTMLElement} root
   * @param {string} wording what to say while it loads, with `{percent}` in it
   */
  constructor(root, wording) {
    this.wording = wording;
    this.line = /** @type {HTMLElement} */ (root.querySelector("[data-status]"));
    this.shown = /** @type {HTMLElement} */ (root.querySelector("[data-status-shown]"));
    this.said = /** @type {HTMLElement} */ (root.querySelector("[data-status-said]"));
    this.line.hidden = false;
  }

  /**
   * @param {number} loaded bytes
   * @param {number} total bytes
   */
  loading(loaded, total) {
    const percent = total ? Math.min(99, Math.floor((100 * loaded) / total)) : 0;
    this.shown.textContent = fill(this.wording, { percent });
  }

  /** @param {string} text */
  announce(text) {
    this.shown.textContent = text;
    this.said.textContent = text;
  }
}
