"""axe-core finds nothing: on every page, and in every state of the check, narrow and wide, light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.axe import context_for_axe, violations, violations_everywhere, violations_in_pairs
from tests.browser.states import ROUTES, every_state

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.conftest import Served

LEAST_STATES = 30


@pytest.fixture
def checked(browser: Browser) -> Iterator[Page]:
    """A page that holds the checker."""
    context = context_for_axe(browser)
    yield context.new_page()
    context.close()


def told(found: dict[str, list[str]]) -> str:
    """Write down what was found, a line for each violation."""
    return "\n".join(f"{where}: {one}" for where, all_of_it in found.items() for one in all_of_it)


def test_every_page_is_free_of_violations(checked: Page, root_site: Served, site: Path) -> None:
    """Each page as it opens, at 320 and 1280 px, in light and dark."""
    found = {}
    pages = sorted(str(file.relative_to(site)) for file in site.rglob("*.html"))
    assert len(pages) > 15
    for name in pages:
        checked.goto(root_site.url + name.removesuffix("index.html"))
        found[name] = violations_everywhere(checked)
    assert told(found) == ""


def test_every_state_of_the_check_is_free_of_violations(checked: Page, root_site: Served) -> None:
    """Each question, error, outcome, record, map, fault and state of the engine, at both widths, in both palettes."""
    states = enumerate(every_state(checked, root_site.url))
    found = {state: violations_in_pairs(checked, number) for number, state in states}
    assert len(found) > LEAST_STATES
    assert {f"outcome {route.outcome}" for route in ROUTES} < set(found)
    assert {f"question {name}, error" for route in ROUTES for name in route.answers} < set(found)
    assert told(found) == ""


def test_a_worked_example_is_free_of_violations(checked: Page, root_site: Served) -> None:
    """The page for reviewers at each step of its first example."""
    checked.goto(f"{root_site.url}review/")
    step = checked.locator("[data-dock-text]")
    found = {}
    while step.get_by_text("End of the example").count() == 0:
        found[step.inner_text()] = violations(checked)
        before = step.inner_text()
        checked.locator("[data-next]").click()
        expect(step).not_to_have_text(before, use_inner_text=True)
    found["end"] = violations(checked)
    assert len(found) > 2
    assert told(found) == ""


def test_the_menu_and_the_search_are_free_of_violations(checked: Page, root_site: Served) -> None:
    """Opened at either width, with results and without."""
    found = {}
    for width in (320, 1280):
        checked.set_viewport_size({"width": width, "height": 800})
        checked.goto(f"{root_site.url}guidance/")
        checked.get_by_role("button", name="Menu").click()
        found[f"menu at {width} px"] = violations(checked)
        checked.keyboard.press("Escape")
        if width == 320:
            checked.get_by_role("button", name="Search").click()
        for words in ("consent", "xyzzyq"):
            checked.get_by_role("searchbox").fill(words)
            expect(checked.locator("[data-search-count]")).to_be_visible()
            found[f"search for {words} at {width} px"] = violations(checked)
    assert told(found) == ""


def test_a_page_with_barriers_is_found_out(checked: Page, root_site: Served) -> None:
    """The checker is really run: pale text, an unnamed button and a tiny target are reported."""
    checked.goto(f"{root_site.url}check/")
    checked.locator("[data-check][data-started]").wait_for()
    checked.evaluate(
        """() => {
            const lead = document.querySelector("div.check__lead");
            lead.style.color = "#ddd";
            const buttons = '<button></button><button style="width:9px;height:9px;padding:0;border:0">x</button>';
            lead.insertAdjacentHTML("beforeend", buttons);
        }"""
    )
    rules = {one.partition(":")[0] for one in violations(checked)}
    assert rules >= {"color-contrast", "button-name", "target-size"}
