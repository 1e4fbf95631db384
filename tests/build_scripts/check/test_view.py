"""A flow and a partnership put together: names filled in, numbers as links, nothing left empty."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from build_scripts.check.view import check_page
from build_scripts.content.language import read_language
from decision_engine.authoring.read import SHIPPED, read_flow
from decision_engine.errors import FlowError
from tests.folders.partnerships import local, table

if TYPE_CHECKING:
    from pathlib import Path

DEMONSTRATION = read_language().say("frame.demonstration", phone="999")

FLOW = read_flow(SHIPPED)


def test_local_names_are_filled_in_and_escaped() -> None:
    """Numbers become links in HTML, and stay plain in records."""
    check = check_page(FLOW, SHIPPED, local())
    text = "Ring {police} on {police_phone} <now>."
    number = '<a class="ss-phone" href="tel:+441632960111">01632 960 111</a>'
    assert check.html(text) == f"Ring Westmarch &amp; Vale Constabulary on {number} &lt;now&gt;."
    assert check.plain(text) == "Ring Westmarch & Vale Constabulary on 01632 960 111 <now>."


def test_links_and_paragraphs_are_written_for_html() -> None:
    """A link leads where the page needs it to; where no page can be led to its words are left; the rest is escaped."""
    check = check_page(FLOW, SHIPPED, local())
    text = 'See <b> [the "law"](https://law.example/?a&b), [this](a.md#b).\n\n[No](javascript:x) [[or {short_name}]].'
    link = '<a href="https://law.example/?a&amp;b">the &#34;law&#34;</a>'
    rest = f"<br><br>[No](javascript:x) or {check.html('{short_name}')}."
    assert check.html(text) == f"See &lt;b&gt; {link}, this.{rest}"
    led = replace(check, page_link=lambda target: f"../{target}&")
    assert led.html(text) == f'See &lt;b&gt; {link}, <a href="../a.md#b&amp;">this</a>.{rest}'


def test_a_value_is_never_read_as_a_link() -> None:
    """Signs in the partnership's own values stay as they are."""
    check = check_page(FLOW, SHIPPED, local(area="[a](https://a.example) [[b]]"))
    assert check.html("{area}") == check.plain("{area}") == "[a](https://a.example) [[b]]"


def test_a_placeholder_without_a_value_is_named(tmp_path: Path) -> None:
    """Each at its key path, with what to write instead."""
    text = SHIPPED.read_text(encoding="utf-8").replace('["emergency_number",', '["police_phone", "emergency_number",')
    path = tmp_path / "sharing.toml"
    path.write_text(text.replace("call {police_service}, or", "call {police_phone}, or"), encoding="utf-8")
    with pytest.raises(FlowError) as caught:
        check_page(
            read_flow(path), path, local(contacts=[one for one in table()["contacts"] if one["role"] != "police"])
        )
    told = str(caught.value).splitlines()
    assert len(told) == len(FLOW.flow.notices)
    for line in told:
        assert re.match(r"sharing\.toml:\d+: notices\[\d\]\.lines\[1\]: ", line)
        assert "{police_phone} has a value only where one contact alone has the role police" in line


@pytest.mark.parametrize(("adopted", "banner"), [(True, ""), (False, DEMONSTRATION)])
def test_the_engine_gets_its_names_and_the_banner(*, adopted: bool, banner: str) -> None:
    """Only the names that the flow asks for, and the demonstration line until the site is adopted."""
    given = check_page(FLOW, SHIPPED, local(adopted=adopted)).engine_input()
    assert given["banner"] == banner
    assert set(given["names"]) == set(FLOW.flow.placeholders)
    assert given["sha256"] == FLOW.sha256
    assert FLOW.mapping.keys() - given["mapping"].keys() == {"cases"}


def test_the_record_wording_is_filled_in() -> None:
    """No placeholder is left in what the page may write by itself."""
    wording = check_page(FLOW, SHIPPED, local()).record_wording()
    texts = [text for notice in wording["notices"].values() for text in (notice["title"], *notice["lines"])]
    texts += [text for outcome in wording["outcomes"].values() for text in outcome["next"]]
    texts += [text for question in wording["grounds"].values() for text in question.values()]
    assert [text for text in texts if "{" in text] == []


def test_a_notice_stands_at_every_step_and_outcomes_have_their_own() -> None:
    """The standing notice is another than the one that opens an outcome."""
    check = check_page(FLOW, SHIPPED, local())
    standing = check.notice()
    assert standing is not None
    assert standing.id == FLOW.flow.standing_notice
    outcome = next(one for one in FLOW.flow.outcomes if one.notice)
    notice = check.notice(outcome)
    assert notice is not None
    assert notice.id == outcome.notice
