"""Both visits, made once in each browser; the tests look at what they left behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.conftest import serving
from tests.privacy.journey import BROWSERS, VISITORS, Visitor, journey, started

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


@dataclass(frozen=True, slots=True)
class Visit:
    """What is known of a visit once the browser is closed."""

    visitor: Visitor
    url: str
    answered: list[str]
    asked: list[tuple[str, str]]
    stored: list[list[int]]
    folder: Path


@pytest.fixture(scope="package", params=BROWSERS)
def visits(
    request: pytest.FixtureRequest, browser: Browser, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Visit, ...]:
    """The visits of two people who open the same pages and do everything else differently."""
    return tuple(
        _visit(request.param, browser, site, visitor, tmp_path_factory.mktemp("visit")) for visitor in VISITORS
    )


def _visit(name: str, browser: Browser, site: Path, visitor: Visitor, folder: Path) -> Visit:
    with serving(site) as served:
        with started(name, browser, folder) as driver:
            stored = journey(driver, served.url, site, visitor)
        return Visit(visitor, served.url, list(served.requests), driver.requests, stored, folder)
