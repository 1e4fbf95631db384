"""The engine in real browsers other than Chromium, in Pyodide cut to what it runs, against CPython."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_engine_calls import calls_page, engine_calls
from tests.other_browsers.driver import until
from tests.other_browsers.needed import needed
from tests.other_browsers.test_routes_elsewhere import started
from tests.tools.calls_page import TOLD, differences
from tests.tools.find_other_browsers import OTHER_BROWSERS

if TYPE_CHECKING:
    from build_scripts.runtime.smoke_calls import Call
    from tests.tools.find_other_browsers import OtherBrowser

__all__ = ["calls_page", "engine_calls"]


@pytest.mark.parametrize("browser", OTHER_BROWSERS, ids=lambda browser: str(browser.name))
def test_every_call_is_answered_as_on_cpython(
    browser: OtherBrowser, calls_page: str, engine_calls: list[Call], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The same calls as in Chromium."""
    needed(browser)
    with started(browser, tmp_path_factory) as driver:
        driver.open(calls_page)
        assert differences(engine_calls, dict(until(driver, TOLD))) == []
