/** What a result says above everything else, which depends on whether a caution on the route is still open. */

/**
 * @typedef {{label: string, summary: string, unconfirmed: boolean}} Verdict
 */

/**
 * @param {HTMLElement} outcome
 * @param {import("./routes.js").Step[]} steps
 * @returns {Verdict}
 */
export function verdictOf(outcome, steps) {
  const { name = "", summary = "", unconfirmedName, unconfirmedSummary = "" } = outcome.dataset;
  if (unconfirmedName === undefined || !steps.some((step) => step.caution)) {
    return { label: name, summary, unconfirmed: false };
  }
  return { label: unconfirmedName, summary: unconfirmedSummary, unconfirmed: true };
}

/**
 * Show the heading that fits, of the two that the build wrote.
 * @param {HTMLElement} outcome
 * @param {import("./routes.js").Step[]} steps
 */
export function showVerdict(outcome, steps) {
  const { unconfirmed } = verdictOf(outcome, steps);
  // The name tells the outcomes of the written check apart; here it would be heard before the decision, and may differ.
  outcome.removeAttribute("aria-label");
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (outcome.querySelectorAll("[data-verdict]"))) {
    part.hidden = unconfirmed !== (part.dataset.verdict === "unconfirmed");
  }
}
