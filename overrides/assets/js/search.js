// @ts-check
/**
 * The search: asks the theme's search worker and lists the pages it finds.
 * Loaded by site.js when the field is first used. What is typed goes to the worker and nowhere else.
 *
 * @typedef {{ location: string, title: string, text: string, score: number }} Found
 */
(() => {
  const SETUP = 0;
  const READY = 1;
  const QUERY = 2;
  const MOST_PAGES = 12;
  const MOST_SECTIONS = 2;
  const TEASER = 170;

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
  const count = find("[data-search-count]");
  const status = find("[data-search-status]");
  /** @type {Record<string, string>} What the search says, from the page. */
  const say = JSON.parse(search.dataset.words ?? "{}");
  const base = new URL(document.documentElement.dataset.base ?? ".", location.href);
  if (!base.pathname.endsWith("/")) base.pathname += "/";

  /** @type {Worker | undefined} */
  let worker;
  let ready = false;
  let asked = "";
  /** @type {number | undefined} */
  let wait;

  /**
   * Say how it went: at once for the eye, after a pause in typing for the ear.
   * @param {string} text
   */
  function tell(text) {
    count.textContent = text;
    clearTimeout(wait);
    wait = setTimeout(() => {
      status.textContent = text;
    }, 500);
  }

  /** The words as they may go to the index: without signs that its query language would take for orders. */
  const words = () =>
    field.value
      .replace(/[()[\]{}:^~*+?!.,;/\\]+/g, " ")
      .replace(/(^|\s)-+/g, " ")
      .trim();

  /**
   * Leave single letters out, if there are other words: the index takes each as the beginning of a word, so that
   * "who do I ring" would find all that has a word with "i".
   * @param {string} text
   */
  const withoutLetters = (text) => text.replace(/(^|\s)[a-z](?!\S)/gi, "").trim() || text;

  /** Ask for what stands in the field. */
  function ask() {
    asked = words();
    panel.hidden = asked === "";
    if (asked === "") {
      list.replaceChildren();
      tell("");
    } else if (ready) worker?.postMessage({ type: QUERY, data: withoutLetters(asked) });
    else tell(say.loading);
  }

  /**
   * Turn the index's markup into plain text with its matches marked, shortened around the first match.
   * @param {string} html
   * @param {number} [length]
   */
  function marked(html, length = Infinity) {
    const parsed = new DOMParser().parseFromString(html.replace(/<\/(p|li|h\d|td|th|dt|dd)>/g, "$& "), "text/html");
    const texts = document.createTreeWalker(parsed.body, NodeFilter.SHOW_TEXT);
    const fragment = document.createDocumentFragment();
    let before = "";
    let left = length;
    for (let node = texts.nextNode(); node && left > 0; node = texts.nextNode()) {
      const isMatch = node.parentElement?.tagName === "MARK";
      const text = (node.textContent ?? "").replace(/\s+/g, " ");
      if (length !== Infinity && !isMatch && left === length) {
        before += text;
        continue;
      }
      if (before) fragment.append(before.length > 60 ? `… ${before.slice(-60).replace(/^\S*\s/, "")}` : before);
      before = "";
      const part = text.length > left ? text.slice(0, left).replace(/\s+\S*$/, "") : text;
      left -= text.length;
      if (isMatch) {
        const mark = document.createElement("mark");
        mark.textContent = part;
        fragment.append(mark);
      } else fragment.append(part);
    }
    if (before) fragment.append(before.slice(0, length).replace(before.length > length ? /\s+\S*$/ : "", ""));
    if (left < 0 || before.length > length) fragment.append(" …");
    return fragment;
  }

  /**
   * @param {Found} found
   * @param {string} name
   */
  function link(found, name) {
    const anchor = document.createElement("a");
    anchor.className = name;
    anchor.href = new URL(found.location, base).href;
    anchor.append(marked(found.title));
    return anchor;
  }

  /**
   * One page in the list: its title, where in it the words stand, and a few of the words around them.
   * @param {Found[]} group
   */
  function entry(group) {
    const page = group.find((found) => !found.location.includes("#")) ?? /** @type {Found} */ (group[0]);
    const sections = group.filter((found) => found !== page && found.title !== page.title).slice(0, MOST_SECTIONS);
    const best = page.text.includes("<mark>") ? page : (sections[0] ?? page);
    const item = document.createElement("li");
    item.className = "ss-result md-search-result__item";
    item.append(link(page, "ss-result__page md-search-result__link"));
    if (best.text) {
      const teaser = document.createElement("p");
      teaser.className = "ss-result__teaser";
      teaser.append(marked(best.text, TEASER));
      item.append(teaser);
    }
    for (const section of sections) item.append(link(section, "ss-result__section"));
    return item;
  }

  /**
   * Show what was found for the words last asked for.
   * @param {Found[][]} groups
   */
  function show(groups) {
    if (asked === "") return;
    const shown = groups.slice(0, MOST_PAGES);
    list.replaceChildren(...shown.map(entry));
    if (groups.length === 0) tell(say.none.replace("{words}", () => asked));
    else {
      const text = groups.length > MOST_PAGES ? say.best : groups.length > 1 ? say.several : say.one;
      tell(text.replace("{most}", String(MOST_PAGES)).replace("{count}", String(groups.length)));
    }
  }

  /** Say that the search does not work, and what does. */
  function fail() {
    ready = false;
    list.replaceChildren();
    panel.hidden = false;
    tell(location.protocol === "file:" ? say.needs_server : say.failed);
  }

  /** Start the worker and hand it the index. */
  async function start() {
    try {
      worker = new Worker(search.dataset.worker ?? "");
      worker.addEventListener("error", fail);
      worker.addEventListener("message", ({ data }) => {
        if (data.type === READY) {
          ready = true;
          ask();
        } else show(data.data.items);
      });
      const answer = await fetch(search.dataset.index ?? "", { credentials: "same-origin" });
      const index = await answer.json();
      worker.postMessage({ type: SETUP, data: { ...index, options: { suggest: false } } });
    } catch {
      fail();
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
    const stops = /** @type {HTMLElement[]} */ ([field, ...list.querySelectorAll("a")]);
    const next = stops[stops.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + step];
    event.preventDefault();
    next?.focus();
  }

  field.addEventListener("input", ask);
  field.addEventListener("focus", () => {
    if (asked) panel.hidden = false;
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
  ask();
  start();
})();
