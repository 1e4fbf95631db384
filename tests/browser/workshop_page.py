"""The workshop's page as its tests go about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conftest import Served

ADDRESS = "adopt/workshop/"
LONG = 240_000
OPENED = "Opened. Undo brings back what was here before."


def state(page: Page, state: str) -> None:
    """Wait until the workshop is in a state."""
    page.locator(f"[data-workshop][data-state={state}]").wait_for(timeout=LONG)


def open_workshop(page: Page, served: Served) -> None:
    """Open the page, then the workshop."""
    page.goto(served.url + ADDRESS)
    page.get_by_role("button", name="Open the workshop").click()
    state(page, "ready")


def give(page: Page, content: bytes) -> None:
    """Choose a file as the work."""
    page.locator("[name=work]").set_input_files({"name": "work.zip", "mimeType": "application/zip", "buffer": content})
