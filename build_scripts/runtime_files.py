"""The files of the npm package pyodide that the runtime is made from, checked against hashes kept here."""

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

from build_scripts.dev.node import npm_folder
from build_scripts.errors import BuildError

KNOWN = Path(__file__).with_name("runtime_files.toml")


class RuntimeFilesError(BuildError):
    """The runtime's files, or the engine inside them, are not what they should be."""


@dataclass(frozen=True, slots=True)
class RuntimeFiles:
    """The package's folder and what `runtime_files.toml` says of it."""

    folder: Path
    version: str
    sha256: dict[str, str]

    def read(self, name: str) -> bytes:
        """Give the bytes of one of the files."""
        return (self.folder / name).read_bytes()

    @property
    def key(self) -> str:
        """A text that changes with any of the files."""
        return repr(sorted(self.sha256.items()))


def runtime_files(folder: Path | None = None, known: Path = KNOWN) -> RuntimeFiles:
    """Give the package's files after comparing each with its known hash.

    Raises RuntimeFilesError naming every file that is missing or differs.
    """
    table = tomllib.loads(known.read_text(encoding="utf-8"))
    folder = folder or npm_folder() / "pyodide"
    problems = []
    for name, right in table["sha256"].items():
        file = folder / name
        found = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None
        if found is None:
            problems.append(
                f"{file}: missing from the npm package pyodide. Delete {folder.parent.parent} and build again."
            )
        elif found != right:
            problems.append(
                f"{file}: its sha256 is {found}, but {known.name} says {right}. "
                f"Delete {folder.parent.parent} and build again; "
                f"if the package was raised on purpose, write the new hash into {known.name}."
            )
    if problems:
        raise RuntimeFilesError(problems)
    return RuntimeFiles(folder, table["version"], table["sha256"])
