"""Text twice as large as the browser's own on a phone: nothing of the check makes the page scroll sideways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from build_scripts.programs.browser import chromium
from tests.browser.states import LONGEST, open_record
from tests.browser.test_reflow import SIDEWAYS
from tests.browser.walk import open_check
from tests.conftest import CHROMIUM_FLAGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.conftest import Served


@pytest.fixture(scope="module")
def large(browser: Browser) -> Iterator[Browser]:
    """A browser whose visitor has set letters of 32 px."""
    flags = [*CHROMIUM_FLAGS, "--blink-settings=defaultFontSize=32"]
    large = browser.browser_type.launch(executable_path=str(chromium()), args=flags)
    yield large
    large.close()


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_of_the_check_scrolls_sideways_with_large_text(large: Browser, root_site: Served, width: int) -> None:
    """Each question, its reasons ticked, the result and its record fit the window."""
    page = large.new_page(viewport={"width": width, "height": 800})
    open_check(page, root_site.url, ready=False)
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    found = {}
    for question in LONGEST.answers:
        form = page.locator(f"form[data-question={question}]")
        option = "yes" if form.locator("input[name=ground]").count() else LONGEST.answers[question].option
        form.locator(f"input[value={option}]").check()
        for box in form.locator("input[name=ground]").all():
            box.check()
        found[question] = page.evaluate(SIDEWAYS)
        form.locator("[data-continue]").click()
        form.wait_for(state="hidden")
    open_record(page)
    found["result and record"] = page.evaluate(SIDEWAYS)
    assert {state: wide for state, wide in found.items() if wide} == {}
    page.close()
