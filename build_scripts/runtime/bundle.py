"""The runtime as files of the site: Pyodide, the cut standard library, the engine.

Everything is compressed here and unpacked in the worker, so that it is small whatever the server does. Every name
carries its content's hash and an extension that no server gets wrong.
"""

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import deflate

from build_scripts.assets import ENGINE_FOLDER as FOLDER
from build_scripts.assets import RuntimeBundle, StaticFile, entries
from build_scripts.paths import ROOT, cached
from build_scripts.programs import npm_folder
from build_scripts.runtime import bytecode, cut, loader, profile, smoke_calls, tree_shake, wasm
from build_scripts.runtime.pyodide import WASM, PyodideFiles, RuntimeBuildError, pyodide_files
from build_scripts.runtime.shims import FOLDERS, read_shims

# Fetch checks a file's hash when it is whole, so progress and the compiling of wasm go by pieces of this size.
PIECE = 256 * 1024
_LEVEL = 12
_LICENCES = FOLDER + "licences.txt"
_MODULES = (bytecode, cut, loader, profile, smoke_calls, tree_shake, wasm)
_SCRIPTS = (tree_shake.RUN_ENGINE, bytecode.COMPILE, cut.CUT_LOADER)
_PARTS = (*_SCRIPTS, *(Path(str(module.__file__)) for module in _MODULES), Path(__file__))


def runtime_bundle(
    flows: Mapping[str, str], root: Path = ROOT, *, line: str | None = None, shims: tuple[Path, ...] = FOLDERS
) -> RuntimeBundle:
    """Make the runtime for these flows, given by id as the texts that `open_flow` takes.

    The engine is the one under `root`, Pyodide the default line or the one that is named. Where the shims, a loader
    without its unused exports, or the cut of Pyodide itself don't do, the runtime is built without them: `warnings`
    says so, and why.

    Raises RuntimeBuildError when one of Pyodide's files is not the known one, or the engine replies differently in the
    runtime than on CPython; SetUpError when the npm packages can't be installed.
    """
    files = pyodide_files(line)
    with ThreadPoolExecutor() as pool:
        whole_wasm = pool.submit(_whole_wasm, files)
        parts = _shaken(files, engine_sources(root), flows, shims)
    told = json.loads((parts / "told.json").read_text(encoding="utf-8"))
    shared = {
        "stdlib": StaticFile.hashed(f"{FOLDER}python_stdlib", ".bin", (parts / "library.gz").read_bytes()),
        "engine": StaticFile.hashed(f"{FOLDER}decision_engine", ".bin", (parts / "engine.gz").read_bytes()),
    }
    whole = _pyodide("whole", (parts / "loader.js").read_bytes(), whole_wasm.result())
    listed = None
    runtime = {**whole, **shared}
    if told["cut"]:
        runtime = _pyodide("pyodide", (parts / "cut.js").read_bytes(), (parts / "cut.gz").read_bytes()) | shared
        listed = StaticFile.hashed(f"{FOLDER}whole", ".json", json.dumps(entries(whole)).encode())
    return RuntimeBundle.of(
        flows,
        runtime=runtime,
        licences=StaticFile(_LICENCES, _licences(files).encode()),
        warnings=tuple(told["warnings"]),
        whole=whole if listed else {},
        whole_list=listed,
    )


def with_marks(bundle: RuntimeBundle, line: str | None = None) -> RuntimeBundle:
    """Return the bundle with Pyodide whole, each of its functions noting that it has run: to take a profile with."""
    module, loader_script = cut.marked(pyodide_files(line))
    shared = {name: bundle.runtime[name] for name in ("stdlib", "engine")}
    runtime = _pyodide("marked", loader_script, compressed(module)) | shared
    return RuntimeBundle(runtime, bundle.flows, bundle.licences, bundle.warnings, {}, None)


def _pyodide(name: str, script: bytes, module: bytes) -> dict[str, StaticFile]:
    """Return Pyodide's two parts as files: the loader script, and the compressed module in pieces."""
    pieces = {"loader": StaticFile.hashed(f"{FOLDER}{name}.asm", ".js", script)}
    for number, start in enumerate(range(0, len(module), PIECE)):
        piece = f"wasm-{number:02}"
        pieces[piece] = StaticFile.hashed(f"{FOLDER}{name}.{piece}", ".bin", module[start : start + PIECE])
    return pieces


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

    inputs.append(repr(profile.read_profile(files)))

    def fill(folder: Path) -> None:
        smoke = smoke_calls.smoke_calls(list(flows.values()))
        made, small, why = _made(files, engine, smoke, shims, stripped)
        (folder / "library.gz").write_bytes(compressed(made.library))
        (folder / "engine.gz").write_bytes(compressed(made.engine))
        (folder / "loader.js").write_bytes(made.loader)
        if small:
            (folder / "cut.gz").write_bytes(compressed(small.wasm))
            (folder / "cut.js").write_bytes(small.loader)
        told = {
            "warnings": [*warnings, *made.warnings, *why],
            "cut": small is not None,
            "milliseconds": small and small.milliseconds,
        }
        (folder / "told.json").write_text(json.dumps(told), encoding="utf-8")

    return cached("runtime-cut", inputs, fill)


def _made(
    files: PyodideFiles,
    engine: Mapping[str, bytes],
    smoke: smoke_calls.Smoke,
    shims: Mapping[str, bytes],
    loader_script: bytes,
) -> tuple[tree_shake.Shaken, tree_shake.CutPyodide | None, tuple[str, ...]]:
    """Return the runtime whole and cut, and why it isn't cut; by the profile alone where that does, as it is faster."""
    known = profile.read_profile(files)
    if known and known.engine == profile.engine_key(engine, shims, known.modules):
        with suppress(RuntimeBuildError):  # these flows run what those of the profile didn't
            whole, small = tree_shake.shake_as_known(files, engine, smoke, known, shims=shims)
            return replace(whole, loader=loader_script), small, ()
    made = tree_shake.shake(files, engine, smoke, shims=shims, loader=loader_script)
    return made, *_cut(files, made, smoke)


def _cut(
    files: PyodideFiles, made: tree_shake.Shaken, smoke: smoke_calls.Smoke
) -> tuple[tree_shake.CutPyodide | None, tuple[str, ...]]:
    """Return Pyodide cut to what runs, or None and a warning that says why it ships whole."""
    known = profile.read_profile(files)
    if known is None:
        what = f"build_scripts/runtime/profiles has no profile of Pyodide {files.version}: `make profile` takes one"
        return None, (f"Pyodide ships whole, and the runtime is larger for it: {what}.",)
    here = known.with_run(made.functions, made.loader_functions, "node")
    try:
        return tree_shake.cut_pyodide(files, made, smoke, here), ()
    except RuntimeBuildError as error:
        return None, (f"Pyodide ships whole, and the runtime is larger for it. What went wrong:\n{error}",)


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
        cut.minify(source, folder / "loader.js")

    version = (npm_folder() / "esbuild" / "package.json").read_text(encoding="utf-8")
    inputs: list[bytes | str] = [files.key, str(files.least_saving), version, Path(str(loader.__file__)).read_bytes()]
    folder = cached("runtime-loader", inputs, fill)
    warning = (folder / "warning.txt").read_text(encoding="utf-8")
    return (folder / "loader.js").read_bytes(), (warning,) if warning else ()


def _whole_wasm(files: PyodideFiles) -> bytes:
    def fill(folder: Path) -> None:
        (folder / "wasm.gz").write_bytes(compressed(files.read(WASM)))

    inputs = [files.sha256[WASM], str(_LEVEL), deflate.__version__]
    return (cached("runtime-wasm", inputs, fill) / "wasm.gz").read_bytes()


def compressed(content: bytes) -> bytes:
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
