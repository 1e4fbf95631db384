"""Terms: abbreviations for every page, and the glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from build_scripts.content.glossary import abbreviations, glossary_page, read_terms
from build_scripts.content.language import read_language
from build_scripts.errors import BuildError

if TYPE_CHECKING:
    from pathlib import Path

TERMS = """
[[terms]]
term = "SCR"
expansion = "serious case review"
meaning = "A review."
point = "sharing-scr"

[[terms]]
term = "paramount"
meaning = "More important than anything else."
"""


def written(folder: Path, text: str) -> Path:
    """Write a data file and give the folder of the docs."""
    (folder / "_data").mkdir()
    (folder / "_data" / "terms.toml").write_text(text, encoding="utf-8")
    return folder


def test_only_terms_with_an_expansion_are_abbreviations(tmp_path: Path) -> None:
    """They are spelt out wherever they stand."""
    assert abbreviations(read_terms(written(tmp_path, TERMS), ["sharing-scr"])) == "*[SCR]: serious case review"


def test_the_glossary_lists_terms_by_name_and_links_to_their_point(tmp_path: Path) -> None:
    """Letter case doesn't matter for the order; the link says for the ear which term it is about."""
    page = glossary_page(
        read_terms(written(tmp_path, TERMS), ["sharing-scr"]),
        {"sharing-scr": "why-sharing-matters.md"},
        read_language(),
    )
    link = '[In the guidance<span class="ss-visually-hidden">: SCR</span>](why-sharing-matters.md#sharing-scr)'
    assert page.partition("site mean.\n\n")[2] == (
        f"paramount\n:   More important than anything else.\n\nSCR (serious case review)\n:   A review. {link}\n"
    )


def test_a_term_of_an_unknown_point_is_refused(tmp_path: Path) -> None:
    """The message names term and point."""
    with pytest.raises(BuildError) as caught:
        read_terms(written(tmp_path, TERMS), ["rule-1"])
    assert caught.value.problems == (
        'docs/_data/terms.toml: SCR: there is no point "sharing-scr". For example: rule-1',
    )


def test_a_term_that_stands_twice_is_refused(tmp_path: Path) -> None:
    """Two meanings of one term would contradict each other."""
    with pytest.raises(BuildError, match='the term "SCR" occurs twice'):
        read_terms(written(tmp_path, TERMS + TERMS), ["sharing-scr"])
