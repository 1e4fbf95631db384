/** Whether the server has another page by now than the one that is open. */
import { within } from "./within.js";

/** The page that is open stays good: nobody waits long for what is only a hint. */
const PATIENCE_MS = 5000;

/**
 * Ask the server for this very page, and compare what belongs to its engine.
 * @param {object} engine the open page's own manifest
 * @returns {Promise<boolean>} false too where the server can't be asked, or says something that is no check
 */
export async function serverHasNewer(engine) {
  try {
    const response = await within(fetch(location.href.split("#")[0], { cache: "no-store" }), PATIENCE_MS);
    if (!response.ok) return false;
    const text = await within(response.text(), PATIENCE_MS);
    const page = new DOMParser().parseFromString(text, "text/html");
    const data = page.querySelector("[data-check]") && page.getElementById("check-data")?.textContent;
    if (!data) return false;
    return JSON.stringify(JSON.parse(data).engine) !== JSON.stringify(engine);
  } catch {
    return false;
  }
}
