"""The reading grade: syllables, sentences, and what counts as prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tools.reading_grade import grade, grades, main, prose, syllables

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = {"child": 1, "children's": 2, "information": 4, "safeguarding": 3, "Where": 1, "don\u2019t": 1}
UNKNOWN = {"freephone": 2, "zzyx": 1, "bramble-like": 3, "Laming": 2}


@pytest.mark.parametrize(("word", "count"), KNOWN.items())
def test_a_known_word_has_the_dictionarys_syllables(word: str, count: int) -> None:
    """Letter case and the kind of apostrophe don't matter."""
    assert syllables(word) == count


@pytest.mark.parametrize(("word", "count"), UNKNOWN.items())
def test_an_unknown_word_has_a_syllable_for_each_group_of_vowels(word: str, count: int) -> None:
    """A silent e at the end is none, and no word has less than one."""
    assert syllables(word) == count


def test_the_grade_is_flesch_kincaids() -> None:
    """Ten words of eleven syllables in two sentences: 0.39 * 5 + 11.8 * 1.1 - 15.59."""
    assert grade(["The cat sat on mats.", "The children had one dog."]) == pytest.approx(-0.66)


def test_a_statutes_name_counts_as_one_word() -> None:
    """Nobody can shorten it."""
    named = "You must read the Data Protection Act 2018 and the GDPR at once."
    assert grade([named]) == grade(["You must read the Act and the Act at once."])


def test_without_a_word_there_is_no_grade() -> None:
    """An empty page is an error, not an easy page."""
    with pytest.raises(ValueError, match="no prose"):
        grade(["2018"])


def test_prose_is_paragraphs_and_lists() -> None:
    """A list is one sentence with what leads into it; headings, tables, notes of change and "No." are left out."""
    html = """<article><h1>Not this</h1><p><strong>No.</strong> You may share it. Ask first.</p>
      <p>Tell the person:</p><ul><li>what you share</li><li>why</li></ul>
      <ul><li>It is <a href="x">safe<span class="ss-visually-hidden"> (hidden)</span></a>.</li>
      <li>You know why.</li></ul>
      <p class="ss-since">Not this note.</p><table><tr><td><p>Nor this table.</p></td></tr></table></article>"""
    assert prose(html) == [
        "You may share it",
        "Ask first",
        "Tell the person: what you share why",
        "It is safe",
        "You know why",
    ]


def test_the_command_prints_the_grade_of_each_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Pages that are lists of titles or points are left out."""
    for name in ("law", "glossary"):
        (tmp_path / "guidance" / name).mkdir(parents=True)
        (tmp_path / "guidance" / name / "index.html").write_text("<article><p>You may share it.</p></article>")
    assert list(grades(tmp_path)) == ["guidance/law/"]
    main([str(tmp_path)])
    assert capsys.readouterr().out == " -2.2  guidance/law/\n"


def test_the_command_says_when_there_is_no_site(tmp_path: Path) -> None:
    """And what to do about it."""
    with pytest.raises(SystemExit, match="Build the site first: make site"):
        main([str(tmp_path)])
