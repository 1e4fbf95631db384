"""Each kind of value in ``partnership.toml``: what is wrong with one, or nothing."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from decision_engine.authoring.check_types import is_id
from decision_engine.authoring.hidden import hidden_problem, is_blank
from decision_engine.authoring.schema import ROLES, Kind
from decision_engine.errors import quoted
from decision_engine.partnership.phone import PhoneError, read_phone, read_relay, read_text_number
from decision_engine.partnership.values import closest

_EMAIL = re.compile(r"[^@\s<>()\[\]\\,;:\"]+@[^@\s<>()\[\]\\,;:\"/]+\.[^@\s<>()\[\]\\,;:\"/]+")
_NO_ADDRESS = re.compile(r"[\s<>\"\\^`]")
# As browsers write an origin: nothing after the name or port, so that it says in a policy what it seems to say.
_ORIGIN = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_TITLE_KEY = re.compile(r"[a-z][a-z0-9_-]{0,63}")


def text_problem(text: str) -> str:
    """Say what keeps a text from being shown on one line as it is written; nothing where it can be."""
    if "\n" in text or "\r" in text:
        return "there is a line break in it"
    if "\t" in text:
        return "there is a tab in it"
    return hidden_problem(text)


def kind_problem(kind: Kind, text: str) -> str:
    """Say what is wrong with a text of a kind; nothing where it is fine, or where any text is."""
    if what := text_problem(text):
        return what
    check = _CHECKS.get(kind)
    return check(text) if check else ""


def is_colour(text: str) -> bool:
    """Return whether a text is a colour such as ``#0b5c6b``."""
    return _COLOUR.fullmatch(text) is not None


def is_language(text: str) -> bool:
    """Return whether a text has the form of a language's tag, such as ``cy``."""
    return _LANGUAGE.fullmatch(text) is not None


def is_title_key(text: str) -> bool:
    """Return whether a text can name a title."""
    return _TITLE_KEY.fullmatch(text) is not None


def is_origin(text: str) -> bool:
    """Return whether a text is a site's origin."""
    return _ORIGIN.fullmatch(text) is not None


def is_date(value: object) -> bool:
    """Return whether a value is a date without a time."""
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


def is_unset(value: object) -> bool:
    """Return whether a key is left out, or holds a text that says nothing."""
    return value is None or (isinstance(value, str) and is_blank(value))


def _id(text: str) -> str:
    rule = "is not an id: small letters, digits, - and _ only, a letter first, 64 at most"
    return "" if is_id(text) else f"{quoted(text)} {rule}"


def _role(text: str) -> str:
    if text in ROLES:
        return ""
    near = closest(text, ROLES)
    hint = f"; the closest is {quoted(near)}" if near else ""
    return f"there is no role {quoted(text)}{hint}. The roles are {', '.join(ROLES)}"


def _number(read: Callable[[str], object], what: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        try:
            read(text)
        except PhoneError as error:
            return f"{quoted(text)} is not a {what}: {error}"
        return ""

    return check


def _email(text: str) -> str:
    return "" if _EMAIL.fullmatch(text) else f"{quoted(text)} is not an e-mail address"


def _url(text: str) -> str:
    return "" if _is_address(text, ("https", "http")) else f"{quoted(text)} is not a web address"


def _form(text: str) -> str:
    if _is_address(text, ("https",)):
        return ""
    hint = "" if text.startswith("https://") else ", which begins with https:// so that what is sent stays private"
    return f"{quoted(text)} is not the address of a form{hint}"


def _is_address(text: str, schemes: tuple[str, ...]) -> bool:
    """Return whether a text is a web address that a browser opens as it is written."""
    try:
        parts = urlsplit(text)
        named = parts.hostname is not None and parts.username is None and (parts.port is None or parts.port > 0)
    except ValueError:  # a bracket by itself, a port of letters
        return False
    begins = any(text.startswith(f"{scheme}://") for scheme in schemes)
    return begins and named and not _NO_ADDRESS.search(text)


_CHECKS: Mapping[Kind, Callable[[str], str]] = {
    "id": _id,
    "role": _role,
    "phone": _number(read_phone, "telephone number"),
    "relay": _number(read_relay, "number for Relay UK"),
    "text_number": _number(read_text_number, "number for text messages"),
    "email": _email,
    "url": _url,
    "form": _form,
}
