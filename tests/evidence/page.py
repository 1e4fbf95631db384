"""Writes what the tests have shown as a page of tables, and every goal that was missed on top.

Usage: python -m tests.evidence.page REPORT PAGE
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from build_scripts.errors import BuildError
from tests.evidence import speed as evidence_speed
from tests.evidence.cases import FAILED, NOT_RUN, PASSED, Case, Report, read_report
from tests.evidence.speed import Speed, read_speed
from tests.evidence.tables import FAULTS, PRIVACY, ROUTES, SERVERS, Table, markdown, tables

if TYPE_CHECKING:
    from collections.abc import Sequence

# Each section lists every case of its tests that is in none of its tables; all other tests are counted.
SECTIONS = {
    ROUTES: ("tests.browser.test_routes", "tests.other_browsers."),
    SERVERS: ("tests.servers.",),
    FAULTS: ("tests.faults.",),
    PRIVACY: ("tests.privacy.",),
    "Accessibility": (
        "tests.browser.test_accessibility",
        "tests.browser.test_keyboard",
        "tests.browser.test_reflow",
    ),
    "Valid HTML": ("tests.site.test_html",),
    "Content-Security-Policy": ("tests.build_scripts.servers.test_headers",),
    "Two builds alike": ("tests.site.test_reproducible",),
}
OTHERS = "All other tests"
_HEAD = """---
title: Evidence
description: What the tests have shown, and every goal that was missed.
---

# Evidence

The tests have made this page: `make test` runs them, `make evidence` writes down what they have shown.
"""


def evidence_page(report: Report, speed: Speed | None) -> str:
    """Return the page: what was missed first, then tables and lists for each section, then the figures of speed."""
    made, rest = tables(report.cases)
    parts = [_HEAD.strip(), _plain(report.about), "## Goals missed { #goals-missed }"]
    parts.append("\n".join(f"- {_plain(goal)}" for goal in _missed(report.cases, speed)) or "None.")
    for title, modules in SECTIONS.items():
        listed = [case for case in rest if case.module.startswith(modules)]
        own = [table for table in made if table.title == title]
        if own or listed:
            parts += [f"## {title}", *(markdown(table, _plain) for table in own), *_list(listed)]
    every = tuple(module for modules in SECTIONS.values() for module in modules)
    counts = Counter(case.went for case in rest if not case.module.startswith(every))
    parts += [f"## {OTHERS}", ", ".join(f"{number} {went}" for went, number in counts.items()) or "None."]
    if speed:
        parts += [f"## {evidence_speed.TITLE}", _plain(speed.about), markdown(speed.table, _plain)]
    return "\n\n".join(parts) + "\n"


def _missed(cases: Sequence[Case], speed: Speed | None) -> list[str]:
    """List what failed, what wasn't run, what the report doesn't hold, and the figures that fall short."""
    ordered = sorted((case for case in cases if case.went != PASSED), key=lambda case: case.went != FAILED)
    goals = [f"{case.went}: {case.name} ({case.module}): {case.reason}" for case in ordered]
    for title, modules in SECTIONS.items():
        if not any(case.module.startswith(modules) for case in cases):
            goals.append(f"{NOT_RUN}: {title}: the report holds no test of it")
    if speed is None:
        goals.append(f"{NOT_RUN}: {evidence_speed.TITLE}: nothing has been measured")
    else:
        goals += [f"MISSED: {goal}" for goal in speed.missed]
    return goals


def _list(cases: list[Case]) -> list[str]:
    if not cases:
        return []
    return [markdown(Table("", ("Case", "Result"), tuple((case.name, case.went) for case in cases)), _plain)]


def _plain(text: str) -> str:
    """Keep what a report says from being read as Markdown, HTML or Jinja2."""
    for sign in "\\|`*_[]<>{}":
        text = text.replace(sign, f"&#{ord(sign)};")
    return text


def main(arguments: list[str]) -> int:
    """Write the page from the report; return 0, or 1 after saying what is wrong."""
    try:
        report, page = (Path(argument) for argument in arguments)
    except ValueError:
        print(__doc__, file=sys.stderr)
        return 1
    try:
        text = evidence_page(read_report(report), read_speed())
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
