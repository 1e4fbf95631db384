/**
 * The routes that the build wrote into the page's HTML, and how to follow them.
 * They hold until the engine is ready; nothing about any flow is written here.
 *
 * @typedef {{option: string}} One what is chosen where a question takes one answer
 * @typedef {{options: string[]}} Several what is ticked where it takes several
 * @typedef {(One | Several) & {grounds: string[]}} Answer
 * @typedef {Map<string, Answer>} Answers by question id
 * @typedef {(One | Several) & {question: string, text: string, label: string, reason: string,
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
    const options = form && answer ? inputs(form, "option", optionsOf(answer)) : [];
    if (!form || !answer || !options.length) return { steps, at };
    steps.push({
      question: at,
      text: form.dataset.text ?? "",
      ...(form.dataset.several === undefined
        ? { option: options[0].value }
        : { options: options.map(({ value }) => value) }),
      label: options.map((option) => option.dataset.label ?? "").join("; "),
      reason: once(options.map((option) => option.dataset.reason ?? "")),
      grounds: inputs(form, "ground", answer.grounds).map(({ value: id }) => ({ id, text: texts?.[at]?.[id] ?? "" })),
      caution: once(
        options.filter((option) => !settled(form, option, answer)).map(({ dataset }) => dataset.caution ?? ""),
      ),
    });
    at = options[0].dataset.to ?? "";
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
 * @param {One | Several} answer
 * @returns {string[]} the ids of what is chosen, one or several
 */
export function optionsOf(answer) {
  return "options" in answer ? answer.options : [answer.option];
}

/**
 * @param {HTMLElement} part
 * @param {"option" | "ground"} name
 * @param {string[]} values
 * @returns {HTMLInputElement[]} those with one of these values
 */
function inputs(part, name, values) {
  const found = /** @type {NodeListOf<HTMLInputElement>} */ (part.querySelectorAll(`input[name=${name}]`));
  return [...found].filter(({ value }) => values.includes(value));
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} option
 * @param {Answer} answer
 * @returns {boolean} whether a ticked ground of this option is enough by itself
 */
function settled(form, option, answer) {
  const grounds = /** @type {HTMLElement | null} */ (
    form.querySelector(`[data-grounds-of="${CSS.escape(option.value)}"]`)
  );
  return grounds !== null && inputs(grounds, "ground", answer.grounds).some((box) => box.hasAttribute("data-settles"));
}

/**
 * @param {string[]} sentences those of several options can be alike
 * @returns {string}
 */
function once(sentences) {
  return [...new Set(sentences.filter(Boolean))].join(" ");
}
