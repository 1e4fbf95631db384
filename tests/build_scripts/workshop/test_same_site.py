"""What the workshop's own files build in Pyodide is, byte for byte, what a machine with programs builds."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from build_scripts.paths import ROOT
from build_scripts.programs import node_path, npm_environment
from build_scripts.runtime import pyodide_files
from tests.tools.workshop import DEMO, NAMES, contents, make_folder, native_site, zipped

if TYPE_CHECKING:
    from pathlib import Path

RUN = ROOT / "tests" / "build_scripts" / "workshop" / "run_workshop.js"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every folder of the tests, by its name."""
    target = tmp_path_factory.mktemp("folders")
    return {name: make_folder(name, target) for name in NAMES}


@pytest.fixture(scope="module")
def native(folders: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sites that this machine builds of them."""
    target = tmp_path_factory.mktemp("native")
    return {name: native_site(folder, target / name) for name, folder in folders.items()}


@pytest.fixture(scope="module")
def told(folders: dict[str, Path], native: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the workshop of the demonstration's site says to each folder: opened, built, and kept as it is then."""
    target = tmp_path_factory.mktemp("workshop")
    calls: list[list[Any]] = []
    for name, folder in folders.items():
        (target / f"{name}.zip").write_bytes(zipped(folder))
        calls += [["work.open", {}, str(target / f"{name}.zip")], ["build", {}, ""], ["keep", {"as": name}, ""]]
    calls += [["zip.copied", {}, ""], ["page", {"address": "guidance/law/"}, ""], ["page", {"address": "../x"}, ""]]
    return {"target": target, **run(native[DEMO], target, calls)}


def run(site: Path, target: Path, calls: list[list[Any]]) -> dict[str, Any]:
    """Make calls of a site's workshop under node; return what it says."""
    command = [node_path(), RUN, pyodide_files().folder, site, target]
    text = json.dumps(calls)
    done = subprocess.run(
        command, input=text, env=npm_environment(), capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr[-5000:]
    found: dict[str, Any] = json.loads((target / "told.json").read_text(encoding="utf-8"))
    return found


def test_nothing_is_refused(told: dict[str, Any]) -> None:
    """Every folder opens and builds."""
    problems = [reply for reply in told["replies"][:-1] if "value" not in reply]
    assert problems == []


@pytest.mark.parametrize("name", NAMES)
def test_site_is_the_one_that_a_machine_builds(name: str, native: dict[str, Path], told: dict[str, Any]) -> None:
    """The same files with the same bytes, but for those that are on every site alike: they are empty until the ZIP."""
    right, found = contents(native[name]), contents(told["target"] / name)
    copied = {entry["url"] for entry in told["replies"][-3]["value"]["files"]}
    assert sorted(found) == sorted(right)
    assert [file for file in right if file not in copied and found[file] != right[file]] == []
    assert [file for file in copied if file in right and right[file] != contents(native[DEMO])[file]] == []


def test_bundle_is_the_same_for_every_partnership(native: dict[str, Path]) -> None:
    """So that no request shows whose site it is, and a site that was built here has a workshop that works."""
    workshops = [sorted((site / "assets" / "workshop").iterdir()) for site in native.values()]
    assert len({tuple(file.name for file in files) for files in workshops}) == 1


def test_steps_are_told_as_they_are_done(told: dict[str, Any]) -> None:
    """Sources, then each page as it is read and as it is made, then the links."""
    steps = told["steps"][: told["steps"].index(["links", 0, 0]) + 1]
    names = list(dict.fromkeys(step for step, _, _ in steps))
    assert names == ["sources", "pages read", "pages made", "links"]
    made = [(done, total) for step, done, total in steps if step == "pages made"]
    assert made == [(at, len(made)) for at in range(1, len(made) + 1)]


def test_page_is_shown_and_nothing_outside_the_site(native: dict[str, Path], told: dict[str, Any]) -> None:
    """A page by its address; an address that leads out of the site is none."""
    *_, shown, outside = told["replies"]
    assert shown["value"]["html"] == (native[NAMES[-1]] / "guidance/law/index.html").read_text(encoding="utf-8")
    assert outside == {"problems": ['there is no page "../x". For example: guidance/law/']}
