/**
 * Runs the engine in real Pyodide under node and prints, as JSON, what it replied, which modules it imported and how
 * long the start took. Where it refuses, the reply is {kind, error}: the exception's name and its message, with the traceback where there is one.
 * Arguments: the npm package's folder, the standard library's zip, the engine's zip; calls come in as JSON on stdin.
 */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

// What went wrong, without the line of Pyodide's loader where it did: that line has a million characters.
process.on("uncaughtException", (error) => {
  console.error(error.message);
  process.exit(1);
});

const [folder, library, engine] = process.argv.slice(2);
const { calls } = JSON.parse(readFileSync(0, "utf8"));
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
process.stdout.write(JSON.stringify({ replies, modules, milliseconds }));
