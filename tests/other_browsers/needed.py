"""What becomes of a test whose browser isn't there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.tools.find_other_browsers import OtherBrowser


def needed(browser: OtherBrowser) -> None:
    """Go on where the browser is there; else list the test as NOT RUN, or fail it under REQUIRE_ALL=1."""
    missing = browser.missing()
    if not missing:
        return
    message = f"NOT RUN: {browser.name} lacks {', '.join(missing)}. This brings it: {browser.how_to}"
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(message)
    pytest.skip(message)
