/** One question's form: what is chosen in it, its checkboxes and its error. */

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
  form.addEventListener("change", () => showGrounds(form));
  // What was heard with the first answer is not heard again by someone who comes back to it with the arrow keys.
  partsOf(form).first.addEventListener("blur", () => describeOnce(form, true));
}

/**
 * Read what is chosen; null where nothing is.
 * @param {HTMLFormElement} form
 * @returns {import("./routes.js").Answer | null}
 */
export function chosen(form) {
  const option = /** @type {HTMLInputElement | null} */ (form.querySelector("input[name=option]:checked"));
  if (!option) return null;
  const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (
    form.querySelectorAll(`[data-grounds-of="${CSS.escape(option.value)}"] input[name=ground]:checked`)
  );
  return { option: option.value, grounds: [...boxes].map((box) => box.value) };
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
        ? input.value === answer.option
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
 * Mark the boxes whose option is chosen, and clear the others.
 * @param {HTMLFormElement} form
 * @param {(list: HTMLElement, on: boolean) => void} [show]
 */
export function switchGrounds(form, show) {
  const option = /** @type {HTMLInputElement | null} */ (form.querySelector("input[name=option]:checked"));
  for (const list of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-grounds-of]"))) {
    const on = option?.value === list.dataset.groundsOf;
    list.classList.toggle("grounds--on", on);
    show?.(list, on);
    for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (list.querySelectorAll("input"))) {
      if (!on) box.checked = false;
    }
  }
}
