"""What the pages say is as strong as the source: duties, options, titles, links, and who to call first."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest
from selectolax.lexbor import LexborHTMLParser

from build_scripts.content.language import read_language
from tests.conftest import ROOT
from tests.folders.partnerships import place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from selectolax.lexbor import LexborNode

WORDING = tomllib.loads((ROOT / "tests/site/wording.toml").read_text(encoding="utf-8"))
POINTS = tomllib.loads((ROOT / "docs/_data/points.toml").read_text(encoding="utf-8"))["points"]
_IDS = frozenset(point["id"] for point in POINTS)
CHANGES = tomllib.loads((ROOT / "docs/_data/changes.toml").read_text(encoding="utf-8"))["changes"]
LINKS = tomllib.loads((ROOT / "docs/_data/links.toml").read_text(encoding="utf-8"))["links"]
# Where practitioners read; the rest of the site is for partnerships and developers.
PRACTITIONERS = ("check/", "guidance/", "about/", "review/")
CHECK_NUMBERS = read_language().say("frame.check_numbers")
ACTION = "Call 999 if a child is in immediate danger or a crime is happening now."
# Notes beside the text say what has changed since, or what this site adds; the flowchart has the check's own words.
_NOTES = ".ss-note, .ss-visually-hidden, figure, script"
_HEADING = re.compile(r"h([1-6])")


def _words(node: LexborNode) -> str:
    return " ".join(node.text(separator="").split())


def _article(site: Path, page: str) -> LexborNode:
    return LexborHTMLParser((site / page / "index.html").read_text(encoding="utf-8")).css("article")[0]


def _pages(site: Path) -> list[str]:
    found = sorted(f"{file.parent.relative_to(site).as_posix()}/" for file in site.rglob("index.html"))
    pages = ["" if page == "./" else page for page in found if page == "./" or page.startswith(PRACTITIONERS)]
    assert len(pages) > 15
    return pages


def _level(node: LexborNode) -> int:
    found = _HEADING.fullmatch(node.tag or "")
    return int(found[1]) if found else 0


def _below(heading: LexborNode, ids: frozenset[str] = frozenset()) -> str:
    """Return the text below a heading, up to the next heading as high or the next element with one of the ids."""
    parts = []
    node = heading.next
    while node is not None:
        level = _level(node)
        if (level and level <= _level(heading)) or node.id in ids:
            break
        if node.tag and node.tag[0] not in "-!":
            parts.append(_words(node))
        node = node.next
    return " ".join(parts)


def _passages(site: Path) -> Iterator[tuple[str, str]]:
    """Find each point's passage on the guidance pages, without the notes beside it."""
    for page in _pages(site):
        if not page.startswith("guidance/") or page == "guidance/source-map/":
            continue
        article = _article(site, page)
        for note in article.css(_NOTES):
            note.decompose()
        for node in article.css("[id]"):
            if node.id in _IDS:
                yield node.id or "", _below(node, _IDS) if _level(node) else _words(node)


@pytest.fixture(scope="module")
def passages(site: Path) -> dict[str, str]:
    """The passage of each point, by its id."""
    found = dict(_passages(site))
    assert set(found) == _IDS
    return found


@pytest.mark.parametrize("point", sorted(_IDS))
def test_duty_of_passage_is_as_strong_as_in_the_source(passages: dict[str, str], point: str) -> None:
    """What is a duty in the source says "must", and nothing else does."""
    assert bool(re.search(r"\bmust\b", passages[point])) == (point in WORDING["must"]), passages[point]


@pytest.mark.parametrize("point", WORDING["should"])
def test_advice_of_passage_says_should(passages: dict[str, str], point: str) -> None:
    """What the source advises is neither a duty alone nor a mere option."""
    assert re.search(r"\bshould\b", passages[point]), passages[point]


@pytest.mark.parametrize("point", WORDING["may"])
def test_option_of_passage_says_may_or_can(passages: dict[str, str], point: str) -> None:
    """What the source allows stays an option."""
    assert re.search(r"\b(may|can|allows)\b", passages[point]), passages[point]


def test_register_says_must_where_the_source_does() -> None:
    """The source map's sentences are as strong as the pages."""
    assert {point["id"] for point in POINTS if re.search(r"\bmust\b", point["says"])} == set(WORDING["must"])


@pytest.mark.parametrize("page", WORDING["titles"])
def test_titles_of_the_source_are_exact(site: Path, page: str) -> None:
    """Laws and documents are facts: their titles are not rephrased."""
    article = _article(site, page).parent
    assert article is not None
    for node in article.css(".ss-visually-hidden"):
        node.decompose()
    said = _words(article)
    assert [title for title in WORDING["titles"][page] if title not in said] == []


@pytest.mark.parametrize("sentence", WORDING["sentences"], ids=lambda one: one["says"][:40])
def test_sentence_is_below_its_heading(site: Path, sentence: dict[str, str]) -> None:
    """A sentence moved to another heading can mean something else."""
    headings = [
        node
        for node in _article(site, sentence["page"]).css("h2, h3")
        if _words(node).removesuffix("¶").strip() == sentence["below"]
    ]
    assert len(headings) == 1
    assert sentence["says"] in _below(headings[0])


@pytest.mark.parametrize("never", WORDING["never"], ids=lambda one: one["says"])
def test_page_does_not_claim_more_than_is_known(site: Path, never: dict[str, str]) -> None:
    """Each is something that a page once said, or might be tempted to."""
    assert never["says"] not in _words(_article(site, never["page"])), never["why"]


def test_signs_of_abuse_link_to_the_advice_on_them(site: Path) -> None:
    """The source has a link there, and this site lists no signs of its own."""
    address = next(link["url"] for link in LINKS if link["key"] == "what-to-do")
    links = _article(site, "guidance/signs-of-abuse/").css("#alert-signs a")
    assert [link.attributes["href"] for link in links] == [address]


def test_myths_are_numbered_and_not_quoted(site: Path) -> None:
    """They are restated, and quotation marks would say that they are the source's words."""
    headings = [_words(node) for node in _article(site, "guidance/myths/").css("h2")]
    assert [heading.split(":")[0] for heading in headings] == [f"Myth {number}" for number in range(1, 6)]
    assert not re.search('[“”"]', "".join(headings))


def test_every_change_has_a_note_on_a_page(site: Path) -> None:
    """A note that no page shows is a change that no reader sees."""
    shown = {
        node.attributes["data-since"] for page in _pages(site) for node in _article(site, page).css("[data-since]")
    }
    assert shown == {change["key"] for change in CHANGES}


def test_heading_of_page_is_its_title(site: Path) -> None:
    """Somebody who follows a link finds the page of that name."""
    for page in _pages(site):
        tree = LexborHTMLParser((site / page / "index.html").read_text(encoding="utf-8"))
        assert _words(tree.css("h1")[0]) in _words(tree.css("title")[0]), page


def test_start_of_home_page_is_one_paragraph_and_its_buttons(site: Path) -> None:
    """Its style places exactly these: one paragraph more would put the buttons above the heading."""
    buttons = _article(site, "").css(".ss-hero > h1 + p + p > a")
    assert [link.attributes["href"] for link in buttons] == ["check/", "guidance/"]
    assert _article(site, "").css_first(".ss-hero > h1 + p + p + p") is None


def test_urgent_block_begins_with_what_to_do(site: Path) -> None:
    """When to call the emergency number is the first thing in every such block of the pages' own text."""
    pages = ["", *(page for page in _pages(site) if page.startswith("guidance/"))]
    blocks = [(page, block) for page in pages for block in _article(site, page).css(".ss-urgent")]
    assert {page for page, _ in blocks} == {"", "guidance/signs-of-abuse/", "guidance/when-and-how/"}
    for page, block in blocks:
        assert _words(block.css("p")[0]) == ACTION, page
        assert block.css_first('a[href="tel:101"]') is not None, page


def test_local_numbers_are_to_be_checked_until_the_site_is_adopted(
    site: Path, build_changed: Callable[[Callable[[Path], None]], Path]
) -> None:
    """Wherever a page shows one; the emergency number needs no checking before a call."""

    def adopt(source: Path) -> None:
        place(source)

    for built, said in ((site, True), (build_changed(adopt), False)):
        number = re.sub(r"\s", "", _number(built))
        pages = [page for page in ("", *_guidance(built)) if _article(built, page).css(f'a[href="tel:{number}"]')]
        assert {"", "guidance/signs-of-abuse/"} <= set(pages)
        for page in pages:
            assert (CHECK_NUMBERS in _words(_article(built, page))) == said, page


def _guidance(site: Path) -> list[str]:
    return [page for page in _pages(site) if page.startswith("guidance/")]


def _number(site: Path) -> str:
    """Return the first number on the home page that is neither the emergency number nor the police's."""
    links = [link.attributes["href"] or "" for link in _article(site, "").css('.ss-urgent li a[href^="tel:"]')]
    return links[0].removeprefix("tel:")
