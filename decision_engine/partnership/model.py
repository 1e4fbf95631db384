"""What a partnership folder says, as frozen values: names, contacts, the guidance it restates, dates and colours.

The fields are the keys of ``partnership.toml``; ``schema`` says which may be left out and what people are told of each.
Read by the build, the command line and the tests; a visitor's browser is handed ``contact_data`` alone.
"""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

# The names of the colours that a partnership may set, which are those of the pages' stylesheet.
PALETTE = (
    *("page", "surface", "text", "quiet", "accent", "accent-deep", "on-accent", "tint", "share", "stop", "advice"),
    *("urgent-back", "urgent-text", "focus", "border", "border-strong", "mark"),
)


class Version(NamedTuple):
    """A text in one language; ``lang`` is its tag, such as ``cy``, and empty for the language of the site."""

    lang: str
    text: str


class Text(NamedTuple):
    """A name in one language or in several, English first."""

    versions: tuple[Version, ...]

    def __str__(self) -> str:
        """Return it as plain text, the languages joined by a slash."""
        return " / ".join(version.text for version in self.versions)


class Contact(NamedTuple):
    """Someone to tell or to ask, with at least one way to reach them; a key that is not set is empty."""

    id: str
    role: str
    name: Text
    area: str = ""
    phone: str = ""
    text_relay: str = ""
    text_message: str = ""
    email: str = ""
    form: str = ""
    hours: str = ""
    audience: str = ""
    note: str = ""
    checked: dt.date | None = None


class Guidance(NamedTuple):
    """The guidance that the pages restate, and whose it is."""

    title: str
    owner: str
    edition: str = ""
    licence: str = ""
    changes_since: bool = True
    draft: bool = False


class Colour(NamedTuple):
    """A colour of the palette as ``#rrggbb``; ``dark`` is empty where the dark palette keeps its own."""

    light: str
    dark: str = ""


class Partnership(NamedTuple):
    """The whole of ``partnership.toml``, checked; a key that is not set is empty."""

    format: int
    name: Text
    area: str
    host: str
    maintainer: str
    last_reviewed: dt.date
    next_review: dt.date
    guidance: Guidance
    contacts: tuple[Contact, ...]
    short_name: str = ""
    site_name: str = "Share Safely"
    site_url: str = ""
    publisher: str = ""
    contact_email: str = ""
    adopted: bool = False
    embed_on: tuple[str, ...] = ()
    main_check: str = "sharing"
    look: Mapping[str, Colour] = {}
    titles: Mapping[str, str] = {}

    @property
    def called(self) -> str:
        """The short name, or the name where there is none."""
        return self.short_name or str(self.name)
