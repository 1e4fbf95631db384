"""Further words for the search: they go to the section that answers, and nowhere else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from build_scripts.errors import BuildError
from build_scripts.search_words import read_search_words, widen_index, widen_index_file

if TYPE_CHECKING:
    from pathlib import Path

INDEX: dict[str, Any] = {
    "config": {"lang": ["en"]},
    "docs": [
        {"location": "law/", "title": "The law", "text": "Consent."},
        {"location": "law/#consent", "title": "Sharing without consent", "text": "You can."},
        {"location": "rules/", "title": "Rules", "text": "Seven.", "tags": ["seven"]},
    ],
}
URLS = {"law.md": "law/", "rules.md": "rules/"}
MISSPELLINGS = [{"word": "consent", "variants": ["concent"]}]


def test_words_go_to_their_page_or_section() -> None:
    """Tags that stand there already stay, and the index given is left as it was."""
    words = [
        {"page": "rules.md", "words": ["basics"]},
        {"page": "law.md", "anchor": "#consent", "words": ["permission"]},
    ]
    widened = widen_index(INDEX, words, [], URLS)
    assert [entry.get("tags", []) for entry in widened["docs"]] == [[], ["permission"], ["seven", "basics"]]
    assert widened["config"] == INDEX["config"]
    assert "tags" not in INDEX["docs"][1]


def test_a_misspelling_goes_where_the_word_is_in_a_heading_or_among_the_words() -> None:
    """Not wherever the word stands in the text: that would lead everywhere."""
    words = [{"page": "rules.md", "words": ["ask for consent"]}]
    widened = widen_index(INDEX, words, MISSPELLINGS, URLS)
    assert [entry.get("tags", []) for entry in widened["docs"]] == [
        [],
        ["concent"],
        ["seven", "ask for consent", "concent"],
    ]


def test_a_page_or_section_that_is_not_there_is_refused() -> None:
    """All of them at once."""
    words = [{"page": "lwa.md", "words": ["x"]}, {"page": "law.md", "anchor": "#cnosent", "words": ["y"]}]
    with pytest.raises(BuildError) as caught:
        widen_index(INDEX, words, [], URLS)
    assert list(caught.value.problems) == [
        f"docs/_data/search_words.toml: there is no section {where} in the search index. "
        'For example: page = "guidance/law.md"'
        for where in ("lwa.md", "law.md#cnosent")
    ]


def written(folder: Path, words: str) -> Path:
    """Write a data file and give the folder of the docs."""
    (folder / "_data").mkdir()
    text = f'[[words]]\npage = "law.md"\nwords = {words}\n[[misspellings]]\nword = "law"\nvariants = ["lwa"]\n'
    (folder / "_data" / "search_words.toml").write_text(text, encoding="utf-8")
    return folder


def test_words_that_are_no_list_of_texts_are_refused(tmp_path: Path) -> None:
    """A single text would be taken letter by letter."""
    with pytest.raises(BuildError) as caught:
        read_search_words(written(tmp_path, '"permission"'))
    assert caught.value.problems == (
        'docs/_data/search_words.toml: words: law.md: not a list of texts. For example: ["permission"]',
    )


def test_the_built_index_is_rewritten(tmp_path: Path) -> None:
    """The words of the data file are in it afterwards."""
    index = tmp_path / "search_index.json"
    index.write_text(json.dumps(INDEX), encoding="utf-8")
    widen_index_file(index, written(tmp_path, '["legal"]'), URLS)
    assert json.loads(index.read_text(encoding="utf-8"))["docs"][0]["tags"] == ["legal", "lwa"]
