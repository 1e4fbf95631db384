"""Pyodide's files, checked against what pyodide.toml says about them."""

import hashlib
import json
import tomllib
from pathlib import Path

import pytest

from build_scripts.paths import ROOT
from build_scripts.runtime import pyodide
from build_scripts.runtime.pyodide import (
    OTHER_LINES,
    TABLE,
    RuntimeBuildError,
    default_python,
    lines,
    pyodide_files,
)


def known(tmp_path: Path, files: dict[str, bytes]) -> tuple[Path, Path]:
    """Write a package with these files, and the table that knows them."""
    package = tmp_path / "npm" / "node_modules" / "pyodide"
    package.mkdir(parents=True)
    head = ['default = "1"', '[lines."1"]', 'version = "1.2.3"', 'python = "3.13"', 'loader = "b.js"']
    table = [*head, "least_saving = 0.25", '[lines."1".sha256]']
    for name, content in files.items():
        (package / name).write_bytes(content)
        table.append(f'"{name}" = "{hashlib.sha256(content).hexdigest()}"')
    path = tmp_path / "known.toml"
    path.write_text("\n".join(table))
    return package, path


def test_the_installed_package_is_the_known_one() -> None:
    """Every file that the runtime is made from has the hash that the table gives; the version is npm's too."""
    files = pyodide_files()
    assert files.version == json.loads((files.folder / "package.json").read_text(encoding="utf-8"))["version"]
    assert files.loader in files.sha256
    assert len(files.read("pyodide.asm.wasm")) > 8_000_000


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    """One other byte, and the message names the file, both hashes and what to do."""
    package, table = known(tmp_path, {"a.zip": b"right", "b.js": b"right"})
    (package / "b.js").write_bytes(b"wrong")
    with pytest.raises(RuntimeBuildError) as caught:
        pyodide_files(None, package, table)
    assert str(caught.value) == (
        f"{package}/b.js: its sha256 is {hashlib.sha256(b'wrong').hexdigest()}, "
        f"but known.toml says {hashlib.sha256(b'right').hexdigest()}. Delete {tmp_path / 'npm'} and build again; "
        "if the version was raised on purpose, `make pyodide` writes the new hashes into known.toml."
    )


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    """A missing and a changed file give two problems."""
    package, table = known(tmp_path, {"a.zip": b"right", "b.js": b"right"})
    (package / "a.zip").unlink()
    (package / "b.js").write_bytes(b"wrong")
    with pytest.raises(RuntimeBuildError) as caught:
        pyodide_files(None, package, table)
    assert len(caught.value.problems) == 2
    assert caught.value.problems[0] == (
        f"{package}/a.zip: missing from the npm package pyodide. Delete {tmp_path / 'npm'} and build again."
    )


def test_package_json_of_another_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever raises one and forgets the other hears of it before anything is installed."""
    _, table = known(tmp_path, {})
    package = tmp_path / "package.json"
    package.write_text('{"dependencies": {"pyodide": "1.2.2"}}')
    monkeypatch.setattr(pyodide, "ROOT", tmp_path)
    with pytest.raises(RuntimeBuildError) as caught:
        pyodide_files(table=table)
    assert str(caught.value) == (
        f'{package}: it asks for "pyodide": "1.2.2", but known.toml names 1.2.3. '
        "`make pyodide` brings package.json, its lock and the hashes in line with known.toml."
    )


@pytest.mark.parametrize("line", lines())
def test_each_line_is_described_whole(line: str) -> None:
    """Its loader is among its files, and the package.json from which npm installs it names its version."""
    about = tomllib.loads(TABLE.read_text(encoding="utf-8"))["lines"][line]
    assert {about["loader"], "pyodide.mjs", "pyodide.asm.wasm", "python_stdlib.zip"} <= about["sha256"].keys()
    folder = ROOT if line == lines()[0] else OTHER_LINES / line
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]["pyodide"]
    locked = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
    assert wanted == about["version"] == locked["packages"]["node_modules/pyodide"]["version"]


def test_default_python_is_the_one_that_builds_the_default_line() -> None:
    """It is what the table's default line says."""
    assert default_python() == pyodide_files().python
