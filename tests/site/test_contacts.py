"""Every contact of every folder is found on every page that should have it, as a link that a phone can use."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from build_scripts.content import Local, read_language, read_local
from build_scripts.release import readme
from decision_engine.authoring.read import SHIPPED, read_flow
from decision_engine.partnership import contact_data
from tests.folders.partnerships import FOLDERS, place_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from selectolax.lexbor import LexborNode

# A folder with guidance of its own has pages of its own, and a file to itself: test_other_guidance.py.
NAMES = sorted(file.parent.name for file in FOLDERS.glob("*/partnership.toml") if file.parent.name != "other-guidance")
URGENT = ("report", "out-of-hours", "police")
WHO_TO_TELL = "guidance/signs-of-abuse/index.html"
PAGES = {
    "index.html": URGENT,
    "404.html": URGENT,
    "guidance/when-and-how/index.html": URGENT,
    WHO_TO_TELL: (*URGENT, "emergency", "advice", "allegation", "early-help", "other"),
}

type Shape = tuple[Path, Local]


@pytest.fixture(scope="module", params=NAMES)
def shape(request: pytest.FixtureRequest, build_changed: Callable[[Callable[[Path], None]], Path]) -> Shape:
    """Each folder's site, without its PDF, and what the folder says."""
    name: str = request.param
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHARE_SAFELY_PDF", "no")
        site = build_changed(lambda source: place_folder(source, name))
    return site, read_local(FOLDERS / name, read_language())


def wanted(local: Local, roles: tuple[str, ...]) -> list[tuple[str, str]]:
    """List each way to reach a contact of these roles: the contact's name, and where the link leads."""
    contacts = [contact_data(contact) for contact in local.partnership.contacts if contact.role in roles]
    assert contacts
    return [(contact["name"], way["link"]) for contact in contacts for way in contact["ways"]]


def shown(block: LexborNode) -> list[tuple[str, str]]:
    """List what a block of contacts shows: a service's name with each link below it."""
    return [
        (line(service.css_first(".ss-contacts__name")), str(link.attributes["href"]))
        for service in block.css("li")
        for link in service.css("a")
    ]


def line(node: LexborNode | None) -> str:
    """Give the words of an element on one line."""
    assert node is not None
    return " ".join(node.text().split())


def missing(where: str, blocks: list[LexborNode], ways: list[tuple[str, str]]) -> list[str]:
    """Name each way to reach a contact that none of the blocks has."""
    found = {way for block in blocks for way in shown(block)}
    return [f"{where}: {name}: {link}" for name, link in ways if (" ".join(name.split()), link) not in found]


def test_pages_list_the_contacts_of_their_roles(shape: Shape) -> None:
    """Home, the page for lost visitors and that on when to share have whom to tell; who to tell has every kind."""
    site, local = shape
    left = []
    for name, roles in PAGES.items():
        tree = LexborHTMLParser((site / name).read_text(encoding="utf-8"))
        left += missing(name, tree.css("[data-contacts]"), wanted(local, roles))
    assert left == []


def test_every_notice_of_every_check_lists_the_contacts_of_its_roles(shape: Shape) -> None:
    """The standing one and each outcome's, on the check's page and on that for reviewers."""
    site, local = shape
    left = []
    for page in sorted((site / "check").rglob("index.html")):
        tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
        flow = tree.css_first("[data-check]").attributes["data-flow"]
        for notice in read_flow(SHIPPED.with_name(f"{flow}.toml")).flow.notices:
            blocks = tree.css(f"[data-notice={notice.id}] [data-contacts]")
            if notice.contacts:
                assert blocks
                left += missing(f"{page.parent.name}: {notice.id}", blocks, wanted(local, notice.contacts))
    assert left == []


def test_the_engine_is_given_every_contact(shape: Shape) -> None:
    """As the folder has them, for the records that it makes."""
    site, local = shape
    given: list[Any] = [json.loads(file.read_text(encoding="utf-8")) for file in site.glob("assets/engine/flow-*.json")]
    assert given
    assert all(one["contacts"] == local.contact_list for one in given)


def test_the_search_finds_every_number_under_who_to_tell(shape: Shape) -> None:
    """What is indexed keeps a number apart from what stands beside it."""
    site, local = shape
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    (text,) = [entry["text"] for entry in index if entry["location"] == "guidance/signs-of-abuse/#who-to-tell"]
    ways = [way for contact in local.contact_list for way in contact["ways"] if way["kind"] != "form"]
    apart = [re.search(rf"(?<!\S){re.escape(way['shown'])}(?!\w)", text) for way in ways]
    assert [way["shown"] for way, found in zip(ways, apart, strict=True) if not found] == []


def test_the_release_says_whose_it_is_and_whom_it_names(shape: Shape) -> None:
    """So that whoever puts it on a server can try the numbers first."""
    _, local = shape
    text = readme("/", local)
    assert text.startswith(f"{local.partnership.site_name}: a finished site, as files.")
    assert str(local.partnership.name) in text
    for contact in local.contact_list:
        assert contact["name"] in text
        assert all(way["shown"] in text for way in contact["ways"])
