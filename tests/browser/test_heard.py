"""What a screen reader is given at each step: question, hint and meaning once each, and nothing called clickable."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from decision_engine.authoring.read import SHIPPED, read_flow
from tests.browser.walk import answer, open_check, until

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page, Route

    from tests.conftest import Served

FLOW = read_flow(SHIPPED).flow


def heard(devtools: CDPSession, css: str) -> dict[str, str]:
    """Give an element's role, name and description as assistive technology gets them."""
    found = devtools.send("Runtime.evaluate", {"expression": f"document.querySelector({css!r})"})["result"]
    tree = devtools.send("Accessibility.getPartialAXTree", {"objectId": found["objectId"], "fetchRelatives": False})
    node: dict[str, Any] = tree["nodes"][0]
    return {part: str(node.get(part, {}).get("value", "")) for part in ("role", "name", "description")}


def test_hint_and_meaning_are_heard_once_by_tab_and_by_focus(page: Page, root_site: Served) -> None:
    """Where the page opens, with the first answer; where a step takes the focus, with its question."""
    open_check(page, root_site.url, ready=False)
    devtools = page.context.new_cdp_session(page)
    for at, question in enumerate(FLOW.questions[:2]):
        texts = [text for text in (question.hint, question.meaning) if text]
        if at:
            expect(page.locator(f"#{question.id} fieldset")).to_be_focused()
        group = heard(devtools, f"#{question.id} fieldset")
        first, *others = [heard(devtools, f"#{question.id}-{option.id}") for option in question.options]
        assert group["role"] == "group"
        assert question.text in group["name"]
        assert f"Question {at + 1}" in group["name"]
        said, silent = (group, first) if at else (first, group)
        assert [bool(said["description"]), silent["description"]] == [bool(texts), ""]
        assert [text for text in texts if text.split("{")[0].strip() not in said["description"]] == []
        assert {one["description"] for one in others} == {""}
        assert [one["name"] for one in (first, *others)] == [option.label for option in question.options]
        answer(page, question.id, "yes" if not at else "no")


def test_hint_heard_with_the_first_answer_is_not_heard_again(page: Page, root_site: Served) -> None:
    """Neither when the arrow keys come back to that answer, nor once the engine is ready and the step is shown anew."""
    held: list[Route] = []
    page.route("**/assets/engine/python_stdlib*", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it calls
    open_check(page, root_site.url, ready=False)
    devtools = page.context.new_cdp_session(page)
    hint = FLOW.questions[0].hint
    assert hint
    assert hint in heard(devtools, "#purpose-yes")["description"]
    page.locator("#purpose-yes").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#purpose-yes")).to_be_focused()
    for engine in ("loading", "ready"):
        if engine == "ready":
            while not held:
                page.wait_for_timeout(50)
            for route in held:
                route.continue_()
            page.locator("[data-check][data-engine=ready]").wait_for(timeout=60_000)
        assert heard(devtools, "#purpose-yes")["description"] == "", engine
        assert hint in heard(devtools, "#purpose fieldset")["description"], engine


def test_focus_on_change_stays_when_the_engine_is_ready(page: Page, root_site: Served) -> None:
    """A reader whose button is taken away is left at the top of the page without a word."""
    held: list[Route] = []
    page.route("**/assets/engine/python_stdlib*", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks what it calls
    open_check(page, root_site.url, ready=False)
    answer(page, "purpose", "yes")
    answer(page, "consent", "yes")
    change = page.locator("#share-with-consent [data-change]").first
    change.focus()
    while not held:
        page.wait_for_timeout(50)
    for route in held:
        route.continue_()
    expect(page.locator("[data-check]")).to_have_attribute("data-decided-by", "engine", timeout=60_000)
    expect(change).to_be_focused()


def test_what_is_missing_is_heard_once(page: Page, root_site: Served) -> None:
    """The problem takes the focus, so that it is no alert too; its name and description say all of it."""
    open_check(page, root_site.url, ready=False)
    page.locator("#purpose [data-continue]").press("Enter")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    devtools = page.context.new_cdp_session(page)
    summary = heard(devtools, "[data-error-summary]")
    assert summary == {
        "role": "group",
        "name": "There is a problem",
        "description": FLOW.questions[0].missing,
    }
    assert page.locator("[role=alert]:visible, [aria-live=assertive]:visible").count() == 0


@pytest.mark.parametrize(
    ("given", "end"),
    [
        ({"purpose": "no"}, "no-purpose"),
        ({"purpose": "unsure"}, "seek-advice"),
        ({"purpose": "yes", "consent": "no", "identifiable": "yes", "lawful-reason": "yes"}, "share-lawful-reason"),
    ],
    ids=["no", "not sure", "unconfirmed"],
)
def test_result_is_heard_as_its_decision_what_it_means_and_who_to_tell(
    page: Page, root_site: Served, given: dict[str, str], end: str
) -> None:
    """In that order, and nothing before the decision that says another one."""
    open_check(page, root_site.url)
    for question, option in given.items():
        answer(page, question, option)
    outcome = next(one for one in FLOW.outcomes if one.id == end)
    said = outcome.unconfirmed
    label = said.label if said else FLOW.decision(outcome).label
    summary = said.summary if said else outcome.summary
    devtools = page.context.new_cdp_session(page)
    title = heard(devtools, f"#{outcome.id} h2:focus")
    notice = page.locator(f"#{outcome.id} [data-notice] h2").inner_text()
    assert (title["role"], title["name"]) == ("heading", label)
    meant = summary.split("{")[0].strip()
    assert title["description"].startswith(meant)
    assert re.search(rf"{re.escape(notice)} .*999", title["description"].removeprefix(meant))
    assert heard(devtools, f"#{outcome.id}")["name"] == ""


def test_the_same_number_of_pages_found_is_not_said_again(page: Page, root_site: Served) -> None:
    """Only a count that has changed is: another letter often finds as many."""
    page.goto(f"{root_site.url}guidance/")
    field = page.locator("[data-search-words]")
    field.fill("consent")
    expect(page.locator("[data-search-status]")).to_contain_text("found")
    page.evaluate(
        """() => {
            window.said = [];
            const status = document.querySelector("[data-search-status]");
            new MutationObserver(() => window.said.push(status.textContent)).observe(status, { childList: true });
        }"""
    )
    field.dispatch_event("input")
    page.wait_for_timeout(800)
    field.fill("qqqqzzzz")
    until(page, "window.said.length")
    assert page.evaluate("window.said[0]").startswith("Nothing found")


def test_nothing_round_a_heading_listens_for_clicks(page: Page, root_site: Served) -> None:
    """Readers call a heading clickable when anything that it lies in does."""
    open_check(page, root_site.url, ready=False)
    devtools = page.context.new_cdp_session(page)
    for css in ("body", "main", "[data-check]", "#purpose", "#purpose fieldset", "#purpose h2"):
        found = devtools.send("Runtime.evaluate", {"expression": f"document.querySelector({css!r})"})["result"]
        listeners = devtools.send("DOMDebugger.getEventListeners", {"objectId": found["objectId"]})["listeners"]
        assert [one["type"] for one in listeners if one["type"] in {"click", "mousedown", "mouseup"}] == [], css
