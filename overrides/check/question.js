/** One question's form: what is chosen in it, its checkboxes and its error. */
import { optionsOf } from "./routes.js";

/** After a step, an empty Continue within this time is the second half of a double click. */
export const DOUBLE_CLICK_MS = 500;

/**
 * Make a question's form ready to be answered: real controls instead of links.
 * @param {HTMLFormElement} form
 * @param {(form: HTMLFormElement) => void} onContinue
 */
export function initQuestion(form, onContinue) {
  for (const part of form.querySelectorAll("[data-options], [data-continue]")) part.removeAttribute("hidden");
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("[data-continue]"));
  button.disabled = false;
  // The Enter key clicks it too. Nothing waits for "submit": in a sandboxed frame that event never comes.
  button.addEventListener("click", (event) => {
    event.preventDefault();
    onContinue(form);
  });
  form.addEventListener("change", (event) => {
    excludeOthers(event.target);
    showGrounds(form);
  });
  // What was heard with the first answer is not heard again by someone who comes back to it with the arrow keys.
  partsOf(form).first.addEventListener("blur", () => describeOnce(form, true));
}

/**
 * Read what is chosen; null where nothing is.
 * @param {HTMLFormElement} form
 * @returns {import("./routes.js").Answer | null}
 */
export function chosen(form) {
  const options = checked(form, "input[name=option]");
  if (!options.length) return null;
  const grounds = options.flatMap((id) => checked(form, `[data-grounds-of="${CSS.escape(id)}"] input[name=ground]`));
  return form.dataset.several === undefined ? { option: options[0], grounds } : { options, grounds };
}

/**
 * Where a question takes several answers, untick what can't be given together with the one just ticked.
 * @param {EventTarget | null} target what has been changed
 */
export function excludeOthers(target) {
  const input = /** @type {HTMLInputElement} */ (target);
  const form = input.closest("form[data-several]");
  if (!form || !input.checked || input.name !== "option") return;
  const alone = input.hasAttribute("data-alone");
  for (const other of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("input[name=option]"))) {
    if (other !== input && (alone || other.hasAttribute("data-alone"))) other.checked = false;
  }
}

/**
 * @param {HTMLElement} form
 * @param {string} css
 * @returns {string[]} the values of the inputs that are checked
 */
function checked(form, css) {
  const inputs = /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll(`${css}:checked`));
  return [...inputs].map(({ value }) => value);
}

/**
 * Put an answer back into its form, or clear the form.
 * @param {HTMLFormElement} form
 * @param {import("./routes.js").Answer | undefined} answer
 */
export function restore(form, answer) {
  fillIn(form, answer);
  showGrounds(form);
  showError(form, false);
}

/**
 * Choose and tick what an answer says and nothing else.
 * @param {HTMLFormElement} form
 * @param {import("./routes.js").Answer | undefined} answer
 */
export function fillIn(form, answer) {
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("input"))) {
    input.checked = answer
      ? input.name === "option"
        ? optionsOf(answer).includes(input.value)
        : answer.grounds.includes(input.value)
      : false;
  }
}

/**
 * Show or take away the error at the question itself.
 * @param {HTMLFormElement} form
 * @param {boolean} wrong
 */
export function showError(form, wrong) {
  const { id, error, fieldset } = partsOf(form);
  error.hidden = !wrong;
  form.classList.toggle("question--wrong", wrong);
  const others = idsIn(fieldset).filter((other) => other !== id);
  describe(fieldset, wrong ? [id, ...others] : others);
}

/**
 * Let the hint and the meaning be heard once: with the question where the focus is put on it, with its first answer where
 * someone comes there by Tab. A group's description is read by some readers alone.
 * @param {HTMLFormElement} form
 * @param {boolean} focused whether the focus is put on the question
 */
export function describeOnce(form, focused) {
  const { id, fieldset, first } = partsOf(form);
  const texts = [...idsIn(fieldset), ...idsIn(first)].filter((other) => other !== id);
  const error = idsIn(fieldset).filter((other) => other === id);
  describe(fieldset, focused ? [...error, ...texts] : error);
  describe(first, focused ? [] : texts);
}

/** @param {HTMLFormElement} form */
function partsOf(form) {
  const error = /** @type {HTMLElement} */ (form.querySelector("[data-error]"));
  const fieldset = /** @type {HTMLElement} */ (form.querySelector("fieldset"));
  const first = /** @type {HTMLElement} */ (form.querySelector("input[name=option]"));
  return { id: error.id, error, fieldset, first };
}

/** @param {HTMLElement} element */
function idsIn(element) {
  return (element.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
}

/**
 * @param {HTMLElement} element
 * @param {string[]} ids
 */
function describe(element, ids) {
  if (ids.length) element.setAttribute("aria-describedby", ids.join(" "));
  else element.removeAttribute("aria-describedby");
}

/**
 * Show the boxes to tick while their option is chosen.
 * @param {HTMLFormElement} form
 */
function showGrounds(form) {
  switchGrounds(form, (list, on) => {
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("[data-tick], [data-ticks-in]"))) {
      part.hidden = !on;
    }
  });
}

/**
 * Mark the boxes whose options are chosen, and clear the others.
 * @param {HTMLFormElement} form
 * @param {(list: HTMLElement, on: boolean) => void} [show]
 */
export function switchGrounds(form, show) {
  const options = checked(form, "input[name=option]");
  for (const list of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-grounds-of]"))) {
    const on = options.includes(list.dataset.groundsOf ?? "");
    list.classList.toggle("grounds--on", on);
    show?.(list, on);
    for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (list.querySelectorAll("input"))) {
      if (!on) box.checked = false;
    }
  }
}
