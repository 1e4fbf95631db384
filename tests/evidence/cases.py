"""What became of each case of each test: read from pytest's report in JUnit's format."""

from __future__ import annotations

import os
import platform
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from build_scripts.errors import BuildError
from build_scripts.paths import ROOT
from build_scripts.programs.browser import MissingBrowserError, chromium

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PASSED, FAILED, NOT_RUN = "passed", "FAILED", "NOT RUN"


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a test: where it stands, what it is about, how it went, the reason where it didn't pass.

    `notes` is what the test has written down by `record_property`.
    """

    module: str
    test: str
    about: str
    went: str
    reason: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return the test's name in words, and what the case is about."""
        words = self.test.removeprefix("test_").replace("_", " ")
        return f"{words}: {self.about}" if self.about else words


@dataclass(frozen=True, slots=True)
class Report:
    """The cases of a run, and a line that says of which commit, when and on which machine it was."""

    cases: tuple[Case, ...]
    about: str


def read_report(file: Path) -> Report:
    """Return what a report says; raises BuildError when it can't be read or holds no test."""
    try:
        tree = ET.parse(file)  # noqa: S314 - our own pytest has just written it
    except (OSError, ET.ParseError) as error:
        message = f"{file}: no report of pytest's ({error}). `pytest --junitxml={file}` writes one."
        raise BuildError([message]) from error
    cases = tuple(_case(element) for element in tree.iter("testcase"))
    if not cases:
        message = f"{file}: the report holds no test. `pytest tests --junitxml={file}` runs them all."
        raise BuildError([message])
    suite = tree.find("testsuite")
    told = _notes(suite)
    time = "" if suite is None else suite.get("timestamp", "").partition(".")[0].replace("T", " ")
    commit = told.get("commit") or "unknown"
    return Report(cases, f"Commit {commit}, {time or 'date unknown'} UTC, {told.get('machine') or 'machine unknown'}.")


def case_of(module: str, name: str, went: str, reason: str = "", notes: Mapping[str, str] | None = None) -> Case:
    """Make a case of a test's name as pytest writes it, with what it is about in square brackets."""
    test, _, about = name.partition("[")
    return Case(module, test, about.removesuffix("]"), went, reason.partition("\n")[0], notes or {})


def this_run() -> dict[str, str]:
    """Say which commit is being tested, and on what: what `read_report` finds in a report."""
    command = ["git", "describe", "--always", "--dirty", "--abbrev=12"]
    commit = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    try:
        browser = subprocess.run([chromium(), "--version"], capture_output=True, text=True, check=False).stdout.strip()
    except MissingBrowserError:
        browser = "no Chromium"
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return {"commit": commit, "machine": f"{machine}, {browser}"}


def _case(element: ET.Element) -> Case:
    bad, skipped = element.find("failure"), element.find("skipped")
    error = element.find("error")
    problem = next((found for found in (bad, error, skipped) if found is not None), None)
    went = PASSED if problem is None else NOT_RUN if problem is skipped else FAILED
    reason = "" if problem is None else problem.get("message") or ""
    return case_of(element.get("classname", ""), element.get("name", ""), went, reason, _notes(element))


def _notes(element: ET.Element | None) -> dict[str, str]:
    found = () if element is None else element.iterfind("properties/property")
    return {one.get("name", ""): one.get("value", "") for one in found}
