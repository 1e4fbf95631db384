/**
 * Compiles zips of Python to bytecode by Pyodide itself, for a Python that this machine doesn't have.
 * Arguments: the npm package's folder, then each zip, which the compiled one replaces.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

// What went wrong, without the line of Pyodide's loader where it did: that line has a million characters.
process.on("uncaughtException", (error) => {
  console.error(error.message);
  process.exit(1);
});

// As py_compile does it under `pyodide py-compile`: marked by the source's hash, without docstrings and columns.
const COMPILE = `
import importlib._bootstrap_external as external, importlib.util, io, zipfile

def compile_zip(before):
    after = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(before.to_py())) as source, zipfile.ZipFile(after, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith(".py"):
                code = compile(content, name, "exec", dont_inherit=True, optimize=2)
                mark = importlib.util.source_hash(content)
                name, content = name + "c", bytes(external._code_to_hash_pyc(code, mark, True))
            target.writestr(name, content)
    return after.getvalue()

compile_zip
`;

const [folder, ...zips] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const python = await loadPyodide({ indexURL: folder, env: { HOME: "/home", PYTHONNODEBUGRANGES: "1" } });
const compileZip = python.runPython(COMPILE);
for (const zip of zips) writeFileSync(zip, compileZip(new Uint8Array(readFileSync(zip))).toJs());
