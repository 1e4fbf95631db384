"""Laws of every partnership's file: whatever it holds, it is read or refused in words, and nothing in it gets lost."""

import datetime as dt
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from decision_engine.authoring.problems import Problems
from decision_engine.errors import PartnershipError, Problem
from decision_engine.partnership import (
    ROLES,
    Partnership,
    adoption_problems,
    by_area,
    contact_data,
    emergency_number,
    partnership_from_bytes,
    read_partnership,
    values,
    with_roles,
)
from decision_engine.partnership.check_tables import Tables
from decision_engine.partnership.check_whole import check_whole
from decision_engine.partnership.schema import CONTACT, FILE, GUIDANCE, PARTNERSHIP

ROOT = Path(__file__).parents[3]
FOLDERS = sorted(path.parent for path in (ROOT / "tests" / "folders").glob("*/partnership.toml"))
SOUND = {folder.name: (folder / FILE).read_bytes() for folder in FOLDERS}
DEMONSTRATION = read_partnership(ROOT / "docs" / "_data" / "partnership")
TODAY = dt.date(2026, 11, 26)
assert len(SOUND) > 8

KEYS = sorted({*PARTNERSHIP.keys, *GUIDANCE.keys, *CONTACT.keys})
SCALARS = (
    st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["", " ", "a\nb", "\u202e", "999", "01632 960123", "https://[", "https://a:b/", "a@b.c", *ROLES])
    | st.dates()
    | st.datetimes()
    | st.times()
)
# Whatever TOML can say, under keys that are known and others.
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=12), inner, max_size=5)
    ),
    max_leaves=12,
)


def problems_of(raw: dict[str, Any]) -> list[Problem]:
    """Check what a file has been parsed to."""
    problems = Problems(FILE, PartnershipError)
    check_whole(Tables(problems).whole(raw), raw, problems)
    return problems.found


def shown_everywhere(partnership: Partnership) -> None:
    """Do with a partnership whatever is done with one; none of it raises."""
    data = [contact_data(contact) for contact in partnership.contacts]
    assert json.loads(json.dumps(data)) == data
    assert all(contact["ways"] for contact in data)
    assert all(isinstance(value, str) for value in values(partnership).values())
    assert emergency_number(partnership)
    for today in (dt.date.min, TODAY, dt.date.max):
        adoption_problems(partnership, DEMONSTRATION, today)


@given(st.binary() | st.text().map(str.encode))
@example(b"")
@example(b"\xef\xbb\xbfformat = 1")
def test_any_bytes_are_refused_in_words(content: bytes) -> None:
    """Bytes that are no partnership's file are refused, each problem with the file's name."""
    with pytest.raises(PartnershipError) as refused:
        partnership_from_bytes(content)
    assert all(str(problem).startswith(FILE) for problem in refused.value.problems)


@given(st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=12), ANYTHING, max_size=8))
def test_anything_that_toml_can_say_is_refused_in_words(raw: dict[str, Any]) -> None:
    """No value in any place is a traceback."""
    assert problems_of(raw)


@given(st.sampled_from(sorted(SOUND)), st.data())
def test_any_value_in_any_place_of_a_sound_file_is_read_or_refused(name: str, data: st.DataObject) -> None:
    """A sound file with one value changed to anything is read, or refused with the place of that value."""
    raw = tomllib.loads(SOUND[name].decode())
    place: Any = raw
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if not place[key] or not isinstance(place[key], dict | list) or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(ANYTHING)
    problems = problems_of(raw)
    assert all(problem.what and problem.example for problem in problems)


@pytest.mark.parametrize("key", KEYS)
def test_number_too_long_to_write_out_is_refused_in_words(key: str) -> None:
    """Python doesn't write out a number of thousands of digits; no message tries to."""
    number = tomllib.loads(f"number = 0x{'f' * 4000}")["number"]
    assert problems_of({key: number})
    assert problems_of({"contacts": [{key: number}], "guidance": {key: number}})


@settings(max_examples=200)
@given(st.sampled_from(sorted(SOUND)), st.data())
def test_any_damage_to_a_sound_file_is_read_or_refused(name: str, data: st.DataObject) -> None:
    """With bytes cut out, put in or changed, a file is still read whole, or refused in words."""
    content = SOUND[name]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content)))
        cut = data.draw(st.integers(0, 20))
        content = content[:at] + data.draw(st.binary(max_size=8)) + content[at + cut :]
    try:
        partnership = partnership_from_bytes(content)
    except PartnershipError:
        return
    shown_everywhere(partnership)


@pytest.mark.parametrize("name", sorted(SOUND))
def test_contacts_are_grouped_without_loss(name: str) -> None:
    """Every contact is in exactly one group, everyone's first, and roles come in their order."""
    partnership = partnership_from_bytes(SOUND[name])
    shown_everywhere(partnership)
    ordered = with_roles(partnership.contacts)
    groups = by_area(ordered)
    assert [contact for _, group in groups for contact in group if contact not in ordered] == []
    assert sum(len(group) for _, group in groups) == len(partnership.contacts)
    assert "" not in [area for area, _ in groups[1:]]
    for _, group in [("", ordered), *groups]:
        places = [ROLES.index(contact.role) for contact in group]
        assert places == sorted(places)


def test_only_the_roles_that_are_asked_for_are_chosen() -> None:
    """A notice that names two roles shows the contacts of these, in the order in which it names them."""
    contacts = partnership_from_bytes(SOUND["relay-and-text"]).contacts
    assert [contact.id for contact in with_roles(contacts, ("report", "emergency"))] == ["mash", "emergency"]
