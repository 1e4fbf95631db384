"""What a page may ask of the work, by name; plain data in, plain data out.

Every action that changes the work answers with `state`: what is wrong now, and what can be undone.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from build_scripts.editor import edits
from build_scripts.editor.checks import view_of
from build_scripts.editor.choices import Choices
from build_scripts.editor.drawings import cleaned
from build_scripts.editor.findings import Findings
from build_scripts.editor.forms import form_of
from build_scripts.editor.names import name_of, path_in, place_of
from build_scripts.editor.repairs import repair_of
from build_scripts.editor.work import Work
from build_scripts.errors import BuildError
from build_scripts.partnership import BRAND, PAGES, beginning_of, shipped, starter, starting_points, title_and_meta
from build_scripts.paths import DEMONSTRATION, STARTING_POINTS
from build_scripts.toml import data_of
from decision_engine.authoring.read import look_through
from decision_engine.partnership import read_partnership

if TYPE_CHECKING:
    from pathlib import Path

    from build_scripts.editor.work import Changes, Files

    type Data = dict[str, Any]


class Editor:
    """The work of one person, and the folder that it is laid out in for those who read folders."""

    def __init__(self, folder: Path, files: Files | None = None) -> None:
        """Begin with some files, or as a new partnership does; the folder is empty and nobody else's."""
        self.work = Work({"partnership.toml": starter().encode()} if files is None else files)
        self.findings = Findings(folder)

    def state(self) -> Data:
        """Return what is wrong, what keeps the site from being adopted, and what can be undone and done again."""
        today = dt.datetime.now(tz=dt.UTC).date()
        found = self.findings.all(self.work.files, today)
        return {
            **found,
            "unsaved": self.work.unsaved,
            "undo": self.work.undoable,
            "redo": self.work.redoable,
            "files": sorted(self.work.files),
        }

    def open(self, files: Files) -> Data:
        """Go on with other files, as a step that can be undone: what was there is not lost."""
        gone: Changes = dict.fromkeys(self.work.files)
        self.work.do("open", {**gone, **files})
        self.work.saved()
        return self.state()

    def beginnings(self) -> list[Data]:
        """Return what a partnership can start from by name, "" for the site's own guidance, each with its guidance."""
        folders = {"": DEMONSTRATION} | {name: STARTING_POINTS / name for name in starting_points()}
        guidance = {name: read_partnership(folder).guidance for name, folder in folders.items()}
        return [{"name": name, "guidance": f"{one.title}, {one.edition}"} for name, one in guidance.items()]

    def begin(self, beginning: str) -> Data:
        """Start from a starting point, or with "" as a new partnership does; what was there before can be undone."""
        self.work.do("begin", edits.begun_anew(self.work.files, beginning))
        return self.state()

    def give_back(self, files: Files) -> Data:
        """Begin with what the page has kept: it was not saved then, and isn't now."""
        self.work = Work(files, saved={})
        return self.state()

    def carry_on(self, carried: bytes) -> Data:
        """Go on with all that `Work.carried` has returned: every step can still be undone and done again."""
        self.work = Work.carried_on(carried)
        return self.state()

    def set(self, name: str, value: Any, *, typing: bool = False, keep: bool = False) -> Data:
        """Set the value of a control; ``typing`` goes on from the last step, ``keep`` leaves a key without a value."""
        changes = edits.value_set(self.work.files, name, value, keep=keep)
        self.work.do(name, changes, typed=name if typing else "")
        return self.state()

    def add(self, name: str, value: Any, at: int | None = None) -> Data:
        """Put an item into a list."""
        self.work.do(name, edits.item_added(self.work.files, name, value, at))
        return self.state()

    def remove(self, name: str) -> Data:
        """Take an item, a table or a file away."""
        self.work.do(name, edits.taken_away(self.work.files, name))
        return self.state()

    def move(self, name: str, to: int) -> Data:
        """Give an item another place in its list."""
        self.work.do(name, edits.item_moved(self.work.files, name, to))
        return self.state()

    def duplicate(self, name: str) -> Data:
        """Put a copy of an item after it."""
        self.work.do(name, edits.item_doubled(self.work.files, name))
        return self.state()

    def write(self, file: str, text: str, *, typing: bool = False) -> Data:
        """Put a text in the place of a whole file's."""
        self.work.do(file, edits.file_written(self.work.files, file, text), typed=file if typing else "")
        return self.state()

    def copy(self, file: str) -> Data:
        """Take a page, check or data file of the site into the folder."""
        self.work.do(file, edits.copied_in(self.work.files, file))
        return self.state()

    def begin_flow(self, source: str, name: str) -> Data:
        """Begin a check as a copy of another."""
        self.work.do(f"flows.{name}", edits.flow_begun(self.work.files, source, name))
        return self.state()

    def draw(self, name: str, drawing: bytes) -> Data:
        """Take a mark or an icon in, cleaned."""
        if name not in BRAND:
            raise BuildError([f'"{name}" is no drawing of a folder. The drawings are {", ".join(BRAND)}'])
        self.work.do(f"brand/{name}", {f"brand/{name}": cleaned(drawing)})
        return self.state()

    def sign(self, flow: str, reviewer: str, role: str, date: str) -> Data:
        """Sign a check off as it is now, instead of what the same person has signed of it before."""
        self.work.do(f"flows.{flow}", edits.signed(self.work.files, flow, reviewer, role, date))
        return self.state()

    def parts(self) -> list[Data]:
        """Return what can be edited: the partnership's file, each check, the signatures."""
        titles = edits.flow_titles(self.work.files)
        flows = [
            {"name": f"flows.{name}", "label": title, "own": f"flows/{name}.toml" in self.work.files}
            for name, title in titles.items()
        ]
        return [{"name": "partnership", "own": True}, *flows, {"name": "data.sign_off", "own": True}]

    def pages(self) -> list[Data]:
        """Return the pages: the site's own and the folder's, and what has become of each."""
        own = {name.removeprefix("pages/") for name in self.work.files if name.startswith("pages/")}
        found = []
        for page in sorted({*PAGES, *(name for name in own if name.endswith(".md"))}):
            text = self.text(f"pages/{page}")
            title, meta = title_and_meta(text)
            state = "shipped" if page not in own else "removed" if meta.get("removed") is True else "own"
            state = "replaced" if state == "own" and page in PAGES else state
            found.append({"file": f"pages/{page}", "title": title or page, "state": state})
        return found

    def text(self, file: str) -> str:
        """Return the text of a file of the folder, or else of the site's own."""
        return edits.text_of(self.work.files, file)

    def form(self, part: str) -> Data:
        """Return the controls of a part; of a file that is no TOML its whole text instead."""
        file = place_of(part).file
        text = edits.text_of(self.work.files, file)
        try:
            data = data_of(text)
        except BuildError:
            return {"name": part, "text": text, "controls": []}
        choices = Choices(data, edits.flow_titles(self.work.files))
        return {"name": part, "controls": form_of(file, part, data, choices)}

    def check(self, flow: str) -> Data:
        """Return what a check does, and how it differs from the site's own and from what was last signed off."""
        file = f"flows/{flow}.toml"
        content = edits.text_of(self.work.files, file).encode()
        others = {
            "shipped": shipped(file, beginning_of(self.work.files)),
            "signed": self.work.files.get(edits.signed_copy(flow)),
        }
        return view_of(content, f"{flow}.toml", others)

    def repairs(self, flow: str) -> list[Data]:
        """Return the repair of each problem of a check that has exactly one, by the name of its control."""
        content = edits.text_of(self.work.files, f"flows/{flow}.toml").encode()
        titles = edits.flow_titles(self.work.files)
        _, problems = look_through(content, f"{flow}.toml")
        found = []
        for problem in problems[:1] if len(problems) == 1 else ():
            value = repair_of(content, f"{flow}.toml", problem, titles)
            if value is not None:
                found.append({"name": name_of(f"flows/{flow}.toml", path_in(problem.path)), "value": value})
        return found

    def undo(self) -> Data:
        """Take the last step back."""
        self.work.undo()
        return self.state()

    def redo(self) -> Data:
        """Do again what was taken back last."""
        self.work.redo()
        return self.state()
