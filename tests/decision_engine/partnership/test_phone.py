"""Telephone numbers: every way that people write them, and every number that can't be right."""

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_engine.partnership import Contact, Text, Version, ways
from decision_engine.partnership.phone import Phone, PhoneError, read_phone, read_relay, read_text_number

CASES = tomllib.loads((Path(__file__).parent / "phones.toml").read_text(encoding="utf-8"))
READ: Mapping[str, Callable[[str], Phone]] = {
    "phone": read_phone,
    "text_relay": read_relay,
    "text_message": read_text_number,
}
LINK = re.compile(r"tel:(\+[1-9][0-9]{6,14}|[0-9]{3,17})(;ext=[0-9]{1,6})?")
NUMBERS = st.from_regex(r"[12378][0-9]{9}", fullmatch=True)
assert len(CASES["right"]) > 30
assert len(CASES["wrong"]) > 30


@pytest.mark.parametrize("case", CASES["right"], ids=lambda case: case["text"])
def test_number_is_shown_as_written_and_dialled_by_its_digits(case: dict[str, str]) -> None:
    """What people read is what was written, in plain spaces and hyphens; the link is what a telephone needs."""
    key = case.get("key", "phone")
    named: dict[str, Any] = {"id": "any", "role": "report", "name": Text((Version("", "Any"),))}
    (way,) = ways(Contact(**named | {key: case["text"]}))
    assert way == (key.replace("_", "-"), case.get("shown", case["text"]), case["link"])


@pytest.mark.parametrize("case", CASES["wrong"], ids=lambda case: case["text"][:30])
def test_number_that_cannot_be_right_is_refused_with_the_reason(case: dict[str, str]) -> None:
    """The message names the sign that is out of place, or the length."""
    with pytest.raises(PhoneError) as refused:
        READ[case.get("key", "phone")](case["text"])
    assert str(refused.value) == case["what"]


@given(NUMBERS, st.data())
def test_spaces_hyphens_dots_and_brackets_change_nothing_that_is_dialled(number: str, data: st.DataObject) -> None:
    """However a number is grouped, the same digits are dialled."""
    text = f"0{number}"
    for sign in data.draw(st.lists(st.sampled_from([" ", "\u00a0", "-", "\u2011", "."]), max_size=4)):
        at = data.draw(st.integers(1, len(text) - 1))
        text = text[:at] + sign + text[at:]
    area = data.draw(st.integers(2, 5))
    for written in (text, f"({text[:area]}){text[area:]}", f"+44 (0){text[1:]}", f"+44 {text[1:]}"):
        assert read_phone(written).link == f"tel:+44{number}"


@given(st.from_regex(r"[1237][0-9]{9}", fullmatch=True), st.integers(1, 9))
def test_number_with_a_digit_too_few_or_too_many_is_refused(number: str, at: int) -> None:
    """A slip of one digit is never taken for a number."""
    for slip in (number[:at] + number[at + 1 :], number[:at] + number[at] + number[at:]):
        with pytest.raises(PhoneError, match=rf"this has {len(slip)}$"):
            read_phone(f"0{slip}")


@given(st.sampled_from(sorted(READ)), st.text() | st.text("0123456789 +-().exto/,1800\u00a0", max_size=30))
def test_any_text_is_a_number_or_is_refused(key: str, text: str) -> None:
    """Whatever is written, there is a link that a telephone can dial, or a reason."""
    try:
        phone = READ[key](text)
    except PhoneError:
        return
    assert LINK.fullmatch(phone.link)
    assert phone.shown
    assert READ[key](phone.shown) == phone
