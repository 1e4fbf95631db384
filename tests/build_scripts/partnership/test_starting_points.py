"""Folders to start from: copied, checked, kept from being adopted too soon, and compared with what they came from."""

from __future__ import annotations

import shutil
import tomllib
from typing import TYPE_CHECKING

import pytest

from build_scripts.__main__ import main
from build_scripts.check import open_legal_points, read_legal_points
from build_scripts.errors import BuildError
from build_scripts.partnership import findings_of, new_folder, remember, starter, starting_points
from build_scripts.paths import PARTNERSHIP, STARTING_POINTS
from tests.conftest import ROOT
from tests.folders.partnerships import TODAY
from tests.folders.starting_points import NATIONAL

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test names its folder itself."""
    monkeypatch.setenv(PARTNERSHIP, "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that was begun from the national advice of 2024."""
    begun = tmp_path / "dorsetshire"
    assert main(["new", str(begun), "--from", "national-2024"]) == 0
    return begun


def test_a_new_folder_from_a_starting_point_holds_all_of_it(folder: Path) -> None:
    """Byte for byte, with room for what it lacks."""
    there = [path.relative_to(NATIONAL) for path in NATIONAL.rglob("*") if path.is_file()]
    assert len(there) > 20
    assert [path for path in there if (folder / path).read_bytes() != (NATIONAL / path).read_bytes()] == []
    assert (folder / "brand").is_dir()


def test_an_unknown_starting_point_is_answered_with_the_choices(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And nothing is written."""
    assert main(["new", str(tmp_path / "x"), "--from", "national-2042"]) == 1
    said = capsys.readouterr().err
    assert (
        said == f'there is no starting point "national-2042". The starting points are {", ".join(starting_points())}\n'
    )
    assert "national-2024" in said
    assert not (tmp_path / "x").exists()


def test_nothing_is_written_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second time in the same place is refused."""
    assert main(["new", str(folder), "--from", "national-2024"]) == 1
    assert "nothing is written over it" in capsys.readouterr().err


@pytest.mark.parametrize("name", starting_points())
def test_a_starting_points_file_is_what_a_new_folders_is(name: str) -> None:
    """With its own guidance and check: what is to be filled in is the same, and is noticed in the same way."""
    there = STARTING_POINTS / name
    assert (there / "partnership.toml").read_text(encoding="utf-8") == starter(there)


@pytest.mark.parametrize("name", starting_points())
def test_a_starting_point_is_sound_as_it_is(name: str) -> None:
    """It can be built, and nothing in it is looked on as changed beneath it."""
    found = findings_of(STARTING_POINTS / name, TODAY)
    assert found.problems == []
    assert not any("made from" in warning for warning in found.warnings)


def test_a_draft_cannot_be_adopted(folder: Path) -> None:
    """It is a draft: nobody has signed the check, no licence is named, and no legal point is decided."""
    found = findings_of(folder, TODAY)
    assert found.problems == []
    said = "\n".join(found.to_adopt)
    for part in (
        "guidance.draft: it says true",
        "guidance.licence: ",
        "flows/sharing-2024.toml: nobody has signed off exactly this version of the check, 0.1.0",
        "data/legal_points.toml: nobody has decided the point “The advice itself”",
    ):
        assert part in said
    assert said.count("nobody has decided the point") == len(open_legal_points(_points(folder)))


def test_saying_that_a_draft_is_adopted_stops_the_build(folder: Path) -> None:
    """With every reason."""
    file = folder / "partnership.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("# adopted = false", "adopted = true"), encoding="utf-8")
    problems = "\n".join(findings_of(folder, TODAY).problems)
    assert "adopted: it says true" in problems
    assert "guidance.draft" in problems
    assert "nobody has decided the point" in problems


def test_a_decided_point_no_longer_keeps_it_from_being_adopted(folder: Path) -> None:
    """A day and a decision, both or neither."""
    file = folder / "data" / "legal_points.toml"
    text = file.read_text(encoding="utf-8")
    before = len([line for line in findings_of(folder, TODAY).to_adopt if "decided the point" in line])
    file.write_text(text + '\ndecided = 2026-11-20\ndecision = "None of ours does."\n', encoding="utf-8")
    assert len([line for line in findings_of(folder, TODAY).to_adopt if "decided the point" in line]) == before - 1
    file.write_text(text + "\ndecided = 2026-11-20\n", encoding="utf-8")
    assert any("a decision has a day, and a day a decision" in line for line in findings_of(folder, TODAY).problems)


def test_a_day_that_is_no_date_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what a valid one looks like."""
    file = folder / "data" / "legal_points.toml"
    text = file.read_text(encoding="utf-8") + '\ndecided = "soon"\ndecision = "Yes."\n'
    file.write_text(text, encoding="utf-8")
    monkeypatch.setenv(PARTNERSHIP, str(folder))
    with pytest.raises(BuildError) as caught:
        read_legal_points(ROOT / "docs")
    assert [str(one) for one in caught.value.problems] == [
        "docs/_data/legal_points.toml: nations.decided: not a date. For example: decided = 2027-01-15"
    ]


def test_a_folder_is_compared_with_the_starting_point_that_it_came_from(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Not with the pages of the site; a later version's changes are shown until they have been looked at."""
    assert not any("made from" in warning for warning in findings_of(folder, TODAY).warnings)
    later = tmp_path / "later"
    shutil.copytree(STARTING_POINTS, later)
    page = later / "national-2024" / "pages" / "guidance" / "consent.md"
    page.write_text(page.read_text(encoding="utf-8").replace("say it.", "say so."), encoding="utf-8")
    monkeypatch.setattr("build_scripts.partnership.upstream.STARTING_POINTS", later)
    warnings = "\n".join(findings_of(folder, TODAY).warnings)
    assert "pages/guidance/consent.md: the site's own has changed since this was made from it" in warnings
    assert "+Know which one you are talking about, and say so." in warnings
    remember(folder)
    assert not any("made from" in warning for warning in findings_of(folder, TODAY).warnings)


def test_a_starting_point_that_is_gone_is_named(folder: Path) -> None:
    """Instead of comparing with pages that are no such thing."""
    (folder / "based-on" / "starting-point.txt").write_text("national-2018\n", encoding="utf-8")
    warnings = findings_of(folder, TODAY).warnings
    assert any('there is no starting point "national-2018"' in warning for warning in warnings)


def test_an_empty_new_folder_is_as_before(tmp_path: Path) -> None:
    """Without a starting point nothing but the file and its rooms."""
    new_folder(tmp_path / "empty")
    assert not (tmp_path / "empty" / "based-on").exists()
    assert list((tmp_path / "empty" / "pages").glob("*.md")) == []


def _points(folder: Path) -> list[dict[str, object]]:
    read = tomllib.loads((folder / "data" / "legal_points.toml").read_text(encoding="utf-8"))
    points: list[dict[str, object]] = read["legal_points"]
    return points
