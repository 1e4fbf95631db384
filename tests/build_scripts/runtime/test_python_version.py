"""One place names the Python that builds, pyodide.toml; what can't read it is compared with it here."""

import re
from pathlib import Path

import pytest

from build_scripts.paths import ROOT
from build_scripts.runtime import default_python, pyodide_files

# What pins a minor version of Python because Pyodide's bytecode needs it: tools and programs that read no TOML of ours.
PINS = (
    ".python-version",
    "CONTRIBUTING.md",
    "README.md",
    "pyproject.toml",
    "requirements-uv.in",
)
# "3.13", "py313", "(3, 13)"; what the engine runs on is older and isn't meant.
_NUMBER = re.compile(r"(?<!>=)\b(?:3\.|py3|3, )(1\d)\b(?!\.\d)")
_ENGINES = 'target-version = "py311"'
# Where versions of Pyodide may stand besides pyodide.toml: what npm reads, and what was measured or changed once.
_NAMING = {"package.json", "package-lock.json", "CHANGELOG.md", "docs/develop/evidence.md", "docs/develop/decisions.md"}


@pytest.mark.parametrize("name", PINS)
def test_pinned_python_is_the_one_that_pyodide_is(name: str) -> None:
    """Each number is the default line's; a file that pins none any more is taken out of the list."""
    text = (ROOT / name).read_text(encoding="utf-8").replace(_ENGINES, "")
    minor = default_python().removeprefix("3.")
    assert set(_NUMBER.findall(text)) == {minor}


def test_pyodide_is_named_in_its_table_alone() -> None:
    """No module, script, style, page or setting says which Pyodide this is, except what npm reads."""
    version = pyodide_files().version
    folders = ("build_scripts", "decision_engine", "docs", "overrides")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    files += [path for path in ROOT.iterdir() if path.is_file()]
    found = {path.relative_to(ROOT).as_posix() for path in files if version in _text(path)}
    assert found - _NAMING == {"build_scripts/runtime/pyodide.toml"}


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="ignore") if "__pycache__" not in path.parts else ""
