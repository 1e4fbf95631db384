"""A browser that isn't there is never passed over in silence."""

from __future__ import annotations

import pytest

from tests.other_browsers.needed import needed
from tests.tools.find_other_browsers import OtherBrowser

ABSENT = OtherBrowser("Netscape", ("netscape-navigator",), ("netscape-navigator-4",))
MESSAGE = "NOT RUN: Netscape lacks netscape-navigator-4. This brings it: sudo apt-get install netscape-navigator"


def test_a_missing_browser_is_listed_with_the_command_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its tests count as not run."""
    monkeypatch.delenv("REQUIRE_ALL", raising=False)
    with pytest.raises(pytest.skip.Exception) as raised:
        needed(ABSENT)
    assert raised.value.msg == MESSAGE


def test_where_everything_is_required_a_missing_browser_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """REQUIRE_ALL=1 makes it a failure with the same message."""
    monkeypatch.setenv("REQUIRE_ALL", "1")
    with pytest.raises(pytest.fail.Exception) as raised:
        needed(ABSENT)
    assert raised.value.msg == MESSAGE
