/** Runs in the page before anything of its own: keeps hold of the check's worker, and of what a probed one says. */
() => {
  const Real = globalThis.Worker;
  globalThis.Worker = class extends Real {
    constructor(...given) {
      super(...given);
      globalThis.benchWorker = this;
      this.addEventListener("message", ({ data }) => {
        if (data.benchSpans) globalThis.benchSpans = data.benchSpans;
      });
    }
  };
};
