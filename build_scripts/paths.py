"""Where things are: the repository, the partnership's folder, and the cache with downloads and finished products.

What is cached lies under a name made from what went into it, so nothing there is ever out of date.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = Path(__file__).resolve().parent.parent
DEMONSTRATION = ROOT / "docs" / "_data" / "partnership"
# Folders to start from, each with guidance and a check of its own; the build reads none of them unless it is named.
STARTING_POINTS = ROOT / "docs" / "_data" / "starting-points"
# Names the partnership's folder to build with, where it isn't the demonstration's.
PARTNERSHIP = "SHARE_SAFELY_PARTNERSHIP"


def cache() -> Path:
    """Return the folder that SHARE_SAFELY_CACHE names, or `.cache` in the repository."""
    return ROOT / os.environ.get("SHARE_SAFELY_CACHE", ".cache")


def partnership_folder() -> Path:
    """Return the folder that SHARE_SAFELY_PARTNERSHIP names, or the demonstration's."""
    return Path(os.environ.get(PARTNERSHIP) or DEMONSTRATION).resolve()


def content_key(inputs: Iterable[bytes | str]) -> str:
    """Return 20 hexadecimal digits that change whenever one of the inputs, or their order, does."""
    digest = hashlib.sha256()
    for part in inputs:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()[:20]


def cached(name: str, inputs: Iterable[bytes | str], build: Callable[[Path], None]) -> Path:
    """Return the cached folder of these inputs; `build` fills it unless it is there already.

    The folder appears whole or not at all: `build` writes beside it and the result is renamed, so a full disk or
    Ctrl+C leaves nothing half made. Whatever `build` raises is passed on.
    """
    folder = cache() / f"{name}-{content_key(inputs)}"
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f"{name}-", suffix=".partial", dir=folder.parent))
    try:
        build(beside)
        beside.chmod(0o755)
        try:
            beside.rename(folder)
        except OSError:
            if not folder.is_dir():  # else another run was faster, with the same inputs
                raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return folder
