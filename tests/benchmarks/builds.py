"""Builds that are measured: our site, and the same pages by MkDocs with the theme Material as it comes."""

from __future__ import annotations

import os
import subprocess
import sys
from time import perf_counter
from typing import TYPE_CHECKING

from build_scripts.cache_folder import ROOT, cache_folder
from build_scripts.errors import BuildError

if TYPE_CHECKING:
    from pathlib import Path


def build_ours(site: Path, *, pdf: bool) -> float:
    """Build our site into a folder, from the caches where they are filled; give the seconds that it took.

    Raises BuildError with MkDocs' complaint when it fails.
    """
    environment = {"SHARE_SAFELY_PDF": "yes" if pdf else "no"}
    return _build(ROOT, ["--strict", "--site-dir", str(site)], environment)


def _build(folder: Path, arguments: list[str], environment: dict[str, str]) -> float:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", *arguments]
    common = {"NO_MKDOCS_2_WARNING": "1", "SHARE_SAFELY_CACHE": str(cache_folder()), **environment}
    start = perf_counter()
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **common}, capture_output=True, text=True, check=False
    )
    took = perf_counter() - start
    if done.returncode:
        message = f"There is nothing to measure: the build in {folder} failed.\n{done.stderr.strip()}"
        raise BuildError([message])
    return took
