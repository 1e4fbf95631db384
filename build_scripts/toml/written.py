"""A value as TOML has it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from build_scripts.toml.paths import EditError

if TYPE_CHECKING:
    from collections.abc import Iterator

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
_CONTROL = re.compile(r'[\x00-\x1f\x7f"\\]')
# A list of more texts than fit a line has a line for each.
_LONGEST_LINE = 100


def written(value: object) -> str:
    """Return a value in one line, or a list of long texts in a line for each.

    Raises EditError for what TOML has no value for.
    """
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | dt.date | dt.time):
        return value.isoformat() if isinstance(value, dt.date | dt.time) else repr(value)
    if isinstance(value, Mapping):
        inside = ", ".join(f"{key_written(key)} = {written(part)}" for key, part in value.items())
        return f"{{{inside}}}"
    if isinstance(value, Sequence):
        parts = [written(part) for part in value]
        line = f"[{', '.join(parts)}]"
        short = len(line) <= _LONGEST_LINE or len(parts) < 2 or not all(isinstance(part, str) for part in value)  # noqa: PLR2004 - a list of one needs no lines
        return line if short else "".join(["[\n", *(f"  {part},\n" for part in parts), "]"])
    raise EditError([f"TOML has no value for {type(value).__name__}"])


def key_written(key: str) -> str:
    """Return a key, in quotation marks where it needs them."""
    return key if _BARE.fullmatch(key) else _text(key)


def header(names: Sequence[str], *, item: bool) -> str:
    """Return the header of a table, or of an item of a list of tables."""
    path = ".".join(map(key_written, names))
    return f"[[{path}]]" if item else f"[{path}]"


def table_lines(names: Sequence[str], table: Mapping[str, Any], *, item: bool) -> Iterator[str]:
    """Yield a table with all that is in it: its header, its values, then the tables inside it."""
    yield header(names, item=item)
    for key, value in table.items():
        if not is_table(value) and not are_tables(value):
            yield from f"{key_written(key)} = {written(value)}".split("\n")
    for key, value in table.items():
        for part in [value] if is_table(value) else value if are_tables(value) else []:
            yield ""
            yield from table_lines((*names, key), part, item=are_tables(value))


def is_table(value: object) -> bool:
    """Return whether a value gets a header of its own: a table that is more than a few plain words."""
    if not isinstance(value, Mapping):
        return False
    return any(isinstance(part, Mapping | list) for part in value.values()) or len(written(value)) > _LONGEST_LINE


def are_tables(value: object) -> bool:
    """Return whether a value is a list of tables, with one at least."""
    return isinstance(value, list) and bool(value) and all(isinstance(part, Mapping) for part in value)


def _text(text: str) -> str:
    return f'"{_CONTROL.sub(_escaped, text)}"'


def _escaped(sign: re.Match[str]) -> str:
    return _ESCAPES.get(sign[0]) or f"\\u{ord(sign[0]):04x}"
