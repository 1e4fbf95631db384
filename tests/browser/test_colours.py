"""The button for the other colours: it turns the page, tells what it does, and keeps nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.conftest import problems_of
from tests.privacy.journey import STORED

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conftest import Served

BACK = "getComputedStyle(document.body).backgroundColor"
DENIED = """for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
  Object.defineProperty(globalThis, name, { get() { throw new DOMException("denied", "SecurityError"); } });"""


@pytest.mark.parametrize("storage", ["there", "denied"])
def test_the_other_colours_need_no_storage(page: Page, root_site: Served, storage: str) -> None:
    """Pressed once the page is dark, pressed again light; a page loaded anew goes by the system's choice."""
    if storage == "denied":
        page.add_init_script(DENIED)
    page.goto(root_site.url)
    button = page.locator("button[data-colours]")
    light, name = page.evaluate(BACK), button.inner_text()
    button.click()
    page.wait_for_function(f"light => {BACK} !== light", arg=light)
    expect(button).not_to_have_text(name)
    dark = page.evaluate(BACK)
    button.click()
    page.wait_for_function(f"dark => {BACK} !== dark", arg=dark)
    assert page.evaluate(BACK) == light
    button.click()
    page.reload()
    assert page.evaluate(BACK) == light
    if storage == "there":
        assert set(page.evaluate(STORED)) == {0}
    assert problems_of(page) == []
