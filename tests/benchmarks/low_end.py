"""Measures a slow device on a slow line: when the engine is ready there, and how long a press takes until then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.page_script import function_of
from tests.benchmarks.samples import Key
from tests.benchmarks.subjects import OURS, READY, STOCK, SUBJECTS, WORKER, until_ready
from tests.benchmarks.visit import fresh_profile, note, open_page

if TYPE_CHECKING:
    from playwright.sync_api import Page, Playwright

    from tests.benchmarks.lines import Line
    from tests.benchmarks.samples import Samples

PRESSES = function_of("presses.js")
SLOWER = 6
PRESS = "longest press while the engine loads"
# Questions that are answered one after the other while the engine loads, with a pause between as a reader makes.
ANSWERS = (("purpose", "yes"), ("consent", "no"), ("identifiable", "yes"))
PAUSE_MS = 500


def measure_low_end(playwright: Playwright, line: Line, turn: int, samples: Samples) -> None:
    """Visit our check and answer meanwhile; in the first round visit stock Pyodide too, which takes minutes.

    A line so slow is so evenly slow that one visit says what seven do.
    """
    conditions = f"CPU {SLOWER} times slower, {line.name}, cold"
    for name in (OURS, STOCK, WORKER) if turn == 0 else (OURS,):
        subject = SUBJECTS[name]
        with fresh_profile(playwright) as context:
            order = until_ready(subject)
            page = open_page(context, line.url + subject.path, order, f"({PRESSES})();", slower=SLOWER)
            longest = _answer(page) if name == OURS else None
            noted = note(page)
        samples.add(Key(READY, "ms", conditions, name), noted.marks[READY])
        if longest is not None:
            samples.add(Key(PRESS, "ms", conditions, name), longest)


def _answer(page: Page) -> float:
    """Choose and press Continue, question after question, with the mouse; give what the longest press took."""
    for question, option in ANSWERS:
        for part in (f"input[value={option}]", "[data-continue]"):
            _press(page, f"form[data-question={question}] {part}")
            page.wait_for_timeout(PAUSE_MS)
    presses: list[float] = page.evaluate("benchPresses")
    if page.locator("[data-check][data-engine=ready]").count() or len(presses) != 2 * len(ANSWERS):
        message = "the presses were not all made, and shown, while the engine loaded"
        raise AssertionError(message)
    return max(presses)


def _press(page: Page, selector: str) -> None:
    """Press with the mouse alone: whatever else looks at the page meanwhile takes its time from it."""
    part = page.locator(selector)
    part.scroll_into_view_if_needed()
    box = part.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
