"""One visit to the site that uses all that it has: pages, search, the check with its engine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.walk import all_routes, open_check, result, walk

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROUTES = {route.decision: route for route in all_routes()}
SHARE = ROUTES["share"]


def visit(page: Page, url: str) -> None:
    """Open the home page and a page of the guidance, search there, and walk one route that the engine decides."""
    page.goto(url)
    assert page.locator("h1").is_visible()
    page.goto(f"{url}guidance/law/")
    assert page.locator("h1").is_visible()
    search(page, "consent")
    check(page, url)


def search(page: Page, words: str) -> None:
    """Search for words that the guidance has."""
    page.get_by_label("Search the guidance").and_(page.get_by_role("searchbox")).fill(words)
    expect(page.locator("[data-search-count]")).to_have_text(re.compile("found|best of", re.IGNORECASE), timeout=15_000)
    assert page.locator("[data-search-results] li").count() > 0


def check(page: Page, url: str, decision: str = "share") -> None:
    """Walk one route that ends in a decision, and see that the engine made it."""
    route = ROUTES[decision]
    open_check(page, url)
    walk(page, route.answers)
    assert result(page) == route.decided_by("engine")
