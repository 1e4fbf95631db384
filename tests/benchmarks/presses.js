/**
 * Keeps how long each press took until the page showed what it led to, as the browser tells it: the interactions of which
 * "interaction to next paint" is the longest.
 */
() => {
  const presses = new Map();
  globalThis.benchPresses = presses;
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries()) {
      if (interactionId) presses.set(interactionId, Math.max(duration, presses.get(interactionId) ?? 0));
    }
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
};
