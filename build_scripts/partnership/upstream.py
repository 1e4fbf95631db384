"""What has changed beneath a folder: each of its pages and flows was made from one of the site's, which moves on.

A copy of what each was made from lies in the folder itself, under ``based-on``; it is compared with the site's own, or,
in a folder that was begun from a starting point, with the starting point's where that has such a file.
"""

from __future__ import annotations

import shutil
from difflib import unified_diff
from itertools import islice
from typing import TYPE_CHECKING, Any

from mkdocs.utils.meta import get_data

from build_scripts.errors import BuildError
from build_scripts.partnership.overlay import DOCS
from build_scripts.paths import ROOT, STARTING_POINTS
from decision_engine.authoring.read import read_flow
from decision_engine.cli.diff import difference_lines
from decision_engine.errors import FlowError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

BASED_ON = "based-on"
_BEGINNING = "starting-point.txt"
_FLOWS = ROOT / "decision_engine" / "flows"
_ORIGINS = {"pages": DOCS, "flows": _FLOWS, "data": DOCS / "_data"}
_MOST_LINES = 60
_SIGNED = "sign_off.toml"  # whose signatures are nobody's but the partnership's


# The checks and pages that the site comes with.
FLOWS = tuple(sorted(path.stem for path in _FLOWS.glob("*.toml")))

PAGES = tuple(
    sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md") if DOCS / "_data" not in path.parents)
)


def title_and_meta(text: str) -> tuple[str, Mapping[str, Any]]:
    """Return the title of a page, empty where it has none, and its front matter."""
    _, meta = get_data(text)
    return str(meta.get("title", "")), meta


def shipped(name: str, beginning: str = "") -> bytes | None:
    """Return the site's own file for one of a folder, such as ``flows/sharing.toml``; None where it has none.

    A folder that was begun from a starting point is compared with the starting point's where that has such a file.
    """
    room, _, inside = name.partition("/")
    if room not in _ORIGINS or ".." in inside.split("/") or inside == _SIGNED:
        return None
    started = [STARTING_POINTS / beginning / name] if beginning in starting_points() else []
    return next((path.read_bytes() for path in (*started, _ORIGINS[room] / inside) if path.is_file()), None)


def starting_points() -> list[str]:
    """Name the folders that a partnership can start from."""
    return sorted(path.name for path in STARTING_POINTS.iterdir() if path.is_dir())


def begun_from(beginning: str) -> dict[str, bytes]:
    """Return the files of a folder begun from a starting point: its own, what each was then, and which one it was.

    Raises BuildError for a starting point that there isn't.
    """
    if beginning not in (names := starting_points()):
        raise BuildError([f'there is no starting point "{beginning}". The starting points are {", ".join(names)}'])
    start = STARTING_POINTS / beginning
    own = {path.relative_to(start).as_posix(): path.read_bytes() for path in sorted(start.rglob("*")) if path.is_file()}
    before = {f"{BASED_ON}/{name}": content for name, content in own.items() if name.partition("/")[0] in _ORIGINS}
    return own | before | {f"{BASED_ON}/{_BEGINNING}": f"{beginning}\n".encode()}


def beginning_of(files: Mapping[str, bytes]) -> str:
    """Return the name of the starting point that a folder, given by its files, was begun from, or ""."""
    return files.get(f"{BASED_ON}/{_BEGINNING}", b"").decode(errors="replace").strip()


def _beginning(folder: Path) -> str:
    note = folder / BASED_ON / _BEGINNING
    return beginning_of({f"{BASED_ON}/{_BEGINNING}": note.read_bytes()} if note.is_file() else {})


def replaced(folder: Path) -> dict[str, Path]:
    """Return the site's own file, or its starting point's, for each file of the folder that has one, by its name."""
    beginning, found = _beginning(folder), {}
    for room, origin in _ORIGINS.items():
        for path in sorted((folder / room).rglob("*")):
            started = STARTING_POINTS / beginning / path.relative_to(folder)
            upstream = started if beginning and started.is_file() else origin / path.relative_to(folder / room)
            there = path.is_file() and upstream.is_file() and path.name != _SIGNED
            if there and not _takes_away(path):
                found[path.relative_to(folder).as_posix()] = upstream
    return found


def _takes_away(path: Path) -> bool:
    """Return whether a page only says that the site's own is to go."""
    meta = get_data(path.read_text(encoding="utf-8", errors="replace"))[1] if path.suffix == ".md" else {}
    return meta.get("removed") is True


def copy_in(folder: Path, name: str) -> Path:
    """Copy a page or flow of the site into the folder, to be changed there, and remember what it was.

    Raises BuildError for a name that is neither, or that the folder has already.
    """
    pages = [path for path in DOCS.rglob("*.md") if DOCS / "_data" not in path.parents]
    rooms = {f"pages/{path.relative_to(DOCS).as_posix()}": path for path in pages}
    rooms |= {f"flows/{path.name}": path for path in _FLOWS.glob("*.toml")}
    if name not in rooms:
        known = ", ".join(sorted(rooms)[:5])
        raise BuildError([f'the site has no "{name}". For example, of {len(rooms)}: {known}'])
    if (folder / name).exists():
        raise BuildError([f"{folder / name}: it is there already, and nothing is written over it"])
    for target in (folder / name, folder / BASED_ON / name):
        _copy(rooms[name], target)
    return folder / name


def remember(folder: Path) -> list[str]:
    """Keep today's version of everything that the folder replaces as what it is based on; return their names."""
    names = replaced(folder)
    for name, upstream in names.items():
        _copy(upstream, folder / BASED_ON / name)
    return list(names)


def _copy(source: Path, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    except OSError as error:
        raise BuildError([f"{target}: it can't be written ({error.strerror}). For example: ../dorsetshire"]) from error


def changed_beneath(folder: Path) -> Iterator[str]:
    """Yield, for each replaced file whose original has changed since, what differs: routes, then words."""
    if folder.parent == STARTING_POINTS:
        return  # it is what others are made from
    if (beginning := _beginning(folder)) and beginning not in starting_points():
        known = ", ".join(starting_points())
        yield f'{BASED_ON}/{_BEGINNING}: there is no starting point "{beginning}". The starting points are {known}'
        return
    for name, upstream in replaced(folder).items():
        former = folder / BASED_ON / name
        if not former.is_file():
            yield f"{name}: nothing says which version of the site's own it was made from"
        elif (old := _lines(former)) != (new := _lines(upstream)):
            told = [f"{name}: the site's own has changed since this was made from it"]
            told += [f"    {line}".rstrip() for line in _differences(name, former, upstream, old, new)]
            yield "\n".join(told)


def _differences(name: str, former: Path, upstream: Path, old: list[str], new: list[str]) -> Iterator[str]:
    """Yield what differs: of a sound flow the routes, then the words, and of anything else the lines."""
    if name.startswith("flows/"):
        try:
            yield from difference_lines(read_flow(former), read_flow(upstream), _MOST_LINES)
        except FlowError as error:
            yield f"its routes can't be compared: {error.problems[0]}"
        else:
            return
    lines = unified_diff(old, new, lineterm="", n=1)
    yield from islice(lines, 2, 2 + _MOST_LINES)
    if next(lines, None) is not None:
        yield "… and more"


def _lines(path: Path) -> list[str]:
    """Return the lines of a file, whatever its line ends; what is no text is shown as a question mark."""
    return path.read_bytes().decode(errors="replace").splitlines()
