"""The unit tests of the scripts' modules, run by node; each file of them is one test here."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_scripts.programs.node import run_node

FILES = sorted(Path(__file__).parent.rglob("*.test.js"))


def test_there_are_unit_tests() -> None:
    """None found would pass for none failed."""
    assert FILES


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(Path(__file__).parent).as_posix())
def test_unit_tests_of_a_module_pass(file: Path) -> None:
    """Node's own test runner says what failed."""
    run_node(file)
