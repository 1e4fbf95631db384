/** Fetches the index. Whatever comes in its place, such as a login page, is an error. */
import { Index } from "./rank.js";

const TOO_LONG = 120_000;

/**
 * Return the index; throw if what comes is none.
 * @param {string} address
 * @param {boolean} again whether to ask the server even if the browser has kept an answer
 * @param {boolean} english
 */
export async function load(address, again, english) {
  const cache = again ? "reload" : "default";
  const answer = await fetch(address, { credentials: "same-origin", cache, signal: AbortSignal.timeout(TOO_LONG) });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const source = await answer.json();
  const isText = (/** @type {unknown} */ value) => typeof value === "string";
  const isDoc = (/** @type {any} */ doc) => isText(doc?.location) && isText(doc.title) && isText(doc.text);
  if (!source?.docs?.length || !source.docs.every(isDoc)) throw new Error("no index");
  return new Index({ docs: source.docs, same: source.same ?? {} }, english);
}
