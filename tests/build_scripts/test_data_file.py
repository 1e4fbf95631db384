"""The data files: unknown and missing keys are refused, all at once, with file, entry and key."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from build_scripts.data_file import once, read_entries
from build_scripts.errors import BuildError

CASES = tomllib.loads((Path(__file__).parent / "cases" / "data_file.toml").read_text(encoding="utf-8"))["cases"]
KEYS = {"page": True, "anchor": False}


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_an_unfit_file_is_refused_with_all_its_problems(case: dict[str, Any], tmp_path: Path) -> None:
    """The message is exactly this."""
    file = tmp_path / "words.toml"
    file.write_text(case["text"], encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        read_entries(file, "words", KEYS)
    where = "/".join(file.parts[-3:])
    assert list(caught.value.problems) == [line.replace("{where}", where) for line in case["message"]]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The message says that it isn't there."""
    with pytest.raises(BuildError, match=r"words.toml: .*No such file"):
        read_entries(tmp_path / "words.toml", "words", KEYS)


def test_entries_come_as_they_stand(tmp_path: Path) -> None:
    """Another table is allowed where it is named."""
    file = tmp_path / "words.toml"
    file.write_text('[[words]]\npage = "a.md"\n[[more]]\nx = 1\n', encoding="utf-8")
    assert read_entries(file, "words", KEYS, beside=["more"]) == [{"page": "a.md"}]


def test_a_value_that_stands_twice_is_named() -> None:
    """Each one once, however often it stands there."""
    entries = [{"key": "ico"}, {"key": "scie"}, {"key": "ico"}, {"key": "ico"}]
    with pytest.raises(BuildError) as caught:
        once(entries, "key", Path("docs/_data/links.toml"))
    assert caught.value.problems == ('docs/_data/links.toml: the key "ico" stands twice. Keep one of the entries',)
