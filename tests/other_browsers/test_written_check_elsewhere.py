"""In real browsers other than Chromium: the written check where the script fails, and a check that is come back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.broken_pages import WAYS, serving_broken
from tests.other_browsers.driver import Driver, press, shown, until
from tests.other_browsers.needed import needed
from tests.other_browsers.test_routes_elsewhere import started
from tests.tools.find_other_browsers import OTHER_BROWSERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ALL_SHOWN = """[...document.querySelectorAll("form[data-question] .question__links a, [data-outcome] h2[data-heading]")]
  .every((part) => part.checkVisibility())"""


@pytest.fixture(scope="module")
def broken(site: Path) -> Iterator[str]:
    """The site on a server whose check is broken in the way that is asked for."""
    with serving_broken(site) as (url, _):
        yield url


@pytest.fixture(scope="module", params=OTHER_BROWSERS, ids=lambda browser: str(browser.name))
def driver(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    """One browser for all."""
    needed(request.param)
    with started(request.param, tmp_path_factory) as driver:
        yield driver


@pytest.mark.parametrize("way", WAYS)
def test_a_script_that_does_not_run_leaves_the_written_check(driver: Driver, broken: str, way: str) -> None:
    """Each answer is a link, and each outcome is there."""
    driver.open(f"{broken}check/?way={list(WAYS).index(way)}")
    until(driver, ALL_SHOWN)
    assert not driver.evaluate(f"Boolean({shown('[data-check] input')})")


def test_a_check_come_back_to_has_its_steps_or_stands_at_its_first(driver: Driver, broken: str) -> None:
    """Kept by the browser it shows its result; loaded anew it stands at the entry from which Back leaves it."""
    driver.open(f"{broken}check/")
    for question in ("purpose", "consent"):
        press(driver, f"#{question}-yes")
        press(driver, f"#{question} [data-continue]")
    until(driver, f"Boolean({shown('[data-outcome]')})")
    assert driver.evaluate("history.state.at") == 2
    driver.open(f"{broken}check/?again")
    driver.evaluate("void history.back()")
    kept = "document.querySelector('[data-outcome]:not([hidden])') !== null"
    until(driver, f"location.search === '' && (history.state?.at === 0 || {kept})")
    until(driver, f"Boolean({shown('form[data-question], [data-outcome]')})")
