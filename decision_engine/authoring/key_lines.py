"""TOML text to the line of each key, without parsing it: problems are told by file, line and key."""

import re
from collections.abc import Iterable

# Every alternative takes what it begins to read, ended or not: a text that never ends must not be looked at twice.
_TOKENS = re.compile(
    r'(?P<text>"""(?:[^"\\]|\\.|"(?!""))*+(?:"{3,5}|\\?\Z)|"(?:[^"\\\n]|\\.)*+"?'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5}|\Z)|'[^'\n]*+'?)"
    r"|(?P<comment>#[^\n]*+)|(?P<open>[\[{])|(?P<close>[\]}])|(?P<word>[\w-]++)|(?P<stop>[=,]|\n\s*+)",
    re.DOTALL,
)


def key_lines(text: str) -> dict[str, int]:
    """Map the key paths of a TOML text to the lines where they first occur.

    Keys inside inline tables and lists are not seen: their problems carry the line of the key that holds them.
    """
    index = _LineIndex()
    for token in _TOKENS.finditer(text):
        index.feed(token.lastgroup or "", token[0])
    return index.lines


def line_of(lines: dict[str, int], path: str) -> int | None:
    """Find the line of a path, or of the nearest thing that holds it."""
    while path:
        if path in lines:
            return lines[path]
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return None


class _LineIndex:
    """Follows the tokens of a TOML text and keeps the line of each key outside brackets."""

    def __init__(self) -> None:
        self.lines: dict[str, int] = {}
        self._line = 1
        self._depth = 0  # of brackets inside a value
        self._in_key = True
        self._header = ""  # the brackets that open a table's header
        self._parts: list[str] = []
        self._table = ""
        self._counts: dict[str, int] = {}

    def feed(self, kind: str, piece: str) -> None:
        """Take in the next piece."""
        if kind == "open" and self._in_key:
            self._header += piece
        elif kind == "open":
            self._depth += 1
        elif kind == "close" and self._in_key:
            self._table = self._table_path()
            self._keep([self._table.rpartition("[")[0], self._table] if self._header == "[[" else [self._table])
        elif kind == "close":
            self._depth -= 1
        elif kind in {"word", "text"} and self._in_key:
            self._parts.append(piece.strip("\"'"))
        elif piece == "=" and self._in_key:
            ends = range(1, len(self._parts) + 1)
            self._keep(".".join([self._table, *self._parts[:end]]).lstrip(".") for end in ends)
        self._line += piece.count("\n")
        if piece[0] == "\n" and self._depth <= 0:
            self._in_key, self._header, self._parts, self._depth = True, "", [], 0

    def _keep(self, paths: Iterable[str]) -> None:
        """Keep the line of a key that has been read whole."""
        for path in paths:
            self.lines.setdefault(path, self._line)
        self._in_key = False

    def _table_path(self) -> str:
        """Return the key path of a header, with its last list's next place and the lists above it at their latest."""
        path = ""
        for at, part in enumerate(self._parts, start=1):
            path = f"{path}.{part}" if path else part
            if self._header == "[[" and at == len(self._parts):
                self._counts[path] = self._counts.get(path, -1) + 1
            if path in self._counts:
                path = f"{path}[{self._counts[path]}]"
        return path
