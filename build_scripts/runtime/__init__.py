"""The runtime that a visitor's browser loads: Pyodide, cut to what the engine needs, and the engine.

What others may use is named here; the modules are the room's own. `pyodide.toml` says which Pyodide it is.
"""

from build_scripts.runtime.bundle import RuntimeBundle, runtime_bundle
from build_scripts.runtime.pyodide import PyodideFiles, RuntimeBuildError, default_python, pyodide_files

__all__ = ["PyodideFiles", "RuntimeBuildError", "RuntimeBundle", "default_python", "pyodide_files", "runtime_bundle"]
