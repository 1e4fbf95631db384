/** The check: one step at a time over HTML that is complete without it. Stands in the page, after the check. */
import { Check } from "./check/check.js";

const root = /** @type {HTMLElement} */ (document.querySelector("[data-check]"));
// From a disk no browser starts a worker: the HTML is shown as it is, with the reason.
if (location.protocol === "file:") {
  root.querySelector("[data-from-disk]")?.removeAttribute("hidden");
} else {
  try {
    new Check(root).start();
  } catch (error) {
    document.documentElement.classList.remove("check-scripted");
    throw error;
  }
}
