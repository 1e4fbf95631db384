"""Letters, words and lines spaced out to the measure of WCAG 1.4.12."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.spacing import with_a_flowchart, words_astray

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.conftest import Served


def test_words_of_the_flowchart_stay_in_their_places_when_spaced_out(page: Page, root_site: Served, site: Path) -> None:
    """On each page with a picture no line leaves its box, and no arrow's label covers a box or another label."""
    addresses = with_a_flowchart(site)
    assert {"check/", "guidance/when-and-how/", "review/"} < set(addresses)
    assert words_astray(page, root_site, addresses) == {}
