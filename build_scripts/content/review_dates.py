"""Review dates: a build after the next review's date says so, and builds all the same."""

import datetime as dt

from build_scripts.content.partnership import Partnership


def review_warning(partnership: Partnership, today: dt.date) -> str | None:
    """Return what to warn of, or None while the next review lies ahead.

    The day is the real one, not the one of SOURCE_DATE_EPOCH: whoever builds is told, and the site stays the same.
    """
    if today <= partnership.next_review:
        return None
    due = partnership.next_review.isoformat()
    what = "review it, then set last_reviewed and next_review in extra.partnership of mkdocs.yml"
    return f"The content was due for review on {due}: {what}."
