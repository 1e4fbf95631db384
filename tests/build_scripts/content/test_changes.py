"""Notes of change: a short marked sentence that leads to the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from build_scripts.content.changes import read_changes
from build_scripts.content.language import read_language
from build_scripts.content.page_text import restore
from build_scripts.errors import BuildError
from tests.folders.partnerships import local

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, text: str) -> Path:
    """Write a data file and give the folder of the docs."""
    (folder / "_data").mkdir()
    (folder / "_data" / "changes.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_note_says_that_it_is_one_and_leads_to_its_heading(tmp_path: Path) -> None:
    """Told by words, not by colour alone; local names are filled in and escaped."""
    docs = written(tmp_path, '[[changes]]\nkey = "name"\ntext = "{police} has moved."\n')
    note = read_changes(docs, local().names, read_language()).note("name", "../../about/changes/")
    assert restore(note) == (
        '<p class="ss-note ss-since" data-since="name"><strong>Since June 2020:</strong> '
        "Westmarch &amp; Vale Constabulary has moved. "
        '<a href="../../about/changes/#name">What has changed</a></p>'
    )


def test_an_unknown_change_is_refused(tmp_path: Path) -> None:
    """The message names one that there is."""
    docs = written(tmp_path, '[[changes]]\nkey = "name"\ntext = "It has moved."\n')
    with pytest.raises(BuildError) as caught:
        read_changes(docs, {}, read_language()).note("nmae", "")
    assert caught.value.problems == ('docs/_data/changes.toml: there is no change "nmae". For example: name',)


def test_a_placeholder_without_a_value_is_refused(tmp_path: Path) -> None:
    """The message names the change and the placeholder."""
    docs = written(tmp_path, '[[changes]]\nkey = "name"\ntext = "{polcie} has moved."\n')
    with pytest.raises(BuildError) as caught:
        read_changes(docs, local().names, read_language())
    assert caught.value.problems == (
        "docs/_data/changes.toml: name: unknown placeholder 'polcie'. For example: {area}",
    )


def test_a_change_that_stands_twice_is_refused(tmp_path: Path) -> None:
    """Only one of them could be shown."""
    docs = written(tmp_path, '[[changes]]\nkey = "name"\ntext = "It has moved."\n' * 2)
    with pytest.raises(BuildError, match='the key "name" occurs twice'):
        read_changes(docs, {}, read_language())
