"""The work: a partnership's folder held in memory, and every step of it, to be undone and done again.

A folder is never changed: a step makes a new one out of it, so what was before is still there.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from build_scripts.zips import fixed_zip, zip_entries

if TYPE_CHECKING:
    from collections.abc import Mapping

type Files = Mapping[str, bytes]
# What becomes of files: their new bytes, or None for those that go.
type Changes = Mapping[str, bytes | None]

# Steps are kept by what they change, so that many of them are small.
MOST_STEPS = 1000
# Where what is carried says which content is where; the contents beside it are named by numbers.
_WHOLE = "work.json"


class Step(NamedTuple):
    """One action: what it did, and what the files that it touched were before and after."""

    did: str
    before: Changes
    after: Changes
    typed: str = ""


class Mark(NamedTuple):
    """Everything that a piece of work is at one time."""

    files: Files
    saved: Files
    done: tuple[Step, ...]
    undone: tuple[Step, ...]


class Work:
    """A folder's files by their paths in it, with the way back."""

    def __init__(self, files: Files, *, saved: Files | None = None) -> None:
        """Begin with some files, which count as saved unless others do."""
        self.files: Files = dict(files)
        self._saved: Files = self.files if saved is None else saved
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def unsaved(self) -> bool:
        """Whether anything differs from what was last saved or opened."""
        return self.files != self._saved

    @property
    def undoable(self) -> str:
        """What the next undo takes back; empty where there is nothing."""
        return self._done[-1].did if self._done else ""

    @property
    def redoable(self) -> str:
        """What the next redo does again; empty where there is nothing."""
        return self._undone[-1].did if self._undone else ""

    def do(self, did: str, changes: Changes, *, typed: str = "") -> None:
        """Make a step; one that goes on typing into the control of the step before is part of that."""
        after = {name: content for name, content in changes.items() if self.files.get(name) != content}
        if not after:
            return
        before = {name: self.files.get(name) for name in after}
        last = self._done[-1] if self._done else None
        if typed and last and last.typed == typed and not self._undone:
            before = {**before, **last.before}
            after = {**last.after, **after}
            self._done.pop()
        self._done.append(Step(did, before, after, typed))
        del self._done[:-MOST_STEPS]
        self._undone.clear()
        self._put(after)

    def undo(self) -> bool:
        """Take the last step back; return whether there was one."""
        if not self._done:
            return False
        step = self._done.pop()
        self._undone.append(step)
        self._put(step.before)
        return True

    def redo(self) -> bool:
        """Do again what was taken back last; return whether there was anything."""
        if not self._undone:
            return False
        step = self._undone.pop()
        self._done.append(step._replace(typed=""))
        self._put(step.after)
        return True

    def saved(self) -> None:
        """Note that the work as it is has been saved."""
        self._saved = self.files

    def mark(self) -> Mark:
        """Return what the work is now, with its way back."""
        return Mark(self.files, self._saved, tuple(self._done), tuple(self._undone))

    def back_to(self, mark: Mark) -> None:
        """Make the work what it was, as if nothing had been done since."""
        self.files, self._saved = mark.files, mark.saved
        self._done[:], self._undone[:] = mark.done, mark.undone

    def carried(self) -> bytes:
        """Return all of it as bytes, with the way back and what counts as saved; each content is in there once."""
        contents: dict[bytes, int] = {}

        def noted(changes: Changes) -> dict[str, int | None]:
            return {
                name: None if content is None else contents.setdefault(content, len(contents))
                for name, content in changes.items()
            }

        def listed(steps: list[Step]) -> list[object]:
            return [(step.did, noted(step.before), noted(step.after), step.typed) for step in steps]

        whole = {
            "files": noted(self.files),
            "saved": noted(self._saved),
            "done": listed(self._done),
            "undone": listed(self._undone),
        }
        return fixed_zip({_WHOLE: json.dumps(whole).encode(), **{str(at): one for one, at in contents.items()}})

    @classmethod
    def carried_on(cls, carried: bytes) -> Work:
        """Go on with what `carried` has returned."""
        contents = zip_entries(carried)
        whole = json.loads(contents[_WHOLE])

        def changes(noted: dict[str, int | None]) -> dict[str, bytes | None]:
            return {name: None if at is None else contents[str(at)] for name, at in noted.items()}

        def files(noted: dict[str, int]) -> Files:
            return {name: contents[str(at)] for name, at in noted.items()}

        def steps(listed: list[tuple[str, dict[str, int | None], dict[str, int | None], str]]) -> list[Step]:
            return [Step(did, changes(before), changes(after), typed) for did, before, after, typed in listed]

        work = cls(files(whole["files"]), saved=files(whole["saved"]))
        work._done, work._undone = steps(whole["done"]), steps(whole["undone"])
        return work

    def _put(self, changes: Changes) -> None:
        merged = dict[str, bytes | None](self.files) | dict(changes)
        self.files = {name: content for name, content in merged.items() if content is not None}
