"""The files of the npm package pyodide that the runtime is made from, checked against the hashes in pyodide.toml."""

import hashlib
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build_scripts.errors import BuildError
from build_scripts.paths import ROOT
from build_scripts.programs import npm_folder

TABLE = Path(__file__).with_name("pyodide.toml")
# The npm packages of the lines that aren't the default; the site's own package.json names the default.
OTHER_LINES = Path(__file__).with_name("other_lines")
LIBRARY = "python_stdlib.zip"
WASM = "pyodide.asm.wasm"


class RuntimeBuildError(BuildError):
    """The runtime's files, or the engine inside them, are not what they should be."""


@dataclass(frozen=True, slots=True)
class PyodideFiles:
    """The npm package's folder and what `pyodide.toml` says about it."""

    folder: Path
    line: str
    version: str
    python: str
    loader: str
    least_saving: float
    sha256: dict[str, str]

    def read(self, name: str) -> bytes:
        """Return the bytes of one of the files."""
        return (self.folder / name).read_bytes()

    @property
    def key(self) -> str:
        """A text that changes with any of the files."""
        return repr(sorted(self.sha256.items()))

    @property
    def library_origin(self) -> str:
        """Where Pyodide's Python finds its standard library, as modules name it as their origin."""
        return f"/lib/python{self.python.replace('.', '')}.zip/"


def pyodide_files(line: str | None = None, folder: Path | None = None, table: Path = TABLE) -> PyodideFiles:
    """Return the files of a line, or of the default, after comparing each with its known hash.

    Raises RuntimeBuildError naming every file that is missing or differs, or package.json where it names another
    version; SetUpError when npm can't install the package.
    """
    known = _read(table)
    line = line or known["default"]
    about = known["lines"][line]
    if folder is None:
        asked = described_in(line, table)
        _same_version(asked / "package.json", about["version"], table)
        folder = npm_folder(asked) / "pyodide"
    problems = []
    for name, right in about["sha256"].items():
        file = folder / name
        found = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None
        if found is None:
            problems.append(
                f"{file}: missing from the npm package pyodide. Delete {folder.parent.parent} and build again."
            )
        elif found != right:
            problems.append(
                f"{file}: its sha256 is {found}, but {table.name} says {right}. "
                f"Delete {folder.parent.parent} and build again; "
                f"if the version was raised on purpose, `make pyodide` writes the new hashes into {table.name}."
            )
    if problems:
        raise RuntimeBuildError(problems)
    return PyodideFiles(folder, line, **about)


def default_python(table: Path = TABLE) -> str:
    """Return the minor version of CPython that the shipped Pyodide is, and that builds: "3.13" for instance."""
    known = _read(table)
    return str(known["lines"][known["default"]]["python"])


def described_in(line: str, table: Path = TABLE) -> Path:
    """Return the folder whose package.json asks npm for a line's Pyodide: the default's is the repository itself."""
    return ROOT if line == _read(table)["default"] else OTHER_LINES / line


def lines(table: Path = TABLE) -> tuple[str, ...]:
    """Return the names of the lines, the default first."""
    known = _read(table)
    return known["default"], *(name for name in known["lines"] if name != known["default"])


def _read(table: Path) -> dict[str, Any]:
    return tomllib.loads(table.read_text(encoding="utf-8"))


def _same_version(package: Path, version: str, table: Path) -> None:
    wanted = json.loads(package.read_text(encoding="utf-8"))["dependencies"]["pyodide"]
    if wanted != version:
        problem = (
            f'{package}: it asks for "pyodide": "{wanted}", but {table.name} names {version}. '
            f"`make pyodide` brings package.json, its lock and the hashes in line with {table.name}."
        )
        raise RuntimeBuildError([problem])
