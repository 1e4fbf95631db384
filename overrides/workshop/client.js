/**
 * The page's side of the workshop's worker: starts it, passes calls on, says how far it is, ends it.
 */
import { checkedFetch } from "../engine/engine.js";

/** @typedef {import("../engine/engine.js").Entry} Entry */
/** @typedef {{worker: Entry, files: Record<string, Entry>, later: Record<string, Entry>, total: number, epoch?: string}} Manifest */
/** @typedef {{value?: any, problems?: string[], failed?: string, data?: ArrayBuffer}} Reply */
/**
 * @typedef {object} Workshop
 * @property {(name: string, request?: object, data?: ArrayBuffer) => Promise<Reply>} call
 * @property {() => void} stop end it at once, whatever it is doing; its calls are rejected
 */
/**
 * @typedef {object} Told
 * @property {(loaded: number, total: number) => void} [onLoad]
 * @property {(step: string, done: number, total: number) => void} [onStep]
 */

/** What a browser needs for it. */
export const NEEDED = ["Worker", "WebAssembly", "DecompressionStream"];

/**
 * @param {Manifest} manifest
 * @param {string} base the site's root, as an absolute address
 * @param {Told} [told]
 * @returns {Promise<Workshop>}
 */
export async function openWorkshop(manifest, base, { onLoad = () => {}, onStep = () => {} } = {}) {
  const absolute = (/** @type {Entry} */ file) => ({ ...file, url: new URL(file.url, base).href });
  const all = (/** @type {Record<string, Entry>} */ files) =>
    Object.fromEntries(Object.entries(files).map(([name, file]) => [name, absolute(file)]));
  const script = absolute(manifest.worker);
  await checkedFetch(script);
  let loaded = script.bytes;
  onLoad(loaded, manifest.total);
  const worker = new Worker(script.url, { name: "workshop" });
  /** @type {Map<number, {resolve: (reply: Reply) => void, reject: (error: Error) => void}>} */
  const waiting = new Map();
  let serial = 0;
  /** @type {Error | undefined} */
  let ended;
  /** @param {Error} error */
  const end = (error) => {
    ended ??= error;
    worker.terminate();
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  worker.onerror = (event) => {
    event.preventDefault();
    end(new Error("The workshop's script could not be loaded, or failed.", { cause: event.message }));
  };
  worker.onmessage = ({ data: { bytes, step, done, total, id, said, data, failed } }) => {
    if (bytes !== undefined) {
      loaded += bytes;
      return onLoad(loaded, manifest.total);
    }
    if (step !== undefined) return onStep(step, done, total);
    if (failed !== undefined) return end(new Error(failed));
    waiting.get(id)?.resolve({ ...JSON.parse(said), data });
    waiting.delete(id);
  };
  /**
   * @param {object} message
   * @param {Transferable[]} [moved]
   * @returns {Promise<Reply>}
   */
  const ask = (message, moved = []) =>
    new Promise((resolve, reject) => {
      if (ended) return reject(ended);
      const id = ++serial;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, ...message }, moved);
    });
  const { files, later, epoch } = manifest;
  await ask({ start: { base, files: all(files), later: all(later), listed: JSON.stringify(manifest), epoch } });
  return {
    call: (name, request = {}, data) => ask({ name, request: JSON.stringify(request), data }, data ? [data] : []),
    stop: () => end(new Error("The workshop was stopped.")),
  };
}
