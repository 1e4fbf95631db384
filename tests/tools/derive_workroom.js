/**
 * Makes the workshop's calls in the whole of Pyodide, with this repository and all of its packages in reach, and writes
 * which modules were imported from where, and which other files of the packages were read.
 * Arguments: the npm package's folder, the repository, the packages' folder, a folder with parts.json and workshop.json,
 * the file to write; calls come in as JSON on stdin.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

process.on("uncaughtException", (error) => {
  console.error(String(error?.message ?? error).slice(0, 5000));
  process.exit(1);
});

const [folder, repository, packages, parts, target] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const python = await loadPyodide({ indexURL: folder });
for (const [at, path] of [
  ["/work", repository],
  ["/packages", packages],
]) {
  python.FS.mkdirTree(at);
  python.mountNodeFS(at, path);
}
for (const name of ["parts.json", "workshop.json"]) python.FS.writeFile(`/${name}`, readFileSync(`${parts}/${name}`));
const derive = python.runPython(`
import json, sys

opened = set()

def note(event, given):
    if event == "open" and isinstance(given[0], str) and given[0].startswith("/packages/"):
        opened.add(given[0])

sys.addaudithook(note)
sys.dont_write_bytecode = True
import bz2, io, os, pathlib, zipfile  # what the worker itself unpacks with
sys.path[:0] = ["/work"]
sys.path.append("/packages")
os.environ |= {"SHARE_SAFELY_PARTS": "/parts.json", "SHARE_SAFELY_CACHE": "/cache", "NO_MKDOCS_2_WARNING": "1"}
os.chdir("/work")

def derive(calls):
    from build_scripts.workshop import entry
    from build_scripts.workshop.calls import call, names
    entry.place_by(lambda graph: "{}")
    replies, last = [], b""
    for name, request, *text in json.loads(calls):
        said, last = call(name, json.dumps(request), text[0].encode() if text else last)
        replies.append(json.loads(said))
    origins = {getattr(module.__spec__, "origin", None) for module in list(sys.modules.values()) if getattr(module, "__spec__", None)}
    origins = sorted(one for one in origins if one)
    return json.dumps({"replies": replies, "names": names(), "origins": origins, "opened": sorted(opened)})

derive
`);
writeFileSync(target, derive(readFileSync(0, "utf8")));
