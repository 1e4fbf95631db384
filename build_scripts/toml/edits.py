"""Changes to a TOML text, each in its own place; what comes out says exactly what was meant, or nothing is changed.

Every function takes the file's text and returns the new one, in the line ends of the file. It raises EditError for a
text that is no TOML, for a place that there isn't, and for a change that can't be written where the file has the value.
"""

from __future__ import annotations

import re
import tomllib
from copy import deepcopy
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from build_scripts.toml.items import copied_item, item_put_in, items_in_order, without_item
from build_scripts.toml.paths import EditError, at, told
from build_scripts.toml.places import sections_of
from build_scripts.toml.tables import with_value_at, without_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from build_scripts.toml.paths import Path
    from build_scripts.toml.places import Section, Splice

_MARK = "\ufeff"
_LONE = re.compile(r"(?<!\r)\n")


@lru_cache(8)
def data_of(text: str) -> dict[str, Any]:
    """Return what a text says, which isn't to be changed; raises EditError where it is no TOML.

    A text is read once for the edit that made it and for the next one.
    """
    try:
        return tomllib.loads(text.removeprefix(_MARK))
    except (ValueError, RecursionError) as error:
        raise EditError([f"this is not TOML: {error}"]) from error


def with_value(text: str, path: Path, value: Any, order: Sequence[str] = ()) -> str:
    """Set a value; a key that isn't there is put after the nearest one that comes before it in ``order``.

    Tables on the way that aren't there are made.
    """
    data = data_of(text)
    there = next(end for end in range(len(path) - 1, -1, -1) if _is_there(data, path[:end]))
    for part in reversed(path[there + 1 :]):
        if isinstance(part, int):
            raise EditError([f"there is no {told(path[: there + 1])} here"])
        value = {part: value}
    path = path[: there + 1]

    def wanted(data: Any) -> None:
        holder = at(data, path[:-1])
        if isinstance(holder, list) or not isinstance(path[-1], str):
            at(data, path)
        elif not isinstance(holder, dict):
            raise EditError([f"{told(path[:-1])} is no table"])
        holder[path[-1]] = value

    return _changed(text, wanted, lambda body, sections: with_value_at(body, sections, path, value, order))


def removed(text: str, path: Path) -> str:
    """Take away a key, a table, or an item of a list; a list of tables without any is gone too."""

    def wanted(data: Any) -> None:
        at(data, path)
        del at(data, path[:-1])[path[-1]]

    def change(body: str, sections: list[Section]) -> list[Splice]:
        *rest, last = path
        if isinstance(last, int):
            return without_item(body, sections, tuple(rest), last)
        return without_key(body, sections, path)

    return _changed(text, wanted, change)


def added(text: str, path: Path, item: object, index: int | None = None) -> str:
    """Put an item into a list, at its end if no index is given; a list that there isn't begins with it."""

    def wanted(data: Any) -> None:
        holder = at(data, path[:-1])
        if path[-1] not in holder:
            holder[path[-1]] = []
        items = at(data, path)
        if not isinstance(items, list):
            raise EditError([f"{told(path)} is no list"])
        items.insert(len(items) if index is None else index, item)

    return _changed(text, wanted, lambda body, sections: item_put_in(body, sections, path, item, index))


def duplicated(text: str, path: Path, index: int) -> str:
    """Put a copy of an item right after it, comments and all."""

    def wanted(data: Any) -> None:
        at(data, path).insert(index + 1, deepcopy(at(data, (*path, index))))

    return _changed(text, wanted, lambda body, sections: copied_item(body, sections, path, index))


def moved(text: str, path: Path, index: int, to: int) -> str:
    """Give an item another place in its list, with the comments right above it."""
    order: list[int] = []

    def wanted(data: Any) -> None:
        at(data, (*path, index)), at(data, (*path, to))
        items = at(data, path)
        order[:] = range(len(items))
        for some in (items, order):
            some.insert(to, some.pop(index))

    return _changed(text, wanted, lambda body, sections: items_in_order(body, sections, path, order))


def _is_there(data: Any, path: Path) -> bool:
    try:
        at(data, path)
    except EditError:
        return False
    return True


def _changed(text: str, wanted: Callable[[Any], None], change: Callable[[str, list[Section]], list[Splice]]) -> str:
    """Make a change and hold it to what was wanted."""
    mark = _MARK if text.startswith(_MARK) else ""
    body = text.removeprefix(_MARK)
    data = deepcopy(data_of(body))
    wanted(data)
    new = _spliced(body, change(body, sections_of(body)))
    if not _says(new, data):
        raise EditError(["the file has this in a form that can't be edited here; change it in a text editor"])
    return mark + new


def _spliced(body: str, splices: list[Splice]) -> str:
    """Put pieces in the places of others, in the line ends of the file's first line."""
    dos = "\r\n" in body[: body.find("\n") + 1]
    for start, end, piece in sorted(splices, reverse=True):
        body = body[:start] + (_LONE.sub("\r\n", piece) if dos else piece) + body[end:]
    return body


def _says(text: str, data: Any) -> bool:
    try:
        return _same(data_of(text), data)
    except EditError:
        return False


def _same(found: Any, wanted: Any) -> bool:
    """Return whether two parsed texts say the same, where a table or list with nothing in it is as good as none."""
    if isinstance(found, dict) and isinstance(wanted, dict):
        return all(
            _same(found[key], wanted[key])
            if key in found and key in wanted
            else _is_empty(found.get(key, wanted.get(key)))
            for key in found.keys() | wanted.keys()
        )
    if isinstance(found, list) and isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(_same, found, wanted))
    return type(found) is type(wanted) and bool(found == wanted)


def _is_empty(value: Any) -> bool:
    return value == [] or (isinstance(value, dict) and all(map(_is_empty, value.values())))
