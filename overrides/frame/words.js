/** The words of the page's language, which the build hands over once a page, and how they are filled in. */

/** @typedef {Record<string, string>} Words by their keys in the language's file */

/**
 * Read the words of one script.
 * @param {"site" | "search" | "check" | "examples" | "workshop" | "desk"} script
 * @returns {Words}
 */
export function readWords(script) {
  return JSON.parse(document.getElementById("page-words")?.textContent || "{}")[script] ?? {};
}

/**
 * Put values in the place of `{name}`s, as the build and the engine do.
 * @param {string} text
 * @param {Record<string, string | number>} values
 * @returns {string}
 */
export function fill(text, values) {
  return text.replace(/\{([^{}]+)\}/g, (_, name) => String(values[name]));
}
