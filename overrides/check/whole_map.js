/** The flowchart beside the check: where the visitor is on it, and its boxes as a way back. */
import { optionsOf } from "./routes.js";

export class WholeMap {
  /**
   * @param {HTMLElement} root
   * @param {(id: string) => void} onPick called with the id of the box that was pressed
   */
  constructor(root, onPick) {
    this.maps = all(root, "[data-map]");
    this.boxes = all(root, "[data-box]");
    this.arrows = all(root, "[data-arrow-from]");
    this.names = all(root, "[data-map-here]");
    // On each link itself: a listener further out makes readers call everything inside it clickable.
    for (const link of all(root, "[data-map] a[href^='#']")) {
      link.addEventListener("click", (event) => {
        event.preventDefault(); // the address never changes
        onPick((link.getAttribute("href") ?? "").slice(1));
      });
    }
  }

  /**
   * Name the place and mark the way there.
   * @param {import("./view.js").View} view
   * @param {import("./routes.js").Step[]} steps
   * @param {string} at where the route has come to
   */
  mark({ here, place }, steps, at) {
    const taken = new Map(steps.map((step) => [step.question, optionsOf(step)]));
    for (const box of this.boxes) {
      const id = box.dataset.box ?? "";
      const reached = taken.has(id) || id === at;
      box.classList.toggle("here", id === here);
      box.classList.toggle("taken", reached);
      if (id === here) box.setAttribute("aria-current", "step");
      else box.removeAttribute("aria-current");
      if (reached) box.removeAttribute("aria-disabled");
      else box.setAttribute("aria-disabled", "true");
    }
    for (const arrow of this.arrows) {
      const options = arrow.dataset.arrowOptions?.split(" ");
      const chosen = taken.get(arrow.dataset.arrowFrom ?? "");
      arrow.classList.toggle("taken", chosen?.some((id) => options?.includes(id)) ?? false);
    }
    for (const map of this.maps) map.classList.toggle("started", taken.size > 0);
    for (const name of this.names) name.textContent = place;
  }
}

/**
 * @param {HTMLElement} root
 * @param {string} selector
 */
function all(root, selector) {
  return [...root.querySelectorAll(selector)].map((part) => /** @type {HTMLElement} */ (part));
}
