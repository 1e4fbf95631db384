/** A few words of a text around the first that was asked for. */
import { words } from "./text.js";

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}'’‐-]*/gu;
const BEFORE = 60;

/**
 * Return a text in pieces, those that were asked for marked as hits, cut to about `length` characters around the first.
 * @param {string} text
 * @param {Set<string>} hits folded words
 * @param {number} [length]
 * @returns {{ text: string, isHit: boolean }[]}
 */
export function pieces(text, hits, length = Infinity) {
  const isHit = (/** @type {string} */ word) =>
    words(word).some(({ joined, parts }) => hits.has(joined) || parts.some((part) => hits.has(part)));
  const found = [...text.matchAll(WORD)].filter(([word]) => isHit(word));
  const first = found[0]?.index ?? 0;
  const isCut = text.length > length;
  const start = isCut && first > BEFORE ? text.indexOf(" ", first - BEFORE) + 1 : 0;
  const most = start + length;
  const blank = text.lastIndexOf(" ", most);
  const end = most >= text.length ? text.length : blank > start ? blank : most;
  const made = [{ text: start > 0 ? "… " : "", isHit: false }];
  let at = start;
  for (const match of found) {
    const [from, to] = [match.index, match.index + match[0].length];
    if (to > end) break;
    made.push({ text: text.slice(at, from), isHit: false }, { text: match[0], isHit: true });
    at = to;
  }
  made.push(
    { text: text.slice(at, Math.max(at, end)), isHit: false },
    { text: end < text.length ? " …" : "", isHit: false },
  );
  return made.filter((piece) => piece.text);
}
