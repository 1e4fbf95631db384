"""Two builds that share nothing but downloads give the same site, byte for byte."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from build_scripts.programs.browser import chromium
from build_scripts.programs.node import npm_folder
from tests.conftest import copy_sources

if TYPE_CHECKING:
    from pathlib import Path

EPOCH = "1704067200"
# What differs between two people's machines and must not show in the site.
MACHINES = (
    {"TZ": "Europe/London", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "HOME": "/nowhere"},
    {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "2"},
)


def built(folder: Path, machine: dict[str, str]) -> dict[str, str]:
    """Build a fresh copy of the sources with an empty cache; give the hash of each file by its path."""
    source, cache, site = folder / "source", folder / "cache", folder / "site"
    cache.mkdir(parents=True)
    downloaded = npm_folder().parent
    (cache / downloaded.name).symlink_to(downloaded)
    copy_sources(source)
    environment = {
        **os.environ,
        **machine,
        "CHROME": str(chromium()),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": str(source),
        "SHARE_SAFELY_CACHE": str(cache),
        "SOURCE_DATE_EPOCH": EPOCH,
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site)]
    done = subprocess.run(command, cwd=source, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_two_builds_from_clean_copies_are_identical(tmp_path: Path) -> None:
    """Runtime, search index, sitemap, PDF and pages come out the same on two different machines."""
    first, second = (built(tmp_path / ("deep/" * at) / str(at), machine) for at, machine in enumerate(MACHINES))
    assert [file for file in first.keys() | second.keys() if first.get(file) != second.get(file)] == []
    assert {"index.html", "sitemap.xml.gz", "search/search_index.json"} < set(first)
    assert any(file.startswith("assets/engine/") for file in first)
    assert any(file.endswith(".pdf") for file in first)
