"""Follows docs/adopt/write-a-flow.md to the letter: what it says to write, to change and to type."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BLOCK = re.compile(r"^\{# (?P<does>\w+) ?(?P<file>\S*) #\}\n```\w+\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"^\{#", re.MULTILINE)
_PYTHON = ".venv/bin/python"


@dataclass(frozen=True, slots=True)
class Step:
    """One block of the tutorial: what to do with it, the file that it belongs to, and its text."""

    does: str
    file: str
    text: str


def steps_of(page: str) -> list[Step]:
    """Give the marked blocks of the tutorial in their order."""
    steps = [Step(found["does"], found["file"], found["text"]) for found in _BLOCK.finditer(page)]
    assert len(steps) == len(_COMMENT.findall(page)), "a mark without its block"
    return steps


def follow(steps: list[Step], folder: Path) -> Iterator[tuple[str, str]]:
    """Do in a copy of the sources what the tutorial says; give what it says of each command, and what that printed."""
    find: Step | None = None
    printed = ""
    for step in steps:
        match step.does:
            case "create":
                assert not (folder / step.file).exists()
                (folder / step.file).parent.mkdir(exist_ok=True)
                (folder / step.file).write_text(step.text)
            case "append":
                with (folder / step.file).open("a") as file:
                    file.write(f"\n{step.text}")
            case "find":
                find = step
            case "replace":
                assert find
                text = (folder / find.file).read_text()
                assert text.count(find.text) == 1, f"{find.file} does not hold this once: {find.text}"
                (folder / find.file).write_text(text.replace(find.text, step.text))
            case "run":
                printed = _run(step.text, folder)
            case "says":
                yield step.text, printed
            case _:
                raise AssertionError(step.does)


def _run(command: str, folder: Path) -> str:
    words = [sys.executable if word == _PYTHON else word for word in shlex.split(command)]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def fits(said: str, printed: str) -> bool:
    """Say whether a command printed what the tutorial says; the sign … stands for what differs each time."""
    return re.fullmatch(re.escape(said).replace("…", ".+"), printed) is not None
