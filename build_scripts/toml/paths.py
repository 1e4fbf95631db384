"""A place in parsed TOML as keys and numbers, such as ``("contacts", 0, "phone")``, and what is found there."""

from __future__ import annotations

from typing import Any

from build_scripts.errors import BuildError

type Path = tuple[str | int, ...]


class EditError(BuildError):
    """A change that can't be made; its words say why."""


def told(path: Path) -> str:
    """Return a path as messages have it: ``contacts[0].phone``."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def names_of(path: Path) -> tuple[str, ...]:
    """Return the keys of a path without its numbers, as a table's header has them."""
    return tuple(part for part in path if isinstance(part, str))


def at(data: Any, path: Path) -> Any:
    """Return what is at a path; raises EditError where nothing is."""
    for here, part in enumerate(path):
        inside = isinstance(data, list) if isinstance(part, int) else isinstance(data, dict)
        there = inside and (0 <= part < len(data) if isinstance(part, int) else part in data)
        if not there:
            raise EditError([f"there is no {told(path[: here + 1])} here"])
        data = data[part]
    return data
