"""Pyodide's version is raised by one number and one command."""

import hashlib
import json
from pathlib import Path

import pytest

from build_scripts.dev import lock as module
from build_scripts.dev.lock import upgrade, with_hashes
from build_scripts.runtime.pyodide import TABLE, lines, pyodide_files

TEXT = """\
# A comment stays.
default = "1"
[lines."1"]
version = "1.2.3"
[lines."1".sha256]
"a.zip" = "old"
"b.js" = "old"

[lines."2"]
version = "2.0.0"
[lines."2".sha256]
"a.zip" = "other"
"""


def test_hashes_are_written_for_one_line_alone(tmp_path: Path) -> None:
    """Comments, the order and the other line stay as they were."""
    (tmp_path / "a.zip").write_bytes(b"a")
    (tmp_path / "b.js").write_bytes(b"b")
    a, b = (hashlib.sha256(content).hexdigest() for content in (b"a", b"b"))
    expected = TEXT.replace('"a.zip" = "old"', f'"a.zip" = "{a}"').replace('"b.js" = "old"', f'"b.js" = "{b}"')
    assert with_hashes(TEXT, "1", tmp_path, ["a.zip", "b.js"]) == expected


def test_upgrade_brings_every_file_in_line_with_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """package.json asks for the table's version, it is locked and installed, and the table has its hashes."""
    table = tmp_path / "pyodide.toml"
    table.write_text(TEXT)
    installed = tmp_path / "npm" / "pyodide"
    installed.mkdir(parents=True)
    (installed / "a.zip").write_bytes(b"a")
    (installed / "b.js").write_bytes(b"b")
    asked = {}
    for line in ("1", "2"):
        asked[line] = tmp_path / line / "package.json"
        asked[line].parent.mkdir()
        asked[line].write_text('{"dependencies": {"other": "1", "pyodide": "0.0.1"}}')
    locked: list[Path] = []
    monkeypatch.setattr(module, "described_in", lambda line, _: tmp_path / line)
    monkeypatch.setattr(module, "lock_npm", locked.append)
    monkeypatch.setattr(module, "npm_folder", lambda _: tmp_path / "npm")
    upgrade(table)
    versions = [json.loads(path.read_text())["dependencies"]["pyodide"] for path in asked.values()]
    assert versions == ["1.2.3", "2.0.0"]
    assert locked == [tmp_path / "1", tmp_path / "2"]
    right = hashlib.sha256(b"a").hexdigest()
    assert table.read_text().count(f'"a.zip" = "{right}"') == 2


def test_shipped_table_survives_its_own_upgrade() -> None:
    """Written anew from the installed files, it is the same text."""
    files = pyodide_files()
    text = TABLE.read_text(encoding="utf-8")
    assert with_hashes(text, lines()[0], files.folder, list(files.sha256)) == text
