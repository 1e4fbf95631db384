"""Review dates: a warning once the next review has passed."""

from __future__ import annotations

import datetime as dt

import pytest

from build_scripts.content.review_dates import review_warning
from tests.build_scripts.westmarch import partnership


@pytest.mark.parametrize("day", [dt.date(2026, 11, 22), dt.date(2027, 5, 22)], ids=str)
def test_until_the_day_itself_nothing_is_said(day: dt.date) -> None:
    """The review may be made on its day."""
    assert review_warning(partnership(), day) is None


def test_from_the_day_after_it_warns() -> None:
    """It says which day was missed and what to do."""
    assert review_warning(partnership(), dt.date(2027, 5, 23)) == (
        "The content was due for review on 2027-05-22: review it, then set last_reviewed and next_review in "
        "extra.partnership of mkdocs.yml."
    )
