"""Walking the check as a visitor does, and what the engine on CPython says of the same answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mkdocs.utils.meta import get_data

from build_scripts.check import check_pages
from decision_engine import trace
from decision_engine.authoring.graph import routes
from decision_engine.authoring.read import SHIPPED, read_flow
from decision_engine.trace import chosen
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from playwright.sync_api import Frame, Locator, Page

    from decision_engine import Answer, Flow


@dataclass(frozen=True, slots=True)
class Route:
    """One route: its answers and what CPython's engine says of them."""

    answers: Mapping[str, Answer]
    outcome: str
    decision: str
    reasons: tuple[str, ...]

    def decided_by(self, who: str) -> dict[str, Any]:
        """Give what `result` reads from a page on which the page or the engine has decided."""
        return {"outcome": self.outcome, "decision": self.decision, "by": who, "reasons": self.reasons}

    def __str__(self) -> str:
        """Name the route by its answers, for test ids."""
        return " ".join(f"{question}={'+'.join(chosen(answer))}" for question, answer in self.answers.items())


def all_routes(file: Path = SHIPPED) -> list[Route]:
    """Give every route of a flow, so that a new question is covered without a new test."""
    flow = read_flow(file).flow
    return [_route(flow, answers) for answers in routes(flow)]


def _route(flow: Flow, answers: Mapping[str, Answer]) -> Route:
    walked = trace(flow, answers)
    outcome = walked.outcome
    assert outcome is not None
    return Route(answers, outcome.id, outcome.decision, tuple(step.reason for step in walked.steps))


def other_checks() -> dict[str, str]:
    """Give the address of each check but the main one by its flow; a new flow's page is walked without a new test."""
    docs = ROOT / "docs"
    metas = {file.relative_to(docs).as_posix(): _front_matter(file) for file in sorted(docs.rglob("*.md"))}
    pages = check_pages(metas)
    return {flow: f"{file.removesuffix('.md')}/" for flow, file in pages.items() if flow != SHIPPED.stem}


def _front_matter(file: Path) -> dict[str, Any]:
    meta: dict[str, Any] = get_data(file.read_text(encoding="utf-8"))[1]
    return meta


def open_check(page: Page, url: str, *, ready: bool = True, at: str = "check/") -> None:
    """Open the check, or the one at another address, and wait until the engine is ready where that is wanted."""
    page.goto(url + at)
    page.locator("[data-check][data-started]").wait_for()
    if ready:
        page.locator("[data-check][data-engine=ready]").wait_for(timeout=60_000)


def start_again(page: Page) -> None:
    """Forget all answers, as a visitor would; nothing to forget is fine too."""
    button = page.get_by_role("button", name="Start again")
    if button.is_visible():
        button.click()
    page.locator("[data-question]:visible").first.wait_for()


def answer(page: Page | Frame, question: str, options: str | tuple[str, ...], grounds: tuple[str, ...] = ()) -> None:
    """Choose an option or several, continue, and wait until the next step is shown: a busy engine may take its time."""
    choose(page, question, options, grounds)
    page.locator(f"form[data-question={question}]").wait_for(state="hidden")


def choose(page: Page | Frame, question: str, options: str | tuple[str, ...], grounds: tuple[str, ...] = ()) -> None:
    """Choose an option or several, tick the grounds, and press Continue."""
    form = page.locator(f"form[data-question={question}]")
    for option in (options,) if isinstance(options, str) else options:
        form.locator(f"input[name=option][value={option}]").check()
    for ground in grounds:
        form.locator(f"input[name=ground][value={ground}]").check()
    form.get_by_role("button", name="Continue").click()


def walk(page: Page | Frame, answers: Mapping[str, Answer]) -> None:
    """Give all answers of a route in turn."""
    for question, given in answers.items():
        answer(page, question, chosen(given), given.grounds)


def until(page: Page, expression: str) -> Any:
    """Wait until an expression is true in the page and give its value; the policy forbids Playwright's own wait."""
    for _ in range(200):
        if value := page.evaluate(expression):
            return value
        page.wait_for_timeout(50)
    message = f"never true: {expression}"
    raise AssertionError(message)


def shown(page: Page) -> Locator:
    """Give the one question or outcome that is visible."""
    return page.locator("[data-question]:visible, [data-outcome]:visible, [data-fault]:visible")


def result(page: Page | Frame) -> dict[str, Any]:
    """Give what the page shows as its result."""
    outcome = page.locator("[data-outcome]:visible")
    outcome.wait_for()
    return {
        "outcome": outcome.get_attribute("data-outcome"),
        "decision": outcome.get_attribute("data-decision"),
        "by": page.locator("[data-check]").get_attribute("data-decided-by"),
        "reasons": tuple(outcome.locator("[data-steps] [data-reason]").all_inner_texts()),
    }
