/** The check: one step at a time over HTML that is complete without it. Stands in the page, after the check. */
import { Check } from "./check.js";
import { WrittenCheck } from "./written.js";

const root = /** @type {HTMLElement} */ (document.querySelector("[data-check]"));
// From a disk no browser starts a worker: the HTML is shown as it is, with the reason.
if (location.protocol === "file:") {
  root.querySelector("[data-from-disk]")?.removeAttribute("hidden");
} else {
  const written = new WrittenCheck(root);
  try {
    new Check(root, written).start();
  } catch (error) {
    written.show();
    throw error;
  }
}
