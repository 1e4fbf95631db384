/**
 * The site that was built, to try before it is handed over. Each page is drawn in a frame without an address of its own;
 * its files, and the answers of the engine, come from the workshop's Python. Only what every site has alike, such as
 * fonts and scripts, is taken from the site that the workshop is on.
 */
import { fill } from "../frame/words.js";
import { make } from "./dom.js";

/** @typedef {import("./client.js").Reply} Reply */
/** @typedef {(name: string, request?: object) => Promise<Reply>} Ask */
/** @typedef {{address: string, title: string}} Listed */

/** The attributes that hold addresses. */
const ADDRESSES = ["href", "src", "data-script", "data-index"];
/** What a page has to itself: its styles come in another way, and a frame has no icon. */
const LEFT_OUT = "noscript, link[rel~=icon], link[rel=canonical]";
const STYLE = /<style\b[^>]*>(.*?)<\/style>/gs;
const ADDRESS_IN_STYLE = /url\((["']?)(?!data:|#)([^"')]+)\1\)/g;

export class Tryout {
  /**
   * @param {HTMLElement} root
   * @param {import("../frame/words.js").Words} words
   * @param {string} base the site's root, as an absolute address, which stands for that of the site that was built
   */
  constructor(root, words, base) {
    this.root = root;
    this.words = words;
    this.base = base;
    /** @type {Ask} */
    this.ask = async () => ({});
    this.asked = 0; // how often, so that a page that was asked for before the last one isn't shown
    /** The pages that were gone through, the one that is shown last. @type {{address: string, frame: HTMLIFrameElement}[]} */
    this.gone = [];
    this.pages = /** @type {HTMLSelectElement} */ (root.querySelector("[data-try-page]"));
    this.before = /** @type {HTMLButtonElement} */ (root.querySelector("[data-try-back]"));
    this.narrow = /** @type {HTMLInputElement} */ (root.querySelector("[data-try-narrow]"));
    this.told = /** @type {HTMLElement} */ (root.querySelector("[data-try-told]"));
    this.place = /** @type {HTMLElement} */ (root.querySelector("[data-try-place]"));
    this.pages.addEventListener("change", () => this.begin(this.pages.value));
    this.before.addEventListener("click", () => this.goBack());
    this.narrow.addEventListener("change", () => {
      this.place.toggleAttribute("data-narrow", this.narrow.checked);
    });
  }

  /**
   * Show a site that was just built.
   * @param {Listed[]} pages
   * @param {Ask} ask
   */
  async open(pages, ask) {
    this.ask = ask;
    const shown = this.pages.value;
    this.pages.replaceChildren(...pages.map(({ address, title }) => new Option(title, address)));
    const again = pages.find(({ address }) => address === shown) ?? pages.find(({ address }) => address === "");
    this.root.hidden = false;
    await this.begin(again?.address ?? pages[0].address);
  }

  /** There is no site, or another is on its way. */
  close() {
    this.root.hidden = true;
    this.leave();
  }

  leave() {
    this.asked += 1;
    for (const { frame } of this.gone.splice(0)) frame.remove();
    this.told.textContent = "";
  }

  /** @param {string} address */
  async begin(address) {
    this.leave();
    await this.show(address);
  }

  /**
   * Show a page; those that were shown before stay as they are under it.
   * @param {string} address
   * @param {string} [anchor] the id of the element to go to
   */
  async show(address, anchor = "") {
    const asked = ++this.asked;
    const { value, problems, failed } = await this.ask("page", { address });
    if (asked !== this.asked) return;
    if (!value) return this.tell(problems?.join(" ") ?? failed ?? "");
    /** @type {string[]} */
    const inside = []; // a policy is asked about a style as soon as it is parsed
    const html = value.html.replace(STYLE, (/** @type {string} */ _, /** @type {string} */ text) => {
      inside.push(text);
      return "";
    });
    const page = new DOMParser().parseFromString(html, "text/html");
    const styles = await this.settled(page, address, inside);
    if (asked !== this.asked) return;
    this.tell("");
    const title = fill(this.words.try_frame, { title: page.title });
    const frame = make("iframe", { class: "workshop__frame", title });
    this.gone.push({ address, frame });
    this.place.append(frame);
    this.draw(frame, address, page, styles);
    this.bringForward();
    if (anchor) goTo(frame, anchor);
  }

  goBack() {
    this.gone.pop()?.frame.remove();
    this.bringForward();
    this.gone.at(-1)?.frame.focus();
  }

  /** Show the last of the pages that were gone through, and no other. */
  bringForward() {
    const last = this.gone.at(-1);
    for (const { frame } of this.gone) frame.hidden = frame !== last?.frame;
    this.before.disabled = this.gone.length < 2;
    if (last) this.pages.value = last.address;
  }

  /** @param {string} text */
  tell(text) {
    this.told.textContent = text;
  }

  /**
   * Take what is only in the site that was built into the page, and give everything else its whole address.
   * @param {Document} page
   * @param {string} address
   * @param {string[]} inside the styles that are inside the page
   * @returns {Promise<{text: string, media: string}[]>} these and those beside it
   */
  async settled(page, address, inside) {
    const here = new URL(address, this.base).href;
    for (const one of page.querySelectorAll(LEFT_OUT)) one.remove();
    for (const one of page.querySelectorAll("[data-base]")) one.setAttribute("data-base", this.base);
    page.documentElement.setAttribute("data-base", this.base);
    for (const name of ADDRESSES) {
      for (const one of page.querySelectorAll(`[${name}]`)) {
        const given = one.getAttribute(name) ?? "";
        if (!given.startsWith("#")) one.setAttribute(name, whole(given, here) ?? given);
      }
    }
    for (const image of page.querySelectorAll("img[src]")) {
      const from = image.getAttribute("src") ?? "";
      const data = await this.fileOf(from);
      if (data?.byteLength) image.setAttribute("src", await asAddress(data, from));
    }
    const styles = inside.map((text) => ({ text: wholeAddresses(text, here), media: "" }));
    for (const link of page.querySelectorAll("link[rel=stylesheet]")) {
      const from = link.getAttribute("href") ?? "";
      const text = wholeAddresses(read(await this.fileOf(from)), from);
      styles.push({ text, media: link.getAttribute("media") ?? "" });
      link.remove();
    }
    return styles;
  }

  /**
   * @param {string} address
   * @returns {Promise<ArrayBuffer | undefined>} none where the site has no such file; empty where it is one of this site
   */
  async fileOf(address) {
    const path = this.pathOf(address);
    if (path === undefined) return undefined;
    const { value, data } = await this.ask("file", { path });
    return value ? (data ?? new ArrayBuffer(0)) : undefined;
  }

  /**
   * @param {string} address
   * @returns {string | undefined} the path within the site
   */
  pathOf(address) {
    const href = whole(address, this.base);
    return href?.startsWith(this.base) ? href.slice(this.base.length).split(/[?#]/)[0] : undefined;
  }

  /**
   * Write a page into its frame. Its scripts run under this page's policy and its own; what they would ask of a server or
   * of a worker, Python is asked.
   * @param {HTMLIFrameElement} frame
   * @param {string} address
   * @param {Document} page
   * @param {{text: string, media: string}[]} styles
   */
  draw(frame, address, page, styles) {
    const view = /** @type {any} */ (frame.contentWindow);
    const { document: written } = view;
    written.open();
    view.Worker = this.workerFor(address);
    view.fetch = async (/** @type {string | URL} */ asked) => {
      const data = await this.fileOf(String(asked));
      return data ? new Response(data) : new Response(null, { status: 404 });
    };
    written.adoptedStyleSheets = styles.map(({ text, media }) => {
      const sheet = new view.CSSStyleSheet({ media });
      sheet.replaceSync(text);
      return sheet;
    });
    written.write(`<!doctype html>${page.documentElement.outerHTML}`);
    written.close();
    view.addEventListener("click", (/** @type {MouseEvent} */ event) => this.onClick(event, frame));
  }

  /**
   * @param {string} check the address of a check's page
   * @returns what the page takes for its worker
   */
  workerFor(check) {
    const { ask } = this;
    return class {
      /** @type {((event: {data: object}) => void) | null} */
      onmessage = null;
      ended = false;

      /** @param {{id: number, start?: object, name?: string, given?: string[]}} message */
      async postMessage({ id, start, name, given }) {
        const asked = start ? ask("engine.open", { check }) : ask("engine.ask", { check, name, given });
        const reply = await asked.catch((error) => ({ failed: String(error) }));
        if (!this.ended) this.onmessage?.({ data: answerOf(id, reply) });
      }

      terminate() {
        this.ended = true;
      }
    };
  }

  /**
   * Follow a link within the site that was built; others open beside the workshop.
   * @param {MouseEvent} event
   * @param {HTMLIFrameElement} frame
   */
  onClick(event, frame) {
    const link = /** @type {Element} */ (event.target).closest("a[href]");
    if (!link || event.defaultPrevented) return;
    const given = link.getAttribute("href") ?? "";
    const path = given.startsWith("#") ? undefined : this.pathOf(given);
    if (given.startsWith("#")) {
      event.preventDefault();
      goTo(frame, given.slice(1));
    } else if (path !== undefined) {
      event.preventDefault();
      this.follow(path, given.split("#")[1]);
    } else if (/^https?:/.test(given)) {
      link.setAttribute("target", "_blank");
      link.setAttribute("rel", "noopener");
    }
  }

  /**
   * @param {string} path
   * @param {string} [anchor]
   */
  async follow(path, anchor) {
    const known = [...this.pages.options].some(({ value }) => value === path);
    if (!known) return this.tell(this.words.try_file);
    await this.show(path, anchor);
    this.gone.at(-1)?.frame.focus();
  }
}

/**
 * @param {HTMLIFrameElement} frame
 * @param {string} id
 */
function goTo(frame, id) {
  const written = frame.contentDocument;
  const found = written?.getElementById(id) ?? written?.getElementById(decoded(id));
  for (let box = found?.closest("details"); box; box = box.parentElement?.closest("details")) box.open = true;
  found?.scrollIntoView();
  found?.focus({ preventScroll: true });
}

/** @param {string} id as an address has it */
function decoded(id) {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/**
 * @param {number} id
 * @param {Reply} reply
 * @returns {object} what a worker would say
 */
function answerOf(id, { value, problems, failed }) {
  if (failed !== undefined) return { failed };
  if (problems) return { id, refused: problems.join(" ") };
  return { id, said: value };
}

/**
 * @param {string} address as a page has it: people's own pages may have one that is none
 * @param {string} from
 * @returns {string | undefined}
 */
function whole(address, from) {
  try {
    return new URL(address, from).href;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} style
 * @param {string} from where it is
 */
function wholeAddresses(style, from) {
  return style.replace(ADDRESS_IN_STYLE, (_, __, address) => `url("${whole(address, from) ?? address}")`);
}

/** @param {ArrayBuffer | undefined} data */
function read(data) {
  return new TextDecoder().decode(data);
}

/**
 * @param {ArrayBuffer} picture
 * @param {string} name
 * @returns {Promise<string>} the picture as an address; but for drawings, browsers see for themselves of what kind it is
 */
function asAddress(picture, name) {
  const type = name.endsWith(".svg") ? "image/svg+xml" : "image/png";
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.readAsDataURL(new Blob([picture], { type }));
  });
}
