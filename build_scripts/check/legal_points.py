"""The points that a partnership's legal adviser has to decide before its site can be adopted, and their page."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from build_scripts.content import as_written, read_entries, require_unique
from build_scripts.errors import BuildError

if TYPE_CHECKING:
    from build_scripts.content import Language

FILE = Path("docs/_data/legal_points.toml")
_KEYS = {"key": True, "title": True, "known": True, "decide": True, "decided": False, "decision": False}


def read_legal_points(docs: Path) -> list[dict[str, Any]]:
    """Read the points; raises BuildError with everything wrong in the file, a day without a decision included."""
    points = read_entries(docs / "_data" / FILE.name, "legal_points", _KEYS)
    require_unique(points, "key", FILE)
    problems = []
    for point in points:
        day = point.get("decided")
        if "decided" in point and (not isinstance(day, dt.date) or isinstance(day, dt.datetime)):
            problems.append(f"{FILE}: {point['key']}.decided: not a date. For example: decided = 2027-01-15")
        if ("decided" in point) != ("decision" in point):
            what = "a decision has a day, and a day a decision"
            problems.append(f'{FILE}: {point["key"]}: {what}. For example: decision = "We use public task"')
    if problems:
        raise BuildError(problems)
    return points


def open_legal_points(points: list[dict[str, Any]]) -> list[str]:
    """Return the titles of those that nobody has decided."""
    return [str(point["title"]) for point in points if "decided" not in point]


def legal_points_markdown(points: list[dict[str, Any]], language: Language) -> Markup:
    """Return the points as Markdown: of each what is known, what to decide and what was decided."""
    say = language.say
    if not points:
        return Markup(as_written(say("pages.legal_points_none")))  # noqa: S704 - as written
    parts = []
    for point in points:
        day = point.get("decided")
        decided = f"{language.format_date(day)}. {point['decision']}" if day else say("pages.legal_points_open")
        lines = [f"## {as_written(point['title'])} {{ #{point['key']} }}"]
        labelled = {
            "pages.legal_points_known": point["known"],
            "pages.legal_points_decide": point["decide"],
            "pages.legal_points_decided": decided,
        }
        lines += [f"**{as_written(say(label))}** {as_written(text)}" for label, text in labelled.items()]
        parts.append("\n\n".join(lines))
    return Markup("\n\n".join(parts))  # noqa: S704 - Markdown of ours, its values as written
