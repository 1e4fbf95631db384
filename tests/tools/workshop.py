"""What the tests of the workshop share: folders to build, as ZIPs, and the sites that a machine builds of them."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from build_scripts.paths import DEMONSTRATION, ROOT
from decision_engine.authoring.read import SHIPPED
from tests.conftest import EPOCH
from tests.folders.partnerships import FOLDERS, sign
from tests.folders.starting_points import NATIONAL

DEMO = "demonstration"
CHANGED = "changed"
# A longer name of a box: no machine without programs has seen this graph.
RENAMED = (
    "Could asking put a child at risk?",
    "Could asking them for their consent put this or another child at risk?",
)
# `make test` takes those that differ most, `make soak` all.
FEW = (DEMO, NATIONAL.name, "hostile", "other-guidance", CHANGED)
ALL = (
    DEMO,
    CHANGED,
    NATIONAL.name,
    *sorted(path.name for path in FOLDERS.iterdir() if (path / "partnership.toml").is_file()),
)
SOAK = os.environ.get("SHARE_SAFELY_SOAK") == "yes"
NAMES = ALL if SOAK else FEW
# Those that browsers build too.
IN_BROWSERS = ALL if SOAK else (DEMO, CHANGED)


def make_folder(name: str, target: Path) -> Path:
    """Copy a folder by its name, its flows signed; `changed` is one with a look and a flowchart of its own."""
    bases = {DEMO: DEMONSTRATION, CHANGED: FOLDERS / "one-council", NATIONAL.name: NATIONAL}
    base = bases.get(name, FOLDERS / name)
    folder = Path(shutil.copytree(base, target / name))
    if name == CHANGED:
        with (folder / "partnership.toml").open("a", encoding="utf-8") as opened:
            opened.write('\n[look]\naccent = {light = "#1d4f91", dark = "#b7d0f5"}\n')
        (folder / "flows").mkdir()
        text = SHIPPED.with_stem("consent").read_text(encoding="utf-8").replace(*RENAMED)
        (folder / "flows" / "consent.toml").write_text(text, encoding="utf-8")
    if base not in (DEMONSTRATION, NATIONAL):
        sign(folder)
    return folder


def native_site(folder: Path, target: Path) -> Path:
    """Build a folder on this machine, without the PDF."""
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "SHARE_SAFELY_PARTNERSHIP": str(folder),
        "SHARE_SAFELY_PDF": "no",
        "SOURCE_DATE_EPOCH": EPOCH,
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(target)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return target


def zipped(folder: Path) -> bytes:
    """Return a folder as a ZIP, as people make it: the folder itself inside."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                target.write(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
    return buffer.getvalue()


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by their paths in it."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
