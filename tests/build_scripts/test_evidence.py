"""The page of evidence: every case of a report in its table, and nothing that was missed left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from build_scripts.errors import BuildError
from build_scripts.evidence import SECTIONS, evidence_page, main, read_report

if TYPE_CHECKING:
    from pathlib import Path

REPORT = """<testsuites><testsuite>
<testcase classname="tests.faults.test_faults" name="test_a_file_that_goes_wrong[worker missing]"/>
<testcase classname="tests.other_browsers.test_routes_elsewhere" name="test_the_engine_decides[WebKit-purpose=yes]">
<skipped message="NOT RUN: WebKit lacks Xvfb"/></testcase>
<testcase classname="tests.servers.test_servers" name="test_a_server[nginx|/]">
<failure message="no {{ page }}&#10;more"/></testcase>
<testcase classname="tests.site.test_pages" name="test_titles"/>
</testsuite></testsuites>"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report with a case of each kind."""
    file = tmp_path / "report.xml"
    file.write_text(REPORT)
    return file


def test_every_case_stands_in_its_table(report: Path) -> None:
    """With what became of it; the others are counted."""
    page = evidence_page(read_report(report), "Commit abc.")
    assert "Commit abc." in page
    assert (
        "## Faults by recovery\n\n| Case | Result |\n| --- | --- |\n| a file that goes wrong: worker missing | passed |"
        in page
    )
    assert "## All other tests\n\n1 passed" in page


def test_what_was_missed_is_listed(report: Path) -> None:
    """What failed, what didn't run and what the report doesn't hold, with the reason."""
    missed = evidence_page(read_report(report), "").partition("## Goals missed")[2].partition("## ")[0]
    assert "NOT RUN: the engine decides: WebKit-purpose=yes" in missed
    assert "WebKit lacks Xvfb" in missed
    assert "FAILED: a server: nginx&#124;/" in missed
    absent = [title for title in SECTIONS if f"NOT RUN: {title}:" in missed]
    assert absent == ["Nothing leaves, nothing stays", "Accessibility", "Content-Security-Policy"]


def test_nothing_in_a_report_is_taken_for_a_template(report: Path) -> None:
    """Signs of Jinja2 and HTML are written so that they are only read."""
    page = evidence_page(read_report(report), "")
    assert "{{" not in page
    assert "&#123;&#123; page" in page


@pytest.mark.parametrize("content", ["", "<testsuites></testsuites>"])
def test_a_report_that_is_none_is_refused(tmp_path: Path, content: str) -> None:
    """The message says how to make one."""
    file = tmp_path / "report.xml"
    file.write_text(content)
    with pytest.raises(BuildError, match="--junitxml="):
        read_report(file)


def test_the_command_writes_the_page(report: Path, tmp_path: Path) -> None:
    """Into folders that it makes; without both paths it says how it is used."""
    assert main([str(report), str(tmp_path / "develop" / "evidence.md")]) == 0
    assert (tmp_path / "develop" / "evidence.md").read_text().startswith("---\ntitle: Evidence\n")
    assert main([str(report)]) == 1
    assert main([str(tmp_path / "none.xml"), str(tmp_path / "page.md")]) == 1
