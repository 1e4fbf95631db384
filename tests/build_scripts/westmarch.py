"""The imaginary area of Westmarch, for tests that need a partnership's table."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from build_scripts.content.partnership import read_partnership

if TYPE_CHECKING:
    from build_scripts.content.partnership import Partnership


def table(**changes: Any) -> dict[str, Any]:
    """Give the table with changes; a key with a dot in it leads into the inner table."""
    read = tomllib.loads(Path(__file__).with_name("westmarch.toml").read_text(encoding="utf-8"))
    for key, value in changes.items():
        *outer, last = key.split(".")
        inner = read[outer[0]] if outer else read
        inner[last] = value
    return read


def partnership(**changes: Any) -> Partnership:
    """Give the checked table with changes."""
    return read_partnership(table(**changes))
