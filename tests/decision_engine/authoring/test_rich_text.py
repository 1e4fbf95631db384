"""Links and optional parts in a flow's texts: what is one, what stays as written, and how they are written out."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_engine.authoring.read import flow_from_bytes
from decision_engine.authoring.rich_text import Run, plain, runs_of
from tests.decision_engine.flow_files import MINIMAL

NAMES = {"police": "Vale Police", "note": "", "contacts.advice.phone": "01632 960 123"}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("See [the law](https://law.example/a?b=c#d).", "See the law (https://law.example/a?b=c#d)."),
        ("[law.example](https://law.example)", "law.example"),
        ("Write to [the team](mailto:team@a.example?subject=x).", "Write to the team (team@a.example)."),
        ("Write to [the team](mailto:{contact_email}).", "Write to the team ({contact_email})."),
        ("Read [what counts](guidance/consent.md#what-counts) first.", "Read what counts first."),
        ("Call {police}[[ or {contacts.advice.phone}]].", "Call {police} or {contacts.advice.phone}."),
        ("Call {police}[[ ({note})]] now[[ on {police}{note}]].", "Call {police} now."),
    ],
)
def test_links_and_optional_parts_are_written_out(text: str, written: str) -> None:
    """A link's words come first, then its address; a part with an empty value is gone."""
    assert plain(text, NAMES) == written


@pytest.mark.parametrize(
    "text",
    [
        *(
            "[a](b)",
            "[](https://a.example)",
            "[a] (https://a.example)",
            "a](https://a.example)",
            "[a](https://a.example",
        ),
        *("[a](http://a.example)", "[a](javascript:alert(1))", "[a](data:text/html,x)", "[a](//a.example/b.md)"),
        *("[a](../b.md)", "[a](/b.md)", "[a](https:// a.example)", '[a](https://a.example/")', "[a](https://)"),
        *("[a](JAVASCRIPT:x.md)", "[[a]]", "[[", "]]", "{[[}]]", "[[a](b)]", "\\[a\\](b)"),
    ],
)
def test_what_is_not_exactly_a_link_or_an_optional_part_stays_as_written(text: str) -> None:
    """Nothing else is read into brackets."""
    assert plain(text, NAMES) == text
    assert all(not run.target for run in runs_of(text))


@given(st.text(alphabet="[](){}ab:/.#@ \n" + string.ascii_lowercase) | st.text())
def test_pieces_of_a_text_make_up_the_text(text: str) -> None:
    """Whatever the text is, no sign of it is lost or made up."""
    parts = [f"[{run.text}]({run.target})" if run.target else run.text for run in runs_of(text)]
    assert "".join(parts) == text
    assert all(run != Run("") for run in runs_of(text))


def test_a_flow_without_a_list_of_placeholders_has_those_that_its_texts_use() -> None:
    """In any text, the title's and the source's included, and in the form of any key."""
    text = MINIMAL.replace('placeholders = ["police"]\n', "").replace('title = "May I?"', 'title = "May I, {area}?"')
    text = text.replace('edition = "2020"', 'edition = "{guidance.edition}"')
    assert flow_from_bytes(text.encode(), "flow.toml").flow.placeholders == ("area", "guidance.edition", "police")


def test_the_plain_flow_has_no_link_and_no_optional_part_left() -> None:
    """Links and optional parts of notices are written out for records, and placeholders stay."""
    line = "Call {police}[[ ({note})]], or see [the law](https://law.example)."
    text = MINIMAL.replace("Call {police}.", line).replace('placeholders = ["police"]\n', "")
    read = flow_from_bytes(text.encode(), "flow.toml")
    with_note = "Call {police} ({note}), or see the law (https://law.example)."
    assert read.plain({**NAMES, "note": "n"}).notices[0].lines == (with_note,)
    assert read.plain(NAMES).notices[0].lines == ("Call {police}, or see the law (https://law.example).",)
    assert read.plain(NAMES).placeholders == read.flow.placeholders == ("police", "note")
