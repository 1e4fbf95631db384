"""Zips that are the same bytes each time: sorted, with one date; and the checksums of what is in one."""

import datetime as dt
import hashlib
import io
import os
import zipfile
from collections.abc import Mapping

from build_scripts.errors import BuildError

_EPOCH = "SOURCE_DATE_EPOCH"

type Date = tuple[int, int, int, int, int, int]
# Zips know no earlier one.
EARLIEST: Date = (1980, 1, 1, 0, 0, 0)


# Files with these ends hold what is compressed already.
_COMPRESSED = (".bin", ".png", ".woff2")


def fixed_zip(entries: Mapping[str, bytes], *, date: Date = EARLIEST, method: int = zipfile.ZIP_STORED) -> bytes:
    """Return a zip of these files by name, each with the same date; the method is one of zipfile's.

    What is compressed already is stored as it is.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as target:
        for name, content in sorted(entries.items()):
            entry = zipfile.ZipInfo(name, date)
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(_COMPRESSED) else method
            entry.create_system = 3  # the same on every system that builds
            entry.external_attr = 0o644 << 16
            target.writestr(entry, content)
    return buffer.getvalue()


def zip_entries(content: bytes) -> dict[str, bytes]:
    """Return the files of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return {name: source.read(name) for name in source.namelist() if not name.endswith("/")}


def zip_date() -> Date:
    """Return the time that SOURCE_DATE_EPOCH sets, in UTC.

    Servers tell by time and size whether a file has changed, so that files of two releases must not share theirs.
    Raises BuildError when it is no number.
    """
    try:
        time = dt.datetime.fromtimestamp(int(os.environ.get(_EPOCH, "0")), dt.UTC)
    except (ValueError, OverflowError, OSError) as error:
        message = f'{_EPOCH}: "{os.environ[_EPOCH]}" is not a time in seconds since 1970. For example: 1704067200'
        raise BuildError([message]) from error
    return max(EARLIEST, (time.year, time.month, time.day, time.hour, time.minute, time.second))


def checksums(files: Mapping[str, bytes]) -> bytes:
    """Return the list of files that `sha256sum --check` reads."""
    lines = (f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in sorted(files.items()))
    return "".join(lines).encode()
