"""The finished site as one ZIP: site, server settings, the folder that it was made from, what to do, and checksums."""

from __future__ import annotations

import io
import os
import zipfile
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from build_scripts.content import read_language, read_local
from build_scripts.errors import BuildError
from build_scripts.machine import PARTS, Shipped
from build_scripts.release import readme
from build_scripts.servers import server_config, server_configs, server_table, site_prefix
from build_scripts.zips import checksums, fixed_zip, zip_date

if TYPE_CHECKING:
    from collections.abc import Mapping

SUMS = "SHA256SUMS"
_FOLDER = "partnership"
# More than any site of this kind has; a ZIP may claim to hold any amount.
_MOST_BYTES = 60_000_000
_MOST_FILES = 5_000
_EXAMPLE = 'For example: the ZIP from "Download the site", or a folder with its partnership.toml as a ZIP'


def copied(site: Path) -> list[dict[str, str | int]]:
    """Return the entries of the files of a built site that are on this site already, and are empty there yet."""
    return [entry for entry in _published() if (site / str(entry["url"])).is_file()]


@cache
def _published() -> list[dict[str, str | int]]:
    return Shipped.read(Path(os.environ[PARTS])).published()


def site_zip(files: Mapping[str, bytes], folder: Path, site: Path) -> bytes:
    """Return the ZIP of a built site and the folder's files; every file of the site must be whole."""
    table, prefix = server_table(site), site_prefix()
    local = read_local(folder, read_language())
    entries = {
        **{
            f"site/{path.relative_to(site).as_posix()}": path.read_bytes() for path in site.rglob("*") if path.is_file()
        },
        **{f"servers/{name}": server_config(name, table, prefix).encode() for name in server_configs()},
        **{f"{_FOLDER}/{name}": content for name, content in files.items()},
        "README.txt": readme(prefix, local, has_folder=True).encode(),
    }
    entries[SUMS] = checksums(entries)
    return fixed_zip(entries, date=zip_date(), method=zipfile.ZIP_DEFLATED)


def folder_in(content: bytes) -> dict[str, bytes]:
    """Return the folder's files in a ZIP, by their paths in it: its `partnership`, or the folder itself as a ZIP.

    Raises BuildError for what is no such ZIP.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            listed = [one for one in packed.infolist() if not one.is_dir()]
            if len(listed) > _MOST_FILES or sum(one.file_size for one in listed) > _MOST_BYTES:
                raise BuildError([f"This ZIP holds more than any site of this kind. {_EXAMPLE}"])
            inside = {PurePosixPath(one.filename): one for one in listed}
            roots = [path.parent for path in inside if path.name == "partnership.toml"]
            if not roots:
                raise BuildError([f"There is no partnership.toml in this ZIP. {_EXAMPLE}"])
            root = min(roots, key=lambda path: (path.name != _FOLDER, len(path.parts)))
            found = {path.relative_to(root): one for path, one in inside.items() if path.is_relative_to(root)}
            if strays := [path.as_posix() for path in found if ".." in path.parts or path.is_absolute()]:
                raise BuildError([f"{stray}: this name leads out of the folder. {_EXAMPLE}" for stray in strays])
            return {path.as_posix(): packed.read(one) for path, one in found.items()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise BuildError([f"This file is no ZIP that can be read ({error}). {_EXAMPLE}"]) from error
