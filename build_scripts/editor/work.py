"""The work: a partnership's folder held in memory, and every step of it, to be undone and done again.

A folder is never changed: a step makes a new one out of it, so what was before is still there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

type Files = Mapping[str, bytes]
# What becomes of files: their new bytes, or None for those that go.
type Changes = Mapping[str, bytes | None]

# Steps are kept by what they change, so that many of them are small.
MOST_STEPS = 1000


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

    def _put(self, changes: Changes) -> None:
        merged = dict[str, bytes | None](self.files) | dict(changes)
        self.files = {name: content for name, content in merged.items() if content is not None}
