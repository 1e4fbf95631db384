"""Sound TOML to where each table, key and value of it is, so that one can be changed and the rest left.

``tomllib`` has read the text before: here nothing is checked, only found.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from build_scripts.toml.paths import EditError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from build_scripts.toml.paths import Path

_SPACE = re.compile(r"[ \t]*")
_TRIVIA = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_TEXT = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}'
    r"|'''(?:[^']|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
# A date and a time may have a space between them.
_PLAIN = re.compile(r"[^\s,\]}#=]+(?: \d\d:\d\d[^\s,\]}#]*)?")
_KEY = re.compile(rf"(?:{_TEXT.pattern})|[A-Za-z0-9_-]+", re.DOTALL)
_INDENT = 64  # nobody puts a header further in
_COMMENTED = re.compile(r"[ \t]*#")


# From where to where what is put in its place.
type Splice = tuple[int, int, str]


def end_of_line(text: str, place: int) -> int:
    """Return where the line of a place ends, its line end included."""
    return text.find("\n", place) + 1 or len(text)


def after_trivia(text: str, place: int) -> int:
    """Return where the next sign is that is neither space nor comment."""
    found = _TRIVIA.match(text, place)
    return found.end() if found else place


@dataclass(frozen=True, slots=True)
class Value:
    """From where to where a value is; of a list its parts, of an inline table its entries."""

    start: int
    end: int
    parts: tuple[Value, ...] | None = None
    entries: tuple[Entry, ...] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and its value: ``keys`` is as written, dotted ones in their parts; ``start`` is where the key is."""

    keys: tuple[str, ...]
    start: int
    value: Value


@dataclass(slots=True)
class Section:
    """A header and the entries below it, up to the next; the first has no header.

    ``lead`` is where the comments right above the header begin, ``end`` where the next section's do.
    ``core`` is where the last entry's line ends, with the comments right below it: what follows parts sections.
    """

    path: Path
    lead: int
    body: int
    item: bool = False
    entries: list[Entry] = field(default_factory=list)
    core: int = 0
    end: int = 0


def sections_of(text: str) -> list[Section]:
    """Find the sections of a sound TOML text, in its order."""
    reader = _Reader(text)
    try:
        sections = list(reader.sections())
    except RecursionError as error:
        raise EditError(["its brackets are nested too deep to be edited here"]) from error
    for section, following in pairwise(sections):
        section.end = following.lead
    sections[-1].end = len(text)
    return sections


class _Reader:
    """Goes through a text once, from its start to its end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.counts: dict[Path, int] = {}

    def sections(self) -> Iterator[Section]:
        """Yield the sections, each once its entries have been found."""
        section = Section((), 0, 0, core=self.attached_end(0))
        while True:
            before = self.at
            self.skip(_TRIVIA)
            if self.at == len(self.text):
                yield section
                return
            if self.text[self.at] == "[":
                lead = self.lead(before)
                yield section
                section = self.header(lead)
                section.core = self.attached_end(self.at)
            else:
                section.entries.append(self.entry())
                section.core = self.attached_end(end_of_line(self.text, self.at))

    def header(self, lead: int) -> Section:
        """Read a header; a list of tables named in it is the list's newest part."""
        item = self.text.startswith("[[", self.at)
        self.at += 2 if item else 1
        path: Path = ()
        keys = self.keys()
        for number, key in enumerate(keys, start=1):
            path = (*path, key)
            if item and number == len(keys):
                self.counts[path] = self.counts.get(path, -1) + 1
            if path in self.counts:
                path = (*path, self.counts[path])
        self.at = end_of_line(self.text, self.at)
        return Section(path, lead, self.at, item)

    def entry(self) -> Entry:
        """Read a key, the sign, and the value."""
        start = self.at
        keys = self.keys()
        self.at += 1  # the sign between key and value
        self.skip(_SPACE)
        return Entry(keys, start, self.value())

    def keys(self) -> tuple[str, ...]:
        """Read a key in its parts, up to the sign or bracket that follows."""
        found = []
        while True:
            self.skip(_SPACE)
            word = self.take(_KEY)
            found.append(next(iter(tomllib.loads(f"{word} = 0"))) if word[0] in "\"'" else word)
            self.skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return tuple(found)
            self.at += 1

    def value(self) -> Value:
        """Read a value, whatever is inside it."""
        start = self.at
        if self.text[start] == "[":
            parts = tuple(self.inside("]", self.value))
            return Value(start, self.at, parts=parts)
        if self.text[start] == "{":
            entries = tuple(self.inside("}", self.entry))
            return Value(start, self.at, entries=entries)
        self.take(_TEXT if self.text[start] in "\"'" else _PLAIN)
        return Value(start, self.at)

    def inside[T](self, closing: str, read: Callable[[], T]) -> Iterator[T]:
        """Read what brackets hold, and step past the closing one."""
        self.at += 1
        while True:
            self.skip(_TRIVIA)
            if self.text[self.at] == closing:
                self.at += 1
                return
            yield read()
            self.skip(_TRIVIA)
            if self.text[self.at] == ",":
                self.at += 1

    def skip(self, pattern: re.Pattern[str]) -> None:
        """Step over what a pattern finds here, if anything."""
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def take(self, pattern: re.Pattern[str]) -> str:
        """Return what a pattern finds here."""
        match = pattern.match(self.text, self.at)
        if match is None:  # only in what is no TOML
            raise EditError([f"character {self.at} can't be read"])
        self.at = match.end()
        return match[0]

    def attached_end(self, at: int) -> int:
        """Return where the lines of comment right below a place end, unless they belong to a header below them."""
        end = at
        while _COMMENTED.match(self.text, end):
            end = end_of_line(self.text, end)
        return at if self.text[end : end + _INDENT].lstrip(" \t").startswith("[") else end

    def lead(self, least: int) -> int:
        """Return where the comments right above the header here begin, at the earliest at ``least``."""
        start = self.text.rfind("\n", 0, self.at) + 1
        while start > least:
            above = self.text.rfind("\n", 0, start - 1) + 1
            if above < least or not _COMMENTED.match(self.text, above):
                return start
            start = above
        return start
