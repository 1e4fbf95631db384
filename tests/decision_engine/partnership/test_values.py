"""What a placeholder may name: values of their own keys, the former format's names, and what is said of others."""

from pathlib import Path

import pytest

from decision_engine.partnership import Partnership, emergency_number, partnership_from_bytes, unknown_value, values

ROOT = Path(__file__).parents[3]
NIGHT = "{contacts.night.name}"
INSTEAD = "name roles in the notice's contacts, and services in general words"
ROLES = 'contacts = ["emergency", "report", "out-of-hours", "police"]'


def partnership(name: str, *changes: tuple[str, str]) -> Partnership:
    """Return an invented partnership with some of its words changed."""
    text = (ROOT / "tests" / "folders" / name / "partnership.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return partnership_from_bytes(text.encode())


def test_former_names_have_values_where_one_contact_can_be_meant() -> None:
    """A flow of the former format goes on working for one council, one police force and one line for each time."""
    known = values(partnership("one-council"))
    assert {key: known[key] for key in known if key.startswith(("social_work", "police", "emergency"))} == {
        "emergency_number": "999",
        "emergency_phone": "999",
        "police": "Dorsetshire Constabulary",
        "police_phone": "101",
        "police_service": "Dorsetshire Constabulary",
        "social_work_services": "Children's First Response",
        "social_work_phone": "01632 960123",
        "social_work_out_of_hours": "01632 960124",
    }


@pytest.mark.parametrize(
    ("hours", "night"),
    [
        ("24 hours", "0808 157 0110"),
        ("Open 24 hours a day, every day", "0808 157 0110"),
        ("24-hour line", "0808 157 0110"),
        ("24/7", "0808 157 0110"),
        ("Day and night", "0808 157 0110"),
        ("Answered within 24 hours", None),
        ("Monday to Friday, 9am to 5pm", None),
        ("124 hours", None),
    ],
)
def test_report_line_is_the_one_at_night_only_where_it_says_so(hours: str, night: str | None) -> None:
    """No number for the day is given out as one for the night."""
    line = 'phone = "0808 157 0110"\nhours = '
    known = values(partnership("day-and-night", (f'{line}"24 hours"', f'{line}"{hours}"')))
    assert known.get("social_work_out_of_hours") == night


def test_names_that_several_contacts_could_have_are_no_values() -> None:
    """With four councils, or two police forces, no former name picks one of them."""
    assert {"social_work_services", "social_work_phone"}.isdisjoint(values(partnership("four-councils")))
    assert {"police", "police_phone"}.isdisjoint(values(partnership("two-forces")))


def test_two_numbers_of_one_service_are_one_contact_to_former_names() -> None:
    """A second number of the same service in the same place doesn't make it two: the first one is meant."""
    demonstration = partnership_from_bytes((ROOT / "docs" / "_data" / "partnership" / "partnership.toml").read_bytes())
    numbers = [contact.phone for contact in demonstration.contacts if contact.role == "report"]
    assert len(numbers) > 1
    assert values(demonstration)["social_work_phone"] == numbers[0]


@pytest.mark.parametrize(
    ("folder", "services", "police"),
    [
        ("one-council", "Children's First Response", "Dorsetshire Constabulary"),
        ("four-councils", "children's social care", "Fourshires Police"),
        ("two-forces", "children's social care", "the police"),
    ],
)
def test_services_have_general_words_where_there_are_several(folder: str, services: str, police: str) -> None:
    """No area's service is named as if it were everyone's."""
    known = values(partnership(folder))
    assert (known["children_services"], known["police_service"]) == (services, police)
    words = {"children_services": "gwasanaethau plant", "police_service": "yr heddlu"}
    other = values(partnership(folder), words)
    assert other["police_service"] == (words["police_service"] if police == "the police" else police)


def test_both_languages_are_in_a_value() -> None:
    """In plain text a name in two languages is both, English first."""
    known = values(partnership("bilingual"))
    assert known["name"] == "Cwm Arian Safeguarding Board / Bwrdd Diogelu Cwm Arian"
    assert known["contacts.tu-allan-i-oriau.name"] == "Emergency Duty Team / Tîm Dyletswydd Argyfwng"


@pytest.mark.parametrize(
    ("changes", "number"),
    [
        ((), "999"),
        ((('phone = "999"', 'phone = "01632 960999"'),), "01632 960999"),
        ((('phone = "999"', 'email = "emergency@dorsetshire.example"'),), "999"),
        ((('role = "emergency"', 'role = "other"'),), "999"),
        ((('role = "emergency"', 'role = "other"'), ('phone = "101"', 'phone = "01632 960101"')), "999"),
    ],
)
def test_emergency_number_is_never_one_for_what_can_wait(changes: tuple[tuple[str, str], ...], number: str) -> None:
    """It is the number of a contact for emergencies, or the whole country's; never the police's other number."""
    assert emergency_number(partnership("one-council", *changes)) == number


@pytest.mark.parametrize(
    ("key", "what", "example"),
    [
        ("shortname", 'the partnership has no value "{shortname}"; the closest is {short_name}', "{short_name}"),
        (
            "contacts.nigth.name",
            f'the partnership has no value "{{contacts.nigth.name}}"; the closest is {NIGHT}',
            NIGHT,
        ),
        ("zebra", 'the partnership has no value "{zebra}"', "{area}"),
        (
            "police_phone",
            f"{{police_phone}} has a value only where one contact alone has the role police; {INSTEAD}",
            ROLES,
        ),
    ],
)
def test_unknown_value_is_told_with_what_to_write_instead(key: str, what: str, example: str) -> None:
    """A slip names the closest value; a former name says how a flow names contacts now."""
    assert unknown_value(key, values(partnership("one-council"))) == (what, example)
