/** Where the focus goes, and what is in sight, once a step is shown. */

/**
 * Put the focus on what a step is called, and scroll to the check where that would be out of sight.
 * @param {HTMLElement} root
 * @param {HTMLElement} shown
 */
export function bringIntoView(root, shown) {
  const targets = /** @type {HTMLElement[]} */ ([...shown.querySelectorAll("[data-focus]")]);
  targets.find((target) => !target.closest("[hidden]"))?.focus({ preventScroll: true });
  const top = root.getBoundingClientRect().top;
  // What is scrolled to leaves room for the emergency line, which stays in sight; so what is under that has to move too.
  const line = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  if (top < line || top > innerHeight / 2) root.scrollIntoView({ block: "start" });
}
