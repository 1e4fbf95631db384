"""Where does the child live: contacts of several areas, and a choice that nothing but the page knows of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from build_scripts.content import read_language, read_local
from tests.browser.walk import all_routes, open_check, walk
from tests.conftest import ROOT, problems_of, serving, watch
from tests.folders.partnerships import BESIDE, FOLDERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Request

    from tests.conftest import Served

FOLDER = FOLDERS / "four-councils"
LOCAL = read_local(FOLDER, read_language())
ROUTE = max(all_routes(ROOT / "decision_engine" / "flows" / "sharing.toml"), key=lambda one: len(one.answers))
PAGES = ("", "guidance/signs-of-abuse/", "guidance/when-and-how/")
STORED = "[document.cookie, localStorage.length, sessionStorage.length, name, history.length].join()"
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 640}


def given(source: Path) -> None:
    """Put the folder of four councils beside the sources."""
    (source / BESIDE).mkdir()
    (source / BESIDE / "partnership.toml").write_bytes((FOLDER / "partnership.toml").read_bytes())


@pytest.fixture(scope="module")
def served(build_changed: Callable[[Callable[[Path], None]], Path]) -> Iterator[Served]:
    """The site of four councils."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHARE_SAFELY_PDF", "no")
        site = build_changed(given)
    with serving(site) as served:
        yield served


def open_in(browser: Browser, viewport: dict[str, int]) -> Page:
    """Open a page of a fresh profile."""
    return watch(browser.new_context(viewport=viewport).new_page())  # type: ignore[arg-type]


def shown_areas(page: Page) -> list[str]:
    """Name the areas whose contacts are in sight in the page's first block that has any."""
    groups = page.locator("[data-contacts]:visible [data-area]:visible")
    return list(dict.fromkeys(str(group.get_attribute("data-area")) for group in groups.all()))


def noted(page: Page) -> list[str]:
    """Write down each request of a page from now on, those that a cache answers among them."""
    requests: list[str] = []

    def note(request: Request) -> None:
        requests.append(f"{request.method} {request.url}")

    page.on("request", note)
    return requests


@pytest.mark.parametrize("address", PAGES)
def test_own_area_is_first_and_others_are_one_tap_away(address: str, browser: Browser, served: Served) -> None:
    """Everyone's contacts stay in sight whatever is chosen."""
    page = open_in(browser, WIDE)
    page.goto(served.url + address)
    assert shown_areas(page) == list(LOCAL.areas)
    choice = page.get_by_label("Where does the child live?").last
    choice.select_option("Estonbury")
    assert shown_areas(page) == ["Estonbury"]
    assert page.get_by_text("Fourshires Police").last.is_visible()
    page.get_by_text("Other areas").last.click()
    assert set(shown_areas(page)) == set(LOCAL.areas)
    choice.select_option("All areas")
    assert shown_areas(page) == list(LOCAL.areas)
    assert problems_of(page) == []


def test_on_a_phone_the_list_is_short_until_an_area_is_chosen(browser: Browser, served: Served) -> None:
    """The police and the emergency number are in sight, each area's services one tap away."""
    page = open_in(browser, PHONE)
    page.goto(served.url + "guidance/signs-of-abuse/")
    assert shown_areas(page) == []
    page.get_by_text("All areas", exact=True).last.click()
    assert shown_areas(page) == list(LOCAL.areas)
    page.get_by_label("Where does the child live?").last.select_option("Norbury")
    assert shown_areas(page) == ["Norbury"]


@pytest.mark.parametrize("address", [*PAGES, "check/", "404.html"])
def test_without_script_all_areas_are_there(address: str, served: Served, browser_without_script: Page) -> None:
    """And nothing offers a choice that would do nothing."""
    page = browser_without_script
    page.goto(served.url + address)
    assert shown_areas(page) == list(LOCAL.areas)
    assert page.locator("[data-area-choice]").count() == 0


def test_the_record_lists_the_chosen_area_first(browser: Browser, served: Served) -> None:
    """On the sheet and in the text, by the engine; the choice follows from the question to the result."""
    page = open_in(browser, WIDE)
    open_check(page, served.url, ready=True)
    page.locator("[data-area-choice]:visible").first.select_option("Suthwick")
    walk(page, ROUTE.answers)
    outcome = page.locator("[data-outcome]:visible")
    expect(outcome.locator("[data-area-choice]").first).to_have_value("Suthwick")
    outcome.locator("[data-look] > summary").click()
    areas = outcome.locator("[data-sheet] .sheet__contacts h6")
    expect(areas.first).to_have_text("Suthwick")
    assert areas.all_text_contents() == ["Suthwick", *(area for area in LOCAL.areas if area != "Suthwick")]


def test_visitors_of_different_areas_leave_the_same_trace(browser: Browser, served: Served) -> None:
    """The server is asked for the same, in the same order; title and address are the same, and nothing is stored."""
    seen = {}
    for area in ("Norbury", "Westerham Vale"):
        page = open_in(browser, WIDE)
        requests = noted(page)
        del served.requests[:]
        page.goto(served.url)
        page.locator("[data-area-choice]").first.select_option(area)
        page.goto(served.url + "guidance/signs-of-abuse/")
        page.locator("[data-area-choice]").first.select_option(area)
        open_check(page, served.url, ready=True)
        page.locator("[data-area-choice]:visible").first.select_option(area)
        walk(page, ROUTE.answers)
        page.wait_for_timeout(500)
        # What the browser's cache answers varies with time: the server is held to which requests there are at all.
        lines = sorted(set(served.requests))
        seen[area] = (
            page.evaluate(STORED),
            sorted(requests),
            lines,
            page.title(),
            page.url,
        )
        page.context.close()
    first, second = seen.values()
    assert first == second
    assert first[0].startswith(",0,0,,")
