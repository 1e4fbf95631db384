"""Writes what the tests have shown as a page of tables, from pytest's own report in JUnit's format.

Usage: python -m build_scripts.evidence REPORT PAGE
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from build_scripts.cache_folder import ROOT
from build_scripts.errors import BuildError

# Each section lists every case of its tests; the tests in none of them are counted.
SECTIONS = {
    "Routes by browser": ("tests.browser.test_routes", "tests.other_browsers."),
    "Servers by path": ("tests.servers.",),
    "Faults by recovery": ("tests.faults.",),
    "Nothing leaves, nothing stays": ("tests.privacy.",),
    "Accessibility": (
        "tests.browser.test_accessibility",
        "tests.browser.test_keyboard",
        "tests.browser.test_reflow",
    ),
    "Content-Security-Policy": ("tests.build_scripts.test_security_policy",),
}
OTHERS = "All other tests"
PASSED, FAILED, NOT_RUN = "passed", "FAILED", "NOT RUN"


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a test: its module, what it is about, how it went, and the reason where it didn't pass."""

    module: str
    name: str
    went: str
    reason: str

    @property
    def section(self) -> str:
        """Give the title of the section that lists it."""
        fits = (title for title, modules in SECTIONS.items() if self.module.startswith(modules))
        return next(fits, OTHERS)


def read_report(file: Path) -> list[Case]:
    """Give the cases of a report; raise BuildError when it can't be read or holds none."""
    try:
        tree = ET.parse(file)  # noqa: S314 - our own pytest has just written it
    except (OSError, ET.ParseError) as error:
        message = f"{file}: no report of pytest's ({error}). `pytest --junitxml={file}` writes one."
        raise BuildError([message]) from error
    cases = [_case(element) for element in tree.iter("testcase")]
    if not cases:
        message = f"{file}: the report holds no test. `pytest tests --junitxml={file}` runs them all."
        raise BuildError([message])
    return cases


def evidence_page(cases: list[Case], about: str) -> str:
    """Give the page: what was missed first, then a table for each section; `about` says when and where it was."""
    missed = [case for case in cases if case.went != PASSED]
    absent = [title for title in SECTIONS if not any(case.section == title for case in cases)]
    goals = [f"- {case.went}: {_plain(case.name)} ({case.module}): {_plain(case.reason)}" for case in missed]
    goals += [f"- {NOT_RUN}: {title}: the report holds no test of it" for title in absent]
    parts = [
        "---\ntitle: Evidence\ndescription: What the tests have shown, and every goal that was missed.\n---",
        "# Evidence",
        f"Made by the tests themselves. {about}",
        "## Goals missed",
        "\n".join(goals) or "None.",
    ]
    for title in SECTIONS:
        if rows := [case for case in cases if case.section == title]:
            parts += [f"## {title}", _table(rows)]
    counts = Counter(case.went for case in cases if case.section == OTHERS)
    parts += [f"## {OTHERS}", ", ".join(f"{number} {went}" for went, number in counts.items()) or "None."]
    return "\n\n".join(parts) + "\n"


def _case(element: ET.Element) -> Case:
    bad, skipped = element.find("failure"), element.find("skipped")
    error = element.find("error")
    problem = next((found for found in (bad, error, skipped) if found is not None), None)
    went = PASSED if problem is None else NOT_RUN if problem is skipped else FAILED
    name, _, parameters = element.get("name", "").partition("[")
    words = name.removeprefix("test_").replace("_", " ")
    about = f"{words}: {parameters.removesuffix(']')}" if parameters else words
    reason = "" if problem is None else (problem.get("message") or "").partition("\n")[0]
    return Case(element.get("classname", ""), about, went, reason)


def _table(cases: list[Case]) -> str:
    rows = [f"| {_plain(case.name)} | {case.went} |" for case in cases]
    return "\n".join(["| Case | Result |", "| --- | --- |", *rows])


def _plain(text: str) -> str:
    """Keep what stands in a report from being read as Markdown, HTML or Jinja2."""
    for sign in "\\|`*_[]<>{}":
        text = text.replace(sign, f"&#{ord(sign)};")
    return text


def _about() -> str:
    """Say of which commit, when and on which machine this is."""
    command = ["git", "describe", "--always", "--dirty", "--abbrev=12"]
    commit = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    day = dt.datetime.now(tz=dt.UTC).date().isoformat()
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return f"Commit {commit or 'unknown'}, {day}, {machine}."


def main(arguments: list[str]) -> int:
    """Write the page from the report; give 0, or 1 after saying what is wrong."""
    try:
        report, page = (Path(argument) for argument in arguments)
    except ValueError:
        print(__doc__, file=sys.stderr)
        return 1
    try:
        text = evidence_page(read_report(report), _about())
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
