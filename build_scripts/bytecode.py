"""A zip of bytecode, the same bytes each time: compiled by pyodide-build, stored, sorted, with one date."""

import io
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from build_scripts.fixed_zip import fixed_zip
from build_scripts.runtime_files import RuntimeFilesError

# Docstrings are dropped (level 2): the runtime never shows them, and they are a third of the bytes.
_LEVEL = "2"
# With this set, py_compile marks bytecode by its source's hash instead of its time.
_TIME = "315532800"


def stored_zip(entries: Mapping[str, bytes]) -> bytes:
    """Give a zip of these entries, uncompressed: what gzip then makes of it is smaller, and importing is faster."""
    return fixed_zip(entries)


def zip_entries(content: bytes) -> dict[str, bytes]:
    """Give the files of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return {name: source.read(name) for name in source.namelist() if not name.endswith("/")}


def compiled(entries: Mapping[str, bytes], archive: str) -> tuple[str, bytes]:
    """Compile every `.py` of an archive named like a zip or a wheel; give the result's name and bytes.

    Raises RuntimeFilesError when pyodide-build refuses.
    """
    with tempfile.TemporaryDirectory() as temporary:
        before = Path(temporary, "in", archive)
        before.parent.mkdir()
        before.write_bytes(stored_zip(entries))
        program = Path(sys.executable).with_name("pyodide")
        command = [str(program), "py-compile", "--silent", "--no-keep", "--compression-level", "0", str(before)]
        environment = {**os.environ, "PYTHONOPTIMIZE": _LEVEL, "SOURCE_DATE_EPOCH": _TIME}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        results = list(before.parent.iterdir())
        if done.returncode or len(results) != 1:
            raise RuntimeFilesError(
                [f"pyodide py-compile failed for {archive}:\n{done.stderr.strip() or done.stdout.strip()}"]
            )
        return results[0].name, stored_zip(zip_entries(results[0].read_bytes()))
