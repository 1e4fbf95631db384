"""Telephone numbers as people write them: what is shown, what a telephone dials, and why one can't be right.

Numbers of the United Kingdom are checked against the National Telephone Numbering Plan, others only for their length.
"""

import re
from typing import NamedTuple

SHORT_NUMBERS = ("999", "112", "101", "111", "119", "18000")
_RELAY = "18001"
_LONGEST = 100  # of a text with its extension, option and spaces
_SPACES = re.compile(r"\s+")
_HYPHENS = re.compile("[\u2010-\u2015\u2212\ufe63\uff0d]")
_EXTENSION = re.compile(r"[\s,;]*\(?\s*(?:extension|ext\.?|x)\s*:?\s*(\d{1,6})\s*\)?\s*$", re.IGNORECASE)
_PRESS = r"(?:(?:and\s+)?(?:then\s+)?(?:press\s+|choose\s+|select\s+)?)(?:options?\s+|opt\.?\s+)?\d"
_OPTION = re.compile(
    rf"[\s,;]*\(?\s*(?:then\s+)?(?:press\s+|choose\s+|select\s+)?(?:options?|opt\.?|press)\s*\d(?:\s*,?\s*{_PRESS})*\s*\)?\s*$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\d\s*(?:/|,|;|&|\bor\b|\band\b)\s*[(+\d]", re.IGNORECASE)
_FREE = re.compile(r"116\d{3}")
_TEXT_CODE = re.compile(r"[678]\d{4}")
_BRACKETED_CODE = re.compile(r"\(\s*\+\s*(\d{1,3})\s*\)")
_LETTERS_FOR = {"o": "0", "l": "1", "i": "1"}
# What may follow the 0: geographic (1, 2), UK-wide (3), corporate (5), mobile (7), freephone and special rate (8).
_FIRST = "123578"
_LENGTH = 10
# Freephone numbers that are shorter than others: Childline's, and the old ones of 9 digits after the 0.
_SHORT_FREEPHONE = re.compile(r"800(?:1111|\d{6})")
_SHORTEST_ABROAD = 7
_LONGEST_ABROAD = 15  # ITU-T E.164


class PhoneError(ValueError):
    """A text that can't be a telephone number; its words say why."""


class Phone(NamedTuple):
    """A telephone number: as it is shown, the digits that are dialled (``+441632960123``, ``999``), its extension."""

    shown: str
    dialled: str
    extension: str = ""

    @property
    def link(self) -> str:
        """What a telephone dials; the number of an option in a menu can't be dialled and is left out."""
        return f"tel:{self.dialled}{f';ext={self.extension}' if self.extension else ''}"

    @property
    def national(self) -> str:
        """The digits as they are dialled within the country, for Relay UK."""
        return f"0{self.dialled[3:]}" if self.dialled.startswith("+44") else self.dialled


def read_phone(text: str) -> Phone:
    """Return the number that a text is; raises PhoneError with the sign that is out of place, or the wrong length."""
    shown = _tidied(text)
    if len(shown) > _LONGEST:
        msg = "it is longer than any telephone number"
        raise PhoneError(msg)
    rest = _OPTION.sub("", shown)
    extension = _EXTENSION.search(rest)
    if extension:
        rest = rest[: extension.start()]
    rest = _OPTION.sub("", rest)
    return Phone(shown, _dialled(_digits(rest)), extension[1] if extension else "")


def read_relay(text: str) -> Phone:
    """Return a number for Relay UK: 18000, or any other with 18001 before it, which is added where it is left out.

    Raises PhoneError as ``read_phone`` does.
    """
    shown = _tidied(text)
    rest = shown.removeprefix(_RELAY).lstrip(" -") if shown.startswith(_RELAY) else shown
    number = read_phone(rest)
    if number.dialled == "18000":
        return number
    if not number.national.isdigit():
        msg = "Relay UK reaches only numbers in the United Kingdom"
        raise PhoneError(msg)
    return Phone(f"{_RELAY} {rest}", _RELAY + number.national, number.extension)


def read_text_number(text: str) -> Phone:
    """Return a number that takes text messages, a code of five digits too; raises PhoneError as ``read_phone`` does."""
    shown = _tidied(text)
    digits = shown.replace(" ", "")
    return Phone(shown, digits) if _TEXT_CODE.fullmatch(digits) else read_phone(text)


def _tidied(text: str) -> str:
    """Return a text with plain spaces and hyphens, as no word processor leaves them."""
    return _HYPHENS.sub("-", _SPACES.sub(" ", text.strip()))


def _digits(text: str) -> str:
    """Return the digits, with a plus sign where there is one; raises PhoneError for any other sign but separators."""
    if not text:
        msg = "there is no number in it"
        raise PhoneError(msg)
    if _SEVERAL.search(text):
        msg = "there is more than one number in it; write a contact for each"
        raise PhoneError(msg)
    text = _BRACKETED_CODE.sub(r"+\1 ", text, count=1) if text.startswith("(") else text
    plus, national = ("+", text[1:]) if text.startswith("+") else ("", text)
    if plus or national.startswith("00"):
        national = re.sub(r"\(\s*0\s*\)", "", national)
    for sign in national:
        if not (sign.isascii() and sign.isdigit()) and sign not in " -.()":
            raise PhoneError(_out_of_place(sign, text))
    if not _is_paired(national):
        msg = "its brackets don't match"
        raise PhoneError(msg)
    return plus + "".join(sign for sign in national if sign.isdigit())


def _out_of_place(sign: str, text: str) -> str:
    """Say which sign is none of a number, and what it may have been meant for."""
    if sign.lower() in _LETTERS_FOR and sum(one.isalpha() for one in text) == text.count(sign):
        return f'"{sign}" in it is a letter, and {_LETTERS_FOR[sign.lower()]} may be meant'
    hint = "; words go in hours, for or note" if sign.isalpha() else ""
    named = f'"{sign}"' if sign.isprintable() else f"U+{ord(sign):04X}"
    return f"{named} can't be in a telephone number{hint}"


def _is_paired(text: str) -> bool:
    """Return whether round brackets come in pairs, one pair not inside another."""
    return re.fullmatch(r"[^()]*(?:\([^()]*\)[^()]*)*", text) is not None


def _dialled(digits: str) -> str:
    """Return the digits as a telephone anywhere dials them; raises PhoneError for what can't be a number."""
    if digits in SHORT_NUMBERS or _FREE.fullmatch(digits):
        return digits
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    if digits.startswith("+44"):
        return f"+44{_national(digits[3:].removeprefix('0'))}"
    if digits.startswith("+"):
        return _abroad(digits)
    if digits.startswith("0"):
        return f"+44{_national(digits[1:])}"
    if digits.startswith(_RELAY):
        msg = f"{_RELAY} is for Relay UK: write the number as text_relay"
        raise PhoneError(msg)
    first = f"it begins with {digits[0]}" if digits else "there is no digit in it"
    short = ", ".join(SHORT_NUMBERS)
    msg = f"{first}, and a UK number begins with 0, one from abroad with +; short numbers are {short}, 116 and 3 digits"
    raise PhoneError(msg)


def _national(digits: str) -> str:
    """Return what follows the 0 of a UK number; raises PhoneError where no such number can be."""
    if _SHORT_FREEPHONE.fullmatch(digits):
        return digits
    if len(digits) != _LENGTH:
        msg = f"{_LENGTH} digits after the 0 are wanted: this has {len(digits)}"
        raise PhoneError(msg)
    if digits[0] == "9":
        msg = "numbers that begin with 09 are premium rate, which no one who reports a concern should have to pay"
        raise PhoneError(msg)
    if digits[0] not in _FIRST:
        msg = f"no UK number begins with 0{digits[0]}"
        raise PhoneError(msg)
    return digits


def _abroad(digits: str) -> str:
    count = len(digits) - 1
    if not _SHORTEST_ABROAD <= count <= _LONGEST_ABROAD or digits[1:2] == "0":
        msg = f"{_SHORTEST_ABROAD} to {_LONGEST_ABROAD} digits after the + are wanted, no 0 first: this has {count}"
        raise PhoneError(msg)
    return digits
