"""The PDF's dates, and when there is no PDF. Its contents are tested on the built site."""

from __future__ import annotations

import datetime as dt

import pytest

from build_scripts.errors import BuildError
from build_scripts.pdf import printing
from build_scripts.programs.browser import MissingBrowserError

MOMENT = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)


def test_dates_are_overwritten_byte_for_byte() -> None:
    """Whatever the time zone was; the length stays, so that no offset in the file moves."""
    before = b"<</CreationDate (D:20261122163600+00'00')/ModDate (D:20261122163600-05'30')>>"
    after = printing.dated(before, MOMENT)
    assert after == b"<</CreationDate (D:20260102030405+00'00')/ModDate (D:20260102030405+00'00')>>"
    assert len(after) == len(before)


def test_a_pdf_without_its_two_dates_is_refused() -> None:
    """A Chromium that writes them otherwise would make every build differ, unseen."""
    with pytest.raises(BuildError, match="holds 1 dates where two were expected"):
        printing.dated(b"/CreationDate (D:20261122163600+00'00')", MOMENT)


def test_without_a_chromium_the_build_says_what_would_help(monkeypatch: pytest.MonkeyPatch) -> None:
    """It goes on without the PDF."""

    def none() -> None:
        raise MissingBrowserError(["No Chromium: sudo apt-get install chromium"])

    monkeypatch.delenv("SHARE_SAFELY_PDF", raising=False)
    monkeypatch.setattr(printing, "chromium", none)
    assert printing.why_no_pdf() == ("The guidance is not offered as a PDF. No Chromium: sudo apt-get install chromium")


def test_the_pdf_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """By a setting of the environment."""
    monkeypatch.setenv("SHARE_SAFELY_PDF", "no")
    assert printing.why_no_pdf() == "SHARE_SAFELY_PDF=no: the guidance is not offered as a PDF"
