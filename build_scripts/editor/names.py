"""Names of controls: the path of what each edits in the folder, such as ``flows.sharing.questions.1.text``.

The first part says which file: ``partnership``, ``flows.NAME``, ``data.NAME``, ``pages.PATH`` or ``brand.NAME``. The
rest is the key path, lists by number. Pages and drawings are whole files.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from build_scripts.errors import BuildError

if TYPE_CHECKING:
    from build_scripts.toml import Path

PARTNERSHIP = "partnership.toml"
_FORM = re.compile(r"partnership|(?:flows|data)\.[^.]+|pages\..+|brand\.[^.]+")
_NUMBER = re.compile(r"\[(\d+)\]")
_STRAY = re.compile(r"(?:^|/)\.\.?(?:/|$)|//|^/|[\\\x00-\x1f]")


class Place(NamedTuple):
    """A file of the folder, and a key path in it."""

    file: str
    path: Path


def place_of(name: str) -> Place:
    """Return what a control edits; raises BuildError for what names nothing in a folder."""
    head = _FORM.match(name)
    rest = name[head.end() :] if head else ""
    if head is None or (rest and not rest.startswith(".")) or _STRAY.search(name):
        raise BuildError([f'"{name}" is nothing that can be edited. For example: partnership.contacts.0.phone'])
    room, _, inside = head[0].partition(".")
    file = {"partnership": PARTNERSHIP, "pages": f"pages/{inside}", "brand": f"brand/{inside}.svg"}.get(room)
    parts = rest.removeprefix(".").split(".") if rest else []
    path = tuple(int(part) if part.isdecimal() and len(part) < 6 else part for part in parts)  # noqa: PLR2004 - no list is that long
    return Place(file or f"{room}/{inside}.toml", path)


def name_of(file: str, path: Path = ()) -> str:
    """Return the name of the control of a key, or of a whole file."""
    room, _, inside = file.partition("/")
    if room == "pages":
        return f"pages.{inside}"
    whole = "partnership" if file == PARTNERSHIP else f"{room}.{inside.rpartition('.')[0]}"
    return ".".join([whole, *map(str, path)])


def path_in(told: str) -> Path:
    """Return a path that a message has, such as ``contacts[0].phone``."""
    parts = _NUMBER.sub(r".\1", told).removeprefix(".").split(".") if told else []
    return tuple(int(part) if part.isdecimal() else part for part in parts)
