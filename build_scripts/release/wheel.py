"""The decision engine's wheel, made by its own backend without any network."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from build import ProjectBuilder
from pyproject_hooks import quiet_subprocess_runner

from build_scripts.paths import ROOT, cached

# What goes into the wheel and what makes it; hatchling writes this one time into every entry.
_INPUTS = ("pyproject.toml", "LICENSE")
_TIME = "1704067200"


def engine_wheel(root: Path = ROOT) -> Path:
    """Return the path of the wheel of `decision_engine` in this folder; the same sources give the same bytes."""
    sources = sorted(path for path in (root / "decision_engine").rglob("*") if _belongs(path))
    files = [root / name for name in _INPUTS] + sources
    inputs = [part for file in files for part in (file.relative_to(root).as_posix(), file.read_bytes())]

    def fill(folder: Path) -> None:
        ProjectBuilder(root, runner=_runner).build("wheel", folder)

    (wheel,) = cached("wheel", inputs, fill).glob("*.whl")
    return wheel


def _belongs(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts


def _runner(cmd: Sequence[str], cwd: str | None = None, extra_environ: Mapping[str, str] | None = None) -> None:
    environment = {**(extra_environ or {}), "SOURCE_DATE_EPOCH": _TIME}
    quiet_subprocess_runner(cmd, cwd or os.getcwd(), environment)  # noqa: PTH109 - the runner takes text
