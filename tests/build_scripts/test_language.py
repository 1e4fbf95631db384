"""The file of the interface's words: read whole, every fault in one go, and no word that nothing shows."""

import datetime as dt
from pathlib import Path

import pytest
from markupsafe import Markup

from build_scripts.errors import BuildError
from build_scripts.language import ENGLISH, LANGUAGES, read_language
from decision_engine.words import RECORD, read_words

TEXT = (LANGUAGES / f"{ENGLISH}.toml").read_text(encoding="utf-8")


def problems_of(folder: Path, text: str, tag: str = "cy") -> list[str]:
    """Return the problems that a language of this text is refused with."""
    (folder / "cy.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BuildError) as refused:
        read_language(tag, folder)
    return list(refused.value.problems)


def test_a_whole_language_is_read(tmp_path: Path) -> None:
    """A file with every key and placeholder of the English one is a language, whatever its texts say."""
    (tmp_path / "cy.toml").write_text(TEXT.replace('"Menu"', '"Dewislen"'), encoding="utf-8")
    welsh = read_language("cy", tmp_path)
    assert welsh.tag == "cy"
    assert welsh.say("frame.menu") == "Dewislen"
    assert welsh.words.keys() == read_language().words.keys()


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    """Missing, unknown, empty and misplaceholdered texts are all named, each with what a right one looks like."""
    wrong = (
        TEXT.replace('menu = "Menu"', 'menue = "Menu"')
        .replace('all_pages = "All pages"', "all_pages = 7")
        .replace("{number}: {name}", "{number}: {nmae}", 1)
        .replace('one = "1 page found"', 'one = "{count} page found"')
        .replace('[terminal]\nno_ground = "The answer {answer} has no ground {grounds}"', "[terminals]")
    )
    tables = ", ".join(read_language().words)
    frame = ", ".join(read_language().words["frame"])
    assert problems_of(tmp_path, wrong) == [
        'cy.toml: frame.menu: missing. For example: menu = "Menu"',
        'cy.toml: frame.all_pages: not a text. For example: all_pages = "All pages"',
        (
            "cy.toml: frame.table_box: its placeholders must be {number}, {name}. "
            'For example: table_box = "Table {number}: {name}"'
        ),
        'cy.toml: script_search.one: its placeholders must be none. For example: one = "1 page found"',
        'cy.toml: terminal.no_ground: missing. For example: no_ground = "The answer {answer} has no ground {grounds}"',
        f"cy.toml: frame.menue: unknown key. The keys are {frame}",
        f"cy.toml: terminals: unknown table. The tables are {tables}",
    ]


@pytest.mark.parametrize("tag", ["de", "../../secret", ""])
def test_an_unknown_tag_names_the_languages_there_are(tag: str, tmp_path: Path) -> None:
    """A tag without a file, or one that is no tag, is answered by the languages that can be had."""
    assert problems_of(tmp_path, TEXT, tag) == [
        f'mkdocs.yml: extra.language: there is no language "{tag}". The languages are cy. For example: language: en-GB'
    ]


def test_a_file_that_is_no_toml_says_where(tmp_path: Path) -> None:
    """A broken line is named as the reader of TOML names it; a table that is a text is refused as such."""
    (problem,) = problems_of(tmp_path, "menu = Menu")
    assert problem.startswith("cy.toml: Invalid value (at line 1, column 8). For example: [frame]")
    assert problems_of(tmp_path, TEXT.replace("[embed]", "[[embed]]"))[0] == (
        "cy.toml: embed: not a table. For example: [embed]"
    )


def test_html_is_escaped_but_for_markup() -> None:
    """In HTML a text and its values are escaped, and what is Markup already is left as it is."""
    english = read_language()
    assert english.html("check.go_to", question="a < b") == "go to “a &lt; b”"
    assert english.html("check.go_to", question=Markup("<i>a</i>")) == "go to “<i>a</i>”"
    assert english.say("check.go_to", question="a < b") == "go to “a < b”"


def test_the_build_hands_the_engine_the_words_that_it_reads_by_itself() -> None:
    """A record made in the browser and one made elsewhere are written with the same words, and none hides another."""
    english = read_language()
    assert english.record_words == read_words(*RECORD)
    assert len(english.record_words) == 1 + sum(len(english.words[table]) for table in RECORD)
    assert not english.words["script_check"].keys() & english.words["record"].keys()


def test_dates_are_said_in_the_language() -> None:
    """A date has its month in words and no leading zero."""
    assert read_language().day(dt.date(2027, 5, 2)) == "2 May 2027"
