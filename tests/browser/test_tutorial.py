"""The tutorial for authors of checks, followed to the letter, up to every route of its check in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.walk import all_routes, result, start_again, walk
from tests.conftest import ROOT, copy_sources, problems_of, run_build, serving
from tests.tutorial import fits, follow, steps_of

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

PAGE = ROOT / "docs" / "adopt" / "write-a-flow.md"


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[str, str]]]:
    """A copy of the sources in which everything was done that the tutorial says, and what its commands printed."""
    folder = copy_sources(tmp_path_factory.mktemp("tutorial") / "source")
    return folder, list(follow(steps_of(PAGE.read_text()), folder))


def test_every_command_prints_what_the_tutorial_says(followed: tuple[Path, list[tuple[str, str]]]) -> None:
    """Whoever follows the tutorial sees word for word what it promises, wrong turns included."""
    _, outputs = followed
    assert len(outputs) >= 6
    assert [(said, printed) for said, printed in outputs if not fits(said, printed)] == []


def test_the_check_of_the_tutorial_can_be_walked(
    followed: tuple[Path, list[tuple[str, str]]], tmp_path: Path, page: Page
) -> None:
    """The new check is built and served, and in the browser every route ends where the engine on CPython says."""
    source, _ = followed
    run_build(source, tmp_path / "site")
    routes = all_routes(source / "decision_engine" / "flows" / "sending.toml")
    with serving(tmp_path / "site") as served:
        page.goto(f"{served.url}check/sending/")
        page.locator("[data-check][data-engine=ready]").wait_for(timeout=60_000)
        page.set_viewport_size({"width": 360, "height": 800})  # a question without hint and meaning, on a phone
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        for route in routes:
            start_again(page)
            walk(page, route.answers)
            assert result(page) == route.decided_by("engine")
        assert problems_of(page) == []
        page.goto(served.url)
        assert page.locator("#site-menu a[href='check/sending/']").count() == 1
