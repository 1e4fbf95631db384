"""The menu, the header, titles and the ways on: in the practitioner's order, and each page by one name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# As practitioners need them; what partnerships need comes last and behind one entry.
ORDER = [
    "check/",
    "guidance/signs-of-abuse/",
    "guidance/when-and-how/",
    "guidance/golden-rules/",
    "guidance/principles/",
    "guidance/law/",
    "guidance/myths/",
    "guidance/why-sharing-matters/",
    "guidance/resources/",
    "guidance/glossary/",
    "about/changes/",
]
NOT_FOR_PRACTITIONERS = ("adopt/", "develop/", "review/", "guidance/source-map/")
# Named by the pages of their own section alone, so that no page for practitioners carries them.
NOT_IN_MENU = ("adopt/in-a-browser/", "adopt/workshop/")
HEADER = [
    ("Should I share this information?", "check/"),
    ("Who to tell", "guidance/signs-of-abuse/"),
    ("Guidance", "guidance/"),
]


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, LexborHTMLParser]:
    """Every page in the frame by its address: all but that for lost visitors."""
    return {
        "" if file.parent == site else f"{file.parent.relative_to(site).as_posix()}/": LexborHTMLParser(
            file.read_text(encoding="utf-8")
        )
        for file in sorted(site.rglob("index.html"))
    }


def words(tree: LexborHTMLParser, selector: str) -> str:
    """Return the text of the first element that fits, its spaces made one."""
    return " ".join(tree.css(selector)[0].text().split())


def links(page: str, tree: LexborHTMLParser, selector: str) -> list[tuple[str, str]]:
    """Return the text and the address of each link that fits."""
    return [
        (" ".join(link.text().split()), urljoin(f"/{page}", link.attributes["href"] or "").removeprefix("/"))
        for link in tree.css(selector)
    ]


def groups(entry: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the address of each page in the menu of mkdocs.yml with the titles of the groups that it is in."""
    if isinstance(entry, str):
        yield entry.removesuffix(".md").removesuffix("index") + ("" if entry.endswith("index.md") else "/"), above
    elif isinstance(entry, list):
        for part in entry:
            yield from groups(part, above)
    else:
        for title, part in entry.items():
            yield from groups(part, above if isinstance(part, str) else (*above, title))


@pytest.fixture(scope="module")
def grouped() -> dict[str, tuple[str, ...]]:
    """The groups of each page."""
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    return dict(groups(settings["nav"]))


def test_menu_has_the_order_in_which_practitioners_need_the_pages(pages: dict[str, LexborHTMLParser]) -> None:
    """On every page; what is for partnerships is the last entry, and nothing of it is elsewhere."""
    for page, tree in pages.items():
        menu = [address for _, address in links(page, tree, "#site-menu a")]
        assert [address for address in menu if address in ORDER] == ORDER, page
        last = tree.css("#site-menu details")[-1]
        assert " ".join(last.css("summary")[0].text().split()) == "For partnerships", page
        theirs = {urljoin(f"/{page}", link.attributes["href"] or "")[1:] for link in last.css("a")}
        assert theirs == {address for address in menu if address.startswith(NOT_FOR_PRACTITIONERS)}, page


def test_no_page_for_practitioners_carries_the_workshop(pages: dict[str, LexborHTMLParser]) -> None:
    """It is named on the pages for those who adopt the site, and the developers'."""
    carried = {page for page, tree in pages.items() for _, to in links(page, tree, "a[href]") if to in NOT_IN_MENU}
    assert "adopt/" in carried
    assert [page for page in carried if not page.startswith(("adopt/", "develop/"))] == []


def test_header_leads_to_the_check_to_who_to_tell_and_to_the_guidance(pages: dict[str, LexborHTMLParser]) -> None:
    """On every page, with at most one of them marked as where the visitor is."""
    for page, tree in pages.items():
        assert links(page, tree, ".ss-header__links a") == HEADER, page
        assert len(tree.css(".ss-header__links [aria-current]")) <= 1, page
    assert words(pages["guidance/signs-of-abuse/"], ".ss-header__links [aria-current=page]") == "Who to tell"
    assert words(pages["guidance/law/"], ".ss-header__links [aria-current]") == "Guidance"
    assert pages["check/consent/"].css(".ss-header__links [aria-current]") == []


def test_every_page_has_one_name(pages: dict[str, LexborHTMLParser]) -> None:
    """Title, heading and menu entry agree; the front page alone says in its heading what it is for."""
    for page, tree in pages.items():
        if page:
            name = words(tree, "h1")
            assert words(tree, "title") == f"{name} \u2013 Share Safely", page
            menu = ".ss-section a" if page in NOT_IN_MENU else "#site-menu a"
            assert [text for text, address in links(page, tree, menu) if address == page] == [name], page
    assert words(pages["check/"], "h1") == HEADER[0][0]


def test_next_and_previous_stay_in_their_group(
    pages: dict[str, LexborHTMLParser], grouped: dict[str, tuple[str, ...]]
) -> None:
    """No way on leads from the guidance to what partnerships need, nor out of any other group."""
    assert set(grouped) == set(pages)
    ways = [(page, there) for page, tree in pages.items() for _, there in links(page, tree, ".ss-pages a")]
    assert len(ways) > 30
    assert [(page, there) for page, there in ways if grouped[page] != grouped[there] or not grouped[page]] == []
    assert ("guidance/signs-of-abuse/", "guidance/when-and-how/") in ways


def test_side_list_names_the_pages_of_the_same_group(
    pages: dict[str, LexborHTMLParser], grouped: dict[str, tuple[str, ...]]
) -> None:
    """Beside a page are those of its own group and no others."""
    for page, tree in pages.items():
        beside = [there for _, there in links(page, tree, ".ss-section a")]
        assert {grouped[there] for there in beside} <= {grouped[page]}, page
        assert (page in beside) == bool(beside), page


@pytest.mark.parametrize("page", ["", "check/", "check/consent/", "check/asking/"])
def test_foot_of_front_page_and_checks_repeats_nothing(pages: dict[str, LexborHTMLParser], page: str) -> None:
    """What they say of privacy and of legal advice is on the page itself, where it is read."""
    assert words(pages[page], ".ss-footer p") == "Made for North Lincolnshire. Not published by any partnership."
    assert "legal advice" in words(pages[page], "main")
    assert words(pages[page], "main").count("leave") + words(pages[page], "main").count("stay in your browser") >= 1
