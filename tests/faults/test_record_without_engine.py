"""At a result the engine may die, fall silent, be slow or refuse: every way to keep the record works at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.states import ONE_PER_OUTCOME
from tests.browser.walk import open_check, until, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

    from tests.conftest import Served

ROUTE = next(route for route in ONE_PER_OUTCOME if route.decision == "share")
# Lets a test kill the worker, swallow what is sent to it, hold its answers back, or answer in its place.
WORKERS = """globalThis.workers = [];
globalThis.Worker = class extends Worker {
  constructor(...given) { super(...given); workers.push(this); this.sent = super.postMessage; }
  postMessage(message) {
    if (globalThis.how === "silent" && !message.start) return;
    if (globalThis.how === "refused" && !message.start)
      return void setTimeout(() => this.onmessage({ data: { id: message.id, refused: "RecordError: no" } }));
    if (globalThis.how === "4 s late" && !message.start)
      return void setTimeout(() => super.postMessage(message), 4000);
    super.postMessage(message);
  }
};
globalThis.print = () => { dispatchEvent(new Event("beforeprint")); globalThis.printed = PAPER.textContent; };
Object.defineProperty(globalThis, "PAPER", {
  get: () => document.querySelector("[data-outcome]:not([hidden]) [data-sheet]"),
});
"""
WAYS = ("killed", "silent", "4 s late", "refused")
NEEDS_ENGINE = "The Word file needs the checker, which is not running."


@pytest.fixture(scope="module")
def opened(browser: Browser, root_site: Served) -> Iterator[Page]:
    """One page for all, each test from its start."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    context.add_init_script(WORKERS)
    page = context.new_page()
    page.goto(root_site.url)
    yield page
    context.close()


@pytest.fixture(params=WAYS)
def outcome(request: pytest.FixtureRequest, opened: Page, root_site: Served) -> Locator:
    """A result, shown while the engine was well; then something happens to the engine, and one tick is set."""
    open_check(opened, root_site.url)
    walk(opened, ROUTE.answers)
    expect(opened.locator("[data-check]")).to_have_attribute("data-decided-by", "engine")
    if request.param == "killed":
        opened.evaluate("() => { for (const worker of workers) worker.terminate(); }")
    else:
        opened.evaluate("(way) => { globalThis.how = way; }", request.param)
    shown = opened.locator("[data-outcome]:visible")
    shown.locator("[data-item]").first.check()
    return shown


def holds_the_record(text: str) -> bool:
    """Say whether a text holds the outcome and the tick set after the engine was gone."""
    return "You can share" in text and ("[x]" in text or "☑" in text)


def saved(outcome: Locator, name: str) -> bytes:
    """Press a download button and give what it saves."""
    with outcome.page.expect_download() as started:
        outcome.get_by_role("button", name=name).click()
    expect(outcome.locator("[data-said]")).to_have_text("Saved to your downloads.")
    return Path(started.value.path()).read_bytes()


def test_text_json_copy_and_print_work_at_once(outcome: Locator) -> None:
    """Each holds the tick set after the engine was gone; nothing is asked of the engine first."""
    page = outcome.page
    data: dict[str, Any] = json.loads(saved(outcome, "Download as JSON"))
    assert data["checklists"][0]["items"][0]["ticked"]
    assert holds_the_record(saved(outcome, "Download as text").decode())
    outcome.get_by_role("button", name="Copy as text").click()
    expect(outcome.locator("[data-said]")).to_have_text("Copied.")
    assert holds_the_record(page.evaluate("navigator.clipboard.readText()"))
    outcome.get_by_role("button", name="Print").click()
    assert holds_the_record(page.evaluate("globalThis.printed"))


def test_the_browsers_own_print_has_the_record(outcome: Locator) -> None:
    """Ctrl+P right after a tick: the sheet is written before the paper is."""
    outcome.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert holds_the_record(outcome.locator("[data-sheet]").inner_text())
    outcome.page.evaluate("dispatchEvent(new Event('afterprint'))")


def test_word_comes_late_or_says_that_it_needs_the_checker(outcome: Locator) -> None:
    """No press is without an answer, and where the engine was lost another is loaded meanwhile."""
    page, said = outcome.page, outcome.locator("[data-said]")
    way = page.evaluate("globalThis.how ?? 'killed'")
    page.wait_for_timeout(200)
    outcome.get_by_role("button", name="Download for Word").click()
    expect(said).not_to_be_empty(timeout=5_000)
    expect(said).not_to_have_text("Writing the Word file …", timeout=30_000)
    assert (said.inner_text() or "").startswith(NEEDS_ENGINE), way
    expect(outcome).to_be_visible()
    page.evaluate("() => { globalThis.how = ''; }")
    if way != "refused":
        page.locator("[data-check][data-engine=ready]").wait_for(timeout=60_000)
    assert saved(outcome, "Download for Word").startswith(b"PK")


def test_an_engine_that_never_comes_leaves_every_button_useful(page: Page, root_site: Served) -> None:
    """All but Word work; Word says why it doesn't, and offers the text."""
    page.route("**/assets/engine/**", lambda request: request.abort())
    open_check(page, root_site.url, ready=False)
    walk(page, ROUTE.answers)
    outcome = page.locator("[data-outcome]:visible")
    outcome.locator("[data-item]").first.check()
    assert holds_the_record(saved(outcome, "Download as text").decode())
    outcome.get_by_role("button", name="Download for Word").click()
    expect(outcome.locator("[data-said]")).to_contain_text("Use “Download as text” instead")


def test_a_browser_that_does_not_print_says_so(page: Page, root_site: Served) -> None:
    """Some frames and some browsers do nothing at all when asked to print."""
    page.add_init_script("globalThis.print = () => {};")
    open_check(page, root_site.url, ready=False)
    walk(page, ROUTE.answers)
    outcome = page.locator("[data-outcome]:visible")
    outcome.get_by_role("button", name="Print").click()
    expect(outcome.locator("[data-said]")).to_contain_text("did not open its print window")


def test_a_clipboard_that_never_answers_leaves_the_text_to_copy(page: Page, root_site: Served) -> None:
    """The record is shown and selected after a moment."""
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => new Promise(() => {}) } });"
        "document.execCommand = () => false;"
    )
    open_check(page, root_site.url, ready=False)
    walk(page, ROUTE.answers)
    outcome = page.locator("[data-outcome]:visible")
    outcome.get_by_role("button", name="Copy as text").click()
    expect(outcome.locator("[data-record-text]")).to_be_focused(timeout=10_000)
    assert until(page, "getSelection().toString().includes('DECISION')")


def test_the_record_is_not_read_off_a_page_that_a_browser_has_translated(page: Page, root_site: Served) -> None:
    """Grounds, ticks and steps keep the flow's own words."""
    page.route("**/assets/engine/**", lambda request: request.abort())
    open_check(page, root_site.url, ready=False)
    translate = """() => {
      const walker = document.createTreeWalker(document.querySelector("[data-check]"), NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replace(/[A-Za-z]+/g, "xyzzy");
    }"""
    route = next(one for one in ONE_PER_OUTCOME if one.outcome == "share-lawful-reason")
    *before, last = route.answers
    walk(page, {name: route.answers[name] for name in before})
    form = page.locator(f"form[data-question={last}]")
    form.locator(f"input[value={route.answers[last].option}]").check()
    form.locator("input[name=ground]").first.check()
    page.evaluate(translate)
    form.locator("[data-continue]").click()
    outcome = page.locator("[data-outcome]:visible")
    with page.expect_download() as started:
        outcome.locator("[data-download=json]").click()
    written = Path(started.value.path()).read_text(encoding="utf-8")
    assert json.loads(written)["steps"][-1]["grounds"][0]["text"]
    assert "xyzzy" not in written
