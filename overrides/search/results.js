/**
 * The pages that were found, as elements of a list.
 *
 * @typedef {import("./rank.js").Doc} Doc
 */
import { pieces } from "./pieces.js";

const MOST_SECTIONS = 2;
const TEASER = 170;

/**
 * Return a text, cut to a length, with the words that were asked for marked.
 * @param {string} text
 * @param {Set<string>} hits
 * @param {number} [length]
 */
function marked(text, hits, length) {
  const fragment = document.createDocumentFragment();
  for (const piece of pieces(text, hits, length)) {
    if (!piece.isHit) fragment.append(piece.text);
    else fragment.appendChild(document.createElement("mark")).textContent = piece.text;
  }
  return fragment;
}

/**
 * Return one page for the list: its title, some of the words around those asked for, and links to its best sections.
 * @param {import("./rank.js").Page} found
 * @param {Set<string>} hits
 * @param {URL} base
 */
export function result({ page, sections }, hits, base) {
  const link = (/** @type {Doc} */ doc, /** @type {string} */ name) => {
    const anchor = document.createElement("a");
    anchor.className = name;
    anchor.href = new URL(doc.location, base).href;
    anchor.append(marked(doc.title, hits));
    return anchor;
  };
  const item = document.createElement("li");
  item.className = "ss-result md-search-result__item";
  item.append(link(page, "ss-result__page md-search-result__link"));
  const text = (sections[0].text && sections[0]) || page;
  if (text.text) {
    const teaser = document.createElement("p");
    teaser.className = "ss-result__teaser";
    teaser.append(marked(text.text, hits, TEASER));
    item.append(teaser);
  }
  const others = sections.filter((section) => section !== page && section.title !== page.title);
  item.append(...others.slice(0, MOST_SECTIONS).map((section) => link(section, "ss-result__section")));
  return item;
}
