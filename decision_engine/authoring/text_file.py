"""Bytes of a file that people edit to its text and to what TOML says in it, whatever editor has saved it."""

import re
import tomllib
from pathlib import Path
from typing import Any

_SAVE = 'save the file with the encoding "UTF-8"'
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_STRAIGHT = re.compile(r'"[^"]*"|\'[^\']*\'')
_CURLY = re.compile("[\u2018-\u201f\u00ab\u00bb\u2039\u203a\uff02\uff07]")


class UnreadableError(ValueError):
    """A file that holds no text, or no TOML; ``example`` says what to do."""

    def __init__(self, what: str, example: str) -> None:
        """Keep what is in the way and how to fix it."""
        super().__init__(what)
        self.example = example


def text_of(content: bytes) -> str:
    """Return a file's text, without a byte order mark and with line ends of one kind.

    Raises UnreadableError for bytes that are no UTF-8.
    """
    if content.startswith(_UTF16) or b"\0" in content[:2]:
        what = 'the file is saved as UTF-16, which some editors call "Unicode"'
        raise UnreadableError(what, _SAVE)
    try:
        return content.decode().removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = f'byte {error.start}, on line {line}, is not UTF-8 text; some editors call how it is saved "ANSI"'
        raise UnreadableError(what, _SAVE) from error


def toml_of(text: str, example: str) -> dict[str, Any]:
    """Parse a text as TOML; raises UnreadableError with the place, and with ``example`` of a valid line."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        curly = _curly(text, str(error))
        what = f"{curly} is a curly quotation mark, and TOML's are straight" if curly else "this is not TOML"
        what += f": {error}"
        raise UnreadableError(what, example) from error
    except ValueError as error:  # what tomllib lets through: int() refuses over 4,300 digits
        what = "a number in it is too long to be read"
        raise UnreadableError(what, "format = 1") from error
    except RecursionError as error:
        what = "brackets are nested too deep"
        raise UnreadableError(what, example) from error


def read_toml(path: Path, example: str) -> dict[str, Any]:
    """Parse a TOML file; raises OSError, or UnreadableError with ``example`` of a valid line."""
    return toml_of(text_of(path.read_bytes()), example)


def _curly(text: str, error: str) -> str:
    """Find the curly quotation mark on the line of an error where a straight one should be."""
    place = _LINE.search(error)
    at = int(place[1]) - 1 if place else -1  # "at end of document"
    found = _CURLY.search(_STRAIGHT.sub("", text.split("\n")[at]))
    return found[0] if found else ""
