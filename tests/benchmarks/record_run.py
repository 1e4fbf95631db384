"""Writes a run down: what was measured where and when, as JSON and as a picture."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from build_scripts.paths import ROOT, cache
from build_scripts.programs.browser import chromium
from build_scripts.runtime import pyodide_files
from tests.benchmarks.picture import picture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.benchmarks.report import Row

LATEST = Path(__file__).with_name("latest.json")


def about() -> dict[str, Any]:
    """Say of which commit, when, in what and on which machine this is, and how busy the machine was before."""
    return {
        "commit": _said_by("git", "describe", "--always", "--dirty", "--abbrev=12"),
        "date": dt.datetime.now(tz=dt.UTC).isoformat(timespec="minutes"),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "load_before": round(os.getloadavg()[0], 2),
        "browser": _said_by(str(chromium()), "--version"),
        "pyodide": pyodide_files().version,
    }


def write_down(run: dict[str, Any], found: Sequence[Row], *, record: bool) -> Path:
    """Write JSON and picture into the cache folder, and with `record` beside this module too; give the JSON's path."""
    run = {**run, "load_after": round(os.getloadavg()[0], 2)}
    folder = cache() / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{str(run['date']).replace(':', '')}.json"
    data = {"about": run, "rows": [row.data for row in found]}
    file.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    file.with_suffix(".svg").write_bytes(picture(found))
    if record:
        for made in (file, file.with_suffix(".svg")):
            shutil.copyfile(made, LATEST.with_suffix(made.suffix))
    return file


def _said_by(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
