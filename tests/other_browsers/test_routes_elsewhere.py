"""Every route of the check in real browsers other than Chromium, against the engine on CPython."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.browser.walk import Route, all_routes
from tests.other_browsers.driver import Driver, open_check, start_again, walk
from tests.other_browsers.firefox import firefox
from tests.other_browsers.needed import needed
from tests.other_browsers.webkit import webkit
from tests.tools.find_other_browsers import FIREFOX, OTHER_BROWSERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Served
    from tests.tools.find_other_browsers import OtherBrowser

ROUTES = all_routes()
# How long after it has opened a check is left again: while the page, the worker, the runtime or nothing more loads.
LEFT_AFTER_S = (0.05, 0.15, 0.25, 0.35, 0.45, 0.55)


@contextmanager
def started(browser: OtherBrowser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    """Start a browser with a fresh profile."""
    if browser is FIREFOX:
        with firefox(tmp_path_factory.mktemp("firefox") / "profile") as driver:
            yield driver
    else:
        with webkit() as driver:
            yield driver


@pytest.fixture(scope="module", params=OTHER_BROWSERS, ids=lambda browser: str(browser.name))
def check(
    request: pytest.FixtureRequest, root_site: Served, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Driver]:
    """The check, open and with its engine ready, in one browser for all routes."""
    needed(request.param)
    with started(request.param, tmp_path_factory) as driver:
        open_check(driver, root_site.url)
        yield driver


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_the_engine_decides_as_it_does_on_cpython(check: Driver, route: Route) -> None:
    """Outcome, decision and reasons are those of CPython, and the page says that the engine decided."""
    result = walk(check, route.answers)
    start_again(check)
    assert result == {**route.decided_by("engine"), "reasons": list(route.reasons)}


def test_a_check_left_while_it_loads_holds_up_no_other(check: Driver, root_site: Served) -> None:
    """Pages that a browser keeps for whoever comes back don't keep the next one's engine from loading."""
    for at, left_after in enumerate(LEFT_AFTER_S * 2):
        check.evaluate(f"void location.assign('{root_site.url}check/{('', 'consent/', 'asking/')[at % 3]}')")
        time.sleep(left_after)
    open_check(check, root_site.url)
