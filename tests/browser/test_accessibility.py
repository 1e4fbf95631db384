"""axe-core finds nothing on any page as it opens, narrow and wide, light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.axe import context_for_axe, violations_everywhere

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.conftest import Served


@pytest.fixture
def checked(browser: Browser) -> Iterator[Page]:
    """A page that holds the checker."""
    context = context_for_axe(browser)
    yield context.new_page()
    context.close()


def told(found: dict[str, list[str]]) -> str:
    """Write down what was found, a line for each violation."""
    return "\n".join(f"{where}: {one}" for where, all_of_it in found.items() for one in all_of_it)


def test_every_page_is_free_of_violations(checked: Page, root_site: Served, site: Path) -> None:
    """Each page as it opens, at 320 and 1280 px, in light and dark."""
    found = {}
    pages = sorted(str(file.relative_to(site)) for file in site.rglob("*.html"))
    assert len(pages) > 15
    for name in pages:
        checked.goto(root_site.url + name.removesuffix("index.html"))
        found[name] = violations_everywhere(checked)
    assert told(found) == ""
