"""Characters that nobody sees in a text, and that may change what is seen: for authoring, no visitor waits for it.

Let through are line breaks and tabs, spaces of every width between words, soft hyphens between letters, the joiners of
scripts whose letters join, and variation selectors after the sign they are for.
"""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_MOST_NAMED = 3
_CONTROLS = {0: "NULL", 8: "BACKSPACE", 0x0D: "CARRIAGE RETURN", 0x1B: "ESCAPE", 0x7F: "DELETE"}
# Marks that show nothing, though Unicode counts them as letters, marks or symbols.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
# Formatting characters that are drawn: signs over Arabic, Syriac and Kaithi numbers.
_DRAWN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
_JOINERS = frozenset("\u200c\u200d")
_SOFT_HYPHEN = "\u00ad"
_REPLACEMENT = "\ufffd"
# The scripts whose words are written with joiners, by the first word of their letters' names.
_JOINING = frozenset(
    {"ADLAM", "ARABIC", "BENGALI", "DEVANAGARI", "GUJARATI", "GURMUKHI", "KANNADA", "KHMER", "MALAYALAM", "MONGOLIAN"}
    | {"MYANMAR", "NKO", "ORIYA", "SINHALA", "SYRIAC", "TAMIL", "TELUGU", "TIBETAN"}
)
_REFUSED = {
    "Cc": "CONTROL CHARACTER",
    "Cf": "FORMATTING CHARACTER",
    "Cn": "NO CHARACTER",
    "Co": "PRIVATE USE",
    "Cs": "SURROGATE",
    "Zl": "",
    "Zp": "",
}


class Hidden(NamedTuple):
    """A character of a text that nobody sees: its place, counted from 1, and the character."""

    place: int
    sign: str

    def __str__(self) -> str:
        """Name it: ``U+202E RIGHT-TO-LEFT OVERRIDE at character 12``."""
        return f"U+{ord(self.sign):04X} {_name(self.sign)} at character {self.place}"


def hidden(text: str) -> list[Hidden]:
    """List the characters of a text that nobody sees, where they have no business."""
    return list(_found(text))


def is_blank(text: str) -> bool:
    """Return whether there is nothing to see in a text."""
    return not any(_seen(sign) for sign in text)


def hidden_problem(text: str) -> str:
    """Return in words which hidden characters a text holds; empty where it holds none."""
    found = hidden(text)
    if not found:
        return ""
    named = ", ".join(map(str, found[:_MOST_NAMED]))
    more = f" and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
    return f"{named}{more} can't be seen in a text, or changes how it is read"


def without_hidden(text: str) -> str:
    """Return a text without what nobody sees, as an example of a valid one."""
    places = {found.place for found in hidden(text)}
    return "".join(sign for place, sign in enumerate(text, 1) if place not in places)


def _found(text: str) -> Iterator[Hidden]:
    for place, sign in enumerate(text, 1):
        if sign.isascii() and (sign.isprintable() or sign in "\n\t"):
            continue
        before, after = text[: place - 1][-1:], text[place : place + 1]
        if not _may_stand(sign, before, after):
            yield Hidden(place, sign)


def _may_stand(sign: str, before: str, after: str) -> bool:
    """Return whether a character that is not plain ASCII may be between two others."""
    if sign == _SOFT_HYPHEN:
        return before.isalpha() and after.isalpha()
    if sign in _JOINERS:
        return _joins(before) and (sign == "\u200c" or _joins(after) or not after.strip())
    if unicodedata.name(sign, "").startswith("VARIATION SELECTOR-"):
        return bool(before) and _seen(before)
    return _seen(sign) or unicodedata.category(sign) == "Zs"


def _joins(sign: str) -> bool:
    """Return whether a character is of a script that is written with joiners."""
    return bool(sign) and unicodedata.name(sign, "").partition(" ")[0] in _JOINING


def _seen(sign: str) -> bool:
    """Return whether a character by itself leaves something on the page."""
    if sign in _BLANK or sign == _REPLACEMENT or unicodedata.name(sign, "").startswith("VARIATION SELECTOR-"):
        return False
    category = unicodedata.category(sign)
    return sign in _DRAWN or (category not in _REFUSED and category != "Zs")


def _name(sign: str) -> str:
    return unicodedata.name(sign, "") or _CONTROLS.get(ord(sign), "") or _REFUSED[unicodedata.category(sign)]
