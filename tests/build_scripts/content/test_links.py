"""External links: one data file, a mark on each link, and a page that lists them all."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from build_scripts.content.language import read_language
from build_scripts.content.links import HOW, read_links
from build_scripts.content.page_text import restore
from build_scripts.errors import BuildError
from tests.conftest import ROOT
from tests.folders.partnerships import local

CASES = tomllib.loads((Path(__file__).parent / "cases" / "links.toml").read_text(encoding="utf-8"))["cases"]
LINKS = read_links(ROOT / "docs", local().names, read_language())


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_an_unfit_list_is_refused_with_all_its_problems(case: dict[str, Any], tmp_path: Path) -> None:
    """The message is exactly this."""
    (tmp_path / "_data").mkdir()
    (tmp_path / "_data" / "links.toml").write_text(case["text"], encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        read_links(tmp_path, local().names, read_language())
    assert list(caught.value.problems) == case["message"]


def test_a_link_is_marked_as_leaving_the_site() -> None:
    """For the eye by its class, for the ear by words; it opens in the same tab."""
    mark = '<span class="ss-visually-hidden"> (another website)</span>'
    assert restore(LINKS.link("ico")) == (
        f'<a class="external" rel="external" href="https://ico.org.uk/">Information Commissioner&#39;s Office{mark}</a>'
    )


def test_a_link_may_have_words_of_its_own() -> None:
    """They are escaped as the title is."""
    assert ">Fish &amp; chips<" in restore(LINKS.link("ico", "Fish & chips"))


def test_local_addresses_come_from_the_folder() -> None:
    """Another partnership's links lead to its own pages under its own titles."""
    assert LINKS.entries["policies"]["url"] == "https://westmarch.example/policies/"
    assert "Westmarch policies" in restore(LINKS.link("policies"))


def test_document_without_an_address_is_words_alone() -> None:
    """A partnership that names no page for its policies has no link to somebody else's, here or on the list."""
    without = read_links(ROOT / "docs", local(**{"titles.policies_url": None}).names, read_language())
    assert restore(without.link("policies", "Levels <1>")) == "Levels &lt;1&gt;"
    assert len(re.findall(r"^- <a ", without.page(), re.MULTILINE)) == len(LINKS.entries) - 1


def test_an_unknown_link_is_refused() -> None:
    """The message names one that there is."""
    with pytest.raises(BuildError) as caught:
        LINKS.link("ico-11-steps")
    assert caught.value.problems == ('docs/_data/links.toml: there is no link "ico-11-steps". For example: ico',)


def test_the_page_lists_each_link_with_date_and_way_of_checking() -> None:
    """It claims no more for a link than the data file does."""
    rows = re.findall(r"^- <a .*$", LINKS.page(), re.MULTILINE)
    assert len(rows) == len(LINKS.entries)
    for row, entry in zip(rows, LINKS.entries.values(), strict=True):
        assert read_language().say(HOW[entry["how"]], day="22 November 2026") in row
