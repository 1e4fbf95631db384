/**
 * Runs the workshop's own files in Pyodide under node, as its worker does in a browser: unpacks them, makes calls, and
 * writes what each came to and the site that was built.
 * Arguments: the npm package's folder, a built site, the folder to write to; calls come in as JSON on stdin:
 * [name, request, file with the call's bytes or ""], or ["keep", {as}, ""] for the site as it is then.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";

process.on("uncaughtException", (error) => {
  console.error(String(error?.message ?? error).slice(0, 5000));
  process.exit(1);
});

const [folder, site, target] = process.argv.slice(2);
const calls = JSON.parse(readFileSync(0, "utf8"));
const page = readFileSync(join(site, "adopt/workshop/index.html"), "utf8");
const listed = page.match(/id="workshop-data">(.*?)<\/script>/s)[1];
const manifest = JSON.parse(listed);
const file = (name) => gunzipSync(readFileSync(join(site, manifest.files[name].url)));
mkdirSync(target, { recursive: true });
writeFileSync(join(target, "library.zip"), file("library"));

const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const began = performance.now();
const python = await loadPyodide({
  indexURL: folder,
  stdLibURL: join(target, "library.zip"),
  lockFileContents: { info: JSON.parse(readFileSync(`${folder}/pyodide-lock.json`, "utf8")).info, packages: {} },
  packageBaseUrl: folder,
});
python.FS.writeFile("/workroom.bz2", readFileSync(join(site, manifest.files.workroom.url)));
python.FS.writeFile("/workshop.json", JSON.stringify(manifest));
if (manifest.epoch) python.pyimport("os").environ.set("SOURCE_DATE_EPOCH", manifest.epoch);
// The very lines that the worker runs.
const worker = readFileSync(new URL("../../../overrides/workshop/worker.js", import.meta.url), "utf8");
python.runPython(worker.match(/const START = `(.*?)`;/s)[1]);
const entry = python.pyimport("build_scripts.workshop.entry");
const steps = [];
entry.report_to((...step) => steps.push(step));
globalThis.self = globalThis;
entry.place_by((graph) => {
  if (!globalThis.placeByElk) (0, eval)(readFileSync(join(site, manifest.later.elk.url), "utf8"));
  return globalThis.placeByElk(graph);
});
const { FS } = python;
const copy = (from, to) => {
  for (const name of FS.readdir(from).filter((each) => each !== "." && each !== "..")) {
    if (FS.isDir(FS.stat(`${from}/${name}`).mode)) copy(`${from}/${name}`, join(to, name));
    else {
      mkdirSync(dirname(join(to, name)), { recursive: true });
      writeFileSync(join(to, name), FS.readFile(`${from}/${name}`));
    }
  }
};
const replies = [];
const times = [performance.now() - began];
for (const [name, request, path] of calls) {
  if (name === "keep") {
    copy("/site", join(target, request.as));
    continue;
  }
  const from = performance.now();
  const made = entry.call(name, JSON.stringify(request), path ? new Uint8Array(readFileSync(path)) : undefined);
  const [said, data] = made.toJs();
  replies.push(JSON.parse(said));
  times.push(performance.now() - from);
  if (data.length) writeFileSync(join(target, `${name}.bin`), data);
}
writeFileSync(join(target, "told.json"), JSON.stringify({ replies, steps, times }));
