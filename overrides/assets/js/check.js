/**
 * The check: one step at a time over HTML that is complete without it.
 * The page loads this file twice: in its head, where the check isn't there yet and later steps are kept from
 * flashing up, and after the check, where it starts.
 */
import { Check } from "./check/check.js";

const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-check]"));
// From a disk no browser starts a worker: the HTML is shown as it is, with the reason.
const isFromDisk = location.protocol === "file:";
if (isFromDisk) {
  root?.querySelector("[data-from-disk]")?.removeAttribute("hidden");
} else if (!root) {
  document.documentElement.classList.add("check-scripted");
} else {
  try {
    new Check(root).start();
  } catch (error) {
    document.documentElement.classList.remove("check-scripted");
    throw error;
  }
}
