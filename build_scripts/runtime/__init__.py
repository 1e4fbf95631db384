"""The runtime that a visitor's browser loads: Pyodide, cut to what the engine needs, and the engine.

What others may use is named here; the modules are the room's own. `pyodide.toml` says which Pyodide it is.
"""

from build_scripts.assets import RuntimeBundle
from build_scripts.runtime.bundle import compressed, runtime_bundle
from build_scripts.runtime.bytecode import compiled
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
    "TABLE",
    "PyodideFiles",
    "RuntimeBuildError",
    "RuntimeBundle",
    "compiled",
    "compressed",
    "default_python",
    "described_in",
    "lines",
    "pyodide_files",
    "runtime_bundle",
]
