"""Zips of bytecode, the same bytes each time: compiled, stored, sorted, with one date.

Bytecode fits one minor version of CPython. Where that is the one that builds, pyodide-build compiles; else Pyodide
itself does, under node.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from build_scripts.errors import BuildError
from build_scripts.programs import run_node
from build_scripts.runtime.pyodide import PyodideFiles, RuntimeBuildError
from build_scripts.zips import fixed_zip, zip_entries

COMPILE = Path(__file__).with_name("compile_inside.js")
# Docstrings (level 2) and the columns of tracebacks are dropped: the runtime never shows them.
_WITHOUT = {"PYTHONOPTIMIZE": "2", "PYTHONNODEBUGRANGES": "1"}
# With this set, py_compile marks bytecode by its source's hash instead of its time.
_TIME = "315532800"


def compiled(files: PyodideFiles, archives: Mapping[str, Mapping[str, bytes]]) -> dict[str, bytes]:
    """Compile every `.py` of archives, given by a name that ends in `.zip`; return each as an uncompressed zip.

    Uncompressed: what gzip then makes of it is smaller, and importing is faster. Raises RuntimeBuildError when the
    compiler refuses.
    """
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name, entries in archives.items():
            (folder / name).write_bytes(fixed_zip(entries))
        if files.python == "{}.{}".format(*sys.version_info):
            _compile_here(folder)
        else:
            _compile_inside(files, folder)
        return {name: fixed_zip(zip_entries((folder / name).read_bytes())) for name in archives}


def _compile_here(folder: Path) -> None:
    program = shutil.which("pyodide", path=Path(sys.executable).parent) or "pyodide"  # on Windows it is pyodide.exe
    command = [program, "py-compile", "--silent", "--no-keep", "--compression-level", "0", str(folder)]
    environment = {**os.environ, **_WITHOUT, "SOURCE_DATE_EPOCH": _TIME}
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeBuildError([f"pyodide py-compile failed:\n{done.stderr.strip() or done.stdout.strip()}"])


def _compile_inside(files: PyodideFiles, folder: Path) -> None:
    try:
        run_node(COMPILE, files.folder, *sorted(folder.iterdir()))
    except BuildError as error:
        raise RuntimeBuildError(
            [f"Pyodide {files.version} could not compile its standard library:\n{error}"]
        ) from error
