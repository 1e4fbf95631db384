"""Every route of the check in a real browser, against the engine on CPython."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from decision_engine import trace
from decision_engine.authoring.read import SHIPPED, read_flow
from tests.browser.walk import Route, all_routes, open_check, result, start_again, walk
from tests.conftest import Served, problems_of, serving, watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

FLOW = read_flow(SHIPPED).flow
ROUTES = all_routes()


@pytest.fixture(scope="module", params=["/", "/partners/north/"])
def served(request: pytest.FixtureRequest, site: Path) -> Iterator[Served]:
    """The built site, at a server's root and under a sub-path."""
    with serving(site, request.param) as server:
        yield server


@pytest.fixture(scope="module")
def by_engine(browser: Browser, served: Served) -> Iterator[Page]:
    """The check with its engine ready, loaded once for all routes."""
    context = browser.new_context()
    page = watch(context.new_page())
    open_check(page, served.url)
    yield page
    context.close()


@pytest.fixture(scope="module")
def by_page(browser: Browser, root_site: Served) -> Iterator[Page]:
    """The check with its engine held back, loaded once for all routes."""
    context = browser.new_context()
    page = watch(context.new_page())
    page.route("**/assets/engine/**", lambda _: None)
    open_check(page, root_site.url, ready=False)
    yield page
    context.close()


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_the_engine_ends_where_it_does_on_cpython(by_engine: Page, route: Route) -> None:
    """Outcome, decision and reasons are those of CPython, and the page says that the engine decided."""
    start_again(by_engine)
    walk(by_engine, route.answers)
    assert result(by_engine) == route.decided_by("engine")
    assert problems_of(by_engine) == []


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_the_page_by_itself_ends_where_the_engine_does(by_page: Page, route: Route) -> None:
    """With the engine's files held back, the routes in the HTML lead to the same outcome for the same reasons."""
    start_again(by_page)
    walk(by_page, route.answers)
    assert result(by_page) == route.decided_by("page")


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_without_script_every_route_can_be_followed(
    browser_without_script: Page, root_site: Served, route: Route
) -> None:
    """Each answer is a link to the next question or to the outcome; where reasons matter, two links."""
    page = browser_without_script
    page.goto(f"{root_site.url}check/")
    for question, given in route.answers.items():
        label = {"yes": "Yes", "no": "No", "unsure": "I'm not sure"}[given.option]
        links = page.locator(f"form#{question} [data-static]").get_by_role("link", name=re.compile(rf"^{label}\b"))
        # The last is that without a reason that is enough, as on the routes of the engine.
        addresses = [link.get_attribute("href") for link in links.all()]
        links.last.click()
    walked = trace(FLOW, route.answers)
    anchors = [f"#{route.outcome}", f"#{route.outcome}-unconfirmed"][: 2 if walked.unconfirmed else 1]
    assert addresses == anchors
    assert page.url.endswith(anchors[-1])
    assert page.locator(anchors[-1]).is_visible()
    assert page.get_by_role("radio").count() == 0
    assert page.locator("button:visible").count() == 0


def test_continue_leaves_no_question_mark_in_the_request_log(context: BrowserContext, site: Path) -> None:
    """Neither before the script listens nor after it has, does pressing Continue send anything."""
    with serving(site) as served:
        page = context.new_page()
        page.route("**/assets/js/check*", lambda route: route.abort())
        page.goto(f"{served.url}check/")
        for button in page.locator("[data-continue]").all():
            button.dispatch_event("click")
        page.unroute("**/assets/js/check*")
        open_check(page, served.url)
        walk(page, ROUTES[0].answers)
        assert result(page)["outcome"] == ROUTES[0].outcome
        assert page.url == f"{served.url}check/"
    assert served.requests
    assert [line for line in served.requests if "?" in line or not line.startswith("GET ")] == []


def test_nothing_is_asked_of_another_origin_and_nothing_is_stored(context: BrowserContext, root_site: Served) -> None:
    """A whole visit stays on the site's origin and leaves the browser's storage empty."""
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("", "guidance/law/"):
        page.goto(root_site.url + path)
    open_check(page, root_site.url)
    walk(page, ROUTES[1].answers)
    assert result(page)["by"] == "engine"
    assert [url for url in asked if not url.startswith((root_site.url, "data:"))] == []
    assert context.cookies() == []
    stored = page.evaluate(
        """async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
            (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length]"""
    )
    assert stored == [0, 0, 0, 0, 0]
