"""The runtime that a visitor's browser loads: Pyodide, cut to what the engine needs, and the engine.

What others may use is named here; the modules are the room's own. `pyodide.toml` says which Pyodide it is.
"""

from build_scripts.assets import RuntimeBundle
from build_scripts.runtime.bundle import runtime_bundle
from build_scripts.runtime.bytecode import EARLIEST, Date, fixed_zip
from build_scripts.runtime.pyodide import (
    TABLE,
    PyodideFiles,
    RuntimeBuildError,
    default_python,
    described_in,
    lines,
    pyodide_files,
)

__all__ = [
    "EARLIEST",
    "TABLE",
    "Date",
    "PyodideFiles",
    "RuntimeBuildError",
    "RuntimeBundle",
    "default_python",
    "described_in",
    "fixed_zip",
    "lines",
    "pyodide_files",
    "runtime_bundle",
]
