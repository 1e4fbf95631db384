"""A ZIP that someone hands in to the files of a folder: the one that was downloaded, or a folder zipped by hand.

Whatever it is, it ends in files or in one sentence; nothing is unpacked to a disk, and no path leads out of the folder.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from typing import TYPE_CHECKING

from build_scripts.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from build_scripts.editor import Files

_LARGEST_ZIP = 60_000_000
_LARGEST_FILE = 2_000_000
_LARGEST_FOLDER = 10_000_000
_MOST_FILES = 2_000
_FILE = "partnership.toml"
_ROOMS = ("flows/", "pages/", "data/", "brand/", "based-on/")
_STRAY = re.compile(r"(?:^|/)\.\.?(?:/|$)|^/|^[A-Za-z]:|//|[\x00-\x1f]")
# What systems put into every ZIP that they make.
_NOT_OURS = re.compile(r"(?:^|/)(?:__MACOSX/|\.|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_LINK = 0o120000
_KIND = 0o170000
_CHUNK = 65_536
_DAMAGED = "this ZIP is damaged or not complete; download or copy it again"


def opened(content: bytes) -> Files:
    """Return the files of the folder in a ZIP; raises BuildError with the one sentence that says why there are none."""
    if len(content) > _LARGEST_ZIP:
        raise BuildError(["this file is larger than 60 MB, and no site of a partnership is"])
    if not content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        what = "this is no ZIP; open the one that you downloaded here, or your partnership's folder zipped"
        raise BuildError([what])
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return dict(_files(archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, IndexError) as error:
        raise BuildError([_DAMAGED]) from error
    except (NotImplementedError, RuntimeError) as error:  # a password, or a way of packing that Python lacks
        raise BuildError(["this ZIP has a password or is packed in an unusual way; zip the folder again"]) from error


def _files(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    infos = archive.infolist()
    if len(infos) > 10 * _MOST_FILES:
        raise BuildError(["this ZIP holds more files than any site of a partnership"])
    files = [info for info in infos if not info.is_dir()]
    names = {info.filename.replace("\\", "/"): info for info in files}
    if stray := next((name for name in names if _STRAY.search(name)), ""):
        what = f"this ZIP has a file whose path leads out of its folder, {stray[:80]!a}, so nothing of it is opened"
        raise BuildError([what])
    if len(names) < len(files):
        counts = Counter(info.filename.replace("\\", "/") for info in files)
        twice = max(counts, key=lambda name: counts[name])
        raise BuildError([f"this ZIP has two files of the name {twice[:80]!a}; zip the folder again"])
    start = _start(names)
    inside = {
        name[len(start) :]: info
        for name, info in names.items()
        if name.startswith(start) and not _NOT_OURS.search(name[len(start) :])
    }
    ours = {name: info for name, info in inside.items() if name == _FILE or name.startswith(_ROOMS)}
    if len(ours) > _MOST_FILES:
        raise BuildError(["the partnership's folder in this ZIP holds more than 2,000 files"])
    whole = 0
    for name, info in ours.items():
        if info.external_attr >> 16 & _KIND == _LINK:
            raise BuildError([f"{name} is a link to another file; put the file itself into the ZIP"])
        content = _read(archive, info, name)
        whole += len(content)
        if whole > _LARGEST_FOLDER:
            raise BuildError(["the partnership's folder in this ZIP is larger than 10 MB"])
        yield name, content


def _start(names: dict[str, zipfile.ZipInfo]) -> str:
    """Return the path of the folder in the ZIP: what was downloaded has it in `partnership/`, any other anywhere."""
    found = [name.removesuffix(_FILE) for name in names if name == _FILE or name.endswith(f"/{_FILE}")]
    found = [start for start in found if not _NOT_OURS.search(start)]
    least = min((start.count("/") for start in found), default=0)
    nearest = [start for start in found if start.count("/") == least]
    if not nearest:
        what = "there is no partnership.toml in this ZIP; open the one that you downloaded here, or your folder zipped"
        raise BuildError([what])
    if len(nearest) > 1:
        raise BuildError(["there are several partnership.toml in this ZIP; zip the folder of one partnership"])
    return nearest[0]


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    """Read a file, not further than any file of a folder goes, whatever the ZIP says of its size."""
    read = bytearray()
    with archive.open(info) as file:
        while chunk := file.read(_CHUNK):
            read += chunk
            if len(read) > _LARGEST_FILE:
                raise BuildError([f"{name} is larger than 2 MB, and no file of a folder is"])
    return bytes(read)
