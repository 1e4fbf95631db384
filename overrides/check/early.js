/**
 * Stands right after the first question: it can be answered before the rest of the page has come.
 * Only where what comes later is kept from view until it is known whether the check runs.
 */
import { EarlyAnswers } from "./early_answers.js";

const root = /** @type {HTMLElement & {early?: EarlyAnswers} | null} */ (document.querySelector("[data-check]"));
if (root && document.documentElement.classList.contains("check-scripted")) root.early = new EarlyAnswers(root);
