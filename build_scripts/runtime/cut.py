"""Pyodide's module and loader with nothing in them but what the engine runs; whatever else is called fails at once.

A function of the module that never ran traps, one of the loader throws. The worker takes either as the sign that
something was left out, and starts once more with the whole of both.
"""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from build_scripts.errors import SetUpError
from build_scripts.paths import cached
from build_scripts.programs import node_path, npm_environment, npm_folder, run_esbuild
from build_scripts.runtime.loader import strip_exports
from build_scripts.runtime.pyodide import WASM
from build_scripts.runtime.wasm import read_module

if TYPE_CHECKING:
    from build_scripts.runtime.profile import Profile
    from build_scripts.runtime.pyodide import PyodideFiles

CUT_LOADER = Path(__file__).with_name("cut_loader.js")
_WORD = re.compile(r"\w+")


def marked(files: PyodideFiles) -> tuple[bytes, bytes]:
    """Return Pyodide's module and its loader, each noting which of its functions have run."""

    def fill(folder: Path) -> None:
        (folder / WASM).write_bytes(read_module(files.read(WASM)).marked().file())
        _change_loader(files, folder / files.loader, None)

    parts = [CUT_LOADER.read_bytes(), Path(__file__).with_name("wasm.py").read_bytes()]
    folder = cached("runtime-marked", [files.key, *parts], fill)
    return (folder / WASM).read_bytes(), (folder / files.loader).read_bytes()


def cut(files: PyodideFiles, profile: Profile, folder: Path) -> tuple[bytes, bytes]:
    """Return the module and the loader, minified, with what a profile has alone; `folder` is for work in progress."""
    source = folder / files.loader
    _change_loader(files, source, profile)
    script = files.read("pyodide.mjs").decode()
    loader = strip_exports(source.read_text(encoding="utf-8"), script)
    source.write_text(loader, encoding="utf-8")
    small = folder / f"small{source.suffix}"
    minify(source, small)
    module = read_module(files.read(WASM))
    words = set(_WORD.findall(loader + script))
    exports = {name for name in module.exports if name in words or f"_{name}" in words}
    return module.cut(profile.wasm, exports).file(), small.read_bytes()


def minify(source: Path, target: Path) -> None:
    """Write a loader without what no machine needs; raises SetUpError with esbuild's message when it can't be read."""
    run_esbuild(source, "--minify", "--target=es2022", f"--outfile={target}")


def _change_loader(files: PyodideFiles, target: Path, profile: Profile | None) -> None:
    """Write the loader with marks, or with what a profile has alone."""
    acorn = npm_folder() / "acorn" / "dist" / "acorn.mjs"
    ran = json.dumps(sorted(profile.loader) if profile else None)
    command = [node_path(), CUT_LOADER, files.folder / files.loader, target, acorn]
    done = subprocess.run(command, input=ran, env=npm_environment(), capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SetUpError([f"Pyodide's loader could not be read:\n{done.stderr.strip()[-2000:]}"])
