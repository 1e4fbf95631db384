/**
 * Runs the engine in real Pyodide under node and writes, as JSON, what it replied, which modules it imported, how long
 * the start took, and what of Pyodide has run. Where it refuses, the reply is {kind, error}: the exception's name and its
 * message, with the traceback where there is one.
 * Arguments: the npm package's folder, the standard library's zip, the engine's zip, the file to write; calls come in
 * as JSON on stdin.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, library, engine, target] = process.argv.slice(2);
const { calls } = JSON.parse(readFileSync(0, "utf8"));
// What of Pyodide has run, where it marks that (wasm.py, loader_functions.js): Pyodide itself sees none of these marks.
const markers = [];
globalThis.loaderRan = {};
const { instantiate } = WebAssembly;
WebAssembly.instantiate = async (...given) => {
  const made = await instantiate(...given);
  const entries = Object.entries((made.instance ?? made).exports);
  markers.push(...entries.filter(([name]) => name.startsWith("ran-")).map(([, marker]) => marker));
  const instance = { exports: Object.fromEntries(entries.filter(([name]) => !name.startsWith("ran-"))) };
  return made.instance ? { instance, module: made.module } : instance;
};

// What went wrong, without the line of Pyodide's loader where it did: that line has a million characters.
process.on("uncaughtException", (error) => {
  console.error(error?.message ?? error);
  process.exit(1);
});
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const began = performance.now();
const python = await loadPyodide({
  indexURL: folder,
  stdLibURL: library,
  lockFileContents: { info: JSON.parse(readFileSync(`${folder}/pyodide-lock.json`, "utf8")).info, packages: {} },
  packageBaseUrl: folder,
});
python.FS.writeFile("/lib/engine.zip", readFileSync(engine));
const sys = python.pyimport("sys");
sys.path.append("/lib/engine.zip");
const browser = python.pyimport("decision_engine.browser");
const milliseconds = performance.now() - began;
const replies = calls.map(([name, given]) => {
  try {
    return browser[name](...given);
  } catch (error) {
    if (error?.constructor?.name !== "PythonError") throw error;
    return { kind: error.type, error: error.message.trim() };
  }
});
const modules = {};
for (const name of sys.modules.keys()) {
  const origin = sys.modules.get(name)?.__spec__?.origin;
  if (typeof origin === "string") modules[name] = origin;
}
// What Pyodide does for an object that nobody holds any more, it does in its own time.
for (let round = 0; globalThis.gc && round < 3; round += 1) {
  globalThis.gc();
  await new Promise((resolve) => {
    setTimeout(resolve, 10);
  });
}
// At the very end: Pyodide does something then as well.
process.on("exit", () => {
  const functions = markers.map(({ value }) => BigInt.asUintN(64, value).toString());
  const loader = Object.keys(globalThis.loaderRan).map(Number);
  writeFileSync(target, JSON.stringify({ replies, modules, milliseconds, functions, loader }));
});
