"""The data files: unknown and missing keys are refused, all at once, with file, entry and key."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from build_scripts.content.data_file import read_entries, require_unique
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
        require_unique(entries, "key", Path("docs/_data/links.toml"))
    assert caught.value.problems == ('docs/_data/links.toml: the key "ico" occurs twice. Keep one of the entries',)


def test_a_mark_and_line_ends_of_notepad_are_no_fault(tmp_path: Path) -> None:
    """The file is read as any other."""
    file = tmp_path / "words.toml"
    file.write_bytes(b'\xef\xbb\xbf[[words]]\r\npage = "a.md"\r\n')
    assert read_entries(file, "words", KEYS) == [{"page": "a.md"}]


def test_another_encoding_is_refused_with_what_to_do(tmp_path: Path) -> None:
    """Notepad calls it "Unicode"."""
    file = tmp_path / "words.toml"
    file.write_bytes('[[words]]\npage = "a.md"\n'.encode("utf-16"))
    with pytest.raises(
        BuildError, match=r'UTF-16, .*"Unicode"\. For example: save the file with the encoding "UTF-8"$'
    ):
        read_entries(file, "words", KEYS)


def test_characters_that_nobody_sees_are_refused_by_name(tmp_path: Path) -> None:
    """Wherever in an entry they are; a text of nothing else is none."""
    file = tmp_path / "words.toml"
    entries = ['page = "a\\u202e.md"\nsteps = [{x = ["b\\u200b"]}]', 'page = "\\u200b"\nsteps = "c"']
    file.write_text("".join(f"[[words]]\n{entry}\n" for entry in entries), encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        read_entries(file, "words", {"page": True, "steps": True})
    said = [problem.partition("words.toml: ")[2] for problem in caught.value.problems]
    assert said[0].startswith("words[0].page: U+202E RIGHT-TO-LEFT OVERRIDE at character 2 can't be seen")
    assert said[0].endswith('For example: "a.md"')
    assert said[1].startswith("words[0].steps[0].x[0]: U+200B ZERO WIDTH SPACE at character 2")
    assert said[2] == 'words[1].page: missing. For example: page = "…"'
