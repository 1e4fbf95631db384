/**
 * The workshop's worker: starts the whole of Python, unpacks the workroom and answers calls. What it says:
 * {bytes} for each file that has arrived, {step, done, total} while it works, {id, said, data} for a call that is done,
 * {failed} when it is of no more use.
 */
import { fetchInOrder, scope, startPython } from "../engine/python.js";

/** @typedef {import("../engine/engine.js").Entry} Entry */
/** @typedef {{base: string, files: Record<string, Entry>, later: Record<string, Entry>, listed: string, epoch?: string}} Order */

/** Everything is unpacked at the root of Python's own file system, and found there as on a machine. */
const START = `
import bz2, io, os, pathlib, sys, zipfile
packed = pathlib.Path("/workroom.bz2")
zipfile.ZipFile(io.BytesIO(bz2.decompress(packed.read_bytes()))).extractall("/")
packed.unlink()
sys.path[:0] = ["/work"]
sys.path.append("/packages")
os.environ |= {"SHARE_SAFELY_PARTS": "/parts.json", "SHARE_SAFELY_CACHE": "/cache", "NO_MKDOCS_2_WARNING": "1"}
os.chdir("/work")
`;

/** @type {any} */
let entry;
/** @type {Order} */
let order;

scope.onmessage = async (/** @type {MessageEvent} */ { data: { id, start, name, request, data } }) => {
  try {
    if (start) {
      order = start;
      await open(order);
      scope.postMessage({ id, said: "{}" });
    } else {
      if (name === "zip") await fetchCopied();
      const [said, bytes] = ask(name, request ?? "{}", data);
      scope.postMessage({ id, said, data: bytes }, bytes ? [bytes] : []);
    }
  } catch (error) {
    fail(error);
  }
};

scope.onunhandledrejection = (/** @type {PromiseRejectionEvent} */ { reason }) => fail(reason);

/** @param {unknown} error */
function fail(error) {
  scope.postMessage({ failed: error instanceof Error ? error.message.trim() : String(error) });
}

/** @param {Order} order */
async function open({ files, later, listed, epoch }) {
  const pieces = Object.keys(files).filter((name) => name.startsWith("wasm-"));
  const names = ["loader", "library", ...pieces.sort(), "workroom"];
  const fetched = fetchInOrder(names.map((name) => files[name]));
  const got = new Map(names.map((name, at) => [name === "library" ? "stdlib" : name, fetched[at]]));
  const part = (/** @type {string} */ name) => /** @type {Promise<ArrayBuffer>} */ (got.get(name));
  const started = startPython(files.loader.url, part, pieces);
  const all = Promise.all(fetched);
  const [, python] = await Promise.all([all, started.catch((error) => all.then(() => Promise.reject(error)))]);
  python.FS.writeFile("/workroom.bz2", new Uint8Array(await part("workroom")), { canOwn: true });
  python.FS.writeFile("/workshop.json", listed);
  if (epoch) python.pyimport("os").environ.set("SOURCE_DATE_EPOCH", epoch);
  python.runPython(START);
  entry = python.pyimport("build_scripts.workshop.entry");
  entry.report_to((/** @type {string} */ step, /** @type {number} */ done, /** @type {number} */ total) =>
    scope.postMessage({ step, done, total }),
  );
  entry.place_by((/** @type {string} */ graph) => {
    if (!scope.placeByElk) scope.importScripts(later.elk.url);
    return scope.placeByElk(graph);
  });
}

/**
 * @param {string} name
 * @param {string} request
 * @param {ArrayBuffer} [data]
 * @returns {[string, ArrayBuffer | undefined]}
 */
function ask(name, request, data) {
  const reply = entry.call(name, request, data ? new Uint8Array(data) : undefined);
  const [said, bytes] = reply.toJs();
  reply.destroy();
  return [said, bytes?.length ? bytes.slice().buffer : undefined];
}

/** Fetch what a built site holds as it is on this site already: the ZIP holds it too. */
async function fetchCopied() {
  const [said] = ask("zip.copied", "{}");
  /** @type {Entry[]} */
  const copied = JSON.parse(said).value?.files ?? [];
  const fetched = fetchInOrder(copied.map((file) => ({ ...file, url: new URL(file.url, order.base).href })));
  for (const [at, file] of copied.entries()) {
    scope.postMessage({ step: "copied", done: at, total: copied.length });
    ask("zip.copy", JSON.stringify({ path: file.url }), await fetched[at]);
  }
}
