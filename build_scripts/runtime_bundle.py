"""The runtime as files of the site: Pyodide, the cut standard library, the engine's wheel and a lock that names it.

Everything is compressed here and unpacked in the worker, so that it is small whatever the server does. Every name
carries its content's hash and an extension that no server gets wrong.
"""

import hashlib
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import deflate
from pyodide_lock import PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec

from build_scripts import bytecode, engine_calls, loader_cut, stand_ins, stdlib_cut
from build_scripts.dev.node import npm_folder, run_esbuild
from build_scripts.engine_wheel import engine_wheel
from build_scripts.loader_cut import cut_loader
from build_scripts.paths import ROOT
from build_scripts.paths import cached as cached_folder
from build_scripts.runtime_files import RuntimeFiles, runtime_files
from build_scripts.static_file import StaticFile
from build_scripts.stdlib_cut import LOADER

FOLDER = "assets/engine/"
# Fetch checks a file's hash when it is whole, so progress and the compiling of wasm go by pieces of this size.
PIECE = 256 * 1024
_LEVEL = 12
_LICENCES = FOLDER + "licences.txt"
_PARTS = (bytecode, engine_calls, stand_ins, stdlib_cut)
_SCRIPTS = (__file__, *(str(part.__file__) for part in _PARTS), str(stdlib_cut.RUN_ENGINE))


@dataclass(frozen=True, slots=True)
class RuntimeBundle:
    """The runtime's files by the names under which the worker knows them, the flows' by the flows' ids."""

    runtime: Mapping[str, StaticFile]
    flows: Mapping[str, StaticFile]
    licences: StaticFile

    @property
    def files(self) -> tuple[StaticFile, ...]:
        """Every file to publish."""
        return (*self.runtime.values(), *self.flows.values(), self.licences)

    def manifest(self, flow: str, worker: StaticFile) -> dict[str, Any]:
        """Give what the page hands to `startEngine` for one flow; addresses are relative to the site's root."""
        used = [worker, self.flows[flow], *self.runtime.values()]
        return {
            "worker": worker.entry,
            "files": {name: file.entry for name, file in self.runtime.items()},
            "flow": self.flows[flow].entry,
            "total": sum(len(file.content) for file in used),
        }


def runtime_bundle(flows: Mapping[str, str], root: Path = ROOT) -> RuntimeBundle:
    """Make the runtime for these flows, given by id as the texts that `open_flow` takes.

    Raises RuntimeFilesError when one of Pyodide's files is not the known one, or the engine says anything else in the
    runtime than on CPython; SetUpError when the npm packages can't be installed.
    """
    files = runtime_files()
    loader = _loader(files)
    parts = _cut(files, engine_wheel(root), flows, loader)
    runtime = {
        "lock": StaticFile.hashed(f"{FOLDER}pyodide-lock", ".json", (parts / "lock.json").read_bytes()),
        "loader": StaticFile.hashed(f"{FOLDER}pyodide.asm", ".js", loader),
        "stdlib": StaticFile.hashed(f"{FOLDER}python_stdlib", ".bin", (parts / "library.gz").read_bytes()),
        "engine": StaticFile.hashed(f"{FOLDER}decision_engine", ".bin", (parts / "wheel.gz").read_bytes()),
    }
    wasm = _wasm(files)
    for number, start in enumerate(range(0, len(wasm), PIECE)):
        name = f"wasm-{number:02}"
        runtime[name] = StaticFile.hashed(f"{FOLDER}pyodide.{name}", ".bin", wasm[start : start + PIECE])
    texts = {name: StaticFile.hashed(f"{FOLDER}flow-{name}", ".json", text.encode()) for name, text in flows.items()}
    return RuntimeBundle(runtime, texts, StaticFile(_LICENCES, _licences(files).encode()))


def _cut(files: RuntimeFiles, wheel: Path, flows: Mapping[str, str], loader: bytes) -> Path:
    """Give the folder of what depends on the engine's code; flows may change without anything being run again."""
    sources: list[bytes | str] = []
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name.endswith(".py"):
                sources += [name, archive.read(name)]
    for name, text in stand_ins.STAND_INS.items():
        sources += [name, text]
    scripts = [Path(script).read_bytes() for script in _SCRIPTS]
    inputs: list[bytes | str] = [files.key, wheel.name, loader, *sources, *scripts]

    def fill(folder: Path) -> None:
        made = stdlib_cut.cut(files, wheel, *engine_calls.engine_calls(list(flows.values())), loader)
        (folder / "library.gz").write_bytes(_compressed(made.library))
        (folder / "wheel.gz").write_bytes(_compressed(made.wheel))
        (folder / "lock.json").write_bytes(_lock(files, wheel, made))

    return cached_folder("runtime-cut", inputs, fill)


def _lock(files: RuntimeFiles, wheel: Path, made: stdlib_cut.Cut) -> bytes:
    """Write a lock in which the engine's wheel stands alone; the library wants it before it is compiled."""
    spec = PyodideLockSpec.from_json(files.folder / "pyodide-lock.json")
    spec.packages.clear()
    spec = add_wheels_to_spec(spec, [wheel])
    (package,) = spec.packages.values()
    package.file_name = made.wheel_name
    package.sha256 = hashlib.sha256(made.wheel).hexdigest()
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary, "pyodide-lock.json")
        spec.to_json(path)
        return path.read_bytes()


def _loader(files: RuntimeFiles) -> bytes:
    """Give Pyodide's own loader script, cut to what is used and minified."""
    script = npm_folder() / "pyodide" / "pyodide.mjs"

    def fill(folder: Path) -> None:
        loader = folder / "cut.js"
        loader.write_text(cut_loader(files.read(LOADER).decode(), script.read_text(encoding="utf-8")), encoding="utf-8")
        run_esbuild(loader, "--minify", "--target=es2022", f"--outfile={folder / 'loader.js'}")

    version = (npm_folder() / "esbuild" / "package.json").read_text(encoding="utf-8")
    inputs: list[bytes | str] = [files.sha256[LOADER], version, Path(str(loader_cut.__file__)).read_bytes()]
    return (cached_folder("runtime-loader", inputs, fill) / "loader.js").read_bytes()


def _wasm(files: RuntimeFiles) -> bytes:
    def fill(folder: Path) -> None:
        (folder / "wasm.gz").write_bytes(_compressed(files.read("pyodide.asm.wasm")))

    inputs = [files.sha256["pyodide.asm.wasm"], str(_LEVEL), deflate.__version__]
    return (cached_folder("runtime-wasm", inputs, fill) / "wasm.gz").read_bytes()


def _compressed(content: bytes) -> bytes:
    """Compress as gzip, without a time; libdeflate's best is 5 % smaller than zlib's."""
    return bytes(deflate.gzip_compress(content, _LEVEL))


def _licences(files: RuntimeFiles) -> str:
    return f"""\
The files in this folder hold
- Pyodide {files.version}: Mozilla Public License 2.0, source at https://github.com/pyodide/pyodide/tree/{files.version}
- CPython 3.13: Python Software Foundation License 2, source at https://github.com/python/cpython
  (its standard library is cut to what this site uses, and compiled)
- the decision engine of this site: MIT License
"""
