"""External links: all in one data file, marked where they are, listed on one page."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from build_scripts.content.data_file import read_entries, require_unique
from build_scripts.content.language import Language
from build_scripts.content.page_text import as_written
from build_scripts.errors import BuildError
from decision_engine.fill import fill

FILE = Path("docs/_data/links.toml")
# How an address was checked, and the key of the words for it.
HOW = {
    "opened": "pages.opened",
    "stored copy": "pages.stored_copy",
    "well known": "pages.well_known",
    "partnership": "pages.partnership",
}
_KEYS = {"key": True, "title": True, "url": True, "checked": True, "how": True, "note": False}
_PAGE = """---
title: {title}
description: {description}
---
# {heading}

{all}
{tab}
{checked}

{rows}
"""


@dataclass(frozen=True, slots=True)
class Links:
    """The links by key, local addresses filled in."""

    entries: Mapping[str, Mapping[str, Any]]
    language: Language

    def link(self, key: str, text: str | None = None) -> Markup:
        """Return a link marked as leaving the site, or the words alone where the partnership gives no address.

        Raises BuildError for an unknown key.
        """
        entry = self.entries.get(key)
        if entry is None:
            raise BuildError([f'{FILE}: there is no link "{key}". For example: {next(iter(self.entries))}'])
        if not entry["url"]:
            return Markup("{}").format(as_written(text or entry["title"]))
        mark = Markup('<span class="ss-visually-hidden"> {}</span>').format(self.language.say("pages.another_website"))
        link = Markup('<a class="external" rel="external" href="{}">{}{}</a>')
        return link.format(as_written(entry["url"]), as_written(text or entry["title"]), mark)

    def page(self) -> str:
        """Return the Markdown of the page that lists them all."""
        say = self.language.say
        return _PAGE.format(
            heading=say("pages.links"),
            title=json.dumps(say("pages.links")),
            description=json.dumps(say("pages.links_description")),
            all=say("pages.links_all"),
            tab=say("pages.links_tab"),
            checked=say("pages.links_checked"),
            rows="\n".join(self._row(key, entry) for key, entry in self.entries.items() if entry["url"]),
        )

    def _row(self, key: str, entry: Mapping[str, Any]) -> str:
        address = f'<span class="ss-address">{as_written(_shown(entry["url"]))}</span>'
        checked = self.language.say(HOW[entry["how"]], day=self.language.format_date(entry["checked"]))
        note = f" {as_written(entry['note'])}." if entry.get("note") else ""
        return f"- {self.link(key)}<br>{address}<br>{checked}.{note}"


def read_links(docs: Path, names: Mapping[str, str], language: Language) -> Links:
    """Read the data file; raises BuildError with everything wrong in it, a placeholder without a value included."""
    entries = read_entries(docs / "_data" / FILE.name, "links", _KEYS)
    require_unique(entries, "key", FILE)
    links = {}
    problems = []
    known = _WithoutTitles(names)
    for entry in entries:
        try:
            link = {**entry, "url": fill(entry["url"], known), "title": fill(entry["title"], known)}
        except KeyError as error:
            problems.append(f"{FILE}: {entry['key']}: unknown placeholder {error}. For example: {{area}}")
            continue
        problems += [f"{FILE}: {entry['key']}.{problem}" for problem in _problems(link)]
        links[entry["key"]] = link
    if problems:
        raise BuildError(problems)
    return Links(links, language)


class _WithoutTitles(dict[str, str]):
    """Values in which a title or address of a local document that a partnership doesn't have is empty."""

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__(names)
        self._names = names

    def __missing__(self, key: str) -> str:
        return "" if key.startswith("titles.") else self._names[key]


def _problems(link: Mapping[str, Any]) -> list[str]:
    problems = []
    is_left_out = not link["url"] and link["how"] == "partnership"
    if not is_left_out and not link["url"].startswith(("https://", "http://")):
        problems.append('url: not a web address. For example: url = "https://ico.org.uk/"')
    if not isinstance(link["checked"], dt.date):
        problems.append("checked: not a date. For example: checked = 2026-11-22")
    if link["how"] not in HOW:
        problems.append(f'how: "{link["how"]}" is none of {", ".join(HOW)}')
    return problems


def _shown(url: str) -> str:
    """Return an address as people write it, to be read and not clicked: its host and path."""
    parts = urlsplit(url)
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}"
