"""One visit to one page in a browser that has never run before, and what was noted meanwhile."""

from __future__ import annotations

import json
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_scripts.programs.browser import chromium
from tests.benchmarks.page_script import function_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from playwright.sync_api import BrowserContext, Page, Playwright

PROBE = function_of("probe.js")
# Chromium without a screen that asks nobody for anything.
FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
# A new profile has work of its own to do at first; so has a page that is still storing compiled code.
SETTLING_MS = 700
PATIENCE_MS = 180_000
# Long tasks are told of a little after they have ended.
_WAIT = """patience => Promise.race([
  bench.finished
    .then(() => new Promise((resolve) => setTimeout(resolve, 200)))
    .then(() => ({ marks: bench.marks, tasks: bench.tasks })),
  new Promise((_, reject) => setTimeout(() => reject(new Error(JSON.stringify(bench.marks))), patience)),
])"""


@dataclass(frozen=True, slots=True)
class Answer:
    """The first answer, given as soon as a mark is reached: what is clicked on."""

    after: str
    input: str
    button: str


@dataclass(frozen=True, slots=True)
class Order:
    """What to note in a page: selectors by the marks' names; the one to be noted when painted; the answer to give."""

    marks: Mapping[str, str]
    painted: str | None = None
    answer: Answer | None = None

    @property
    def script(self) -> str:
        """Give the script that notes it."""
        answer = self.answer
        clicks = answer and {"after": answer.after, "input": answer.input, "button": answer.button}
        order = {"marks": dict(self.marks), "painted": self.painted, "answer": clicks}
        return f"({PROBE})({json.dumps(order)});"


@dataclass(frozen=True, slots=True)
class Noted:
    """What was noted, in milliseconds since the navigation: each mark, and when each long task began and ended."""

    marks: Mapping[str, float]
    tasks: Sequence[tuple[float, float]]

    def longest_task(self, start: float, end: float) -> float:
        """Give the longest time that one task took between two moments; 0 stands for anything under 50."""
        return max(0.0, 0.0, *(min(to, end) - max(since, start) for since, to in self.tasks))


@contextmanager
def fresh_profile(playwright: Playwright) -> Iterator[BrowserContext]:
    """Start Chromium with a new profile on disk: a private window would keep no large file in its cache."""
    with tempfile.TemporaryDirectory(prefix="bench-profile-", ignore_cleanup_errors=True) as folder:
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=str(chromium()), args=list(FLAGS), viewport={"width": 1280, "height": 900}
        )
        context.pages[0].wait_for_timeout(SETTLING_MS)
        yield context
        context.close()


def open_page(context: BrowserContext, url: str, order: Order, *scripts: str, slower: int = 1) -> Page:
    """Open a page in a tab of its own, with the probe and further scripts in it before anything else.

    The page can be slowed down so many times; its workers can't be.
    """
    page = context.new_page()
    for script in (order.script, *scripts):
        page.add_init_script(script)
    if slower > 1:
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(url, wait_until="commit")
    return page


def note(page: Page) -> Noted:
    """Wait until all is noted; raise playwright's Error, with what was noted, when the rest doesn't come."""
    return Noted(**page.evaluate(_WAIT, PATIENCE_MS))


def visit(context: BrowserContext, url: str, order: Order, *, rest: bool = True) -> Noted:
    """Open a page, wait until all is noted and close it, by default after some rest."""
    page = open_page(context, url, order)
    noted = note(page)
    if rest:
        page.wait_for_timeout(SETTLING_MS)
        page.close()
    return noted
