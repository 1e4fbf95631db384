"""In real browsers other than Chromium: the flowchart's words, spaced out to the measure of WCAG 1.4.12."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.spacing import ASTRAY, FONTS, LEAST_LINES, SPACE_OUT, with_a_flowchart
from tests.other_browsers.needed import needed
from tests.other_browsers.test_routes_elsewhere import started
from tests.tools.find_other_browsers import OTHER_BROWSERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Served
    from tests.other_browsers.driver import Driver


@pytest.fixture(scope="module", params=OTHER_BROWSERS, ids=lambda browser: str(browser.name))
def driver(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    """One browser for all pages."""
    needed(request.param)
    with started(request.param, tmp_path_factory) as driver:
        yield driver


def test_words_of_the_flowchart_stay_in_their_places_when_spaced_out(
    driver: Driver, root_site: Served, site: Path
) -> None:
    """On each page with a picture no line leaves its box, and no arrow's label covers a box or another label."""
    found = {}
    for address in with_a_flowchart(site):
        driver.open(root_site.url + address)
        driver.evaluate(f"({FONTS})().then(() => true)")
        driver.evaluate(f"[({SPACE_OUT})()]")
        lines, found[address] = driver.evaluate(f"({ASTRAY})()")
        assert lines > LEAST_LINES
    assert len(found) > 5
    assert {address: words for address, words in found.items() if words} == {}
