"""The runtime as files of the site: Pyodide, the cut standard library, the engine.

Everything is compressed here and unpacked in the worker, so that it is small whatever the server does. Every name
carries its content's hash and an extension that no server gets wrong.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import deflate

from build_scripts.assets import StaticFile
from build_scripts.paths import ROOT, cached
from build_scripts.programs import npm_folder, run_esbuild
from build_scripts.runtime import bytecode, loader, smoke_calls, tree_shake
from build_scripts.runtime.pyodide import WASM, PyodideFiles, pyodide_files
from build_scripts.runtime.shims import FOLDERS, read_shims

FOLDER = "assets/engine/"
# Fetch checks a file's hash when it is whole, so progress and the compiling of wasm go by pieces of this size.
PIECE = 256 * 1024
_LEVEL = 12
_LICENCES = FOLDER + "licences.txt"
_MODULES = (bytecode, smoke_calls, tree_shake)
_PARTS = (tree_shake.RUN_ENGINE, bytecode.COMPILE, *(Path(str(module.__file__)) for module in _MODULES), Path(__file__))


@dataclass(frozen=True, slots=True)
class RuntimeBundle:
    """The runtime's files by the names under which the worker knows them, the flows' by the flows' ids."""

    runtime: Mapping[str, StaticFile]
    flows: Mapping[str, StaticFile]
    licences: StaticFile
    warnings: tuple[str, ...]

    @property
    def files(self) -> tuple[StaticFile, ...]:
        """Every file to publish."""
        return (*self.runtime.values(), *self.flows.values(), self.licences)

    def manifest(self, flow: str, worker: StaticFile) -> dict[str, Any]:
        """Return what the page hands to `startEngine` for one flow; addresses are relative to the site's root."""
        used = [worker, self.flows[flow], *self.runtime.values()]
        return {
            "worker": worker.entry,
            "files": {name: file.entry for name, file in self.runtime.items()},
            "flow": self.flows[flow].entry,
            "total": sum(len(file.content) for file in used),
        }


def runtime_bundle(
    flows: Mapping[str, str], root: Path = ROOT, *, line: str | None = None, shims: tuple[Path, ...] = FOLDERS
) -> RuntimeBundle:
    """Make the runtime for these flows, given by id as the texts that `open_flow` takes.

    The engine is the one under `root`, Pyodide the default line or the one that is named. Where the shims, or a loader
    without its unused exports, don't do, the runtime is built without them: `warnings` says so, and why.

    Raises RuntimeBuildError when one of Pyodide's files is not the known one, or the engine replies differently in the
    runtime than on CPython; SetUpError when the npm packages can't be installed.
    """
    files = pyodide_files(line)
    parts = _shaken(files, engine_sources(root), flows, shims)
    runtime = {
        "loader": StaticFile.hashed(f"{FOLDER}pyodide.asm", ".js", (parts / "loader.js").read_bytes()),
        "stdlib": StaticFile.hashed(f"{FOLDER}python_stdlib", ".bin", (parts / "library.gz").read_bytes()),
        "engine": StaticFile.hashed(f"{FOLDER}decision_engine", ".bin", (parts / "engine.gz").read_bytes()),
    }
    wasm = _wasm(files)
    for number, start in enumerate(range(0, len(wasm), PIECE)):
        name = f"wasm-{number:02}"
        runtime[name] = StaticFile.hashed(f"{FOLDER}pyodide.{name}", ".bin", wasm[start : start + PIECE])
    texts = {name: StaticFile.hashed(f"{FOLDER}flow-{name}", ".json", text.encode()) for name, text in flows.items()}
    told = json.loads((parts / "told.json").read_text(encoding="utf-8"))
    return RuntimeBundle(runtime, texts, StaticFile(_LICENCES, _licences(files).encode()), tuple(told["warnings"]))


def engine_sources(root: Path = ROOT) -> dict[str, bytes]:
    """Return the engine's modules by their path from the repository's root."""
    modules = sorted((root / "decision_engine").rglob("*.py"))
    return {module.relative_to(root).as_posix(): module.read_bytes() for module in modules}


def _shaken(
    files: PyodideFiles, engine: Mapping[str, bytes], flows: Mapping[str, str], folders: tuple[Path, ...]
) -> Path:
    """Return the folder of what depends on the engine's code; flows may change without anything being run again."""
    shims = read_shims(folders)
    stripped, warnings = _loader(files)
    inputs: list[bytes | str] = [files.key, stripped, *warnings]
    inputs += [part for entries in (engine, shims) for entry in entries.items() for part in entry]
    inputs += [part.read_bytes() for part in _PARTS]

    def fill(folder: Path) -> None:
        smoke = smoke_calls.smoke_calls(list(flows.values()))
        made = tree_shake.shake(files, engine, smoke, shims=shims, loader=stripped)
        (folder / "library.gz").write_bytes(_compressed(made.library))
        (folder / "engine.gz").write_bytes(_compressed(made.engine))
        (folder / "loader.js").write_bytes(made.loader)
        told = {"warnings": [*warnings, *made.warnings], "milliseconds": made.milliseconds}
        (folder / "told.json").write_text(json.dumps(told), encoding="utf-8")

    return cached("runtime-cut", inputs, fill)


def _loader(files: PyodideFiles) -> tuple[bytes, tuple[str, ...]]:
    """Return Pyodide's own loader script without its unused exports, minified; and a warning where it has them yet."""
    script = files.read("pyodide.mjs").decode()

    def fill(folder: Path) -> None:
        whole = files.read(files.loader).decode()
        stripped = loader.strip_exports(whole, script)
        warning = loader.too_little_saved(whole, stripped, files.least_saving, files.version)
        source = folder / f"stripped{Path(files.loader).suffix}"
        source.write_text(whole if warning else stripped, encoding="utf-8")
        (folder / "warning.txt").write_text(warning, encoding="utf-8")
        run_esbuild(source, "--minify", "--target=es2022", f"--outfile={folder / 'loader.js'}")

    version = (npm_folder() / "esbuild" / "package.json").read_text(encoding="utf-8")
    inputs: list[bytes | str] = [files.key, str(files.least_saving), version, Path(str(loader.__file__)).read_bytes()]
    folder = cached("runtime-loader", inputs, fill)
    warning = (folder / "warning.txt").read_text(encoding="utf-8")
    return (folder / "loader.js").read_bytes(), (warning,) if warning else ()


def _wasm(files: PyodideFiles) -> bytes:
    def fill(folder: Path) -> None:
        (folder / "wasm.gz").write_bytes(_compressed(files.read(WASM)))

    inputs = [files.sha256[WASM], str(_LEVEL), deflate.__version__]
    return (cached("runtime-wasm", inputs, fill) / "wasm.gz").read_bytes()


def _compressed(content: bytes) -> bytes:
    """Compress as gzip, without a time; libdeflate's best is 5 % smaller than zlib's."""
    return bytes(deflate.gzip_compress(content, _LEVEL))


def _licences(files: PyodideFiles) -> str:
    return f"""\
The files in this folder hold
- Pyodide {files.version}: Mozilla Public License 2.0, source at https://github.com/pyodide/pyodide/tree/{files.version}
- CPython {files.python}: Python Software Foundation License 2, source at https://github.com/python/cpython
  (its standard library is cut to what this site uses, and compiled)
- the decision engine of this site: MIT License
"""
