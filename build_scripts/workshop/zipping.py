"""The finished site as one ZIP: site, server settings, the folder that it was made from, what to do, and checksums."""

from __future__ import annotations

import os
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from build_scripts.content import read_language, read_local
from build_scripts.machine import PARTS, Shipped
from build_scripts.release import readme
from build_scripts.servers import server_config, server_configs, server_table, site_prefix
from build_scripts.zips import checksums, fixed_zip, zip_date

if TYPE_CHECKING:
    from collections.abc import Mapping

SUMS = "SHA256SUMS"
_FOLDER = "partnership"


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
