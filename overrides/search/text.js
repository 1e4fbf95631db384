/**
 * Text as the search compares it: what people paste, type on a phone or copy from Word comes out as what a page says.
 *
 * @typedef {{ joined: string, parts: string[] }} Word One word; `parts` are the pieces round hyphens or inside a number.
 */

const APOSTROPHES = /[’‘‛ʼʹ`´′＇]/g;
// Letters that Unicode doesn't take apart into a plain letter and an accent.
/** @type {Record<string, string>} */
const LETTERS = { ł: "l", ø: "o", đ: "d", ħ: "h", ı: "i", ß: "ss", æ: "ae", œ: "oe" };
const WORD = /\+?\(?\d[\d\s().-]{6,}\d|[\p{L}\p{N}']+(?:[-‐][\p{L}\p{N}']+)*/gu;
const DIGITS_ONLY = /^[\d\s().+-]+$/;

/**
 * Return text in small plain letters, without accents and invisible characters such as soft hyphens.
 * @param {string} text
 */
export const fold = (text) =>
  text
    .replace(APOSTROPHES, "'")
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .replace(/[łøđħıßæœ]/g, (letter) => LETTERS[letter]);

/**
 * Return a number's digits as they are dialled in the country: 44 at the start and a zero left out make no difference.
 * @param {string} number
 */
export const dialled = (number) =>
  number
    .replace(/\D/g, "")
    .replace(/^(?:00)?440?(?=\d{9,10}$)/, "0")
    .replace(/^(?=[1-9]\d{8,9}$)/, "0");

/**
 * Return a word without apostrophes, and without the "'s" of a possessive.
 * @param {string} word
 */
const plain = (word) => word.replace(/^'+|'+$/g, "").replace(/'s$|'/g, "");

/**
 * Return the words of a text, in order.
 * @param {string} text
 * @returns {Word[]}
 */
export function words(text) {
  const found = [];
  for (const [match] of fold(text).matchAll(WORD)) {
    const isNumber = match.length > 7 && DIGITS_ONLY.test(match);
    const parts = (isNumber ? match.split(/\D+/) : match.split(/[-‐]/).map(plain)).filter(Boolean);
    if (parts.length) found.push({ joined: isNumber ? dialled(match) : parts.join(""), parts });
  }
  return found;
}

/**
 * Return the plain words of a text between blanks, so that a phrase can be looked for in it.
 * @param {string} text
 */
export const sequence = (text) =>
  ` ${words(text)
    .flatMap((word) => word.parts)
    .join(" ")} `;
