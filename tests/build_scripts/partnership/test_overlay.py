"""A folder's own pages, flows, data and brand: what is refused, with which words, and what becomes of the rest."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from build_scripts.content.data_file import merged
from build_scripts.errors import BuildError
from build_scripts.partnership import changed_menu, read_overlay, without_links
from build_scripts.partnership.overlay import Overlay

CASES = tomllib.loads(Path(__file__).with_name("overlays.toml").read_text(encoding="utf-8"))
NAV = [{"Home": "index.md"}, {"Checks": ["check.md", "check/consent.md"]}, {"Guidance": [{"Law": "guidance/law.md"}]}]


def written(folder: Path, files: dict[str, str]) -> Path:
    """Write files into a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("latin-1") if name.startswith("pages/ansi") else text.encode())
    return folder


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: str(case["name"]))
def test_what_nothing_reads_or_can_harm_is_refused_with_all_its_problems(case: dict[str, Any], tmp_path: Path) -> None:
    """A slip in a name never leaves the site as it was without a word."""
    with pytest.raises(BuildError) as caught:
        changed_menu(NAV, read_overlay(written(tmp_path, case["files"])), {})
    assert list(caught.value.problems) == case["message"]


def test_pages_have_their_place_in_the_menu(tmp_path: Path) -> None:
    """New ones in the section that they name, after another page or at its end; those taken away are gone."""
    page = "---\nmenu: {}\n{}---\n# A\n"
    files = {
        "pages/guidance/first.md": page.format("Guidance", "after: guidance/law.md\n"),
        "pages/guidance/last.md": page.format("Guidance", ""),
        "pages/guidance/law.md": "# The law here\n",
        "pages/check/consent.md": "---\nremoved: true\n---\n",
        "partnership.toml": "",
    }
    overlay = read_overlay(written(tmp_path, files))
    assert changed_menu(NAV, overlay, {"check/housing.md": "Checks"}) == [
        {"Home": "index.md"},
        {"Checks": ["check.md", "check/housing.md"]},
        {"Guidance": [{"Law": "guidance/law.md"}, "guidance/first.md", "guidance/last.md"]},
    ]
    assert {"Checks": ["check.md", "check/consent.md"]} in NAV, "the menu that was given is as it was"


def test_a_section_that_has_lost_its_pages_is_gone() -> None:
    """An empty heading leads nowhere."""
    overlay = Overlay(Path(), removed=frozenset({"guidance/law.md"}))
    assert {"Guidance": []} not in changed_menu(NAV, overlay, {})
    assert len(changed_menu(NAV, overlay, {})) == len(NAV) - 1


def test_a_section_keeps_its_place_for_pages_of_the_folders_own() -> None:
    """All of the site's checks are taken away, and the folder has one."""
    overlay = Overlay(Path(), removed=frozenset({"check.md", "check/consent.md"}))
    assert {"Checks": ["check/housing.md"]} in changed_menu(NAV, overlay, {"check/housing.md": "Checks"})


@pytest.mark.parametrize("case", CASES["links"], ids=lambda case: str(case["name"]))
def test_links_to_pages_taken_away_go_with_them(case: dict[str, Any]) -> None:
    """An item of a list that is nothing but such a link goes; of any other the words stay."""
    assert without_links(case["text"], case["page"], ["guidance/resources.md", "check/consent.md"]) == case["made"]


@pytest.mark.parametrize("case", CASES["data"], ids=lambda case: str(case["name"]))
def test_entries_take_the_place_of_those_with_the_same_name(case: dict[str, Any]) -> None:
    """Others are added; one may be taken away, and an empty list leaves none."""
    entries = [{"id": "a", "text": "1"}, {"id": "b", "text": "2"}]
    assert merged(entries, case["own"], ["id"]) == case["made"]
