/**
 * The search: finds pages in the index and lists them, those for partnerships last.
 * Loaded by site.js when the field is first used. What is typed stays in this page.
 */
import { fill, readWords } from "../frame/words.js";
import { load } from "./load.js";
import { result } from "./results.js";

(() => {
  const MOST_PAGES = 12;
  const MOST_FOR_PARTNERSHIPS = 3;
  const SLOW = 10_000;

  /**
   * @template {Element} T
   * @param {string} selector
   * @returns {T}
   */
  const find = (selector) => /** @type {T} */ (document.querySelector(selector));

  const search = /** @type {HTMLElement} */ (find("[data-search]"));
  const field = /** @type {HTMLInputElement} */ (find("[data-search-words]"));
  const panel = /** @type {HTMLElement} */ (find("[data-search-panel]"));
  const list = find("[data-search-results]");
  const partnership = /** @type {HTMLElement} */ (find("[data-search-partnership]"));
  const partnershipList = /** @type {HTMLElement} */ (find("[data-search-partnership] ol"));
  const other = /** @type {HTMLElement} */ (find("[data-search-other]"));
  const again = /** @type {HTMLElement} */ (find("[data-search-again]"));
  const count = find("[data-search-count]");
  const status = find("[data-search-status]");
  const words = readWords("search");
  const base = new URL(document.documentElement.dataset.base ?? ".", location.href);
  if (!base.pathname.endsWith("/")) base.pathname += "/";

  /** @type {import("./rank.js").Index | undefined} */
  let index;
  let asked = "";
  /** @type {number | undefined} */
  let wait;

  /**
   * Show a message: immediately on screen, debounced for screen readers.
   * @param {string} text
   */
  function tell(text) {
    count.textContent = text;
    clearTimeout(wait);
    wait = setTimeout(() => {
      if (status.textContent !== text) status.textContent = text; // the same again would be heard again
    }, 500);
  }

  /** @param {Element[]} pages @param {Element[]} forPartnerships */
  function put(pages, forPartnerships) {
    list.replaceChildren(...pages);
    partnershipList.replaceChildren(...forPartnerships);
    partnership.hidden = forPartnerships.length === 0;
  }

  /** Search for what is in the field. */
  function ask() {
    asked = field.value.trim();
    panel.hidden = asked === "";
    if (search.dataset.search === "failed") return;
    if (asked === "" || !index) {
      put([], []);
      tell(asked && search.dataset.search === "slow" ? words.slow : asked && words.loading);
      return;
    }
    const { pages, partnership: others, hits } = index.find(asked);
    const shown = [pages.slice(0, MOST_PAGES), others.slice(0, MOST_FOR_PARTNERSHIPS)].map((group) =>
      group.map((page) => result(page, hits, base)),
    );
    put(shown[0], shown[1]);
    const found = pages.length + shown[1].length;
    if (found === 0) tell(fill(words.none, { words: asked }));
    else {
      const text = pages.length > MOST_PAGES ? words.best : found > 1 ? words.several : words.one;
      tell(fill(text, { most: shown.flat().length, count: found }));
    }
  }

  /**
   * Keep in the page how far the search is; where it doesn't work (yet), show another way to the guidance.
   * @param {"loading" | "slow" | "failed" | "ready"} state
   */
  function become(state) {
    search.dataset.search = state;
    other.hidden = state !== "failed" && state !== "slow";
    again.hidden = state !== "failed" || location.protocol === "file:";
    if (state !== "failed") ask();
    else {
      put([], []);
      panel.hidden = false;
      tell(location.protocol === "file:" ? words.needs_server : words.failed);
    }
  }

  /**
   * Load the index.
   * @param {boolean} isAgain
   */
  async function start(isAgain) {
    become("loading");
    const slow = setTimeout(() => become("slow"), SLOW);
    try {
      index = await load(search.dataset.index ?? "", isAgain, document.documentElement.lang.startsWith("en"));
      become("ready");
    } catch {
      become("failed");
    } finally {
      clearTimeout(slow);
    }
  }

  /**
   * Move along the links of the list with the arrow keys; Enter in the field goes to the first.
   * @param {KeyboardEvent} event
   */
  function move(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1, Enter: 1 };
    const step = steps[/** @type {keyof typeof steps} */ (event.key)];
    if (!step || (event.key === "Enter" && event.target !== field)) return;
    const links = /** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll("a, button"));
    const stops = [field, ...[...links].filter((stop) => stop.getClientRects().length)];
    const next = stops[stops.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + step];
    event.preventDefault();
    next?.focus();
  }

  field.addEventListener("input", ask);
  field.addEventListener("focus", () => {
    if (asked) panel.hidden = false;
  });
  again.addEventListener("click", () => {
    field.focus();
    start(true);
  });
  search.addEventListener("keydown", move);
  search.addEventListener("focusout", (event) => {
    const to = event.relatedTarget;
    if (to instanceof Node && !search.contains(to)) panel.hidden = true;
  });
  document.addEventListener("pointerdown", (event) => {
    if (event.target instanceof Node && !search.contains(event.target)) panel.hidden = true;
  });
  search.addEventListener("ss-close", () => {
    field.value = "";
    ask();
  });
  start(false);
})();
