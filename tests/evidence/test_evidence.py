"""The page of evidence: every case of a report in its table, and nothing that was missed left out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from build_scripts.errors import BuildError
from build_scripts.paths import ROOT
from tests.evidence.cases import read_report, this_run
from tests.evidence.page import SECTIONS, evidence_page, main
from tests.evidence.speed import read_speed
from tests.evidence.summary import summary
from tests.evidence.tables import FAULTS, ROUTES

if TYPE_CHECKING:
    from pathlib import Path

REPORT = """<testsuites><testsuite timestamp="2026-11-22T10:00:01.5+00:00"><properties>
<property name="commit" value="abc123"/><property name="machine" value="a small one"/></properties>
<testcase classname="tests.faults.test_faults" name="test_a_file_that_goes_wrong[worker missing]"><properties>
<property name="fault" value="worker missing"/><property name="recovery" value="the page decides"/></properties>
</testcase>
<testcase classname="tests.faults.test_faults" name="test_every_fault"/>
<testcase classname="tests.browser.test_routes" name="test_the_engine_ends_where[/-purpose=yes]"/>
<testcase classname="tests.browser.test_routes" name="test_the_engine_ends_where[/partners/north/-purpose=yes]"/>
<testcase classname="tests.other_browsers.test_routes_elsewhere" name="test_the_engine_decides[WebKit-purpose=yes]">
<skipped message="NOT RUN: WebKit lacks Xvfb"/></testcase>
<testcase classname="tests.servers.test_servers" name="test_a_server[nginx-/]"/>
<testcase classname="tests.servers.test_ready_made" name="test_one[nginx /sub/-assets/js/x.js]"/>
<testcase classname="tests.servers.test_ready_made" name="test_two[nginx /sub/]">
<failure message="no {{ page }} | &lt;b&gt;&#10;more"/></testcase>
<testcase classname="tests.privacy.test_nothing_leaves" name="test_the_same_of_both[Firefox]"/>
<testcase classname="tests.site.test_pages" name="test_titles"/>
</testsuite></testsuites>"""
ROW = {
    "measure": "start",
    "conditions": "warm",
    "subject": "ours",
    "unit": "ms",
    "median": 1234.5,
    "min": 99.5,
    "max": 2000,
    "count": 5,
    "against": "stock",
    "ratio": 0.9,
    "goal": "≤ 0.80 of stock",
    "verdict": "MISSED",
}
SPEED: dict[str, Any] = {
    "about": {
        "commit": "c",
        "date": "d",
        "machine": "m",
        "browser": "b",
        "rounds": 5,
        "load_before": 0.1,
        "load_after": 2,
    },
    "rows": [ROW, {**ROW, "subject": "stock", "against": None, "ratio": None, "goal": None, "verdict": None}],
}


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report with a case of each kind."""
    file = tmp_path / "report.xml"
    file.write_text(REPORT)
    return file


@pytest.fixture
def page(report: Path) -> str:
    """The page of that report, without any figures of the benchmark's."""
    return evidence_page(read_report(report), None)


@pytest.mark.parametrize(
    "lines",
    [
        (
            "| Route | Chromium, / | Chromium, /partners/north/ | WebKit, / |\n"
            "| --- | --- | --- | --- |\n"
            "| purpose=yes | passed | passed | NOT RUN |"
        ),
        "| Server | as it is, / | our settings, /sub/ |\n| --- | --- | --- |\n| nginx | passed | FAILED |",
        "| Fault | Ends with | Result |\n| --- | --- | --- |\n| worker missing | the page decides | passed |",
        "| Shown of two visitors | Firefox |\n| --- | --- |\n| the same of both | passed |",
        "| Case | Result |\n| --- | --- |\n| every fault | passed |",
        "## All other tests\n\n1 passed",
    ],
    ids=["routes", "servers", "faults", "privacy", "no place in a table", "others"],
)
def test_every_case_stands_in_its_table(page: str, lines: str) -> None:
    """Where several cases share a place the worst is shown, and what is in no section is counted."""
    assert f"{lines}\n" in page


def test_the_page_says_what_was_tested_when_and_where(page: str) -> None:
    """As the run itself has written it down."""
    assert "Commit abc123, 2026-11-22 10:00:01 UTC, a small one." in page
    run = this_run()
    assert set(run) == {"commit", "machine"}
    assert all(run.values())


def test_what_was_missed_is_listed(page: str) -> None:
    """What failed first, what didn't run, what the report doesn't hold, with the reason."""
    failed, skipped, *others = page.partition("## Goals missed")[2].partition("\n## ")[0].strip().splitlines()[2:]
    assert failed.startswith("- FAILED: two: nginx /sub/ (tests.servers.test&#95;ready&#95;made): no ")
    assert skipped.startswith("- NOT RUN: the engine decides: WebKit-purpose=yes")
    assert "WebKit lacks Xvfb" in skipped
    absent = ["Accessibility", "Valid HTML", "Content-Security-Policy", "Two builds alike"]
    assert set(absent) < set(SECTIONS)
    assert others == [
        *(f"- NOT RUN: {title}: the report holds no test of it" for title in absent),
        "- NOT RUN: Speed and bytes: nothing has been measured",
    ]


def test_nothing_in_a_report_is_taken_for_a_template(page: str) -> None:
    """Signs of Jinja2, Markdown and HTML are written so that they are only read."""
    assert "no &#123;&#123; page &#125;&#125; &#124; &#60;b&#62;" in page
    assert "{{" not in page


def test_the_figures_of_the_benchmark_stand_below(report: Path, tmp_path: Path) -> None:
    """With when and where they were measured, and a goal that is missed on top of the page."""
    assert read_speed(tmp_path / "none.json") is None
    (tmp_path / "latest.json").write_text(json.dumps(SPEED))
    page = evidence_page(read_report(report), read_speed(tmp_path / "latest.json"))
    assert "- MISSED: start (warm): ≤ 0.80 of stock, found 1,234 ms, 0.900 of stock\n" in page
    section = page.partition("## Speed and bytes\n\n")[2].splitlines()
    assert section[0] == "Commit c, d, m, b, 5 rounds; the machine's load was 0.1 before and 2 after."
    assert section[-2:] == [
        "| start | warm | ours | 1,234 ms | 99.5 to 2,000 ms | 0.900 of stock | ≤ 0.80 of stock | MISSED |",
        "| start | warm | stock | 1,234 ms | 99.5 to 2,000 ms | - | - | - |",
    ]


@pytest.mark.parametrize("content", ["", "[]", '{"rows": [{}], "about": {}}'])
def test_figures_that_are_none_are_refused(tmp_path: Path, content: str) -> None:
    """The message says how to make them."""
    (tmp_path / "latest.json").write_text(content)
    with pytest.raises(BuildError, match="make bench"):
        read_speed(tmp_path / "latest.json")


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


def told(nodeid: str, outcome: str, notes: list[tuple[str, object]]) -> pytest.TestReport:
    """Make what pytest reports of a case."""
    return pytest.TestReport(nodeid, ("", 0, ""), {}, outcome, None, "call", user_properties=notes)  # type: ignore[arg-type] # mypy knows the literals alone


def test_the_tables_stand_in_pytests_own_output() -> None:
    """The same tables, laid out for the eye; a run without such tests prints none."""
    route = "tests/browser/test_routes.py::test_the_page_by_itself_ends[purpose=yes]"
    fault: list[tuple[str, object]] = [("fault", "worker held"), ("recovery", "all well")]
    stats: dict[str, list[Any]] = {
        "passed": [told(route, "passed", [])],
        "failed": [told("tests/faults/test_faults.py::test_a_file[worker held]", "failed", fault)],
        "error": ["a file that can't be read"],
        "warnings": ["of another kind"],
    }
    assert list(summary(stats)) == [
        "",
        ROUTES,
        "  Route        Chromium, without the engine",
        "  purpose=yes  passed",
        "",
        FAULTS,
        "  Fault        Ends with  Result",
        "  worker held  all well   FAILED",
    ]
    assert list(summary({"passed": [told("tests/site/test_pages.py::test_titles", "passed", [])]})) == []


def test_every_section_names_tests_that_are_there() -> None:
    """A file of tests that has moved would be told of as not run."""
    named = [module for modules in SECTIONS.values() for module in modules]
    assert [name for name in named if not list(ROOT.glob(f"{name.replace('.', '/')}*"))] == []
