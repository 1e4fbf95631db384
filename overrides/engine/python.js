/**
 * What both workers start Python by: the runtime's files, a few at once and each checked against its hash, and Pyodide
 * without a request of its own: from then on `fetch` only hands out what is here already.
 */
import { loadPyodide } from "pyodide";
import { info } from "pyodide-lock";
import { checkedFetch } from "./engine.js";

/** @typedef {import("./engine.js").Entry} Entry */

/** Few at once, in order: pieces arrive one after the other, and a slow line still shows progress. */
const AT_ONCE = 4;

export const scope = /** @type {any} */ (globalThis);

/**
 * @param {string} loader
 * @param {(name: string) => Promise<ArrayBuffer>} part
 * @param {string[]} pieces
 */
export async function startPython(loader, part, pieces) {
  const wasm = gunzipped(pieces.map(part));
  const compiling = WebAssembly.compileStreaming(
    new Response(wasm, { headers: { "Content-Type": "application/wasm" } }),
  );
  compiling.catch(() => {});
  const library = unpacked(part("stdlib"));
  await part("loader");
  scope.importScripts(loader); // from the cache: it has just been fetched and checked under this very address
  const module = await compiling;
  scope.fetch = async (/** @type {URL | string} */ asked) =>
    new Response(String(asked).endsWith(".zip") ? await library : null);
  scope.WebAssembly.instantiateStreaming = async (
    /** @type {unknown} */ _,
    /** @type {WebAssembly.Imports} */ imports,
  ) => ({
    module,
    instance: await WebAssembly.instantiate(module, imports),
  });
  await library;
  const folder = new URL("./", scope.location.href).href;
  return loadPyodide({
    indexURL: folder,
    packageBaseUrl: folder,
    stdLibURL: `${folder}python_stdlib.zip`,
    lockFileContents: { info, packages: {} }, // compared with the loader's own: both are of one Pyodide
    stdout: () => {},
    stderr: () => {},
  });
}

/**
 * Fetch files, a few at once, telling the page of each that has arrived; stop at the first that fails.
 * @param {Entry[]} entries
 * @returns {Promise<ArrayBuffer>[]}
 */
export function fetchInOrder(entries) {
  /** @type {Promise<ArrayBuffer>[]} */
  const fetched = [];
  for (const [at, entry] of entries.entries()) {
    const before = fetched.slice(0, at);
    const turn = at < AT_ONCE ? Promise.resolve() : nth(before, at - AT_ONCE + 1);
    const arrived = turn.then(() => checkedFetch(entry));
    arrived.then(
      () => scope.postMessage({ bytes: entry.bytes }),
      () => {},
    );
    fetched.push(arrived);
  }
  return fetched;
}

/**
 * Wait until this many of the promises are kept.
 * @param {Promise<unknown>[]} promises
 * @param {number} count
 * @returns {Promise<void>}
 */
function nth(promises, count) {
  return new Promise((resolve, reject) => {
    let kept = 0;
    for (const promise of promises) {
      promise.then(() => {
        kept += 1;
        if (kept === count) resolve();
      }, reject);
    }
  });
}

/**
 * @param {Promise<ArrayBuffer>[]} parts
 * @returns {ReadableStream<Uint8Array>}
 */
function gunzipped(parts) {
  const left = parts.values();
  const source = new ReadableStream({
    async pull(controller) {
      const next = left.next();
      if (next.done) controller.close();
      else controller.enqueue(new Uint8Array(await next.value));
    },
  });
  return source.pipeThrough(new DecompressionStream("gzip"));
}

/**
 * Unpack a file; only those who wait for it hear of a failure.
 * @param {Promise<ArrayBuffer>} part
 * @returns {Promise<ArrayBuffer>}
 */
export function unpacked(part) {
  const content = new Response(gunzipped([part])).arrayBuffer();
  content.catch(() => {});
  return content;
}
