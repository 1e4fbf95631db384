"""Lighthouse's reports are read right: whatever is under 100 is named and fails the command."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from build_scripts.errors import SetUpError
from tests.benchmarks import lighthouse

if TYPE_CHECKING:
    import pytest

GOOD: dict[str, Any] = {
    "categories": {
        "accessibility": {"score": 1, "auditRefs": [{"id": "contrast", "weight": 7}]},
        "best-practices": {"score": 1, "auditRefs": [{"id": "csp", "weight": 0}]},
        "seo": {"score": 1, "auditRefs": [{"id": "description", "weight": 1}]},
    },
    "audits": {
        "contrast": {"title": "Contrast", "score": 1, "scoreDisplayMode": "binary"},
        "csp": {"title": "Policy", "score": 0, "scoreDisplayMode": "informative"},
        "description": {"title": "Description", "score": None, "scoreDisplayMode": "notApplicable"},
    },
}


def spoilt() -> dict[str, Any]:
    """Give a report in which one audit fails and another could not be made."""
    report = copy.deepcopy(GOOD)
    report["categories"]["accessibility"]["score"] = 0.996
    report["categories"]["seo"]["score"] = None
    report["audits"]["contrast"] |= {"score": 0, "details": {"items": [{"node": {"snippet": "<p>"}}, {}]}}
    report["audits"]["description"] |= {"scoreDisplayMode": "error"}
    return report


def test_full_scores_pass(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Every page stands in the table, and what carries no weight is no complaint."""
    monkeypatch.setattr(lighthouse, "report_of", lambda _: GOOD)
    assert lighthouse.main() == 0
    assert capsys.readouterr().out.splitlines() == [
        "page | accessibility | best-practices | seo",
        *(f"/{page} | 100 | 100 | 100" for page in lighthouse.PAGES),
    ]


def test_what_is_missing_to_100_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """One page that falls short is enough, even where its score rounds to 100, and its faults stand below it."""
    reports = iter([GOOD, spoilt(), GOOD])
    monkeypatch.setattr(lighthouse, "report_of", lambda _: next(reports))
    assert lighthouse.main() == 1
    assert capsys.readouterr().out.splitlines()[2:5] == [
        f"/{lighthouse.PAGES[1]} | 99 | 100 | 0",
        "  accessibility: Contrast <p>",
        "  seo: Description",
    ]


def test_without_a_browser_the_reason_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message stands on the error output and nothing has passed."""

    def fails(_: str) -> dict[str, Any]:
        message = "No Chromium"
        raise SetUpError([message])

    monkeypatch.setattr(lighthouse, "report_of", fails)
    assert lighthouse.main() == 1
    assert capsys.readouterr().err == "No Chromium\n"
