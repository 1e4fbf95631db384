/**
 * Browser history for the check: an entry holds a step number and nothing else, the address never changes.
 * In a frame there are no entries: Back there belongs to the page round the frame.
 */
export class StepHistory {
  /** @param {(step: number) => void} onMove called when the browser's own Back or Forward was used */
  constructor(onMove) {
    this.entries = [0];
    this.cursor = 0;
    this.framed = parent !== window;
    if (this.framed) return;
    history.replaceState({ step: 0 }, "", location.pathname + location.search);
    addEventListener("popstate", (event) => {
      const step = event.state?.step;
      if (typeof step !== "number" || step === this.entries[this.cursor]) return; // a link within the page
      this.cursor += this.entries[this.cursor + 1] === step && this.entries[this.cursor - 1] !== step ? 1 : -1;
      this.cursor = Math.max(this.cursor, 0);
      onMove(step);
    });
  }

  /**
   * Add an entry for a step that was moved to.
   * @param {number} step
   */
  push(step) {
    if (this.framed) return;
    this.entries = [...this.entries.slice(0, this.cursor + 1), step];
    this.cursor += 1;
    history.pushState({ step }, "");
  }

  /**
   * Go back to a step, by the browser's history where that is the step before.
   * @param {number} step
   * @returns {boolean} whether the browser does it; otherwise the caller shows the step
   */
  back(step) {
    if (this.framed) return false;
    if (this.entries[this.cursor - 1] === step) {
      history.back();
      return true;
    }
    this.push(step);
    return false;
  }
}
