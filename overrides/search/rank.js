/**
 * The index of the pages' words in the browser, and what it finds. It knows nothing of the page it is shown on.
 *
 * @typedef {{ location: string, title: string, text: string, tags?: string[], partnership?: boolean }} Doc
 * @typedef {{ docs: Doc[], same: Record<string, string[]> }} Source What the build writes: every section of every page, and
 *   the words that people say for words of the pages.
 * @typedef {{ doc: Doc, page: string, tags: string[][] }} Entry
 * @typedef {{ weight: number, terms: Map<string, number> }} Slot A word asked for: the index's words it may mean, with how
 *   well each fits.
 * @typedef {{ page: Doc, sections: Doc[], score: number }} Page A page that was found and its sections, best first.
 * @typedef {{ pages: Page[], partnership: Page[], hits: Set<string> }} Found
 */
import { isSmall, root } from "./endings.js";
import { BEGINS, NOT, nearly, WHOLE } from "./nearly.js";
import { sequence, words } from "./text.js";

const TITLE = 5;
const TAG = 4;
const TAG_MET = 9;
const SMALL_WEIGHT = 0.12;
// How well a word fits: as it is, in another form, as the beginning, with a slip, as a beginning with a slip, in another form with
// a slip.
const FIT = { same: 1, said: 0.95, form: 0.85, begins: 0.55, slip: 0.7, slipBegins: 0.45, slipForm: 0.4 };
// What a slip counts beside a word that is right as it was typed: "form" may be meant, or "from".
const DOUBT = 0.45;
const LONGEST_ENDING = 4;
const LEAST_SHARE = 0.04;

/** Every section's words, ready to be asked. */
export class Index {
  /**
   * @param {Source} source
   * @param {boolean} english whether words have English endings
   */
  constructor(source, english) {
    this.root = english ? root : (/** @type {string} */ word) => word;
    this.isSmall = english ? isSmall : () => false;
    /** @type {Map<string, Map<number, number>>} For each word the sections it is in, with its weight there. */
    this.places = new Map();
    /** @type {Map<string, string>} */
    this.roots = new Map();
    /** @type {Map<string, string[]>} The index's words of each root. */
    this.forms = new Map();
    /** @type {Map<string, Map<string, number>>} */
    this.known = new Map();
    /** @type {Map<string, string[]>} */
    this.same = new Map(Object.entries(source.same));
    const lengths = source.docs.map((doc) => doc.text.length);
    const usual = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
    this.entries = source.docs.map((doc, number) => this.#add(doc, number, 0.5 + lengths[number] / usual));
    this.practitioners = this.entries.filter(({ doc }) => !doc.partnership).length;
    for (const word of [...this.places.keys(), ...this.same.keys()]) this.roots.set(word, this.root(word));
    for (const word of this.places.keys()) {
      const stem = this.roots.get(word) ?? word;
      this.forms.set(stem, [...(this.forms.get(stem) ?? []), word]);
    }
  }

  /**
   * @param {Doc} doc
   * @param {number} number
   * @param {number} length
   * @returns {Entry}
   */
  #add(doc, number, length) {
    const tags = (doc.tags ?? []).map((tag) => words(tag).flatMap((word) => word.parts));
    /** @type {(text: string, gain: (weight: number) => number) => void} */
    const take = (text, gain) => {
      for (const { joined, parts } of words(text)) {
        for (const term of parts.length > 1 ? new Set([joined, ...parts]) : [joined]) {
          const places = this.places.get(term) ?? new Map();
          this.places.set(term, places);
          places.set(number, gain(places.get(number) ?? 0));
        }
      }
    };
    // More of the same word adds less and less.
    take(doc.text, (weight) => weight + (2.2 - weight) / (1.2 * length + 1));
    take(doc.title, (weight) => weight + TITLE);
    for (const tag of doc.tags ?? []) {
      const share = words(tag).flatMap((word) => word.parts).length;
      take(tag, (weight) => Math.max(weight, TAG / share) + 0.01);
    }
    return { doc, page: doc.location.split("#")[0], tags };
  }

  /**
   * Return in how many practitioners' sections a word is, or how many of the others if it is in none.
   * @param {string} term
   */
  #spread(term) {
    const numbers = [...(this.places.get(term)?.keys() ?? [])];
    return numbers.filter((number) => !this.entries[number].doc.partnership).length || numbers.length;
  }

  /**
   * Return the words of the index that a word may mean, with how well each fits.
   * @param {string} word
   * @returns {Map<string, number>}
   */
  meanings(word) {
    const before = this.known.get(word);
    if (before) return before;
    /** @type {Map<string, number>} */
    const terms = new Map();
    const put = (/** @type {string} */ term, /** @type {number} */ fit) => {
      if (fit > (terms.get(term) ?? 0) && this.places.has(term)) terms.set(term, fit);
      for (const said of this.same.get(term) ?? []) {
        for (const form of this.forms.get(this.root(said)) ?? []) {
          const gain = fit * FIT.said * (form === said ? 1 : FIT.form);
          if (gain > (terms.get(form) ?? 0)) terms.set(form, gain);
        }
      }
    };
    const stem = this.root(word);
    for (const [term, termRoot] of this.roots) {
      if (term === word) put(term, FIT.same);
      else if (termRoot === stem) put(term, FIT.form);
      else if (word.length > 2 && term.startsWith(word)) put(term, FIT.begins + (0.25 * word.length) / term.length);
    }
    const isSure = [...terms].some(([term, fit]) => fit >= FIT.form * FIT.said && this.#isPractitioners(term));
    if (word.length > 3 && !/\d/.test(word)) {
      for (const [term, termRoot] of this.roots) {
        if (term.length < 5 || terms.has(term)) continue;
        const how = Math.max(nearly(word, term), nearly(stem, termRoot) === WHOLE ? WHOLE : NOT);
        if (how === BEGINS && word.length < 5 && terms.size) continue;
        if (how !== NOT) put(term, (how === WHOLE ? FIT.slip : FIT.slipBegins) * (isSure ? DOUBT : 1));
      }
    }
    if (terms.size === 0) {
      for (const [term, termRoot] of this.roots) if (this.#isRootOf(termRoot, word)) put(term, FIT.slipForm);
    }
    this.known.set(word, terms);
    return terms;
  }

  /**
   * Tell whether a word is another form of one with this root, but for a slip: its ending may be what went wrong.
   * @param {string} stem
   * @param {string} word
   */
  #isRootOf(stem, word) {
    const tail = word.length - stem.length;
    if (stem.length < 5 || tail < 1 || tail > LONGEST_ENDING) return false;
    return [-1, 0, 1].some((more) => nearly(word.slice(0, stem.length + more), stem) === WHOLE);
  }

  /** @param {string} term */
  #isPractitioners(term) {
    return [...(this.places.get(term)?.keys() ?? [])].some((number) => !this.entries[number].doc.partnership);
  }

  /**
   * Return the words asked for: pieces round a hyphen or of a number as one where a page has them so, and two words as
   * one where only that is on a page ("safe guarding").
   * @param {string} query
   */
  #terms(query) {
    const asked = words(query).flatMap(({ joined, parts }) => {
      if (parts.length === 1) return parts[0].length > 7 && /^\d+$/.test(joined) ? [joined] : parts;
      return this.meanings(joined).size ? [joined] : parts;
    });
    /** @type {string[]} */
    const terms = [];
    for (let at = 0; at < asked.length; at += 1) {
      const pair = `${asked[at]}${asked[at + 1] ?? ""}`;
      const isOne = pair.length > 3 && pair !== asked[at] && (this.#isPractitioners(pair) || this.same.has(pair));
      terms.push(isOne ? pair : asked[at]);
      if (isOne) at += 1;
    }
    return [...new Set(terms)];
  }

  /**
   * @param {string} word
   * @returns {Slot}
   */
  #slot(word) {
    const terms = this.meanings(word);
    const best = Math.max(0, ...terms.values());
    const spread = [...terms].filter(([, fit]) => fit > best * 0.8).map(([term]) => this.#spread(term));
    const rarity = Math.log(1 + this.practitioners / Math.max(1, ...spread));
    return { weight: rarity * (this.isSmall(word) ? SMALL_WEIGHT : 1), terms };
  }

  /**
   * Return the sections in which a query's phrases in quotes are, or all if there are none such.
   * @param {string} query
   * @returns {Set<number> | undefined}
   */
  #withPhrases(query) {
    const phrases = [...query.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]/g)].map(([, phrase]) => sequence(phrase));
    if (!phrases.length) return undefined;
    const numbers = this.entries.flatMap(({ doc }, number) => {
      const texts = [sequence(doc.title), sequence(doc.text)];
      return phrases.every((phrase) => texts.some((text) => text.includes(phrase))) ? [number] : [];
    });
    return numbers.length ? new Set(numbers) : undefined;
  }

  /**
   * Return how well each section answers, by its number.
   * @param {Slot[]} slots
   * @returns {Map<number, number>}
   */
  #scores(slots) {
    /** @type {Map<number, number[]>} */
    const gains = new Map();
    slots.forEach(({ terms }, slot) => {
      for (const [term, fit] of terms) {
        for (const [number, weight] of this.places.get(term) ?? []) {
          const row = gains.get(number) ?? slots.map(() => 0);
          row[slot] = Math.max(row[slot], fit * weight);
          gains.set(number, row);
        }
      }
    });
    const whole = slots.reduce((sum, { weight }) => sum + weight, 0);
    /** @type {Map<number, number>} */
    const scores = new Map();
    for (const [number, row] of gains) {
      const met = slots.reduce((sum, { weight }, slot) => sum + (row[slot] ? weight : 0), 0) / whole;
      const sum = slots.reduce((total, { weight }, slot) => total + weight * row[slot], 0);
      scores.set(number, sum * met * met + this.#tagGain(this.entries[number], slots, whole));
    }
    return scores;
  }

  /**
   * Return what a section gains by the one of its further words that says most of what was asked.
   * @param {Entry} entry
   * @param {Slot[]} slots
   * @param {number} whole
   */
  #tagGain(entry, slots, whole) {
    let most = 0;
    for (const tag of entry.tags) {
      let [weight, fit] = [0, 1];
      for (const word of tag) {
        let best = 0;
        for (const slot of slots) {
          const here = slot.terms.get(word) ?? 0;
          if (here > best) [best, weight] = [here, weight + (best ? 0 : slot.weight)];
        }
        fit = Math.min(fit, best);
      }
      most = Math.max(most, ((TAG_MET * weight * weight) / whole) * fit);
    }
    return most;
  }

  /**
   * Return the pages that answer, best first; those for partnerships apart.
   * @param {string} query
   * @returns {Found}
   */
  find(query) {
    const slots = this.#terms(query)
      .map((word) => this.#slot(word))
      .filter(({ terms }) => terms.size);
    const allowed = this.#withPhrases(query);
    /** @type {Map<string, { doc: Doc, score: number }[]>} */
    const byPage = new Map();
    for (const [number, score] of this.#scores(slots)) {
      if (allowed && !allowed.has(number)) continue;
      const { doc, page } = this.entries[number];
      byPage.set(page, [...(byPage.get(page) ?? []), { doc, score }]);
    }
    const pages = [...byPage].map(([page, found]) => this.#page(page, found)).sort((a, b) => b.score - a.score);
    const hits = this.#hits(query, slots);
    const group = (/** @type {boolean} */ partnership) => {
      const these = pages.filter(({ page }) => Boolean(page.partnership) === partnership);
      return these.filter(({ score }) => score > (these[0]?.score ?? 0) * LEAST_SHARE);
    };
    return { pages: group(false), partnership: group(true), hits };
  }

  /**
   * Return the words that are worth marking: not the small ones, if there are others.
   * @param {string} query
   * @param {Slot[]} slots
   */
  #hits(query, slots) {
    const typed = words(query).flatMap(({ parts }) => parts);
    const meant = slots.flatMap(({ terms }) =>
      [...terms].flatMap(([term, fit]) => (fit > FIT.begins * DOUBT ? [term] : [])),
    );
    const all = [...typed, ...meant];
    const telling = all.filter((word) => !this.isSmall(word));
    return new Set(telling.length ? telling : all);
  }

  /**
   * @param {string} page
   * @param {{ doc: Doc, score: number }[]} found
   * @returns {Page}
   */
  #page(page, found) {
    found.sort((a, b) => b.score - a.score);
    const own = this.entries.find(({ doc }) => doc.location === page)?.doc ?? found[0].doc;
    const score = found[0].score + found.slice(1, 4).reduce((sum, one) => sum + one.score, 0) * 0.08;
    return { page: own, sections: found.map(({ doc }) => doc), score };
  }
}
