"""What keeps a site from being called adopted, as far as its partnership's file shows."""

import datetime as dt
from pathlib import Path

import pytest

from decision_engine.partnership import Partnership, adoption_problems, partnership_from_bytes, partnership_lines
from decision_engine.partnership.schema import FILE

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "tests" / "folders" / "one-council"
SOUND = (FOLDER / FILE).read_text(encoding="utf-8")
DEMONSTRATION = partnership_from_bytes((ROOT / "docs" / "_data" / "partnership" / FILE).read_bytes())
TODAY = dt.date(2026, 11, 26)
READY = {'publisher = ""': 'publisher = "Dorsetshire Council"', 'licence = ""': 'licence = "By letter of 1 May 2026"'}


def changed(*changes: tuple[str, str]) -> Partnership:
    """Return the partnership that is ready to adopt, but for some changes."""
    text = SOUND
    for old, new in [*READY.items(), *changes]:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return partnership_from_bytes(text.encode())


def reasons(partnership: Partnership, today: dt.date = TODAY) -> list[str]:
    """Return the reasons without the file's name."""
    return [str(problem).removeprefix(f"{FILE}: ") for problem in adoption_problems(partnership, DEMONSTRATION, today)]


def test_partnership_with_everything_of_its_own_is_ready() -> None:
    """With a publisher, a licence, and contacts tried this month, nothing is in the way."""
    assert reasons(changed()) == []


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"Dorsetshire Council"', '""', "publisher: an adopted site says who publishes it"),
        (
            '"By letter of 1 May 2026"',
            '""',
            'guidance.licence: the guidance belongs to "North Lincolnshire Children\'s MARS", and no licence says',
        ),
        (
            'hours = "Evenings, nights, weekends and bank holidays"\nchecked = 2026-11-02',
            "",
            'contacts[2].checked: nothing says when "Emergency Duty Team" was last tried',
        ),
        (
            'hours = "Evenings, nights, weekends and bank holidays"\nchecked = 2026-11-02',
            "checked = 2026-11-27",
            'contacts[2].checked: "Emergency Duty Team" can\'t have been tried on 2026-11-27, which is in the future',
        ),
        (
            'hours = "Evenings, nights, weekends and bank holidays"\nchecked = 2026-11-02',
            "checked = 2025-11-25",
            'contacts[2].checked: "Emergency Duty Team" was last tried on 2025-11-25, more than a year ago',
        ),
        (
            'name = "Dorsetshire Safeguarding Children Partnership"',
            f'name = "{DEMONSTRATION.name}"',
            'name: "North Lincolnshire Children\'s Multi-Agency Resilience and Safeguarding (MARS) ar…" is still',
        ),
        ('\narea = "Dorsetshire"', '\narea = "north lincolnshire"', 'area: "north lincolnshire" is still the demon'),
        (
            '"Continuum of need 2026"',
            '"Helping Children and Families (Threshold Document 2016/20)"',
            'titles.threshold_document: "Helping Children and Families (Threshold Document 2016/20)" is still',
        ),
        (
            '"Dorsetshire Constabulary"',
            '"Humberside Police"',
            'contacts[3].name: "Humberside Police" is still the demonstration\'s; where you share it, add',
        ),
        ('"01632 960124"', '"+44 (0)1724 296555"', 'contacts[2].phone: "+44 (0)1724 296555" is still'),
        ('phone = "01632 960124"', 'text_relay = "01724 296500"', 'contacts[2].text_relay: "01724 296500" is still'),
        ("next_review = 2027-05-02", "next_review = 2026-11-25", "next_review: the content was due for review on 2026"),
    ],
)
def test_each_reason_is_found_by_itself(old: str, new: str, reason: str) -> None:
    """One thing that is not as it should be is one reason, whose words name it."""
    (found,) = reasons(changed((old, new)))
    assert found.startswith(reason)


@pytest.mark.parametrize("owner", ["Dorsetshire Council", "dscp", "Dorsetshire  safeguarding children partnership"])
def test_guidance_of_its_own_needs_no_licence(owner: str) -> None:
    """Whoever owns the guidance needs no licence, under whichever of their names they give it."""
    changes = [('"By letter of 1 May 2026"', '""'), ('"North Lincolnshire Children\'s MARS"', f'"{owner}"')]
    assert reasons(changed(*changes)) == []


def test_last_day_of_a_year_still_counts() -> None:
    """A contact that was tried a year ago to the day is tried within the year, in leap years too."""
    partnership = changed(("next_review = 2027-05-02", "next_review = 2030-05-02"))
    assert reasons(partnership, dt.date(2027, 11, 2)) == []
    assert len(reasons(partnership, dt.date(2027, 11, 3))) == len(partnership.contacts)
    leap = partnership._replace(contacts=(partnership.contacts[0]._replace(checked=dt.date(2028, 2, 29)),))
    assert reasons(leap, dt.date(2029, 3, 1)) == []
    assert len(reasons(leap, dt.date(2029, 3, 2))) == 1


def test_numbers_of_the_whole_country_are_no_ones_own() -> None:
    """999 and 101 are the demonstration's too, and no reason."""
    numbers = {contact.phone for contact in changed().contacts} & {contact.phone for contact in DEMONSTRATION.contacts}
    assert numbers == {"999", "101"}


def test_demonstration_itself_is_refused_with_every_reason_at_its_line() -> None:
    """Each contact of the demonstration is named, and each reason has the line of its key or of its table."""
    lines = partnership_lines(ROOT / "docs" / "_data" / "partnership")
    found = adoption_problems(DEMONSTRATION, DEMONSTRATION, TODAY, lines)
    assert all(problem.line for problem in found)
    assert [problem.line for problem in found] == sorted(problem.line or 0 for problem in found)
    paths = {problem.path for problem in found}
    for at, contact in enumerate(DEMONSTRATION.contacts):
        assert f"contacts[{at}].checked" in paths
        assert (f"contacts[{at}].name" in paths) == (contact.role != "emergency")
