"""The audit: no flaw is passed over, and no answer is never taken for a good one."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from build_scripts import audit
from build_scripts.audit import Answer, npm_packages, python_packages
from tests.conftest import ROOT

if TYPE_CHECKING:
    from build_scripts.audit import Ask

SAID = ROOT / "tests" / "build_scripts" / "audits"
LOCK = "package-lock.json"


def saying(out: str, complaint: str = "") -> Ask:
    """Stand in for a tool that prints this."""
    return lambda: subprocess.CompletedProcess([], 1, out, complaint)


def read(name: str) -> Ask:
    """Stand in for a tool that prints a file."""
    return saying((SAID / name).read_text(encoding="utf-8"))


def test_flaws_of_python_packages_are_listed() -> None:
    """Each with its advisory and the versions that mend it; the package that nobody knows is not counted as sound."""
    answer = python_packages(read("pip-audit.json"))
    assert answer.status == audit.FOUND
    assert str(answer).splitlines()[:3] == [
        "requirements.txt: jinja2 3.1.0: PYSEC-0000-1, mended in 3.1.3, 3.2",
        "requirements.txt: lz4 4.4.5: PYSEC-0000-2, not mended yet",
        "requirements.txt: 2 known flaws in 3 packages",
    ]
    assert "NOT KNOWN of 1 packages" in str(answer)


def test_an_index_that_knows_nothing_is_no_good_answer() -> None:
    """A mirror without advisories makes pip-audit say that there are no flaws: we say that nothing is known."""
    answer = python_packages(saying(json.dumps({"dependencies": [{"name": "mkdocs", "skip_reason": "not found"}]})))
    assert answer.status == audit.NO_ANSWER
    assert str(answer).startswith("requirements.txt: NOT KNOWN of 1 packages")


def test_flaws_of_npm_packages_are_listed() -> None:
    """Each with its advisory, or with the package that brings it along."""
    answer = npm_packages(LOCK, read("npm.json"))
    assert answer.status == audit.FOUND
    assert str(answer).splitlines() == [
        "package-lock.json: inner <2.0.0: high, Reads what it should not (https://example.org/GHSA-1)",
        "package-lock.json: outer 1.0.0 - 1.4.0: high, inner",
        "package-lock.json: 2 known flaws",
    ]


@pytest.mark.parametrize("out", ["", "[]", '{"message": ""}'])
def test_without_a_network_the_audit_says_so(out: str) -> None:
    """With the tool's last words, and a status that is neither good nor bad."""
    for answer in (
        python_packages(saying(out, "trying\nname not resolved\n")),
        npm_packages(LOCK, saying(out, "trying\nname not resolved\n")),
    ):
        assert answer.status == audit.NO_ANSWER
        assert "NOT KNOWN" in str(answer)
        assert str(answer).endswith("It said: name not resolved")


def test_an_index_that_refuses_is_named() -> None:
    """Npm's own message stands in the line."""
    assert "405 Method Not Allowed" in str(npm_packages(LOCK, read("npm-refused.json")))


def test_no_flaws_are_a_good_answer() -> None:
    """Only when every package is known."""
    good = python_packages(saying(json.dumps({"dependencies": [{"name": "a", "version": "1", "vulns": []}]})))
    assert (good.status, str(good)) == (0, "requirements.txt: no known flaws in 1 packages")
    assert npm_packages(LOCK, saying('{"vulnerabilities": {}}')) == Answer(LOCK)
    assert Answer(LOCK).status == 0


def test_the_command_gives_the_worst_status(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One index without an answer is enough, a flaw counts for more, and every lock file is told of."""
    monkeypatch.setattr(audit, "_run", lambda *_: saying('{"vulnerabilities": {}}')())
    assert audit.main() == audit.NO_ANSWER
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("requirements.txt: NOT KNOWN.")
    assert said[1:] == ["package-lock.json: no known flaws", "tests/benchmarks/package-lock.json: no known flaws"]
    monkeypatch.setattr(audit, "_run", lambda *_: read("npm.json")())
    assert audit.main() == audit.FOUND
