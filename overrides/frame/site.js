/**
 * The theme's own behaviour on every page: menu, colours, search field, contents list, what has to scroll, abbreviations.
 * Nothing is stored and nothing is sent. Without this script every page still reads and links as before.
 */
import { fill, readWords } from "./words.js";

(() => {
  const root = document.documentElement;
  const BOXES = "[data-scroll], main pre";
  root.classList.add("js");

  /**
   * Open or close the menu of all pages.
   * @param {HTMLElement} button
   * @param {HTMLElement} menu
   * @param {boolean} open
   */
  function showMenu(button, menu, open) {
    button.setAttribute("aria-expanded", String(open));
    menu.classList.toggle("ss-menu--open", open);
    if (open && matchMedia("(min-width: 60em)").matches) {
      // A section with groups of its own is not the practitioner's: it opens when it is asked for.
      for (const section of menu.querySelectorAll("details")) section.open ||= !section.querySelector("ul ul");
    }
  }

  /** Let the menu button open the menu, and Escape close it. */
  function setUpMenu() {
    const button = /** @type {HTMLElement | null} */ (document.querySelector("[data-menu]"));
    const menu = document.getElementById("site-menu");
    if (!button || !menu) return;
    const isOpen = () => button.getAttribute("aria-expanded") === "true";
    button.addEventListener("click", () => showMenu(button, menu, !isOpen()));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || !isOpen()) return;
      showMenu(button, menu, false);
      button.focus();
    });
  }

  /** Let the colours button turn light to dark and back, on this page only. */
  function setUpColours() {
    const button = /** @type {HTMLElement | null} */ (document.querySelector("[data-colours]"));
    const name = document.querySelector("[data-colours-name]");
    if (!button || !name) return;
    const system = matchMedia("(prefers-color-scheme: dark)");
    const current = () => root.dataset.colours || (system.matches ? "dark" : "light");
    const [useDark, useLight] = [button.title, button.dataset.useLight ?? ""];
    const tell = () => {
      const text = current() === "dark" ? useLight : useDark;
      name.textContent = text;
      button.title = text;
    };
    button.addEventListener("click", () => {
      root.dataset.colours = current() === "dark" ? "light" : "dark";
      tell();
    });
    system.addEventListener("change", tell);
    tell();
  }

  /** Fetch the search script when the field is first used, and let the button show the field on small screens. */
  function setUpSearch() {
    const search = /** @type {HTMLElement | null} */ (document.querySelector("[data-search]"));
    const field = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-search-words]"));
    const button = /** @type {HTMLElement | null} */ (document.querySelector("[data-search-open]"));
    if (!search || !field || !button) return;
    const show = (/** @type {boolean} */ open) => {
      button.setAttribute("aria-expanded", String(open));
      search.classList.toggle("ss-search--open", open);
      if (open) field.focus();
    };
    const isOpen = () => button.getAttribute("aria-expanded") === "true";
    button.addEventListener("click", () => show(!isOpen()));
    search.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      search.dispatchEvent(new Event("ss-close"));
      search.querySelector("[data-search-panel]")?.setAttribute("hidden", "");
      const small = isOpen();
      show(false);
      (small ? button : field).focus();
    });
    /** Say that the search can't be used, unless its script has come: something else may come in its place. */
    const settle = () => {
      if (search.dataset.search) return;
      const words = readWords("search");
      for (const part of search.querySelectorAll("[data-search-count], [data-search-status]"))
        part.textContent = words.failed;
      for (const part of search.querySelectorAll("[data-search-panel], [data-search-other]")) {
        part.removeAttribute("hidden");
      }
    };
    const load = () => {
      if (search.dataset.search) return;
      const script = document.createElement("script");
      script.src = search.dataset.script ?? "";
      script.addEventListener("error", settle);
      script.addEventListener("load", settle);
      document.head.append(script);
    };
    field.addEventListener("focus", load, { once: true });
    search.querySelector("[data-search-again]")?.addEventListener("click", load);
    /** An address that ends in #search leads into the field, once the browser has gone there itself. */
    const goIn = () => location.hash === "#search" && show(true);
    addEventListener("load", () => setTimeout(goIn));
    addEventListener("hashchange", goIn);
    addEventListener("pagehide", () => {
      field.value = "";
    });
  }

  /** Keep "On this page" open where it is beside the text. */
  function setUpContents() {
    const contents = document.querySelector("details[data-contents]");
    if (!(contents instanceof HTMLDetailsElement)) return;
    const wide = matchMedia("(min-width: 80em)");
    const follow = () => {
      contents.open = wide.matches;
    };
    wide.addEventListener("change", follow);
    follow();
  }

  /**
   * Make a box that has to scroll a region which the keyboard reaches, named after its caption or heading.
   * @param {HTMLElement} box
   */
  function updateScrollRegion(box) {
    if (box.scrollWidth <= box.clientWidth) {
      for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
      return;
    }
    const headings = [...document.querySelectorAll("main h1, main h2, main h3")].filter(
      (heading) => heading.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    const name = box.querySelector("caption")?.textContent ?? headings.at(-1)?.textContent ?? "";
    const words = readWords("site");
    const label = box.tagName === "PRE" ? words.code_box : words.table_box;
    const number = [...document.querySelectorAll(BOXES)].indexOf(box) + 1;
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", fill(label, { number, name: name.trim() }));
  }

  /** Watch the boxes round tables and code, which may have to scroll at one width and not at another. */
  function setUpBoxes() {
    const boxes = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(BOXES));
    if (!boxes.length) return;
    const observer = new ResizeObserver((entries) => {
      for (const { target } of entries) updateScrollRegion(/** @type {HTMLElement} */ (target.closest(BOXES)));
    });
    // What is inside grows by itself too, as when the font arrives.
    for (const part of [...boxes].flatMap((box) => [box, ...box.children])) observer.observe(part);
  }

  /**
   * Put the tip under its abbreviation, inside the window.
   * @param {HTMLElement} tip
   * @param {HTMLElement} abbreviation
   */
  function place(tip, abbreviation) {
    const word = abbreviation.getBoundingClientRect();
    const left = Math.min(word.left, root.clientWidth - tip.offsetWidth - 8);
    tip.style.left = `${Math.max(8, left) + scrollX}px`;
    tip.style.top = `${word.bottom + scrollY}px`;
  }

  /** Show what an abbreviation stands for while it is pointed at or has the focus; Escape hides it. */
  function setUpAbbreviations() {
    const all = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("main abbr[title]"));
    if (!all.length) return;
    const tip = document.createElement("div");
    tip.className = "ss-tip";
    tip.id = "abbreviation";
    tip.setAttribute("role", "tooltip");
    tip.hidden = true;
    document.querySelector("main")?.append(tip);
    /** @type {HTMLElement | null} */
    let shown = null;
    const hide = () => {
      if (shown) {
        shown.title = tip.textContent ?? "";
        shown.removeAttribute("aria-describedby");
      }
      shown = null;
      tip.hidden = true;
    };
    const show = (/** @type {HTMLElement} */ abbreviation) => {
      if (shown === abbreviation) return;
      hide();
      shown = abbreviation;
      tip.textContent = abbreviation.title;
      abbreviation.removeAttribute("title");
      abbreviation.setAttribute("aria-describedby", tip.id);
      tip.hidden = false;
      place(tip, abbreviation);
    };
    const leave = (/** @type {PointerEvent} */ event) => {
      const to = event.relatedTarget;
      if (to !== tip && to !== shown && document.activeElement !== shown) hide();
    };
    /** The keyboard stops once for each abbreviation under each heading, not at every repetition. */
    let met = new Set();
    for (const element of document.querySelectorAll("main h2, main abbr[title]")) {
      if (element.tagName === "H2") met = new Set();
      else if (!met.has(element.textContent) && !element.closest("a, button, summary, label")) {
        met.add(element.textContent);
        /** @type {HTMLElement} */ (element).tabIndex = 0;
      }
    }
    for (const abbreviation of all) {
      abbreviation.addEventListener("pointerenter", () => show(abbreviation));
      abbreviation.addEventListener("focus", () => show(abbreviation));
      abbreviation.addEventListener("pointerleave", leave);
      abbreviation.addEventListener("blur", hide);
    }
    tip.addEventListener("pointerleave", leave);
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !shown) return;
      event.preventDefault();
      hide();
    });
  }

  /** Lead to the pages themselves where the site is opened from a disk or a file share: no server looks into folders. */
  function setUpFileLinks() {
    if (location.protocol !== "file:") return;
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[href]"))) {
      if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
    }
  }

  /** Fetch the style from beside the page where the one inside it was refused: something on the way has changed it. */
  function setUpStyle() {
    const beside = /** @type {HTMLElement | null} */ (document.querySelector("noscript[data-styles]"));
    if (!beside || getComputedStyle(root).getPropertyValue("--ss-page")) return;
    for (const href of (beside.dataset.styles ?? "").split(" ")) {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = href;
      document.head.append(link);
    }
  }

  for (const setUp of [
    setUpFileLinks,
    setUpStyle,
    setUpMenu,
    setUpColours,
    setUpSearch,
    setUpContents,
    setUpBoxes,
    setUpAbbreviations,
  ])
    setUp();
})();
