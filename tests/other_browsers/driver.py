"""What a test asks of any browser, and the walks through the check that are made with nothing else."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from decision_engine import Answer

PATIENCE_S = 90
SHOWN = "[...document.querySelectorAll({css})].find((part) => part.checkVisibility())"
RESULT = """(() => {
  const outcome = [...document.querySelectorAll("[data-outcome]")].find((part) => part.checkVisibility());
  return outcome && {
    outcome: outcome.dataset.outcome,
    decision: outcome.dataset.decision,
    by: document.querySelector("[data-check]").dataset.decidedBy,
    reasons: [...outcome.querySelectorAll("[data-steps] [data-reason]")].map((part) => part.textContent),
  };
})()"""


class Driver(Protocol):
    """A browser with one open page."""

    def open(self, url: str) -> None:
        """Go to an address and wait until it has loaded."""

    def click(self, css: str) -> None:
        """Click on the first visible element, as a mouse does."""

    def type(self, text: str) -> None:
        """Type where the focus is, key by key."""

    def evaluate(self, expression: str) -> Any:
        """Give what an expression is in the page, by way of JSON; promises are waited for."""


def shown(css: str) -> str:
    """Give the expression for the first visible element that a selector finds."""
    return SHOWN.format(css=json.dumps(css))


def until(driver: Driver, expression: str) -> Any:
    """Wait until an expression is true in the page, and give it."""
    end = time.monotonic() + PATIENCE_S
    while not (value := driver.evaluate(expression)):
        assert time.monotonic() < end, f"never true in the page: {expression}"
        time.sleep(0.05)
    return value


def press(driver: Driver, css: str) -> None:
    """Wait for an element and click on it."""
    until(driver, f"Boolean({shown(css)})")
    driver.click(css)


def open_page(driver: Driver, url: str) -> None:
    """Open a page and, where it holds a check, wait until its engine is ready."""
    driver.open(url)
    until(driver, "document.querySelector('[data-check]')?.dataset.engine !== 'loading'")
    assert driver.evaluate("document.querySelector('[data-check]')?.dataset.reason ?? ''") == ""


def open_check(driver: Driver, url: str) -> None:
    """Open the check and wait until its engine is ready."""
    open_page(driver, f"{url}check/")
    assert driver.evaluate("document.querySelector('[data-check]').dataset.engine") == "ready"


def walk(driver: Driver, answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Give the answers of a route, ticking the first ground where there are any, and give the result shown."""
    for question, given in answers.items():
        form = f"form[data-question={question}]"
        press(driver, f"{form} input[value={given.option}]")
        for ground in given.grounds:
            press(driver, f"{form} input[name=ground][value={ground}]")
        press(driver, f"{form} [data-continue]")
    until(driver, f"({RESULT})?.by === 'engine'")
    return dict(driver.evaluate(RESULT))


def start_again(driver: Driver) -> None:
    """Go back to an empty check."""
    press(driver, "[data-restart]")
    until(driver, "document.querySelectorAll('input[type=radio]:checked').length === 0")
    until(driver, f"Boolean({shown('form[data-question]')})")
