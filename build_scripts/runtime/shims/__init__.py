"""Shims: short modules in the place of those that Python's start imports for things that this runtime never does.

With the real ones come `re`, `enum`, `inspect` and more: nearly all that the start would import. A runtime whose shims
fail is built without any. They lie in two folders, because what each may rely on differs: those in `stdlib` follow
names that CPython documents, those in `pyodide` private modules of Pyodide, which may change with any version.
"""

from pathlib import Path

FOLDERS = tuple(Path(__file__).with_name(name) for name in ("stdlib", "pyodide"))


def read_shims(folders: tuple[Path, ...] = FOLDERS) -> dict[str, bytes]:
    """Return each shim's source by the name of the file in the standard library's zip that it replaces."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for folder in folders
        for file in sorted(folder.rglob("*.py"))
    }
