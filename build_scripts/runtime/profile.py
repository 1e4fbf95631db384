"""What of Pyodide the engine runs: the functions of its module and of its loader, by their numbers.

A profile lies in the repository for each line of Pyodide, taken in node and in browsers; each build adds what the
engine, as it is then, runs in node. A profile of another Pyodide is no use: numbers mean other functions there.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from build_scripts.runtime.pyodide import WASM

if TYPE_CHECKING:
    from collections.abc import Iterable

    from build_scripts.runtime.pyodide import PyodideFiles

FOLDER = Path(__file__).with_name("profiles")
_LINE = 120


@dataclass(frozen=True, slots=True)
class Profile:
    """The numbers of the functions that have run, and where they did: node, and browsers by name."""

    wasm: frozenset[int]
    loader: frozenset[int]
    taken_in: tuple[str, ...]

    def with_run(self, wasm: Iterable[int], loader: Iterable[int], where: str) -> Profile:
        """Return the profile with those of one more run."""
        places = tuple(sorted({*self.taken_in, where}))
        return Profile(self.wasm | frozenset(wasm), self.loader | frozenset(loader), places)


EMPTY = Profile(frozenset(), frozenset(), ())


def read_profile(files: PyodideFiles, folder: Path = FOLDER) -> Profile | None:
    """Return the profile of these files; None where there is none, or it is that of other files."""
    path = folder / f"{files.line}.json"
    if not path.is_file():
        return None
    given: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if given["of"] != _identity(files):
        return None
    return Profile(_numbers(given["wasm"]), _numbers(given["loader"]), tuple(given["taken_in"]))


def write_profile(files: PyodideFiles, profile: Profile, folder: Path = FOLDER) -> Path:
    """Write the profile of these files, and return where."""
    path = folder / f"{files.line}.json"
    path.parent.mkdir(exist_ok=True)
    data = {
        "of": _identity(files),
        "taken_in": list(profile.taken_in),
        "wasm": _bits(profile.wasm),
        "loader": _bits(profile.loader),
    }
    path.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    return path


def _identity(files: PyodideFiles) -> dict[str, str]:
    return {name: files.sha256[name] for name in (WASM, files.loader)}


def _bits(numbers: frozenset[int]) -> list[str]:
    """Write numbers as the bits of a text in base64, in lines."""
    whole = sum(1 << number for number in numbers)
    text = base64.b64encode(whole.to_bytes(max(numbers, default=0) // 8 + 1, "little")).decode()
    return [text[at : at + _LINE] for at in range(0, len(text), _LINE)]


def _numbers(lines: list[str]) -> frozenset[int]:
    content = base64.b64decode("".join(lines))
    return frozenset(8 * at + bit for at, byte in enumerate(content) for bit in range(8) if byte >> bit & 1)
