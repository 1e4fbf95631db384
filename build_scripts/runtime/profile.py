"""What of Pyodide the engine runs: the functions of its module and of its loader, by their numbers.

A profile lies in the repository for each line of Pyodide, taken in node and in browsers. A build of the very engine
that it was taken with cuts by it and runs the engine once, as a proof; a build of another engine, or one whose flows
need more, adds what that runs in node. A profile of another Pyodide is no use: numbers mean other functions there.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from build_scripts.paths import content_key
from build_scripts.runtime.pyodide import WASM

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from build_scripts.runtime.pyodide import PyodideFiles

FOLDER = Path(__file__).with_name("profiles")
_LINE = 120


@dataclass(frozen=True, slots=True)
class Profile:
    """The numbers of the functions that have run, and where they did: node, and browsers by name.

    `engine` is the key of the engine that ran, `modules` the names of the modules that it imported, its own included.
    """

    wasm: frozenset[int]
    loader: frozenset[int]
    taken_in: tuple[str, ...]
    engine: str = ""
    modules: tuple[str, ...] = ()

    def with_run(self, wasm: Iterable[int], loader: Iterable[int], where: str) -> Profile:
        """Return the profile with those of one more run."""
        places = tuple(sorted({*self.taken_in, where}))
        return replace(self, wasm=self.wasm | frozenset(wasm), loader=self.loader | frozenset(loader), taken_in=places)


EMPTY = Profile(frozenset(), frozenset(), ())


def engine_key(engine: Mapping[str, bytes], shims: Mapping[str, bytes], modules: Collection[str]) -> str:
    """Return a text that changes with those of the engine's modules, and with the shims."""
    used = {name: content for name, content in engine.items() if name in modules}
    return content_key(part for files in (used, shims) for entry in sorted(files.items()) for part in entry)


def read_profile(files: PyodideFiles, folder: Path = FOLDER) -> Profile | None:
    """Return the profile of these files; None where there is none, or it is that of other files."""
    path = folder / f"{files.line}.json"
    if not path.is_file():
        return None
    given: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if given["of"] != _identity(files):
        return None
    numbers = _numbers(given["wasm"]), _numbers(given["loader"])
    return Profile(*numbers, tuple(given["taken_in"]), given["engine"], tuple(given["modules"]))


def write_profile(files: PyodideFiles, profile: Profile, folder: Path = FOLDER) -> Path:
    """Write the profile of these files, and return where."""
    path = folder / f"{files.line}.json"
    path.parent.mkdir(exist_ok=True)
    data = {
        "of": _identity(files),
        "taken_in": list(profile.taken_in),
        "engine": profile.engine,
        "modules": list(profile.modules),
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
