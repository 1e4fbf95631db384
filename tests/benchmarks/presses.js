/**
 * Keeps how long after each press the frame that shows what it led to was on its way to the screen. The browser's own
 * "interaction to next paint" isn't taken: without a screen it is told late where a frame changes little.
 */
() => {
  globalThis.benchPresses = [];
  addEventListener(
    "click",
    ({ timeStamp }) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => globalThis.benchPresses.push(performance.now() - timeStamp);
      requestAnimationFrame(() => port2.postMessage(null));
    },
    { capture: true },
  );
};
