"""A zip whose bytes follow from its content alone: sorted, with one date, and nothing of the machine that made it."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

type Date = tuple[int, int, int, int, int, int]
# Zips know no earlier one.
EARLIEST: Date = (1980, 1, 1, 0, 0, 0)


def fixed_zip(entries: Mapping[str, bytes], *, date: Date = EARLIEST, method: int = zipfile.ZIP_STORED) -> bytes:
    """Give a zip of these files by name, each with the same date; the method is one of zipfile's."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as target:
        for name, content in sorted(entries.items()):
            entry = zipfile.ZipInfo(name, date)
            entry.compress_type = method
            entry.create_system = 3  # the same on every system that builds
            entry.external_attr = 0o644 << 16
            target.writestr(entry, content)
    return buffer.getvalue()
