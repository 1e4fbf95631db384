/**
 * Runs in every measured page before anything of its own: notes, in milliseconds since the navigation began, when what
 * is waited for stands in the DOM, gives the first answer as soon as it can be given, and keeps the longest task.
 */
(order) => {
  const bench = { marks: {}, tasks: [] };
  globalThis.bench = bench;
  bench.finished = new Promise((resolve) => {
    bench.finish = resolve;
  });
  const left = new Map(Object.entries(order.marks));

  const giveAnswer = ({ input, button }) => {
    document.querySelector(input).click();
    document.querySelector(button).click();
  };

  const mark = (name) => {
    bench.marks[name] = performance.now();
    if (Object.keys(bench.marks).length === Object.keys(order.marks).length) bench.finish();
  };

  /** A frame with it is on its way to the screen once a message sent in the frame's own callback arrives. */
  const markPainted = (name) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => mark(name);
    requestAnimationFrame(() => port2.postMessage(null));
  };

  const look = () => {
    for (const [name, selector] of left) {
      if (!document.querySelector(selector)) continue;
      left.delete(name);
      if (name === order.painted) markPainted(name);
      else mark(name);
      if (name === order.answer?.after) giveAnswer(order.answer);
    }
    if (left.size === 0) observer.disconnect();
  };

  const observer = new MutationObserver(look);
  observer.observe(document, { attributes: true, childList: true, subtree: true });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) bench.tasks.push([startTime, startTime + duration]);
  }).observe({ type: "longtask", buffered: true });
};
