"""When the search can't load it says so, shows another way to the guidance, and can be tried again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.faults.faulty_server import Faulty, faulty

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page, Route

INDEX, SCRIPT = "search/search_index.json", "assets/js/search."
FAILED, LOADING, SLOW = "could not be loaded", "Loading search", "still loading"
CASES = [(file, fault) for file in (INDEX, SCRIPT) for fault in ("missing", "page", "truncated", "cut")]
# What a server or a portal may say instead of the index, with status 200 and as JSON.
NO_INDEXES = ["{}", "[]", "null", '"login"', '{"docs": []}', '{"docs": [{}]}', '{"docs": {"a": 1}}', '{"docs": 3}']


@pytest.fixture
def served(site: Path) -> Iterator[Faulty]:
    """The site on a server with faults of its own."""
    with faulty(site) as served:
        yield served


def type_words(page: Page, served: Faulty) -> None:
    """Open a page of the guidance and type a word."""
    page.goto(f"{served.url}guidance/")
    page.get_by_role("searchbox").fill("neglect")


def expect_failure(page: Page) -> None:
    """Expect the sentence, seen and announced, the link and the button; never the word for loading."""
    panel = page.locator("[data-search-panel]")
    expect(panel).to_contain_text(FAILED)
    expect(page.locator("[data-search-status]")).to_contain_text(FAILED)
    expect(panel).not_to_contain_text(LOADING)
    expect(panel.get_by_role("link", name="Contents of the guidance")).to_be_visible()
    expect(panel.get_by_role("button", name="Try again")).to_be_visible()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[1]}")
def test_search_that_cannot_load_says_so_and_can_be_tried_again(
    page: Page, served: Faulty, case: tuple[str, str]
) -> None:
    """The words typed stay, and are searched for once the file comes."""
    file, fault = case
    served.faults[file] = fault
    type_words(page, served)
    expect_failure(page)
    page.get_by_role("searchbox").press_sequentially("ed")
    expect_failure(page)
    page.get_by_role("button", name="Try again").click()
    expect_failure(page)
    served.faults.clear()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("[data-search-results] li").first).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()
    expect(page.get_by_role("searchbox")).to_have_value("neglected")


@pytest.mark.parametrize("body", NO_INDEXES)
def test_json_that_is_not_an_index_is_a_failure(page: Page, served: Faulty, body: str) -> None:
    """A server's own message in JSON, too."""

    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type="application/json")

    page.route(f"**/{INDEX}", answer)
    type_words(page, served)
    expect_failure(page)


def test_link_leads_to_the_contents_of_the_guidance(page: Page, served: Faulty) -> None:
    """From any page."""
    served.faults[INDEX] = "missing"
    page.goto(f"{served.url}guidance/law/")
    page.get_by_role("searchbox").fill("neglect")
    page.get_by_role("link", name="Contents of the guidance").click()
    expect(page).to_have_url(f"{served.url}guidance/")


def test_search_that_is_slow_says_so_and_offers_the_contents(page: Page, served: Faulty) -> None:
    """It looks neither as at first nor as failed, and finds what was typed in the end."""
    served.faults[INDEX] = "held"
    page.clock.install()
    type_words(page, served)
    panel = page.locator("[data-search-panel]")
    expect(panel).to_contain_text(LOADING)
    expect(panel.get_by_role("link", name="Contents of the guidance")).to_be_hidden()
    page.clock.run_for(11_000)
    expect(panel).to_contain_text(SLOW)
    expect(panel).not_to_contain_text(FAILED)
    expect(panel.get_by_role("link", name="Contents of the guidance")).to_be_visible()
    expect(panel.get_by_role("button", name="Try again")).to_be_hidden()
    served.released.set()
    expect(page.locator("[data-search-results] li").first).to_be_visible()
    expect(panel.get_by_role("link", name="Contents of the guidance")).to_be_hidden()


def test_failure_is_put_away_with_escape_and_comes_back(page: Page, served: Faulty) -> None:
    """The panel doesn't stay in the way."""
    served.faults[SCRIPT] = "missing"
    type_words(page, served)
    expect_failure(page)
    page.get_by_role("searchbox").press("Escape")
    expect(page.locator("[data-search-panel]")).to_be_hidden()
