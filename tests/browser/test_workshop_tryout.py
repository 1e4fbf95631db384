"""The site is tried inside the workshop, before it is handed over: its pages, its links, its search and its checks."""

from __future__ import annotations

import json
import zipfile
from html import escape
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from decision_engine.authoring.read import SHIPPED
from tests.browser.walk import all_routes, result, walk
from tests.browser.workshop_page import LONG, OPENED, give, open_workshop, state
from tests.conftest import ROOT, problems_of, serving
from tests.tools.workshop import DEMO, make_folder, native_site, zipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Frame, Page

    from tests.conftest import Served

# What is the same on every site, and so is taken from the one that the workshop is on.
ALIKE = ("assets/js/", "assets/fonts/", "assets/workshop/")
CHECK, PAGE = "check/", "guidance/law/"
TEXT = "Do you have consent to share from the person the information is about?"
OUR_TEXT = "Do they agree that you share \u201cthis\u201d & <no more>?"
ACCENT = "#1d4f91"
PHONE = 360
LOOK = "getComputedStyle(document.documentElement).getPropertyValue('--ss-accent').trim()"
LONGEST = max(all_routes(), key=lambda route: len(route.answers))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demonstration's site under a sub-path, so that no address may count from the server's root."""
    target = tmp_path_factory.mktemp("served")
    with serving(native_site(make_folder(DEMO, target), target / "site"), "/some/where") as served:
        yield served


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a colour, a question and a page of its own."""
    folder = make_folder(DEMO, tmp_path_factory.mktemp("folders"))
    with (folder / "partnership.toml").open("a", encoding="utf-8") as opened:
        opened.write(f'\n[look]\naccent = {{light = "{ACCENT}", dark = "#b7d0f5"}}\n')
    (folder / "flows").mkdir()
    flow = SHIPPED.read_text(encoding="utf-8").replace(json.dumps(TEXT), json.dumps(OUR_TEXT, ensure_ascii=False), 1)
    (folder / "flows" / SHIPPED.name).write_text(flow, encoding="utf-8")
    page = folder / "pages" / "guidance" / "law.md"
    page.parent.mkdir(parents=True)
    text = (ROOT / "docs" / "guidance" / "law.md").read_text(encoding="utf-8")
    page.write_text(f'{text}\nOf this the marmalade is ours.\n\n<a href="http://[">no address</a>\n', encoding="utf-8")
    return folder


@pytest.fixture
def built(page: Page, served: Served, changed: Path) -> Page:
    """The workshop with that folder's site built."""
    open_workshop(page, served)
    give(page, zipped(changed))
    expect(page.locator("[data-forms] [role=status]")).to_have_text(OPENED)
    page.get_by_role("button", name="Build the site").click()
    state(page, "built")
    page.locator("iframe:visible").wait_for(timeout=LONG)
    return page


def choose(page: Page, address: str) -> Frame:
    """Choose a page, and give its frame once it is drawn."""
    page.locator("[data-try-page]").select_option(address)
    return shown(page)


def shown(page: Page) -> Frame:
    """Give the frame that is visible."""
    frames = page.locator("[data-try-place] iframe:visible")
    expect(frames).to_have_count(1, timeout=LONG)
    frame = frames.element_handle().content_frame()
    assert frame
    frame.locator("main").wait_for()
    return frame


def test_changed_check_is_walked_to_its_record(built: Page, served: Served) -> None:
    """By the engine, with the words and colours of the folder, and without a request but for what every site has."""
    before = len(served.requests)
    frame = choose(built, CHECK)
    frame.locator("[data-check][data-engine=ready]").wait_for(timeout=LONG)
    walk(frame, LONGEST.answers)
    assert result(frame) == LONGEST.decided_by("engine")
    expect(frame.locator("[data-outcome]:visible [data-record-text]")).to_contain_text(OUR_TEXT)
    with built.expect_download(timeout=LONG) as begun:
        frame.get_by_role("button", name="Word").click()
    with zipfile.ZipFile(begun.value.path()) as document:
        assert escape(OUR_TEXT) in document.read("word/document.xml").decode()
    assert ACCENT in frame.evaluate(LOOK)
    asked = {line.split()[1].removeprefix("/some/where/") for line in served.requests[before:]}
    assert [path for path in asked if not path.startswith(ALIKE)] == []
    assert problems_of(built) == []


def test_links_lead_through_the_site_and_back(built: Page) -> None:
    """A page that a check leads to leaves the answers under it; one beyond the site opens beside the workshop."""
    frame = choose(built, CHECK)
    frame.locator("[data-check][data-started]").wait_for()
    walk(frame, dict([next(iter(LONGEST.answers.items()))]))
    frame.evaluate("() => { for (const one of document.querySelectorAll('details')) one.open = true; }")
    frame.locator("main a[target=_blank][href*='/guidance/']:visible").first.click()
    leaf = shown_other_than(built, frame)
    assert leaf.locator("[data-check]").count() == 0
    built.get_by_role("button", name="Back").click()
    assert shown(built) == frame
    expect(frame.locator("form[data-question=consent]")).to_be_visible()
    expect(built.get_by_role("button", name="Back")).to_be_disabled()
    frame = choose(built, PAGE)
    expect(frame.locator("main")).to_contain_text("Of this the marmalade is ours.")
    away = frame.locator("main a[href^='https://']").first
    with built.context.expect_page() as opened:
        away.click()
    opened.value.close()
    assert problems_of(built) == []


def shown_other_than(page: Page, frame: Frame) -> Frame:
    """Wait until another frame is shown, and give it."""
    expect(page.locator("[data-try-place] iframe")).to_have_count(2, timeout=LONG)
    other = shown(page)
    assert other != frame
    return other


def test_site_is_searched(built: Page) -> None:
    """The index is that of the site that was built."""
    frame = choose(built, PAGE)
    frame.get_by_role("button", name="Search", exact=True).click()
    frame.get_by_role("searchbox").fill("marmalade")
    hit = frame.locator("[data-search-results] li a").first
    expect(hit).to_contain_text("law", ignore_case=True, timeout=20_000)
    hit.click()
    expect(shown_other_than(built, frame).locator("main")).to_contain_text("marmalade")
    assert problems_of(built) == []


def test_every_page_is_drawn_and_none_outlives_a_build(built: Page) -> None:
    """Each with its heading and nothing in the console; building again puts them away."""
    pages: list[Any] = built.locator("[data-try-page]").evaluate(
        "(list) => [...list.options].map(({ value, text }) => [value, text])"
    )
    assert len(pages) > 20
    for address, title in pages:
        frame = choose(built, address)
        assert address == "embed/" or title == frame.locator("h1").first.text_content().strip()
    assert problems_of(built) == []
    built.get_by_label("As narrow as a phone").check()
    assert built.locator("iframe:visible").evaluate("(frame) => frame.clientWidth") == PHONE
    built.get_by_role("button", name="Build the site").click()
    expect(built.locator("iframe")).to_have_count(0)
    expect(built.locator("[data-try]")).to_be_hidden()
