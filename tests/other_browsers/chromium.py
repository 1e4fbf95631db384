"""Chromium with a profile on disk, as a driver that knows no more than those of the other browsers."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from build_scripts.programs.browser import chromium as program
from tests.conftest import CHROMIUM_FLAGS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext

# Chromium writes its session down at intervals of a few seconds.
SETTLE_MS = 4000


class Chromium:
    """A running Chromium; `requests` holds each method and address that its pages and workers asked for."""

    def __init__(self, context: BrowserContext) -> None:
        """Take over the one tab of a context."""
        self.requests: list[tuple[str, str]] = []
        context.on("request", lambda request: self.requests.append((request.method, request.url)))
        self._page = context.pages[0]

    def open(self, url: str) -> None:
        """Go to an address and wait until it has loaded."""
        self._page.goto(url)

    def click(self, css: str) -> None:
        """Click on the first visible element, as a mouse does."""
        self._page.locator(css).locator("visible=true").first.click()

    def type(self, text: str) -> None:
        """Type where the focus is, key by key."""
        self._page.keyboard.type(text)

    def print(self) -> None:
        """Print the page, as its own Print button asks the browser to."""
        self._page.pdf()

    def evaluate(self, expression: str) -> Any:
        """Give what an expression is in the page, by way of JSON; promises are waited for."""
        said = self._page.evaluate(f"(async () => JSON.stringify(await ({expression})))()")
        return None if said is None else json.loads(said)


@contextmanager
def chromium(browser: Browser, profile: Path) -> Iterator[Chromium]:
    """Start a second Chromium, with a profile in a folder, and end it; the HTTP cache lies in `cache` beside it."""
    context = browser.browser_type.launch_persistent_context(
        profile,
        executable_path=str(program()),
        args=[*CHROMIUM_FLAGS, f"--disk-cache-dir={profile.parent / 'cache'}"],
    )
    yield Chromium(context)
    context.pages[0].wait_for_timeout(SETTLE_MS)
    context.close()
