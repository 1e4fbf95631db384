/** Words that differ by one slip of a finger. */

export const NOT = 0;
export const BEGINS = 1;
export const WHOLE = 2;

/**
 * Tell how a word fits another with one letter wrong, missing, too many or swapped with the next: NOT at all, as how
 * it BEGINS, or as the WHOLE of it.
 * @param {string} typed
 * @param {string} word
 */
export function nearly(typed, word) {
  if (typed.length > word.length + 1) return NOT;
  let at = 0;
  while (at < typed.length && typed[at] === word[at]) at += 1;
  if (at === typed.length) return word.length - at < 2 ? WHOLE : BEGINS;
  const [here, next] = [typed[at], typed[at + 1]];
  // Most words of an index differ in more than this one letter: leave at once.
  if (next !== undefined && next !== word[at + 1] && here !== word[at + 1] && next !== word[at]) return NOT;
  const fits = (/** @type {number} */ skipTyped, /** @type {number} */ skipWord) => {
    const [rest, left] = [typed.slice(at + skipTyped), word.slice(at + skipWord)];
    return rest === left ? WHOLE : left.startsWith(rest) ? BEGINS : NOT;
  };
  const isSwapped = here === word[at + 1] && next === word[at];
  return Math.max(fits(1, 1), fits(0, 1), fits(1, 0), isSwapped ? fits(2, 2) : NOT);
}
