/** Calls the engine in the check's worker, one call after another, and gives what each took in milliseconds. */
async ([name, given, times]) => {
  const call = (id) =>
    new Promise((resolve) => {
      const onMessage = ({ data }) => {
        if (data.id !== id) return;
        benchWorker.removeEventListener("message", onMessage);
        resolve();
      };
      benchWorker.addEventListener("message", onMessage);
      benchWorker.postMessage({ id, name, given });
    });
  const took = [];
  for (let turn = 0; turn < times; turn++) {
    const start = performance.now();
    await call(1_000_000 + turn);
    took.push(performance.now() - start);
  }
  return took;
};
