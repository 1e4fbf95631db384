"""What no key of ``partnership.toml`` shows by itself: ids once, a way to reach each contact, the roles needed."""

from collections.abc import Mapping, Sequence
from typing import Any

from decision_engine.authoring.problems import Problems
from decision_engine.authoring.schema import ROLES
from decision_engine.errors import quoted
from decision_engine.partnership.check_values import is_unset
from decision_engine.partnership.schema import PARTNERSHIP

NOT_FOR_EMERGENCIES = ("101", "111", "119")
WAYS = ("phone", "text_relay", "text_message", "email", "form")


def check_whole(found: Mapping[str, Any], raw: Mapping[str, Any], problems: Problems) -> None:
    """Add what is wrong between keys; ``found`` holds what each by itself can be used for, ``raw`` what was written."""
    last, due = found.get("last_reviewed"), found.get("next_review")
    if last and due and due <= last:
        what = f"the next review ({due}) is not after the last ({last})"
        problems.add("next_review", what, PARTNERSHIP.keys["next_review"].example)
    contacts = found.get("contacts")
    if contacts is None:
        return
    written: Sequence[Mapping[str, Any]] = raw["contacts"]
    _check_ids(contacts, problems)
    _check_areas(contacts, problems)
    for at, contact in enumerate(written):
        if all(is_unset(contact.get(way)) for way in WAYS):
            what = f"there is no way to reach this contact; it needs one of {', '.join(WAYS)}"
            problems.add(f"contacts[{at}]", what, 'phone = "01632 960123"')
    _check_emergency(contacts, problems)
    _check_roles(written, problems)


def _check_emergency(contacts: Sequence[Mapping[str, Any]], problems: Problems) -> None:
    """Find a number for what can wait where people look for the one to call in an emergency."""
    for at, contact in enumerate(contacts):
        phone = contact.get("phone", "")
        if contact.get("role") == "emergency" and phone in NOT_FOR_EMERGENCIES:
            what = (
                f"{phone} is for what can wait, and a contact for emergencies needs a number that is answered at once"
            )
            problems.add(f"contacts[{at}].phone", what, 'phone = "999"')


def _check_ids(contacts: Sequence[Mapping[str, Any]], problems: Problems) -> None:
    seen: dict[str, int] = {}
    for at, contact in enumerate(contacts):
        name = contact.get("id")
        if name in seen:
            what = f"contacts[{seen[name]}] has the id {quoted(name)} already"
            problems.add(f"contacts[{at}].id", what, f'id = "{name[:60]}-2"')
        elif name:
            seen[name] = at


def _check_areas(contacts: Sequence[Mapping[str, Any]], problems: Problems) -> None:
    """Find areas that differ in spaces or capitals alone: each would be a place of its own to choose."""
    seen: dict[str, str] = {}
    for at, contact in enumerate(contacts):
        if area := contact.get("area"):
            first = seen.setdefault(" ".join(area.split()).casefold(), area)
            if first != area:
                what = f"{quoted(area)} differs from {quoted(first)} in spaces or capitals alone"
                problems.add(f"contacts[{at}].area", what, f"area = {quoted(first)}")


def _check_roles(written: Sequence[Mapping[str, Any]], problems: Problems) -> None:
    """Find that there is no one to call or to tell, unless a role that couldn't be read may be the one."""
    roles = {role.strip() if isinstance(role := contact.get("role"), str) else "" for contact in written}
    if not roles.issubset(ROLES):
        return
    if roles.isdisjoint(("emergency", "police")):
        what = "there is no contact for emergencies; one with the role emergency or police is needed"
        problems.add("contacts", what, 'role = "emergency"')
    if "report" not in roles:
        what = "there is no contact to tell of a concern about a child; one with the role report is needed"
        problems.add("contacts", what, 'role = "report"')
