"""The written check shows whatever keeps the check's script from running: questions, links and outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from decision_engine.authoring.read import SHIPPED, read_flow
from tests.browser.held_page import HOLDS, holding
from tests.browser.walk import answer, open_check
from tests.faults.broken_pages import WAYS, serving_broken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from threading import Event

    from playwright.sync_api import Page

FLOW = read_flow(SHIPPED).flow


@pytest.fixture(scope="module")
def broken(site: Path) -> Iterator[tuple[str, Event]]:
    """The site on a server whose check is broken in the way that is asked for."""
    with serving_broken(site) as served:
        yield served


def written_check_shows(page: Page) -> None:
    """Check that each question, each answer as a link and each outcome can be seen, and no idle control."""
    for question in FLOW.questions:
        expect(page.locator(f"form[data-question={question.id}] legend")).to_be_visible()
        links = page.locator(f"form[data-question={question.id}] .question__links a")
        # An answer whose caution may stay open leads to either heading of its outcome.
        to = dict.fromkeys(str(link.get_attribute("href")).removesuffix("-unconfirmed") for link in links.all())
        assert list(to) == list(dict.fromkeys(f"#{option.to}" for option in question.options))
        assert all(link.is_visible() for link in links.all())
    for outcome in FLOW.outcomes:
        for heading in page.locator(f"[data-outcome={outcome.id}] h2[data-heading]").all():
            expect(heading).to_be_visible()
    assert page.locator("[data-check] button:visible, [data-check] input:visible").count() == 0


@pytest.mark.parametrize("way", WAYS)
def test_a_script_that_does_not_run_leaves_the_written_check(page: Page, broken: tuple[str, Event], way: str) -> None:
    """However it fails, the whole of the written check is there and its links lead on."""
    page.goto(f"{broken[0]}check/?way={list(WAYS).index(way)}")
    written_check_shows(page)
    page.locator("#purpose .question__links a").first.click()
    assert page.url.endswith("#consent")
    assert page.locator("[data-broken]").is_visible() == way.startswith("throws")


@pytest.mark.parametrize("way", WAYS)
def test_early_answers_before_a_script_that_does_not_run_leave_the_written_check(
    page: Page, site: Path, way: str
) -> None:
    """What was shown of them is gone again, an error and the button to go back as well."""
    with holding(site, WAYS[way]) as held:
        held.hold(list(HOLDS)[-1])
        page.goto(f"{held.url}check/", wait_until="commit")
        answer(page, "purpose", "yes")
        page.wait_for_timeout(600)
        page.locator("#consent").get_by_role("button", name="Continue").click()
        expect(page.locator("[data-error-summary]")).to_be_visible()
        held.release()
        page.wait_for_load_state()
        expect(page.locator("[data-error-summary]")).to_be_hidden()
        expect(page.locator("[data-error]:visible")).to_have_count(0)
        written_check_shows(page)
        page.evaluate("history.back()")
        page.wait_for_timeout(100)
        written_check_shows(page)


def test_a_script_that_comes_late_takes_over_from_the_written_check(page: Page, broken: tuple[str, Event]) -> None:
    """While the rest of the page is awaited the written check shows; once it is there, one question at a time."""
    url, released = broken
    page.goto(f"{url}check/?way=never", wait_until="commit")
    expect(page.locator("#lawful-reason .question__links")).to_be_visible(timeout=20_000)
    written_check_shows(page)
    released.set()
    page.locator("[data-check][data-started]").wait_for()
    expect(page.locator("[data-question]:visible")).to_have_count(1)
    expect(page.locator("[data-static]:visible")).to_have_count(0)


def test_the_written_check_never_flashes_up_where_the_script_runs(page: Page, broken: tuple[str, Event]) -> None:
    """No frame of a page that loads as it should shows a link of the written check."""
    page.add_init_script(
        """globalThis.flashes = 0;
        const look = () => {
          const links = document.querySelectorAll("[data-question] ~ [data-question] .question__links");
          if ([...links].some((one) => one.checkVisibility())) flashes += 1;
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);"""
    )
    open_check(page, broken[0])
    assert page.evaluate("flashes") == 0


def test_a_failure_in_the_middle_of_a_check_shows_the_written_check(page: Page, broken: tuple[str, Event]) -> None:
    """A press that goes wrong does not do nothing: the page says so, and the check is there to be read."""
    open_check(page, broken[0], ready=False)
    page.evaluate("() => { Element.prototype.replaceChildren = () => { throw new Error('broken'); }; }")
    page.locator("#purpose-yes").check()
    page.locator("#purpose [data-continue]").click()
    expect(page.locator("[data-broken]")).to_be_visible()
    written_check_shows(page)
