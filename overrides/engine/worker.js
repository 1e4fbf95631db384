/**
 * The worker: fetches the runtime's files, each checked against its hash, starts Python, opens the flow and answers
 * calls. It asks for nothing but those files: from then on `fetch` only hands out what is here already.
 */
import { loadPyodide } from "pyodide";
import { info } from "pyodide-lock";
import { checkedFetch, NOT_OURS } from "./engine.js";

/** @typedef {import("./engine.js").Entry} Entry */

/** Few at once, in order: pieces arrive one after the other, and a slow line still shows progress. */
const AT_ONCE = 4;

/** What the engine raises about what it was asked. With anything else Python itself has failed, and is of no more use. */
const REFUSALS = new Set(["AnswersError", "FlowError", "RecordError"]);

const scope = /** @type {any} */ (globalThis);

/** @type {any} */
let browser;

scope.onmessage = async (/** @type {MessageEvent} */ { data }) => {
  const { id, start, name, given } = data;
  try {
    scope.postMessage({ id, said: start ? await open(start) : browser[name](...given) });
  } catch (error) {
    if (!REFUSALS.has(/** @type {any} */ (error)?.type)) return fail(error);
    const message = messageOf(error);
    scope.postMessage({ id, refused: message.slice(message.lastIndexOf("\n") + 1) });
  }
};

// Pyodide doesn't pass on everything that goes wrong while it starts: it would be waited for without an end.
scope.onunhandledrejection = (/** @type {PromiseRejectionEvent} */ { reason }) => fail(reason);

/** @param {unknown} error */
function fail(error) {
  scope.postMessage({ failed: messageOf(error), missed: !isElsewhere(error) });
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message.trim() : String(error);
}

/**
 * Return whether the whole of Python would fail in the same way: for want of a file, of memory, or of leave to run it.
 * @param {unknown} error
 */
function isElsewhere(error) {
  const kinds = [WebAssembly.CompileError, RangeError, EvalError];
  return String(error).endsWith(NOT_OURS) || kinds.some((Kind) => error instanceof Kind);
}

/**
 * Start Python and open the flow; give what the engine says of it.
 * @param {{files: Record<string, Entry>, flow: Entry}} order
 * @returns {Promise<string>}
 */
async function open({ files, flow }) {
  const pieces = Object.keys(files).filter((name) => name.startsWith("wasm-"));
  const names = ["loader", "stdlib", "engine", ...pieces.sort()];
  const fetched = fetchInOrder([...names.map((name) => files[name]), flow]);
  const got = new Map(names.map((name, at) => [name, fetched[at]]));
  const part = (/** @type {string} */ name) => /** @type {Promise<ArrayBuffer>} */ (got.get(name));
  // Unpacked while Python starts: once it has, the worker's turns are too busy for it.
  const engine = unpacked(part("engine"));
  const python = startPython(files.loader.url, part, pieces);
  // A file that fails is the reason, whatever else it brings down; Pyodide itself waits for ever for one that doesn't come.
  const all = Promise.all(fetched);
  const [, running] = await Promise.all([all, python.catch((error) => all.then(() => Promise.reject(error)))]);
  install(running, await engine);
  browser = running.pyimport("decision_engine.browser");
  return browser.open_flow(await text(fetched[names.length]));
}

/**
 * @param {string} loader
 * @param {(name: string) => Promise<ArrayBuffer>} part
 * @param {string[]} pieces
 */
async function startPython(loader, part, pieces) {
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
 * Put the engine where Python finds it. A stored zip of bytecode is imported from as it is; unpacking it, as
 * `loadPackage` does, would need `zipfile` and all that it imports.
 * @param {any} python
 * @param {ArrayBuffer} engine
 */
function install(python, engine) {
  const path = "/lib/engine.zip";
  python.FS.writeFile(path, new Uint8Array(engine), { canOwn: true });
  python.pyimport("sys").path.append(path);
}

/**
 * Fetch files, a few at once, telling the page of each that has arrived; stop at the first that fails.
 * @param {Entry[]} entries
 * @returns {Promise<ArrayBuffer>[]}
 */
function fetchInOrder(entries) {
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
function unpacked(part) {
  const content = new Response(gunzipped([part])).arrayBuffer();
  content.catch(() => {});
  return content;
}

/** @param {Promise<ArrayBuffer>} part */
async function text(part) {
  return new TextDecoder().decode(await part);
}
