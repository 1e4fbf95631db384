"""The site of `national-2024` in a browser: no barrier, nothing sideways, every outcome reached, a record on a sheet."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pypdf
import pytest
from playwright.sync_api import expect

from decision_engine.trace import chosen
from tests.browser.axe import context_for_axe, violations
from tests.browser.walk import all_routes, open_check, result, start_again, walk
from tests.conftest import serving
from tests.folders.starting_points import CHECK, FLOW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.conftest import Served

ROUTES = all_routes(FLOW)
# The longest way to each outcome, so that every question is on one of them.
LONGEST = tuple({one.outcome: one for one in sorted(ROUTES, key=lambda route: len(route.answers))}.values())
WIDTHS = (320, 1280)
PAGES = (
    "",
    "guidance/",
    "guidance/consent/",
    "guidance/golden-rules/",
    "guidance/law/",
    "guidance/recording/",
    "guidance/signs-of-abuse/",
    "guidance/source-map/",
    "guidance/when-and-how/",
    "about/differences/",
    "about/legal-points/",
    "review/sharing-2024/",
)


@pytest.fixture(scope="module")
def served(national_site: Path) -> Iterator[Served]:
    """The site on a server."""
    with serving(national_site) as found:
        yield found


@pytest.fixture
def checked(browser: Browser) -> Iterator[Page]:
    """A page that holds the checker of barriers."""
    context = context_for_axe(browser)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_free_of_violations(checked: Page, served: Served, width: int) -> None:
    """At either width, and none of them scrolls sideways."""
    checked.set_viewport_size({"width": width, "height": 800})
    found = {}
    for name in PAGES:
        checked.goto(served.url + name)
        wide = checked.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found[name] = violations(checked) + ([f"{wide} px too wide"] if wide > 0 else [])
    assert {name: one for name, one in found.items() if one} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_every_question_and_outcome_is_free_of_violations(checked: Page, served: Served, width: int) -> None:
    """On the longest way to each outcome, dark where it is wide."""
    checked.set_viewport_size({"width": width, "height": 800})
    checked.emulate_media(color_scheme="dark" if width > 1000 else "light")
    open_check(checked, served.url, at=CHECK)
    found: dict[str, list[str]] = {}
    for route in LONGEST:
        start_again(checked)
        for question, given in route.answers.items():
            if question not in found:
                found[question] = violations(checked)
            walk(checked, {question: given})
        expect(checked.locator(f"[data-outcome={route.outcome}]")).to_be_visible()
        found[route.outcome] = violations(checked)
    assert set(found) == {question for route in ROUTES for question in route.answers} | {
        route.outcome for route in ROUTES
    }
    assert {name: one for name, one in found.items() if one} == {}


def test_every_route_ends_as_the_engine_says_with_who_to_tell_above(page: Page, served: Served) -> None:
    """In the browser as on CPython; the notice is the first thing in every result."""
    open_check(page, served.url, at=CHECK)
    for route in ROUTES:
        start_again(page)
        walk(page, route.answers)
        assert result(page)["outcome"] == route.outcome, route
        notice = page.locator("[data-outcome]:visible").inner_text()
        assert notice.index("tell someone now") < notice.index("Why"), route


def test_a_basis_that_is_enough_lets_the_result_say_share(page: Page, served: Served) -> None:
    """And without one it says to share now if waiting could leave a child at risk."""
    route = next(one for one in ROUTES if one.outcome == "share-first" and "basis" in one.answers)
    for ticked, said in ((("public-task",), "You can share"), ((), "Share now if waiting could leave a child at risk")):
        open_check(page, served.url, at=CHECK)
        start_again(page)
        for question, given in route.answers.items():
            form = page.locator(f"form[data-question={question}]")
            form.locator(f"input[name=option][value={chosen(given)[0]}]").check()
            for ground in ticked if question == "basis" else ():
                form.locator(f"input[name=ground][value={ground}]").check()
            form.get_by_role("button", name="Continue").click()
            form.wait_for(state="hidden")
        expect(page.locator("[data-outcome]:visible").get_by_role("heading", name=said)).to_be_visible()


def test_the_record_of_the_longest_route_fits_one_sheet(page: Page, served: Served) -> None:
    """Of each outcome, without ticks."""
    page.set_viewport_size({"width": 360, "height": 740})
    open_check(page, served.url, at=CHECK)
    sheets = {}
    for route in LONGEST:
        start_again(page)
        walk(page, route.answers)
        paper = pypdf.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
        sheets[route.outcome] = len(paper.pages)
        assert "Draft" in paper.pages[0].extract_text()
    assert {name: pages for name, pages in sheets.items() if pages > 1} == {}
