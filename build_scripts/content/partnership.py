"""What is local, as pages, checks and the PDF show it: a partnership folder's values, contacts and numbers."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from build_scripts.content.language import Language
from build_scripts.content.page_text import as_written
from build_scripts.errors import BuildError
from build_scripts.paths import ROOT
from decision_engine.partnership import (
    ROLES,
    Contact,
    Partnership,
    areas,
    by_area,
    contact_data,
    emergency_number,
    read_partnership,
    values,
    with_roles,
)

_TEMPLATES = ROOT / "overrides"
_BLOCK = "contacts/contacts.html"
_ENVIRONMENT = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
# Blanks round what begins or ends a line of its own say nothing.
_ROUND_BLOCKS = re.compile(r"\s*(</?(?:div|ul|li|p)\b[^>]*>)\s*")
_EMERGENCY = ("emergency_number", "emergency_phone")


class Titles(dict[str, str]):
    """The titles of local documents by key; one that a partnership doesn't have is empty."""

    def __missing__(self, key: str) -> str:
        """Return nothing for a document that there isn't here."""
        return ""


@dataclass(frozen=True)
class Local:
    """A partnership in the words of a language."""

    partnership: Partnership
    language: Language

    def __post_init__(self) -> None:
        """Read the block's template: whatever asks for contacts later reads no file."""
        _ENVIRONMENT.get_template(_BLOCK)

    @cached_property
    def names(self) -> dict[str, str]:
        """Every value that a placeholder may name, as plain text, by key."""
        return values(self.partnership, self.language.words["services"])

    @property
    def adopted(self) -> bool:
        """Whether the partnership has adopted the site."""
        return self.partnership.adopted

    @cached_property
    def emergency(self) -> Mapping[str, str]:
        """What to call for a child in immediate danger: as shown, and as a link."""
        number = emergency_number(self.partnership)
        return {"shown": number, "link": f"tel:{''.join(number.split())}"}

    @property
    def banner(self) -> str:
        """What every page, record and PDF carries until a partnership has adopted the site; else empty."""
        key = "frame.draft" if self.partnership.guidance.draft else "frame.demonstration"
        return "" if self.adopted else self.language.say(key, phone=self.emergency["shown"])

    @cached_property
    def values(self) -> dict[str, Any]:
        """The partnership's texts, dates and choices, as pages and templates read them."""
        partnership = self.partnership
        texts = {**partnership._asdict(), "name": str(partnership.name), "short_name": partnership.called}
        services = {key: self.names[key] for key in ("children_services", "police_service")}
        return {key: value for key, value in texts.items() if key not in {"contacts", "look"}} | services

    @cached_property
    def titles(self) -> Titles:
        """The titles of local documents."""
        return Titles(self.partnership.titles)

    @cached_property
    def numbers(self) -> Mapping[str, Markup]:
        """Every value that is a number or an address to write to, as a link, by key."""
        found: dict[str, Markup] = dict.fromkeys(_EMERGENCY, _link(**self.emergency))
        former = {"police_phone": "police", "social_work_phone": "report", "social_work_out_of_hours": "out-of-hours"}
        for contact in self.partnership.contacts:
            for way in contact_data(contact)["ways"]:
                link = _link(way["shown"], way["link"])
                found[f"contacts.{contact.id}.{way['kind'].replace('-', '_')}"] = link
                for key, role in former.items():
                    if contact.role in {role, "report"} and self.names.get(key) == way["shown"]:
                        found.setdefault(key, link)
        return found

    @cached_property
    def contact_list(self) -> list[dict[str, Any]]:
        """The contacts as plain data, for the engine and the records."""
        return [contact_data(contact) for contact in self.partnership.contacts]

    def is_local_number(self, key: str) -> bool:
        """Return whether a placeholder stands for a number that is the partnership's, not the whole country's."""
        return key in self.numbers and key not in _EMERGENCY

    def phone(self, key: str) -> Markup:
        """Return a number as a link that a phone can dial; raises BuildError for a key that is no number's."""
        if key not in self.numbers:
            raise BuildError([f'there is no number "{key}". The numbers are {", ".join(self.numbers)}'])
        return self.numbers[key]

    def render(self, key: str, value: str) -> str:
        """Return a placeholder's value as HTML: numbers as links, the rest escaped."""
        return str(self.numbers.get(key) or escape(value))

    def contacts(self, *roles: str) -> Markup:
        """Return the contacts of these roles as a block for a template, or nothing where there are none.

        Raises BuildError for a role that there isn't.
        """
        return self._block(roles, str)

    def contacts_in_page(self, *roles: str) -> Markup:
        """Return the same for a page's Markdown, with every text as written whatever signs it holds."""
        return self._block(roles, as_written)

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas that have contacts of their own, in the order of the file."""
        return areas(self.partnership.contacts)

    def _block(self, roles: tuple[str, ...], text: Callable[[str], str]) -> Markup:
        if unknown := [role for role in roles if role not in ROLES]:
            raise BuildError([f'there is no role "{role}". The roles are {", ".join(ROLES)}' for role in unknown])
        found = with_roles(self.partnership.contacts, roles or ROLES)
        if not found:
            return Markup()
        groups = [{"area": area, "services": _services(group)} for area, group in by_area(found)]
        html = _ENVIRONMENT.get_template(_BLOCK).render(
            groups=groups, areas=areas(found), text=text, say=self.language.html
        )
        # One line: in a page, a blank line would end the block. Blanks keep what is on a line apart for the search.
        return Markup(_ROUND_BLOCKS.sub(r"\1", " ".join(html.split())))  # noqa: S704 - a template that escapes


def read_local(folder: Path, language: Language) -> Local:
    """Read a partnership folder; raises PartnershipError with everything wrong in its ``partnership.toml``."""
    return Local(read_partnership(folder), language)


def review_warning(partnership: Partnership, today: dt.date) -> str:
    """Return what to warn of; empty while the next review lies ahead.

    The day is the real one, not the one of SOURCE_DATE_EPOCH: those who build are warned, and the site stays the same.
    """
    if today <= partnership.next_review:
        return ""
    due = partnership.next_review.isoformat()
    what = "review it, then set last_reviewed and next_review in partnership.toml"
    return f"The content was due for review on {due}: {what}."


def _services(contacts: tuple[Contact, ...]) -> list[dict[str, Any]]:
    """Return contacts as plain data, those of one name that follow each other together."""
    data = [contact_data(contact) for contact in contacts]
    return [{"name": name, "contacts": list(group)} for name, group in groupby(data, key=lambda one: one["name"])]


def _link(shown: str, link: str) -> Markup:
    return Markup('<a class="ss-phone" href="{}">{}</a>').format(link, shown)
