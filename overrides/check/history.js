/**
 * Browser history for the check: an entry holds a step's number and its own place, and nothing else; the address never
 * changes. In a frame there are no entries: Back there belongs to the page round the frame.
 */
export class StepHistory {
  /** @param {(step: number) => void} onMove called when the browser's own Back or Forward was used */
  constructor(onMove) {
    this.onMove = onMove;
    /** The step of each entry that this visit has made. */
    this.entries = [0];
    this.cursor = 0;
    this.off = parent !== window;
    /** The page was left, or loaded again, in the middle of a check: its answers are gone. */
    this.forgotten = false;
    if (this.off) return;
    const before = history.state;
    this.forgotten = before?.step > 0;
    // Entries of before have no steps any more: Back would do nothing once for each, so they are gone over at once.
    const left = Math.min(Number(before?.at) || 0, history.length - 1);
    if (left > 0) history.go(-left);
    else this.write(0);
    addEventListener("popstate", (event) => {
      const { step, at } = event.state ?? {};
      if (typeof step !== "number" || typeof at !== "number") return this.goAlong();
      const known = at < this.entries.length;
      // An entry of before that has no step any more: back to the last one that has.
      if (!known) return history.go(this.entries.length - 1 - at);
      const moved = at !== this.cursor;
      this.cursor = at;
      if (moved) this.onMove(this.entries[at]);
    });
  }

  /**
   * Add an entry for a step that was moved to.
   * @param {number} step
   */
  push(step) {
    if (this.off) return;
    this.entries = [...this.entries.slice(0, this.cursor + 1), step];
    this.cursor += 1;
    this.write(step, "pushState");
  }

  /**
   * Go back to a step, by the browser's history where that is the step before.
   * @param {number} step
   * @returns {boolean} whether the browser does it; otherwise the caller shows the step
   */
  back(step) {
    if (this.off) return false;
    if (this.entries[this.cursor - 1] === step) {
      history.back();
      return true;
    }
    this.push(step);
    return false;
  }

  /** A link within the page, such as to its main part, has made an entry of its own: it shows the same step. */
  goAlong() {
    const step = this.entries[this.cursor];
    this.entries = [...this.entries.slice(0, this.cursor + 1), step];
    this.cursor += 1;
    this.write(step);
  }

  /**
   * @param {number} step
   * @param {"pushState" | "replaceState"} how
   */
  write(step, how = "replaceState") {
    // The whole address: one such as //check/ by its path alone would be that of another server.
    const address = how === "replaceState" && !this.cursor ? location.href.split("#")[0] : undefined;
    try {
      history[how]({ step, at: this.cursor }, "", address);
    } catch {
      this.off = true; // some browsers allow so many entries in a while: the check goes on without
    }
  }
}
