/**
 * Worked examples, stepped through in the check on the same page: each press gives the example's next answer
 * the way a visitor gives it. How far an example has come is read off the check, which may have been used by hand meanwhile.
 * The page loads this before the check: the check takes the anchor out of the address, and someone may have followed one.
 */

import { fill, readWords } from "../frame/words.js";

const wanted = location.hash.slice(1);

class Examples {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.check = one(root, "[data-check]");
    this.dock = one(root, "[data-dock]");
    this.text = one(root, "[data-dock-text]");
    this.next = one(root, "[data-next]");
    this.over = one(root, "[data-over]");
    this.choices = all(root, "[data-choose]");
    this.examples = all(root, "[data-example]");
    this.words = readWords("examples");
    this.example = this.examples[0];
    /** Set by a press: the check then moves the focus to its heading, and gets it back for the next press. */
    this.pressed = false;
  }

  start() {
    this.root.classList.add("examples--live");
    one(this.root, "[data-choices]").hidden = false;
    this.dock.hidden = false;
    for (const choice of this.choices) choice.addEventListener("click", () => this.choose(choice.dataset.choose ?? ""));
    this.next.addEventListener("click", () => this.onNext());
    this.over.addEventListener("click", () => this.startOver());
    new MutationObserver(() => this.show()).observe(this.check, { attributeFilter: ["hidden"], subtree: true });
    this.choose(this.example.dataset.example ?? "", { restart: false });
    this.printRecordsAlone();
    document.getElementById(wanted)?.scrollIntoView();
  }

  /**
   * @param {string} key
   * @param {{restart?: boolean}} [how]
   */
  choose(key, { restart = true } = {}) {
    for (const choice of this.choices) choice.setAttribute("aria-pressed", String(choice.dataset.choose === key));
    for (const example of this.examples) {
      const chosen = example.dataset.example === key;
      example.classList.toggle("example--chosen", chosen);
      if (chosen) this.example = example;
    }
    if (restart) this.startOver();
    else this.show();
  }

  /** Put the check back to its first question, and the focus on the button that takes the first step. */
  startOver() {
    const restart = one(this.check, "[data-restart]");
    if (!restart.hidden) restart.click();
    this.show();
    this.next.focus({ preventScroll: true });
  }

  /** Bring the dock in line with what the check shows. */
  show() {
    const place = this.place();
    if (this.text.dataset.place !== place.name) {
      this.text.dataset.place = place.name;
      this.text.replaceChildren(...place.words);
      this.next.textContent = place.button;
      this.over.hidden = !place.over;
    }
    if (this.pressed && this.check.contains(document.activeElement)) {
      this.pressed = false;
      this.next.focus({ preventScroll: true });
    }
  }

  /** Say how far the example has come: at one of its steps, at its end, or left. */
  place() {
    const key = this.example.dataset.example;
    const step = this.step();
    if (step) {
      const steps = all(this.example, "[data-for-question]");
      const number = steps.indexOf(step) + 1;
      const place = fill(this.words.step, { number, count: steps.length });
      const words = [line("dock__place", place), ...copy(step)];
      return { name: `${key} ${number}`, words, button: this.words.next_step, over: number > 1 };
    }
    if (this.outcome() === this.example.dataset.exampleOutcome) {
      const words = [line("dock__place", this.words.end), ...copy(one(this.example, "[data-end]"))];
      const button = this.following() ? this.words.next_example : this.words.first_example;
      return { name: `${key} end`, words, button, over: true };
    }
    const words = [line("dock__place", this.words.left), line("", this.words.left_says)];
    return { name: `${key} left`, words, button: this.words.over, over: false };
  }

  onNext() {
    if (this.pressed) return;
    const step = this.step();
    if (step) return this.give(step);
    if (this.outcome() !== this.example.dataset.exampleOutcome) return this.startOver();
    this.choose((this.following() ?? this.examples[0]).dataset.example ?? "");
    one(this.root, "[data-choices]").scrollIntoView({ block: "nearest" });
  }

  /**
   * Answer the question that the check shows, and continue.
   * @param {HTMLElement} step
   */
  give(step) {
    const form = /** @type {HTMLElement} */ (this.form());
    const ticks = (step.dataset.ticks ?? "").split(" ").filter(Boolean);
    pick(form, "option", (step.dataset.options ?? "").split(" "));
    pick(form, "ground", ticks);
    this.pressed = true;
    one(form, "[data-continue]").click();
  }

  /** @returns {HTMLElement | undefined} the example's step for the question that the check shows */
  step() {
    const question = this.form()?.dataset.question;
    return all(this.example, "[data-for-question]").find((step) => step.dataset.forQuestion === question);
  }

  /** @returns {HTMLElement | undefined} */
  form() {
    return all(this.check, "form[data-question]").find((form) => !form.hidden);
  }

  /** @returns {string | undefined} */
  outcome() {
    return all(this.check, "[data-outcome]").find((outcome) => !outcome.hidden)?.dataset.outcome;
  }

  /** @returns {HTMLElement | undefined} */
  following() {
    return this.examples[this.examples.indexOf(this.example) + 1];
  }

  /** The record's own Print button prints the record; the browser's prints the page. */
  printRecordsAlone() {
    const page = document.documentElement.classList;
    this.check.addEventListener("click", (event) => {
      if (/** @type {Element} */ (event.target).closest("[data-print]")) page.add("print-record");
    });
    addEventListener("afterprint", () => page.remove("print-record"));
  }
}

/**
 * Select exactly these among the inputs of a name.
 * @param {HTMLElement} form
 * @param {string} name
 * @param {string[]} values
 */
function pick(form, name, values) {
  for (const input of /** @type {HTMLInputElement[]} */ (all(form, `input[name=${name}]`))) {
    if (input.checked !== values.includes(input.value)) input.click();
  }
}

/**
 * @param {Element} part
 * @returns {Node[]}
 */
function copy(part) {
  return [...part.children].map((child) => child.cloneNode(true));
}

/**
 * @param {string} name
 * @param {string} text
 */
function line(name, text) {
  const element = document.createElement("p");
  element.className = name;
  element.textContent = text;
  return element;
}

/**
 * @param {ParentNode} part
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
function all(part, selector) {
  return [.../** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll(selector))];
}

/**
 * @param {ParentNode} part
 * @param {string} selector
 * @returns {HTMLElement}
 */
function one(part, selector) {
  return /** @type {HTMLElement} */ (part.querySelector(selector));
}

addEventListener("DOMContentLoaded", () => {
  const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-examples]"));
  if (root?.querySelector("[data-check][data-started]")) new Examples(root).start();
});
