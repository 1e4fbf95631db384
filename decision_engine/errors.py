"""Every error that the engine raises; nothing else leaves it.

EngineError
├── FlowError      a flow file that can't be used; carries every problem found
├── AnswersError   answers that don't fit the flow; carries every problem found
└── RecordError    a record that can't be written or read
"""

from typing import NamedTuple

MOST_PROBLEMS = 1000
_LONGEST_QUOTE = 80


class Problem(NamedTuple):
    """One thing that is wrong, where it stands, and what a right one looks like."""

    file: str
    path: str
    what: str
    example: str
    line: int | None = None

    def __str__(self) -> str:
        """Say it in one line: ``file:line: key.path: what is wrong. For example: right form``."""
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        place = f"{self.path}: " if self.path else ""
        return f"{where}: {place}{self.what}. For example: {self.example}"


class EngineError(Exception):
    """Whatever the engine refuses, in plain words."""


class ProblemsError(EngineError):
    """An error that carries all its problems at once, one a line when printed."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems in the order in which they were found."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class FlowError(ProblemsError):
    """A flow file that can't be used."""


class AnswersError(ProblemsError):
    """Answers that don't fit the flow they are meant for."""


class RecordError(EngineError):
    """A decision record that can't be written or read."""


class Findings:
    """Gathers what is wrong with one thing, up to a bound, and raises it all at once."""

    def __init__(self, file: str, error: type[ProblemsError]) -> None:
        """Begin with none; ``error`` is what is raised in the end."""
        self.file = file
        self.problems: list[Problem] = []
        self._error = error

    def note(self, path: str, what: str, example: str) -> None:
        """Keep a problem; with the thousandth, raise what was found and leave the rest unlooked at."""
        self.problems.append(Problem(file=self.file, path=path, what=what, example=example))
        if len(self.problems) == MOST_PROBLEMS:
            what = f"after {MOST_PROBLEMS} problems the rest was not looked at"
            last = Problem(file=self.file, path="", what=what, example="mend these first, then check again")
            raise self._error((*self.problems, last))

    def finish(self) -> None:
        """Raise what was found, if anything was."""
        if self.problems:
            raise self._error(tuple(self.problems))


def shown(text: str) -> str:
    """Return a word from a file as it can stand in a message: one line, printable, and not longer than one."""
    cut = text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"
    return cut if cut.isprintable() else "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in cut)


def quoted(text: str) -> str:
    """Quote a word from a file."""
    return f'"{shown(text)}"'
