"""The search's index: plain words, marks of pages for partnerships, and further words at the section that answers."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from build_scripts.content.search_index import (
    SearchWords,
    make_index,
    make_index_file,
    partnership_pages,
    plain_text,
    read_search_words,
)
from build_scripts.errors import BuildError

if TYPE_CHECKING:
    from pathlib import Path

    from mkdocs.structure.nav import Navigation

INDEX: dict[str, Any] = {
    "config": {"lang": ["en"]},
    "docs": [
        {"location": "law/", "title": "The law", "text": "<p>Consent.</p>"},
        {"location": "law/#consent", "title": "Sharing <em>without</em> consent", "text": "You can."},
        {"location": "rules/", "title": "Rules", "text": "Seven.", "tags": ["seven"]},
    ],
}
MENU = {"index.md": [], "law.md": ["Guidance"], "host.md": ["For hosts"], "flow.md": ["Deeper", "For hosts"]}
URLS = {"law.md": "law/", "rules.md": "rules/"}


def words(*sections: dict[str, Any], same: dict[str, list[str]] | None = None) -> SearchWords:
    """Words as the data file would hold them."""
    return SearchWords(sections=list(sections), same=same or {})


def test_words_go_to_their_page_or_section() -> None:
    """Tags that are already there stay, and the index given is left as it was."""
    made = make_index(
        INDEX,
        words(
            {"page": "rules.md", "words": ["basics"]},
            {"page": "law.md", "anchor": "#consent", "words": ["permission"]},
            same={"mum": ["parents"]},
        ),
        URLS,
        (),
    )
    assert [entry.get("tags", []) for entry in made["docs"]] == [[], ["permission"], ["seven", "basics"]]
    assert made["same"] == {"mum": ["parents"]}
    assert "tags" not in INDEX["docs"][1]


def test_every_section_of_a_page_for_partnerships_is_marked() -> None:
    """And no other."""
    made = make_index(INDEX, words(), URLS, {"law.md", "not-built.md"})
    assert [entry.get("partnership", False) for entry in made["docs"]] == [True, True, False]


def test_titles_and_texts_are_plain() -> None:
    """The browser gets no markup."""
    made = make_index(INDEX, words(), URLS, ())
    assert [(entry["title"], entry["text"]) for entry in made["docs"][:2]] == [
        ("The law", "Consent."),
        ("Sharing without consent", "You can."),
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<ul><li>One</li><li>Two</li></ul>", "One Two"),
        ("<p>A <strong>str</strong>ong &amp; <abbr title='x > y'>GP</abbr></p>", "A strong & GP"),
        ("<td>1</td><td>2</td>", "1 2"),
        ("one<br>two\n three", "one two three"),
        ("&lt;b&gt; stays", "<b> stays"),
        ("", ""),
    ],
)
def test_html_becomes_plain_text(html: str, text: str) -> None:
    """Blocks are kept apart, words aren't torn."""
    assert plain_text(html) == text


def test_page_or_section_that_is_not_there_is_refused() -> None:
    """All of them at once."""
    wrong = words({"page": "lwa.md", "words": ["x"]}, {"page": "law.md", "anchor": "#cnosent", "words": ["y"]})
    with pytest.raises(BuildError) as caught:
        make_index(INDEX, wrong, URLS, ())
    assert list(caught.value.problems) == [
        f"docs/_data/search_words.toml: there is no section {where} in the search index. "
        'For example: page = "guidance/law.md"'
        for where in ("lwa.md", "law.md#cnosent")
    ]


def written(folder: Path, listed: str) -> Path:
    """Write a data file and return the folder of the docs."""
    (folder / "_data").mkdir()
    text = (
        f'[[words]]\npage = "law.md"\nwords = {listed}\n'
        '[[everyday]]\nword = "parents"\nsaid = ["Mum", "step-dad"]\n'
        '[[misspellings]]\nword = "Law"\nvariants = ["lwa", "la w"]\n'
    )
    (folder / "_data" / "search_words.toml").write_text(text, encoding="utf-8")
    return folder


def test_what_people_say_is_looked_up_small_and_in_one_word(tmp_path: Path) -> None:
    """As the browser compares it."""
    assert read_search_words(written(tmp_path, '["legal"]')).same == {
        "mum": ["parents"],
        "stepdad": ["parents"],
        "lwa": ["law"],
        "law": ["law"],
    }


def test_words_that_are_not_a_list_of_texts_are_refused(tmp_path: Path) -> None:
    """A single text would be taken letter by letter."""
    with pytest.raises(BuildError) as caught:
        read_search_words(written(tmp_path, '"permission"'))
    assert caught.value.problems == (
        'docs/_data/search_words.toml: words: law.md: not a list of texts. For example: ["permission"]',
    )


def test_built_index_is_rewritten(tmp_path: Path) -> None:
    """The words of the data file are in it afterwards."""
    index = tmp_path / "search_index.json"
    index.write_text(json.dumps(INDEX), encoding="utf-8")
    make_index_file(index, read_search_words(written(tmp_path, '["legal"]')), URLS, {"rules.md"})
    made = json.loads(index.read_text(encoding="utf-8"))
    assert made["docs"][0]["tags"] == ["legal"]
    assert made["docs"][2]["partnership"] is True
    assert set(made) == {"docs", "same"}


def menu() -> Navigation:
    """A menu whose pages know what is above them, as MkDocs makes it."""
    pages = [
        SimpleNamespace(file=SimpleNamespace(src_uri=file), ancestors=[SimpleNamespace(title=one) for one in above])
        for file, above in MENU.items()
    ]
    return cast("Navigation", SimpleNamespace(pages=pages))


def test_pages_at_any_depth_of_the_section_are_for_partnerships() -> None:
    """And no other."""
    assert partnership_pages(menu(), "For hosts") == {"host.md", "flow.md"}


def test_without_a_section_no_page_is() -> None:
    """A site that names none has a single list of results."""
    assert partnership_pages(menu(), "") == frozenset()


@pytest.mark.parametrize("section", ["For partners", "Home", "for hosts"])
def test_section_that_the_menu_lacks_is_refused(section: str) -> None:
    """Its pages would push practitioners' pages down without anyone noticing."""
    with pytest.raises(BuildError) as caught:
        partnership_pages(menu(), section)
    (problem,) = caught.value.problems
    assert problem == (
        f'mkdocs.yml: extra.partnership_section: the menu (nav) has no section "{section}" with pages in it. '
        'For example: partnership_section: "For partnerships"'
    )
