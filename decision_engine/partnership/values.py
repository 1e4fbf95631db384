"""What ``{…}`` in a flow or page may name: every text of the partnership by a flat key, and why one has no value."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from decision_engine.errors import quoted
from decision_engine.partnership.contacts import emergency_number, ways
from decision_engine.partnership.model import Contact, Partnership
from decision_engine.words import read_words

_TEXTS = ("short_name", "area", "site_name", "site_url", "publisher", "host", "maintainer", "contact_email")
# Names that flows of the former format use, each with the role that it needs exactly one service of.
_FORMER: Mapping[str, str] = {
    "police": "police",
    "police_phone": "police",
    "social_work_services": "report",
    "social_work_phone": "report",
    "social_work_out_of_hours": "out-of-hours",
}
# Services that texts speak of, each by the name of its one contact or else in general words.
SERVICES: Mapping[str, str] = {"children_services": "report", "police_service": "police"}
_ALL_DAY = re.compile(r"(?<!within )\b24[\s-]*(?:hours?|hrs?|h)\b|\b24/7\b|\bday and night\b", re.IGNORECASE)
_LONGEST = 64
_EXAMPLE = 'contacts = ["emergency", "report", "out-of-hours", "police"]'


def values(partnership: Partnership, general: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return every value that a placeholder may name, by its key; one that is not set is empty.

    ``general`` has the general words for services of which there are several; if not given, the English ones.
    """
    words = general or read_words("services")
    services = ((key, _only(partnership, role), words[key]) for key, role in SERVICES.items())
    named = {key: str(one.name) if one else general_word for key, one, general_word in services}
    return {**dict(_values(partnership)), **named}


def _values(partnership: Partnership) -> Iterator[tuple[str, str]]:
    yield "name", str(partnership.name)
    yield from ((key, getattr(partnership, key)) for key in _TEXTS if key != "short_name")
    yield "short_name", partnership.called
    yield from ((key, emergency_number(partnership)) for key in ("emergency_number", "emergency_phone"))
    guidance = partnership.guidance
    yield from ((f"guidance.{key}", getattr(guidance, key)) for key in ("title", "edition", "owner", "licence"))
    yield from ((f"titles.{key}", title) for key, title in partnership.titles.items())
    for contact in partnership.contacts:
        yield from ((f"contacts.{contact.id}.{key}", value) for key, value in _contact(contact).items())
    yield from _former(partnership)


def _contact(contact: Contact) -> dict[str, str]:
    reached = {way.kind.replace("-", "_"): way.shown for way in ways(contact)}
    ways_of = {key: reached.get(key, "") for key in ("phone", "text_relay", "text_message", "email", "form")}
    return {
        "name": str(contact.name),
        "area": contact.area,
        **ways_of,
        "hours": contact.hours,
        "for": contact.audience,
        "note": contact.note,
    }


def _former(partnership: Partnership) -> Iterator[tuple[str, str]]:
    """Yield the names of the former format that can only mean one contact of this partnership."""
    for key, role in _FORMER.items():
        if one := _only(partnership, role):
            value = str(one.name) if key in {"police", "social_work_services"} else _contact(one)["phone"]
            if value:
                yield key, value


def _only(partnership: Partnership, role: str) -> Contact | None:
    """Return the one contact of a role, the first of several where they are numbers of one service.

    A report line that is open day and night is the one for out of hours too.
    """
    found = [contact for contact in partnership.contacts if contact.role == role]
    if not found and role == "out-of-hours":
        one = _only(partnership, "report")
        return one if one and _ALL_DAY.search(one.hours) else None
    return found[0] if len({(contact.name, contact.area) for contact in found}) == 1 else None


def is_open_all_day(partnership: Partnership) -> bool:
    """Return whether some contact for reports says that it is there day and night."""
    return any(contact.role == "report" and _ALL_DAY.search(contact.hours) for contact in partnership.contacts)


def unknown_value(key: str, known: Mapping[str, str]) -> tuple[str, str]:
    """Say why a placeholder has no value, and what to write instead."""
    if role := _FORMER.get(key):
        what = f"{{{key}}} has a value only where one contact alone has the role {role}"
        return f"{what}; name roles in the notice's contacts, and services in general words", _EXAMPLE
    near = closest(key, tuple(known))
    hint = f"; the closest is {{{near}}}" if near else ""
    return f"the partnership has no value {quoted(f'{{{key}}}')}{hint}", f"{{{near or 'area'}}}"


def closest(name: str, known: Sequence[str]) -> str:
    """Return the known name that is most like another, or nothing."""
    return next(iter(get_close_matches(name[:_LONGEST].casefold(), known, n=1, cutoff=0.6)), "")
