"""Golden files are compared, and written only on demand."""

from pathlib import Path

import pytest

from tests.tools import golden as module
from tests.tools.golden import OPTION, golden


def test_text_that_differs_fails_and_says_how_to_renew_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file stays as it was; so does one that isn't there."""
    monkeypatch.setattr(module, "updating", False)
    file = tmp_path / "one.txt"
    file.write_text("old")
    golden(file, "old")
    with pytest.raises(AssertionError, match=f"one.txt is out of date.*{OPTION}"):
        golden(file, "new")
    assert file.read_text() == "old"
    with pytest.raises(AssertionError):
        golden(tmp_path / "none.txt", "new")
    assert not (tmp_path / "none.txt").exists()


def test_the_option_writes_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Into folders that aren't there yet."""
    monkeypatch.setattr(module, "updating", True)
    golden(tmp_path / "a" / "one.txt", "new")
    assert (tmp_path / "a" / "one.txt").read_text() == "new"
