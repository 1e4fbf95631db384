/** English word forms: "sharing", "shared" and "shares" have one root. Both the pages' words and the query's go through it. */

// Each word with its other forms.
const IRREGULAR = new Map(
  `child children, give gave given, get got, keep kept, know knew known, life lives,
  lose lost, make made, ring rang rung, say said, send sent,
  speak spoke spoken, take taken took, tell told, go went, withdraw withdrawn withdrew, write written wrote`
    .split(/,\s+/)
    .flatMap((family) => {
      const [word, ...forms] = family.split(/\s+/);
      return forms.map((form) => [form, word]);
    }),
);

/**
 * Return what a word and its other forms have in common. It need not be a word itself.
 * @param {string} word
 */
export function root(word) {
  let stem = IRREGULAR.get(word) ?? word;
  if (stem.length < 4 || /\d/.test(stem)) return stem;
  stem = stem
    .replace(/ies$/, "y")
    .replace(/([^suix])s$/, "$1")
    .replace(/(ss|x|sh|ch)es$/, "$1");
  const verb = /^(.*[aeiouy].*)(?:ing|ed|able|ably)$/.exec(stem)?.[1];
  if (verb && verb.length > 2) stem = verb.replace(/([^aeiouylsz])\1$/, "$1");
  if (stem.length > 5) stem = stem.replace(/(us|rr|os|ov)al$/, "$1").replace(/rr$/, "r");
  if (stem.length > 6) {
    stem = stem
      .replace(/(os)ure$/, "$1")
      .replace(/([cst])ion$/, "$1")
      .replace(/(?:ly|ness|ment)$/, "");
  }
  return stem.replace(/e$/, "").replace(/(...)y$/, "$1i");
}

// Words that say little by themselves. They count when there are others, only less.
const SMALL = new Set(
  `a about all am an and any are as at be been but by can could did do does for from had has have he her him his how i
  if in into is it its me my of on or our she should so some that the their them then there they this to up us was we
  were what when where which who whom why will with would you your`.split(/\s+/),
);

/**
 * Tell whether a word says little by itself.
 * @param {string} word
 */
export const isSmall = (word) => SMALL.has(word);
