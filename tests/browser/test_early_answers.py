"""Answers given before the check's script has come: the check goes on from them as if it had been there all along."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from decision_engine.authoring.read import SHIPPED
from decision_engine.trace import chosen
from tests.browser.held_page import HOLDS, Holding, holding
from tests.browser.walk import all_routes, answer, choose, open_check, other_checks, until
from tests.decision_engine.ground_cases import ground_cases

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

    from decision_engine import Answer

ADDRESSES = {SHIPPED.stem: "check/", **other_checks()}
AFTER_ONE, BEFORE_SCRIPT = HOLDS
# Every route, and for each verdict that reasons can lead to the first ones that do.
GROUNDS = {(case.flow, case.label): case for case in reversed(ground_cases())}.values()
WALKS: list[tuple[str, str, Mapping[str, Answer]]] = [
    *((flow, str(route), route.answers) for flow in ADDRESSES for route in all_routes(SHIPPED.with_stem(flow))),
    *((case.flow, " ".join(case.grounds), case.answers) for case in GROUNDS if case.grounds),
]
# A record says when it was made.
ONE_MOMENT = """{
  const { Date: Real } = globalThis;
  globalThis.Date = class extends Real {
    constructor(...given) {
      super(...(given.length ? given : [1_700_000_000_000]));
    }
  };
}"""
# All that a visitor can see, hear or go back to; the record is in it, as a sheet and as text.
STATE = """() => {
  const root = document.querySelector("[data-check]").cloneNode(true);
  // Which of the engine's files was missed first, and whether that has been said yet.
  delete root.dataset.reason;
  root.querySelector("[data-status]").replaceChildren();
  const hidden = [...root.querySelectorAll("[data-question][hidden], [data-outcome][hidden]")].map((one) => one.id);
  for (const id of hidden) root.querySelector(`#${id}`)?.remove();
  const told = (one) => {
    if (one.nodeType === Node.TEXT_NODE) return one.data.trim();
    const attributes = [...one.attributes].map(({ name, value }) => `${name}=${value}`);
    return `<${one.localName} ${attributes.sort().join(" ")}`;
  };
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  const html = [told(root)];
  while (walker.nextNode()) html.push(told(walker.currentNode));
  const focus = document.activeElement;
  return {
    html: html.filter(Boolean),
    hidden,
    chosen: [...document.querySelectorAll("[data-check] input:checked")].map((one) => one.id),
    title: document.title,
    focus: focus.id || focus.closest("[id]")?.id,
    what: focus.tagName,
    entries: [history.state, history.length],
    scrolled: scrollY,
    address: location.href,
  };
}"""


@pytest.fixture(scope="module")
def held(site: Path) -> Iterator[Holding]:
    """The site on a server that holds back the rest of a page when it is told to."""
    with holding(site) as holds:
        yield holds


def open_held(page: Page, held: Holding, at: str, address: str = "check/") -> None:
    """Open a check whose page is held back from there on, and wait until its first question can be answered."""
    held.hold(at)
    page.goto(held.url + address, wait_until="commit")
    expect(page.locator("[data-continue]:visible")).to_be_enabled()
    assert page.locator("[data-check][data-started]").count() == 0


def release(page: Page, held: Holding) -> None:
    """Let the rest of the page come, and wait until the check has started."""
    held.release()
    page.locator("[data-check][data-started]").wait_for()


def state(page: Page) -> Any:
    """Give all that the two paths must agree on, once the engine is known not to come."""
    page.locator("[data-check][data-engine=unavailable]").wait_for()
    return page.evaluate(STATE)


def walk_early(page: Page, answers: Mapping[str, Answer]) -> None:
    """Give every answer; the last one leads to an outcome, which only the check shows."""
    *before, (last, given) = answers.items()
    for question, one in before:
        answer(page, question, chosen(one), one.grounds)
    choose(page, last, chosen(given), given.grounds)


@pytest.mark.parametrize(
    ("flow", "answers"), [pytest.param(flow, answers, id=f"{flow}: {name}") for flow, name, answers in WALKS]
)
def test_answers_given_before_anything_else_has_loaded_end_in_the_same_state(
    context: BrowserContext, held: Holding, flow: str, answers: Mapping[str, Answer]
) -> None:
    """At the end of a route, and at each step on the way back, nothing is different from a check that came in time."""
    context.add_init_script(ONE_MOMENT)
    paths: list[list[Any]] = []
    for early in (False, True):
        page = context.new_page()
        if early:
            open_held(page, held, BEFORE_SCRIPT, ADDRESSES[flow])
            walk_early(page, answers)
            release(page, held)
        else:
            open_check(page, held.url, ready=False, at=ADDRESSES[flow])
            walk_early(page, answers)
        page.locator("[data-outcome]:visible").wait_for()
        states = [state(page)]
        for _ in answers:
            page.get_by_role("button", name="Back", exact=True).click()
            until(page, f"history.state.step === {len(answers) - len(states)}")
            states.append(state(page))
        paths.append(states)
    for usual, early in zip(*paths, strict=True):
        assert "\n".join(unified_diff(usual.pop("html"), early.pop("html"), "usual", "early", n=1)) == ""
        assert early == usual


def test_what_comes_while_the_first_question_is_answered_is_not_waited_for(page: Page, held: Holding) -> None:
    """Continue leads to the next question as soon as that is there, and the focus is on it."""
    open_held(page, held, AFTER_ONE)
    page.locator("#purpose-yes").check()
    page.locator("#purpose").get_by_role("button", name="Continue").click()
    expect(page.locator("#purpose")).to_be_visible()
    release(page, held)
    expect(page.locator("#consent [data-focus]")).to_be_focused()
    page.get_by_role("button", name="Back", exact=True).click()
    expect(page.locator("#purpose-yes")).to_be_checked()


def test_an_answer_changed_while_the_next_question_comes_is_the_one_that_counts(page: Page, held: Holding) -> None:
    """Whoever thinks again after Continue is not led on before they press it again."""
    open_held(page, held, AFTER_ONE)
    page.locator("#purpose-yes").check()
    page.locator("#purpose").get_by_role("button", name="Continue").click()
    page.locator("#purpose-no").check()
    release(page, held)
    expect(page.locator("#purpose")).to_be_visible()
    expect(page.locator("#purpose-no")).to_be_checked()
    expect(page.locator("#purpose-no")).to_be_focused()


def test_continue_without_an_answer_shows_the_error_at_once(page: Page, held: Holding) -> None:
    """It has the focus, leads to the first answer, and stays, in the title as well, once the check has come."""
    open_held(page, held, BEFORE_SCRIPT)
    answer(page, "purpose", "yes")
    page.wait_for_timeout(600)
    page.locator("#consent").get_by_role("button", name="Continue").click()
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    expect(page.locator("#consent-error")).to_be_visible()
    summary.get_by_role("link").click()
    expect(page.locator("#consent input").first).to_be_focused()
    release(page, held)
    expect(summary).to_be_visible()
    expect(page.locator("#consent-error")).to_be_visible()
    expect(page.locator("#consent input").first).to_be_focused()
    assert page.title().startswith("Error: Question 2 ")
    answer(page, "consent", "no")
    expect(summary).to_be_hidden()


def test_the_second_half_of_a_double_click_is_no_empty_answer(page: Page, held: Holding) -> None:
    """Neither before the check has come nor when it comes between the two."""
    open_held(page, held, BEFORE_SCRIPT)
    page.locator("#purpose-yes").check()
    page.locator("#purpose").get_by_role("button", name="Continue").dblclick()
    expect(page.locator("#consent")).to_be_visible()
    expect(page.locator("[data-error-summary]")).to_be_hidden()


def test_back_works_by_our_button_and_the_browsers(page: Page, held: Holding) -> None:
    """Answers are kept; one that is changed on the way is the one that the check goes on from."""
    open_held(page, held, BEFORE_SCRIPT)
    back = page.get_by_role("button", name="Back", exact=True)
    expect(back).to_be_hidden()
    answer(page, "purpose", "yes")
    answer(page, "consent", "no")
    answer(page, "identifiable", "yes")
    back.click()
    expect(page.locator("#identifiable [data-focus]")).to_be_focused()
    expect(page.locator("#identifiable-yes")).to_be_checked()
    page.evaluate("history.back()")
    expect(page.locator("#consent-no")).to_be_checked()
    expect(page.locator("#consent [data-number]")).to_have_text("Question 2")
    page.evaluate("history.forward()")
    expect(page.locator("#identifiable")).to_be_visible()
    page.evaluate("history.go(-2)")
    expect(page.locator("#purpose")).to_be_visible()
    expect(back).to_be_hidden()
    answer(page, "purpose", "yes")
    release(page, held)
    expect(page.locator("#consent")).to_be_visible()
    expect(page.locator("[data-trail] [data-text]")).to_have_count(3)
    assert page.evaluate("history.state") == {"step": 1, "at": 1}


def test_an_answer_not_yet_sent_off_and_its_focus_stay(page: Page, held: Holding) -> None:
    """The check takes nothing out of the visitor's hand when it comes: not the choice, nor the ticks, nor the focus."""
    open_held(page, held, BEFORE_SCRIPT)
    for question, option in (("purpose", "yes"), ("consent", "no"), ("identifiable", "yes")):
        answer(page, question, option)
    page.locator("#lawful-reason-yes").check()
    page.locator("#lawful-reason-court-order").check()
    release(page, held)
    expect(page.locator("#lawful-reason-court-order")).to_be_focused()
    expect(page.locator("#lawful-reason-court-order")).to_be_checked()
    expect(page.locator("#lawful-reason input:checked")).to_have_count(2)


def test_nothing_moves_when_the_check_comes(page: Page, held: Holding) -> None:
    """What a finger is on its way to is where it was."""
    open_held(page, held, BEFORE_SCRIPT)
    for question in ("purpose", "consent"):
        button = page.locator(f"#{question}").get_by_role("button", name="Continue")
        before = button.bounding_box()
        if question == "consent":
            release(page, held)
            assert button.bounding_box() == before
        else:
            answer(page, question, "yes")


def test_a_link_that_would_lose_answers_opens_aside(page: Page, held: Holding) -> None:
    """Once there is an answer, leaving by a link of the check leaves the page where it is."""
    open_held(page, held, BEFORE_SCRIPT)
    answer(page, "purpose", "yes")
    page.locator("#consent summary").click()
    with page.context.expect_page():
        page.locator("#consent .places a").first.click()
    expect(page.locator("#consent")).to_be_visible()
    release(page, held)
    expect(page.locator("#consent .places [data-tab]").first).to_be_attached()


def test_a_check_that_was_loaded_again_in_the_middle_says_that_its_answers_are_gone(page: Page, held: Holding) -> None:
    """Early answers begin anew as well, and the first of them takes the word away."""
    open_check(page, held.url, ready=False)
    answer(page, "purpose", "yes")
    held.hold(BEFORE_SCRIPT)
    page.reload(wait_until="commit")
    until(page, "history.state?.step === 0")
    expect(page.locator("#purpose").get_by_role("button", name="Continue")).to_be_enabled()
    release(page, held)
    expect(page.locator("[data-forgotten]")).to_be_visible()
    held.hold(BEFORE_SCRIPT)
    answer(page, "purpose", "yes")
    page.reload(wait_until="commit")
    until(page, "history.state?.step === 0")
    answer(page, "purpose", "yes")
    release(page, held)
    expect(page.locator("#consent")).to_be_visible()
    expect(page.locator("[data-forgotten]")).to_be_hidden()
    page.go_back()
    expect(page.locator("#purpose")).to_be_visible()
