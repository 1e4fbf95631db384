"""Contacts as pages, records and the terminal show them: the ways to reach each, one plain shape, grouped by area."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple
from urllib.parse import quote

from decision_engine.authoring.schema import ROLES
from decision_engine.partnership.model import Contact, Partnership
from decision_engine.partnership.phone import read_phone, read_relay, read_text_number

Kind = Literal["phone", "text-relay", "text-message", "email", "form"]
EMERGENCY_NUMBER = "999"
_MAIL_SIGNS = "@!$'*+-._~/"  # what an address in a link keeps as it is: RFC 6068


class Way(NamedTuple):
    """One way to reach a contact: what people read, and the link that does it."""

    kind: Kind
    shown: str
    link: str


def ways(contact: Contact) -> tuple[Way, ...]:
    """Return the ways to reach a contact, the quickest first; the contact's numbers have been checked."""
    return tuple(_ways(contact))


def _ways(contact: Contact) -> Iterator[Way]:
    if contact.phone:
        phone = read_phone(contact.phone)
        yield Way("phone", phone.shown, phone.link)
    if contact.text_relay:
        relay = read_relay(contact.text_relay)
        yield Way("text-relay", relay.shown, relay.link)
    if contact.text_message:
        message = read_text_number(contact.text_message)
        yield Way("text-message", message.shown, f"sms:{message.dialled}")
    if contact.email:
        yield Way("email", contact.email, f"mailto:{quote(contact.email, safe=_MAIL_SIGNS)}")
    if contact.form:
        yield Way("form", contact.form, contact.form)


def contact_data(contact: Contact) -> dict[str, Any]:
    """Return a contact as the plain data that templates, scripts, the engine's Context and records share."""
    return {
        "id": contact.id,
        "role": contact.role,
        "area": contact.area,
        "name": str(contact.name),
        "names": [version._asdict() for version in contact.name.versions],
        "ways": [way._asdict() for way in ways(contact)],
        "hours": contact.hours,
        "for": contact.audience,
        "note": contact.note,
    }


def with_roles(contacts: Iterable[Contact], roles: Sequence[str] = ROLES) -> tuple[Contact, ...]:
    """Return the contacts of these roles in this order of roles, those of one role in the order of the file."""
    return tuple(sorted((one for one in contacts if one.role in roles), key=lambda one: roles.index(one.role)))


def areas(contacts: Iterable[Contact]) -> tuple[str, ...]:
    """Return the areas of contacts in the order of the file, without those of everyone."""
    return tuple(dict.fromkeys(contact.area for contact in contacts if contact.area))


def by_area(contacts: Sequence[Contact]) -> list[tuple[str, tuple[Contact, ...]]]:
    """Return contacts grouped by area, those of everyone first, under the area ``""``."""
    groups: dict[str, list[Contact]] = {"": []}
    for contact in contacts:
        groups.setdefault(contact.area, []).append(contact)
    return [(area, tuple(group)) for area, group in groups.items() if group]


def emergency_number(partnership: Partnership) -> str:
    """Return what to call for a child in immediate danger: the first telephone number of a contact for emergencies.

    Where there is none it is the country's own. The police's other numbers are for what can wait.
    """
    found = (contact for contact in partnership.contacts if contact.role == "emergency" and contact.phone)
    return next((read_phone(contact.phone).shown for contact in found), EMERGENCY_NUMBER)
