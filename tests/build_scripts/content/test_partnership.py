"""What is local as pages show it: values, numbers as links, contacts as a block, the demonstration's banner."""

from __future__ import annotations

import datetime as dt

import pytest
from selectolax.lexbor import LexborHTMLParser

from build_scripts.content.language import read_language
from build_scripts.content.page_text import restore
from build_scripts.content.partnership import read_local, review_warning
from build_scripts.errors import BuildError
from build_scripts.paths import PARTNERSHIP, ROOT, partnership_folder
from tests.folders.partnerships import FOLDERS, local

DEMONSTRATION = read_language().say("frame.demonstration", phone="999")
ALL = sorted(path.parent.name for path in FOLDERS.glob("*/partnership.toml"))


def test_the_folder_is_the_demonstrations_unless_another_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """By an environment variable, which every way to build sets."""
    monkeypatch.delenv(PARTNERSHIP, raising=False)
    assert partnership_folder() == ROOT / "docs" / "_data" / "partnership"
    monkeypatch.setenv(PARTNERSHIP, "/somewhere/else")
    assert partnership_folder().as_posix() == "/somewhere/else"


def test_a_number_becomes_a_link_that_a_phone_can_dial() -> None:
    """The link carries the whole number, the words the number as it is written."""
    shown = '<a class="ss-phone" href="tel:+441632960111">01632 960 111</a>'
    assert local().phone("contacts.police.phone") == local().phone("police_phone") == shown
    assert local().phone("emergency_number") == '<a class="ss-phone" href="tel:999">999</a>'


def test_a_number_that_the_folder_does_not_have_is_refused() -> None:
    """The message lists the numbers that there are."""
    with pytest.raises(BuildError, match=r'there is no number "fax". The numbers are emergency_number, '):
        local().phone("fax")


def test_values_are_escaped_where_they_stand_in_html() -> None:
    """An ampersand in a name can't break a page; numbers are links there too."""
    read = local()
    assert read.render("police", read.names["police"]) == "Westmarch &amp; Vale Constabulary"
    assert read.render("emergency_phone", "999") == '<a class="ss-phone" href="tel:999">999</a>'


def test_local_numbers_are_told_from_the_whole_countrys() -> None:
    """The first are to be checked before anybody relies on them."""
    read = local()
    keys = ("emergency_number", "emergency_phone", "police_phone", "contacts.help.phone", "area")
    assert [key for key in keys if read.is_local_number(key)] == ["police_phone", "contacts.help.phone"]


def test_contacts_of_one_service_are_together_under_its_name() -> None:
    """In the order of the roles asked for; numbers of the same service follow its name once."""
    block = LexborHTMLParser(local().contacts("report", "out-of-hours", "police"))
    assert [name.text() for name in block.css(".ss-contacts__name")] == [
        "Westmarch Children's Help",
        "Westmarch & Vale Constabulary",
    ]
    assert [link.attributes["href"] for link in block.css("a")] == [
        "tel:+441632960001",
        "tel:+448081570192",
        "tel:+441632960003",
        "tel:+441632960111",
    ]


@pytest.mark.parametrize("folder", ALL)
def test_every_contact_of_a_folder_is_in_its_block(folder: str) -> None:
    """Each with its area, its names in their languages, every way to reach it, its hours, audience and note."""
    read = read_local(FOLDERS / folder, read_language())
    for html in (read.contacts(), restore(read.contacts_in_page())):
        block = LexborHTMLParser(html)
        words = " ".join(block.text().split())
        links = [link.attributes["href"] for link in block.css("a")]
        for contact in read.partnership.contacts:
            assert all(" ".join(version.text.split()) in words for version in contact.name.versions)
            for text in (contact.hours, contact.audience, contact.note, contact.area):
                assert " ".join(text.split()) in words
            assert not contact.form or contact.form in links
        assert [area.attributes["data-area"] for area in block.css("[data-area]")] == list(read.areas)
        assert block.css("script, b") == []


def test_names_in_two_languages_are_each_marked_with_theirs() -> None:
    """A screen reader says each in its own voice."""
    block = LexborHTMLParser(read_local(FOLDERS / "bilingual", read_language()).contacts("report"))
    assert [part.attributes["lang"] for part in block.css(".ss-contacts__name [lang]")] == 2 * ["en", "cy"]


def test_roles_without_a_contact_leave_nothing() -> None:
    """Not even an empty list."""
    assert local().contacts("early-help") == ""


def test_an_unknown_role_is_refused() -> None:
    """The message lists the roles."""
    with pytest.raises(BuildError, match=r'^there is no role "lado". The roles are emergency, police, report, '):
        local().contacts("lado")


def test_the_banner_goes_when_the_site_is_adopted() -> None:
    """Until then it is the demonstration line."""
    assert local().banner == ""
    assert local(adopted=False).banner == DEMONSTRATION


@pytest.mark.parametrize("day", [dt.date(2026, 11, 22), dt.date(2027, 5, 22)], ids=str)
def test_until_the_day_itself_nothing_is_said(day: dt.date) -> None:
    """The review may be made on its day."""
    assert review_warning(local().partnership, day) == ""


def test_from_the_day_after_it_warns() -> None:
    """It says which day was missed and what to do."""
    assert review_warning(local().partnership, dt.date(2027, 5, 23)) == (
        "The content was due for review on 2027-05-22: review it, then set last_reviewed and next_review in "
        "partnership.toml."
    )


def test_the_banner_has_the_emergency_number_of_the_folder() -> None:
    """An area with another number has no other in the head of its records."""
    banner = local(adopted=False, **{"contacts.emergency.phone": "112"}).banner
    assert "112" in banner
    assert "999" not in banner
