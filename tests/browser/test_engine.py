"""The engine in the browser: that it decides, and that nothing is lost when it can't."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.walk import answer, open_check, result
from tests.conftest import problems_of, serving

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page, Route

    from tests.conftest import Served

    Build = Callable[[Callable[[Path], None]], Path]

LONGEST = {"purpose": "yes", "consent": "no", "identifiable": "yes", "lawful-reason": "no"}
GONE = "The checker could not load. Your answers are safe, and you can carry on."


def change_trace(old: str, new: str) -> Callable[[Path], None]:
    """Change one line of the engine's trace and nothing else."""

    def change(source: Path) -> None:
        module = source / "decision_engine" / "trace.py"
        text = module.read_text(encoding="utf-8")
        assert old in text
        module.write_text(text.replace(old, new), encoding="utf-8")

    return change


def test_a_wheel_whose_trace_differs_shows_in_what_the_page_says(build_changed: Build, page: Page) -> None:
    """The reasons on the page are those that the engine's wheel gives, not the page's own."""
    changed = build_changed(
        change_trace(
            "        _once([option.reason for option in options]),",
            '        f"The wheel says {options[0].id}.",',
        )
    )
    with serving(changed) as served:
        open_check(page, served.url)
        answer(page, "purpose", "yes")
        answer(page, "consent", "yes")
        shown = result(page)
    assert shown["by"] == "engine"
    assert shown["reasons"] == ("The wheel says yes.", "The wheel says yes.")


def test_two_verdicts_for_one_flow_are_called_a_fault(build_changed: Build, page: Page) -> None:
    """Where the wheel leads elsewhere than the page, neither is shown, and the notice for a child at risk is."""
    changed = build_changed(
        change_trace(
            "        at = flow.by_id[steps[-1].options[0].to]",
            "        at = flow.by_id[flow.outcomes[-1].id if len(steps) > 1 else steps[-1].options[0].to]",
        )
    )
    with serving(changed) as served:
        open_check(page, served.url)
        answer(page, "purpose", "yes")
        answer(page, "consent", "yes")
        fault = page.locator("[data-fault]")
        fault.wait_for()
        expect(page.locator("[data-outcome]:visible, [data-question]:visible")).to_have_count(0)
        expect(fault.get_by_role("heading", name="This check has a fault")).to_be_focused()
        assert fault.locator("[data-notice=child-at-risk] a[href='tel:999']").first.is_visible()
        assert page.locator("[data-check]").get_attribute("data-decided-by") is None


@pytest.mark.parametrize(
    ("grounds", "change"),
    [
        ((), "document.querySelector('#share-lawful-reason').removeAttribute('data-unconfirmed-name')"),
        (("safeguarding",), "document.querySelector('#lawful-reason-safeguarding').removeAttribute('data-settles')"),
    ],
    ids=["the page says confirmed", "the engine says confirmed"],
)
def test_one_outcome_with_two_headings_is_called_a_fault(
    page: Page, root_site: Served, grounds: tuple[str, ...], change: str
) -> None:
    """Where one says "You can share" and the other only once the basis is confirmed, neither is shown."""
    open_check(page, root_site.url)
    page.evaluate(change)
    for question, option in LONGEST.items():
        answer(
            page, question, "yes" if question == "lawful-reason" else option, grounds * (question == "lawful-reason")
        )
    expect(page.locator("[data-fault]")).to_be_visible()
    expect(page.locator("[data-outcome]:visible, [data-question]:visible")).to_have_count(0)
    assert page.locator("[data-check]").get_attribute("data-decided-by") is None


def walk_without_loss(page: Page, kill: Callable[[], None], after: int, ends: str = "unavailable") -> None:
    """Walk the longest route and kill the engine after so many answers; the outcome is the same."""
    for number, (question, option) in enumerate(LONGEST.items()):
        if number == after:
            kill()
        answer(page, question, option)
    shown = result(page)
    assert shown["outcome"] == "no-lawful-reason"
    by = "engine" if ends == "ready" else "page"
    decided = page.locator(f"[data-check][data-engine={ends}][data-decided-by={by}]")
    decided.wait_for(timeout=60_000)
    assert page.locator("[data-outcome]:visible [data-steps] li").count() == len(LONGEST)


def test_an_engine_that_never_comes_loses_no_answer(page: Page, root_site: Served) -> None:
    """Killed before it loads: its files are refused."""
    page.route("**/assets/engine/**", lambda route: route.abort())
    open_check(page, root_site.url, ready=False)
    walk_without_loss(page, lambda: None, 0)


def test_an_engine_killed_while_it_loads_loses_no_answer(page: Page, root_site: Served) -> None:
    """Killed in mid-load: the last files are held back until two answers are given, then refused."""
    held: list[Route] = []
    dead = False

    def hold(route: Route) -> None:
        held.append(route)
        if dead:
            route.abort()

    page.route(re.compile("wasm-0[5-9]"), hold)
    open_check(page, root_site.url, ready=False)

    def kill() -> None:
        nonlocal dead
        while not held:
            page.wait_for_timeout(50)
        dead = True
        for route in held.copy():
            route.abort()

    walk_without_loss(page, kill, 2)


def test_an_engine_killed_in_the_middle_of_a_visit_loses_no_answer(page: Page, root_site: Served) -> None:
    """Killed after question two, its worker ends without a word; the page goes on, and loads another meanwhile."""
    open_check(page, root_site.url)
    walk_without_loss(page, lambda: page.workers[0].evaluate("self.close()"), 2, "ready")


def test_the_engine_takes_over_answers_given_before_it_was_ready(page: Page, root_site: Served) -> None:
    """An outcome that the page decided is decided again by the engine, where the visitor stands."""
    held: list[Route] = []
    page.route("**/assets/engine/python_stdlib*", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it calls
    open_check(page, root_site.url, ready=False)
    answer(page, "purpose", "yes")
    answer(page, "consent", "yes")
    assert result(page)["by"] == "page"
    while not held:
        page.wait_for_timeout(50)
    for route in held:
        route.continue_()
    expect(page.locator("[data-check]")).to_have_attribute("data-decided-by", "engine", timeout=60_000)
    assert result(page)["outcome"] == "share-with-consent"
    assert problems_of(page) == []


@pytest.mark.parametrize("name", ["flow-sharing", "decision_engine", "pyodide.asm", "python_stdlib", "wasm-03"])
def test_a_file_that_is_not_the_pages_own_is_refused(page: Page, root_site: Served, name: str) -> None:
    """One changed byte: the engine is unavailable, the page goes on by itself, and no newer page is made up."""

    def change(route: Route) -> None:
        body = route.fetch().body()
        route.fulfill(body=bytes([body[0] ^ 1]) + body[1:], content_type="application/octet-stream")

    page.route(f"**/assets/engine/*{name}*", change)
    open_check(page, root_site.url, ready=False)
    expect(page.locator("[data-status-shown]")).to_have_text(GONE, timeout=60_000)
    walk_without_loss(page, lambda: None, 0)


def test_loading_can_be_tried_again(page: Page, root_site: Served) -> None:
    """Once the network is back, one press brings the engine, and the answers are still there."""
    page.route("**/assets/engine/**", lambda route: route.abort())
    open_check(page, root_site.url, ready=False)
    answer(page, "purpose", "yes")
    again = page.get_by_role("button", name="Try to load the checker again")
    again.wait_for(timeout=60_000)
    page.unroute_all()
    again.click()
    expect(page.locator("[data-check]")).to_have_attribute("data-engine", "ready", timeout=60_000)
    expect(page.locator("[data-status-said]")).to_have_text("Checker ready")
    answer(page, "consent", "yes")
    assert result(page)["by"] == "engine"


def test_the_status_shows_real_progress(page: Page, root_site: Served) -> None:
    """Bytes that have come, as a share of all, while the visitor can go on answering."""
    held: list[Route] = []
    with page.expect_request("**/assets/engine/*wasm-06*"):
        page.route("**/assets/engine/*wasm-06*", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it calls
        open_check(page, root_site.url, ready=False)
    line = page.locator("[data-status-shown]")
    expect(line).to_have_text(re.compile(r"Checker loading: [5-9]\d%"), timeout=60_000)
    for route in held:
        route.continue_()
    expect(line).to_have_text("Checker ready", timeout=60_000)


def test_a_browser_without_webassembly_gets_the_static_check(page: Page, root_site: Served) -> None:
    """Without WebAssembly the page goes on by itself and says so."""
    page.add_init_script("delete globalThis.WebAssembly")
    open_check(page, root_site.url, ready=False)
    expect(page.locator("[data-status-shown]")).to_have_text(GONE)
    walk_without_loss(page, lambda: None, 0)
