/** The written check, which the page holds before any script: kept, so that it can be shown again whatever fails. */

export class WrittenCheck {
  /** @param {HTMLElement} root as the server has sent it */
  constructor(root) {
    this.root = root;
    this.title = document.title;
    this.parts = [...root.querySelectorAll("*")].map((part) => ({
      part,
      hidden: part.hasAttribute("hidden"),
      label: part.getAttribute("aria-label"),
    }));
    this.shown = false;
  }

  /** Show all of it, with a word that the step-by-step check doesn't work. Nothing here may throw. */
  show() {
    this.shown = true;
    document.documentElement.classList.remove("check-scripted");
    this.root.classList.remove("check--result");
    for (const { part, hidden, label } of this.parts) {
      part.toggleAttribute("hidden", hidden);
      if (label !== null) part.setAttribute("aria-label", label);
    }
    this.root.querySelector("[data-broken]")?.removeAttribute("hidden");
    this.root.dataset.engine = "unavailable";
    delete this.root.dataset.started;
    delete this.root.dataset.decidedBy;
    document.title = this.title;
  }

  /**
   * Make a handler that shows the written check should it throw, so that no press does nothing.
   * @template {unknown[]} Given
   * @param {(...given: Given) => unknown} handler
   * @returns {(...given: Given) => void}
   */
  guarding(handler) {
    return (...given) => {
      if (this.shown) return;
      try {
        const done = handler(...given);
        if (done instanceof Promise) done.catch((error) => this.fail(error));
      } catch (error) {
        this.fail(error);
      }
    };
  }

  /** @param {unknown} error */
  fail(error) {
    this.show();
    this.root.scrollIntoView({ block: "start" });
    console.error(error);
  }
}
