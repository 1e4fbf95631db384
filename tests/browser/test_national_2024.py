"""The site of `national-2024` in a browser: no barrier, nothing sideways, outcomes as the engine says, one sheet."""

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
# And one that is asked for a basis where a child may be at risk.
TAKEN = (*LONGEST, next(one for one in ROUTES if one.outcome == "share-first" and "basis" in one.answers))
WIDTHS = (320, 1280)
PAGES = (
    "",
    "guidance/law/",
    "guidance/signs-of-abuse/",
    "guidance/when-and-how/",
    "guidance/source-map/",
    "about/differences/",
    "about/legal-points/",
)


@pytest.fixture(scope="module")
def browser(quick_browser: Browser) -> Browser:
    """The quicker Chromium: nothing here needs the windows around a page."""
    return quick_browser


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


def test_pages_are_free_of_violations(checked: Page, served: Served) -> None:
    """Those of the folder's own, at either width, and none of them scrolls sideways."""
    found = {}
    for name in PAGES:
        checked.goto(served.url + name)
        for width in WIDTHS:
            checked.set_viewport_size({"width": width, "height": 800})
            wide = checked.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            found[name, width] = violations(checked) + ([f"{wide} px too wide"] if wide > 0 else [])
    assert {where: one for where, one in found.items() if one} == {}


def test_questions_and_outcomes_are_free_of_violations_and_say_who_to_tell(checked: Page, served: Served) -> None:
    """Each at one of both widths, dark where it is wide; each outcome is the engine's, below the notice."""
    open_check(checked, served.url, at=CHECK)
    found: dict[str, list[str]] = {}

    def look(state: str) -> None:
        if state in found:
            return
        width = WIDTHS[len(found) % 2]
        checked.set_viewport_size({"width": width, "height": 800})
        checked.emulate_media(color_scheme="dark" if width > 1000 else "light")
        found[state] = violations(checked)

    for route in TAKEN:
        start_again(checked)
        for question, given in route.answers.items():
            look(question)
            walk(checked, {question: given})
        assert result(checked)["outcome"] == route.outcome
        said = checked.locator("[data-outcome]:visible").inner_text()
        assert said.index("tell someone now") < said.index("Why"), route
        look(route.outcome)
    states = {question for route in ROUTES for question in route.answers} | {route.outcome for route in ROUTES}
    assert set(found) == states
    assert {state: one for state, one in found.items() if one} == {}


def test_a_basis_that_is_enough_lets_the_result_say_share(page: Page, served: Served) -> None:
    """And without one it says to share now if waiting could leave a child at risk."""
    route = TAKEN[-1]
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
    """Of those with the most to say, without ticks."""
    page.set_viewport_size({"width": 360, "height": 740})
    open_check(page, served.url, ready=False, at=CHECK)
    sheets = {}
    for route in (one for one in LONGEST if one.decision == "share"):
        start_again(page)
        walk(page, route.answers)
        paper = pypdf.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
        sheets[route.outcome] = len(paper.pages)
        assert "Draft" in paper.pages[0].extract_text()
    assert sheets == {"share-explained": 1, "share-first": 1, "share-ask": 1}
