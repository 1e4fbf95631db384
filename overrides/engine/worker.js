/**
 * The worker: fetches the runtime's files, each checked against its hash, starts Python, opens the flow and answers
 * calls. It asks for nothing but those files: from then on `fetch` only hands out what is here already.
 */
import { NOT_OURS } from "./engine.js";
import { fetchInOrder, scope, startPython, unpacked } from "./python.js";

/** @typedef {import("./engine.js").Entry} Entry */

/** What the engine raises about what it was asked. With anything else Python itself has failed, and is of no more use. */
const REFUSALS = new Set(["AnswersError", "FlowError", "RecordError"]);

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
  return browser.open_flow(new TextDecoder().decode(await fetched[names.length]));
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
