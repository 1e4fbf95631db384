/**
 * The routes that the build wrote into the page's HTML, and how to follow them.
 * They hold until the engine is ready; nothing about any flow is written here.
 *
 * @typedef {{option: string, grounds: string[]}} Answer
 * @typedef {Map<string, Answer>} Answers by question id
 * @typedef {{question: string, text: string, option: string, label: string, reason: string,
 *   grounds: {id: string, text: string}[], caution: string}} Step
 * @typedef {{steps: Step[], at: string}} Route `at` is the id of a question or an outcome
 */

/**
 * Follow the answers from the start as far as they go. No text is read off the page: a browser may have translated it.
 * @param {HTMLElement} root
 * @param {Answers} answers
 * @param {Record<string, Record<string, string>>} [texts] those of the grounds, by question and ground
 * @returns {Route}
 */
export function follow(root, answers, texts) {
  /** @type {Step[]} */
  const steps = [];
  let at = root.dataset.start ?? "";
  for (;;) {
    const form = questionForm(root, at);
    const answer = answers.get(at);
    const option = form && answer ? optionOf(form, answer.option) : null;
    if (!form || !answer || !option) return { steps, at };
    const ticked = [...form.querySelectorAll("input[name=ground]")].filter((box) =>
      answer.grounds.includes(/** @type {HTMLInputElement} */ (box).value),
    );
    const settled = ticked.some((box) => box.hasAttribute("data-settles"));
    steps.push({
      question: at,
      text: form.dataset.text ?? "",
      option: answer.option,
      label: option.dataset.label ?? "",
      reason: option.dataset.reason ?? "",
      grounds: ticked.map((box) => {
        const id = /** @type {HTMLInputElement} */ (box).value;
        return { id, text: texts?.[at]?.[id] ?? "" };
      }),
      caution: settled ? "" : (option.dataset.caution ?? ""),
    });
    at = option.dataset.to ?? "";
  }
}

/**
 * @param {HTMLElement} root
 * @param {string} id
 * @returns {HTMLFormElement | null}
 */
export function questionForm(root, id) {
  return root.querySelector(`form[data-question="${CSS.escape(id)}"]`);
}

/**
 * Keep the answers that lie on their own route, in its order; the others are gone.
 * @param {HTMLElement} root
 * @param {Answers} answers
 * @returns {Answers}
 */
export function onRoute(root, answers) {
  const route = follow(root, answers);
  return new Map(route.steps.map((step) => [step.question, /** @type {Answer} */ (answers.get(step.question))]));
}

/**
 * @param {HTMLFormElement} form
 * @param {string} id
 * @returns {HTMLInputElement | null}
 */
function optionOf(form, id) {
  return form.querySelector(`input[name=option][value="${CSS.escape(id)}"]`);
}
