"""The document from which the PDF is made: links and ids of several pages in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from selectolax.lexbor import LexborHTMLParser

from build_scripts.content import Guidance
from build_scripts.content.language import read_language
from build_scripts.pdf.document import guidance_document
from tests.folders.partnerships import local

if TYPE_CHECKING:
    from pathlib import Path

DEMONSTRATION = read_language().say("frame.demonstration", phone="999")

FRAME = """<link rel="stylesheet" href="../../assets/print.css" media="print">
<nav>Menu</nav><article>{}</article><footer>F</footer>"""
LAW = """<h1 id="law">The <abbr title="x">GDPR</abbr></h1><p id="more">See <a href="../rules/">rules</a>,
<a href="../rules/#more">more</a>, <a href="#law">here</a>, <a href="../../check/#consent">the check</a>,
<a class="external" href="https://ico.org.uk/">ICO<span class="ss-visually-hidden"> (another website)</span></a>,
<a href="tel:999">999</a>.</p><p><a href="../share-safely-guidance.pdf">as PDF</a></p>"""
RULES = '<h1 id="rules">Rules</h1><p id="more">More.</p><details><summary>In words</summary><p>W.</p></details>'


@pytest.fixture
def guidance(tmp_path: Path) -> Guidance:
    """A site of two guidance pages."""
    for name, html in {"law": LAW, "rules": RULES}.items():
        (tmp_path / "guidance" / name).mkdir(parents=True)
        (tmp_path / "guidance" / name / "index.html").write_text(FRAME.format(html), encoding="utf-8")
    return Guidance(
        site=tmp_path,
        urls=["guidance/law/", "guidance/rules/"],
        name="Share Safely",
        local=local(adopted=False),
    )


def parsed(guidance: Guidance, **changes: str) -> LexborHTMLParser:
    """Make the document and read it."""
    values = {name: getattr(guidance, name) for name in Guidance.__dataclass_fields__}
    return LexborHTMLParser(guidance_document(Guidance(**{**values, **changes}), ""))


def hrefs(tree: LexborHTMLParser, part: str) -> list[str | None]:
    """Give where the links of a part lead."""
    return [link.attributes.get("href") for link in tree.css(f"#{part} a")]


def test_links_between_pages_lead_to_places_in_the_document(guidance: Guidance) -> None:
    """An id that two pages share is renamed on the second, and links follow."""
    assert hrefs(parsed(guidance), "part-1") == ["#part-2", "#part-2-more", "#law", "https://ico.org.uk/", "tel:999"]


def test_a_link_to_another_page_of_the_site_is_words_without_an_address(guidance: Guidance) -> None:
    """With the site's address it leads there."""
    assert "the check" in parsed(guidance).css("#part-1")[0].text()
    with_address = parsed(guidance, site_url="https://example.org/safe")
    assert hrefs(with_address, "part-1")[3] == "https://example.org/safe/check/#consent"


def test_a_box_of_the_flowchart_stays_a_box(guidance: Guidance) -> None:
    """Its link is taken away and its element stays, as its class draws the outline."""
    page = guidance.site / "guidance" / "rules" / "index.html"
    page.write_text(FRAME.format('<h1>R</h1><svg><g><a class="box" href="../../check/#consent"/></g></svg>'))
    (box,) = parsed(guidance).css("svg a")
    assert box.attributes == {"class": "box"}


def test_every_id_stands_once(guidance: Guidance) -> None:
    """Else a link could lead to the wrong page."""
    ids = [node.attributes["id"] for node in parsed(guidance).css("[id]")]
    assert sorted(ids, key=str) == sorted(set(ids), key=str)


def test_only_the_text_of_the_pages_is_in_it(guidance: Guidance) -> None:
    """Menu, foot, words for screen readers and the way to the PDF itself are not; folded parts are open."""
    tree = parsed(guidance)
    text = tree.css("body")[0].text(separator=" ")
    assert [word for word in ("Menu", "another website", "as PDF") if word in text] == []
    assert "open" in tree.css("details")[0].attributes
    assert tree.css("h1 abbr") == []


def test_the_sites_own_style_comes_along(guidance: Guidance) -> None:
    """Once, under the address from the site's root, for the same medium."""
    sheets = [(link.attributes["href"], link.attributes["media"]) for link in parsed(guidance).css("link")]
    assert sheets == [("/assets/print.css", "print")]


def test_the_front_says_what_it_is(guidance: Guidance) -> None:
    """Title, source, edition, banner, review dates, numbers, and the list of contents."""
    front = " ".join(parsed(guidance).css(".pdf-front")[0].text(separator=" ").split())
    for words in (
        "Share Safely",
        "Children's MARS Information Sharing Guidance, edition June 2020",
        DEMONSTRATION,
        "For Westmarch",
        "Last reviewed 22 November 2026. Next review 22 May 2027",
        "not legal advice",
        "01632 960003",
        "The GDPR Rules",
    ):
        assert words in front


def test_an_adopted_document_names_its_publisher_and_carries_no_banner(guidance: Guidance) -> None:
    """Neither in front nor at the foot of its pages."""
    values = {name: getattr(guidance, name) for name in Guidance.__dataclass_fields__}
    html = guidance_document(Guidance(**{**values, "local": local()}), "")
    assert "Demonstration" not in html
    assert "Published by Westmarch Council" in html
    assert 'content: "Share Safely, edition June 2020"' in html
