"""Pyodide's files, checked against the hashes in the repository."""

import hashlib
from pathlib import Path

import pytest

from build_scripts.runtime_files import RuntimeFilesError, runtime_files


def known(tmp_path: Path, files: dict[str, bytes]) -> tuple[Path, Path]:
    """Write a package with these files, and the table that knows them."""
    package = tmp_path / "npm" / "node_modules" / "pyodide"
    package.mkdir(parents=True)
    lines = ['version = "1.2.3"', "[sha256]"]
    for name, content in files.items():
        (package / name).write_bytes(content)
        lines.append(f'"{name}" = "{hashlib.sha256(content).hexdigest()}"')
    table = tmp_path / "known.toml"
    table.write_text("\n".join(lines))
    return package, table


def test_the_installed_package_is_the_known_one() -> None:
    """Every file that the runtime is made from has the hash that the repository gives."""
    files = runtime_files()
    assert files.version == "0.29.5"
    assert len(files.sha256) == 5
    assert len(files.read("pyodide.asm.wasm")) > 8_000_000


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    """One other byte, and the message names the file, both hashes and what to do."""
    package, table = known(tmp_path, {"a.zip": b"right", "b.js": b"right"})
    (package / "b.js").write_bytes(b"wrong")
    with pytest.raises(RuntimeFilesError) as caught:
        runtime_files(package, table)
    assert str(caught.value) == (
        f"{package}/b.js: its sha256 is {hashlib.sha256(b'wrong').hexdigest()}, "
        f"but known.toml says {hashlib.sha256(b'right').hexdigest()}. Delete {tmp_path / 'npm'} and build again; "
        "if the package was raised on purpose, write the new hash into known.toml."
    )


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    """A missing and a changed file give two problems."""
    package, table = known(tmp_path, {"a.zip": b"right", "b.js": b"right"})
    (package / "a.zip").unlink()
    (package / "b.js").write_bytes(b"wrong")
    with pytest.raises(RuntimeFilesError) as caught:
        runtime_files(package, table)
    assert len(caught.value.problems) == 2
    assert caught.value.problems[0] == (
        f"{package}/a.zip: missing from the npm package pyodide. Delete {tmp_path / 'npm'} and build again."
    )
