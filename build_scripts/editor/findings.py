"""What is wrong in the work, each with the control that it is about: found by the very readers that the build uses."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any

from build_scripts.editor.names import name_of, path_in
from build_scripts.errors import BuildError
from build_scripts.partnership import Soundness
from decision_engine.errors import Problem

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from build_scripts.editor.work import Files

_SAID = re.compile(
    r"(?P<file>[^\s:]+\.(?:toml|md|svg)|[^\s:]+/)(?::(?P<line>\d+))?: (?:(?P<path>[\w.\[\]-]+): )?(?P<rest>.*)",
    re.DOTALL,
)
# What only the signatures can put right.
_UNSIGNED = "nobody has signed off"


class Findings:
    """Looks through the work, laid out in a folder of its own; what hasn't changed since isn't read anew."""

    def __init__(self, folder: Path) -> None:
        """Take an empty folder to lay the work out in."""
        self.folder = folder
        self._there: Files = {}
        self.soundness = Soundness(folder)

    def lay_out(self, files: Files) -> None:
        """Make the folder's files those of the work; raises BuildError for a name that no file can have there."""
        for name in self._there.keys() - files.keys():
            path = self.folder / name
            path.unlink()
            for parent in path.relative_to(self.folder).parents:
                room = self.folder / parent
                if room != self.folder and not any(room.iterdir()):
                    room.rmdir()
        for name, content in files.items():
            if self._there.get(name) != content:
                try:
                    path = self.folder / name
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content)
                except OSError as error:
                    shutil.rmtree(self.folder, ignore_errors=True)
                    self._there = {}
                    what = "no file can have this name here: it is too long, or there is a folder or a file in its way"
                    raise BuildError([f"{name[:60]}: {what}. For example: pages/guidance/law.md"]) from error
        self._there = files

    def all(self, files: Files, today: dt.date) -> dict[str, list[dict[str, Any]]]:
        """Return what keeps the site from being built, what to look at, and what keeps it from being adopted."""
        self.lay_out(files)
        found = self.soundness.findings(today)
        problems = [*found.problems, *filter(None, [found.too_early])]
        return {
            "problems": [told(one) for one in problems],
            "warnings": [told(one) for one in found.warnings],
            "to_adopt": [told(one) for one in found.to_adopt],
        }


def told(said: Problem | str) -> dict[str, Any]:
    """Return a problem as plain data: its control's name, its file and line, and what to say beside the control."""
    if isinstance(said, Problem):
        file = said.file if said.file == "partnership.toml" else f"flows/{said.file}"
        return _data(file, said.line, said.path, f"{said.what}. For example: {said.example}")
    match = _SAID.fullmatch(said)
    if match is None:
        return {"name": "", "file": "", "line": None, "message": said}
    file = match["file"].removeprefix("docs/_").removeprefix("docs/")
    if _UNSIGNED in match["rest"]:
        return {**_data("data/sign_off.toml", None, "sign_offs", match["rest"]), "file": file, "flow": file[6:-5]}
    return _data(file, int(match["line"]) if match["line"] else None, match["path"] or "", match["rest"])


def _data(file: str, line: int | None, path: str, message: str) -> dict[str, Any]:
    return {"name": name_of(file, path_in(path)), "file": file, "line": line, "message": message}
