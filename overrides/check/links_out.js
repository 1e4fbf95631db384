/**
 * Links out of the check. Answers live as long as the page, and not every browser and server keep a page that was left:
 * once there is an answer, a link inside the check opens a new tab and says so. The frame's links, to the menu's pages and
 * to who helps in an emergency, stay as they are on every page.
 */

/**
 * @param {HTMLElement} root
 * @returns {HTMLAnchorElement[]} the links that would leave the page
 */
export function linksOut(root) {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (root.querySelectorAll("a[href]:not([target])"));
  return [...links].filter((link) => {
    const href = link.getAttribute("href") ?? "";
    return (
      !href.startsWith("#") &&
      /^https?:$/.test(link.protocol) &&
      !link.closest("[data-emergency], [data-error-summary]")
    );
  });
}

/**
 * @param {HTMLAnchorElement[]} links
 * @param {boolean} underWay whether there is an answer to lose
 * @param {string} note what a link into a new tab says of itself
 */
export function openAside(links, underWay, note) {
  for (const link of links) {
    if (underWay === link.hasAttribute("target")) continue;
    if (underWay) {
      const said = document.createElement("span");
      said.className = "check__tab";
      said.dataset.tab = "";
      said.textContent = ` ${note}`;
      link.append(said);
      link.target = "_blank";
      link.rel = "noopener";
    } else {
      link.querySelector("[data-tab]")?.remove();
      link.removeAttribute("target");
      link.removeAttribute("rel");
    }
  }
}
