"""The partnership's table: what is refused, with which words, and what becomes of what is accepted."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from build_scripts.content.language import read_language
from build_scripts.content.partnership import MAY_BE_EMPTY, PHONES, TEXTS, read_partnership, review_warning
from build_scripts.errors import BuildError
from tests.build_scripts.westmarch import partnership, table

DEMONSTRATION = read_language().say("frame.demonstration", phone="999")

CASES = tomllib.loads((Path(__file__).parent / "cases" / "partnership.toml").read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_an_unfit_table_is_refused_with_all_its_problems(case: dict[str, Any]) -> None:
    """The message is exactly this: each problem with its key path and a right example."""
    changed = table(**case.get("set", {}))
    for key in case.get("remove", []):
        del changed[key]
    with pytest.raises(BuildError) as caught:
        read_partnership(changed)
    assert str(caught.value).splitlines() == case["message"]


@pytest.mark.parametrize("key", [key for key in (*TEXTS, *PHONES) if key not in (*MAY_BE_EMPTY, "publisher")])
def test_each_unset_value_is_named(key: str) -> None:
    """Whichever text or number is empty, the message gives its key path."""
    with pytest.raises(BuildError, match=rf"^mkdocs.yml: extra.partnership.{key}: not set. For example: {key}: "):
        read_partnership(table(**{key: ""}))


@pytest.mark.parametrize("what", [None, "Westmarch", ["Westmarch"]], ids=repr)
def test_a_table_that_is_none_is_refused(what: object) -> None:
    """Without a table the message shows how one begins."""
    with pytest.raises(BuildError) as caught:
        read_partnership(what)
    assert str(caught.value) == (
        'mkdocs.yml: extra.partnership: the table is missing. For example: partnership: {name: "Children\'s MARS"}'
    )


@pytest.mark.parametrize("key", ["social_work_freephone", "threshold_successor", "contact_email"])
@pytest.mark.parametrize("empty", ["", None])
def test_what_not_every_area_has_may_be_empty(key: str, empty: str | None) -> None:
    """Pages then leave it out."""
    assert partnership(**{key: empty}).texts[key] == ""


def test_a_number_that_is_empty_needs_no_date() -> None:
    """An adopted site without a freephone number has nothing to check there."""
    read = partnership(**{"social_work_freephone": "", "numbers_checked.social_work_freephone": ""})
    assert read.adopted


def test_dates_may_stand_in_quotes() -> None:
    """YAML's own dates and texts of the same form are one."""
    read = partnership(last_reviewed="2026-11-01", **{"numbers_checked.police_phone": "2026-10-01"})
    assert read.last_reviewed == dt.date(2026, 11, 1)


def test_a_number_becomes_a_link_that_a_phone_can_dial() -> None:
    """The link carries the digits alone, the words the number as it is written."""
    assert partnership().phone_link("police_phone") == '<a class="ss-phone" href="tel:01632960111">01632 960 111</a>'


def test_no_empty_number_is_ever_shown() -> None:
    """A page that shows a number which is not set stops the build, with what to write instead."""
    with pytest.raises(BuildError) as caught:
        partnership(social_work_freephone="").phone_link("social_work_freephone")
    assert str(caught.value) == (
        'the number "social_work_freephone" is not set. For example: '
        '{% if partnership.social_work_freephone %}{{ phone("social_work_freephone") }}{% endif %}'
    )


def test_a_number_that_is_not_in_the_table_is_refused() -> None:
    """The message lists the numbers that there are."""
    with pytest.raises(BuildError, match=r'there is no number "fax". The numbers are social_work_phone, '):
        partnership().phone_link("fax")


def test_values_are_escaped_where_they_stand_in_html() -> None:
    """An ampersand in a name can't break a page; numbers are links there too."""
    read = partnership()
    assert read.render("police", read.texts["police"]) == "Westmarch &amp; Vale Constabulary"
    assert read.render("emergency_phone", "999") == '<a class="ss-phone" href="tel:999">999</a>'


def test_sites_that_may_embed_the_check_are_kept_in_their_order() -> None:
    """A port and plain http are fine on an intranet; without the key nobody may."""
    origins = ["https://partner.example", "http://intranet:8080"]
    assert partnership(embed_on=origins).embed_on == tuple(origins)
    assert partnership().embed_on == partnership(embed_on=None).embed_on == ()


def test_the_banner_goes_when_the_site_is_adopted() -> None:
    """Until then it is the demonstration line."""
    assert partnership().banner(read_language()) == ""
    assert partnership(adopted=False).banner(read_language()) == DEMONSTRATION


@pytest.mark.parametrize("day", [dt.date(2026, 11, 22), dt.date(2027, 5, 22)], ids=str)
def test_until_the_day_itself_nothing_is_said(day: dt.date) -> None:
    """The review may be made on its day."""
    assert review_warning(partnership(), day) == ""


def test_from_the_day_after_it_warns() -> None:
    """It says which day was missed and what to do."""
    assert review_warning(partnership(), dt.date(2027, 5, 23)) == (
        "The content was due for review on 2027-05-22: review it, then set last_reviewed and next_review in "
        "extra.partnership of mkdocs.yml."
    )


def test_the_banner_has_the_emergency_number_of_the_table() -> None:
    """An area with another number has no other in the head of its records."""
    banner = partnership(adopted=False, emergency_phone="112").banner(read_language())
    assert "112" in banner
    assert "999" not in banner
