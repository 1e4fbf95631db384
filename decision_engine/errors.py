"""Every error that the engine raises; nothing else leaves it.

EngineError
├── FlowError          a flow file that can't be used; carries every problem found
├── PartnershipError   a partnership folder that can't be used; carries every problem found
├── AnswersError       answers that don't fit the flow; carries every problem found
└── RecordError        a record that can't be written or read
"""

from typing import NamedTuple

_LONGEST_QUOTE = 80


class Problem(NamedTuple):
    """One thing that is wrong, where it is, and a valid example."""

    file: str
    path: str
    what: str
    example: str
    line: int | None = None

    def __str__(self) -> str:
        """Return it in one line: ``file:line: key.path: what is wrong. For example: a valid one``."""
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


class PartnershipError(ProblemsError):
    """A partnership folder that can't be used."""


class AnswersError(ProblemsError):
    """Answers that don't fit the flow."""


class RecordError(EngineError):
    """A decision record that can't be written or read."""


def shown(text: str) -> str:
    """Return a word from a file as a message can show it: one line, printable, and not longer than one."""
    cut = text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"
    return cut if cut.isprintable() else "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in cut)


def quoted(text: str) -> str:
    """Quote a word from a file."""
    return f'"{shown(text)}"'
