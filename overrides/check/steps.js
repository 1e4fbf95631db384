/** The steps taken so far, as rows with a Change button each, made from the page's own template. */

/**
 * @param {HTMLElement} root
 * @param {Element} list
 * @param {import("./routes.js").Step[]} steps
 * @param {(position: number) => void} onChange
 */
export function showSteps(root, list, steps, onChange) {
  const template = /** @type {HTMLTemplateElement} */ (root.querySelector("template[data-step]"));
  const rows = steps.map((step, position) => {
    const row = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    const put = (/** @type {string} */ name, /** @type {string} */ text) => {
      const part = /** @type {HTMLElement} */ (row.querySelector(`[data-${name}]`));
      part.textContent = text;
      part.hidden = !text;
      return part;
    };
    const question = put("text", step.text);
    question.id = `step-${position}-${list.closest("[data-outcome]")?.id ?? "trail"}`;
    put("label", step.label);
    put("reason", step.reason);
    put("caution", step.caution);
    const grounds = put("grounds", step.grounds.length ? " " : "");
    grounds.replaceChildren(
      ...step.grounds.map((ground) => {
        const item = document.createElement("li");
        item.textContent = ground.text;
        return item;
      }),
    );
    const change = /** @type {HTMLButtonElement} */ (row.querySelector("[data-change]"));
    change.setAttribute("aria-describedby", question.id);
    change.addEventListener("click", () => onChange(position));
    return row;
  });
  // The same rows, as when the engine has come to the page's route: they stay, with the focus that one may have.
  if (rows.map((row) => row.textContent).join("") !== list.textContent) list.replaceChildren(...rows);
}
