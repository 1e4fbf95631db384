"""What the guides for contributors name is there."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT

GUIDES = ("README.md", "CONTRIBUTING.md", "docs/develop/architecture.md", "docs/develop/decisions.md")
FOLDERS = "build_scripts|decision_engine|docs|overrides|tests"
# A path in code type that begins in one of our folders; those with a part in capitals stand for others.
PATH = re.compile(rf"`((?:{FOLDERS})/[\w./-]*)`")
TARGET = re.compile(r"(?:`|^)make ([a-z]+)", re.MULTILINE)
# A name in code type that the walks say is in the file before it.
NAMED = re.compile(rf"`((?:{FOLDERS})/[\w./-]+\.(?:py|js))`: `(\w+)`")
STAND_IN = re.compile(r"\b[A-Z]{3,}\b")


def targets() -> set[str]:
    """Give the targets that `make help` lists."""
    return set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("guide", GUIDES)
def test_every_path_in_a_guide_is_there(guide: str) -> None:
    """Nobody is sent to a file that has moved."""
    found = PATH.findall((ROOT / guide).read_text(encoding="utf-8"))
    named = [path for path in found if not STAND_IN.search(path)]
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_name_on_a_walk_is_in_its_file() -> None:
    """A newcomer who follows the two walks finds each function and class where they say."""
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    found = NAMED.findall(guide)
    assert len(found) > 20
    definition = r"(?:def|class|function|const) {}\b"
    missing = [
        f"{path}: {name}"
        for path, name in found
        if not re.search(definition.format(name), (ROOT / path).read_text(encoding="utf-8"))
    ]
    assert missing == []


def test_every_command_in_a_guide_is_a_target() -> None:
    """Wherever a page says `make`, with a word behind it in code type, the Makefile knows that word."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    used = {target for page in pages for target in TARGET.findall(page.read_text(encoding="utf-8"))}
    assert {"serve", "test", "site", "release"} <= used
    assert used - targets() == set()


def test_every_kind_of_tests_is_told_of() -> None:
    """CONTRIBUTING.md has a row for each folder of tests."""
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    kinds = {path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")}
    rows = [line for line in guide.splitlines() if line.startswith("| `tests/")]
    assert {kind for kind in kinds if not any(f"`tests/{kind}`" in row for row in rows)} == set()
