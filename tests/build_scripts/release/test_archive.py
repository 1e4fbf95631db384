"""The release: an archive that is the same each time and whose checksums fit, and a wheel that runs by itself."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from build_scripts.errors import BuildError
from build_scripts.release.archive import SUMS, archive, release
from build_scripts.release.wheel import engine_wheel
from build_scripts.zips import zip_date
from decision_engine.authoring.read import SHIPPED
from decision_engine.words import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "README.txt": b"Read me",
    "site/index.html": b"<h1>Home</h1>" * 99,
    "site/check/_headers": b"",
    "sbom/a": b"{}",
}
DATE = (2024, 1, 1, 0, 0, 0)
# What someone who uses the engine's types would write; mypy has to see that the last line is wrong.
TYPED = """
from decision_engine import Flow, Trace, make

def last(trace: Trace) -> int:
    return trace.steps
"""


def put(folder: Path, names: list[str]) -> Path:
    """Write the files in this order."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(FILES[name])
    return folder


def test_the_archive_is_the_same_each_time(tmp_path: Path) -> None:
    """Neither the order in which files were written nor their own times matter."""
    one = put(tmp_path / "one", list(FILES))
    other = put(tmp_path / "other", list(reversed(FILES)))
    os.utime(other / "README.txt", (1, 1))
    assert archive(one, "it", DATE) == archive(other, "it", DATE)
    assert archive(one, "it", DATE) != archive(one, "it", (2025, *DATE[1:]))


def test_everything_stands_below_one_folder_with_checksums_that_fit(tmp_path: Path) -> None:
    """Nobody who unzips it gets files strewn about, and every file but the list itself is listed."""
    with zipfile.ZipFile(io.BytesIO(archive(put(tmp_path, list(FILES)), "it", DATE))) as made:
        held = {name.removeprefix("it/"): made.read(name) for name in made.namelist()}
        assert {entry.date_time for entry in made.infolist()} == {DATE}
    told = {name: digest for digest, name in (line.split("  ") for line in held.pop(SUMS).decode().splitlines())}
    assert held == FILES
    assert told == {name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()}


@pytest.mark.parametrize(
    ("epoch", "date"),
    [("1704067201", (2024, 1, 1, 0, 0, 1)), ("0", (1980, 1, 1, 0, 0, 0)), (None, (1980, 1, 1, 0, 0, 0))],
)
def test_the_date_is_the_one_that_is_set(
    monkeypatch: pytest.MonkeyPatch, epoch: str | None, date: tuple[int, ...]
) -> None:
    """Zips know no date before 1980, and without any the archive is still the same each time."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert zip_date() == date


def test_a_wrong_date_is_told_with_a_right_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the setting and what it holds."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "today")
    with pytest.raises(BuildError) as raised:
        zip_date()
    assert str(raised.value) == (
        'SOURCE_DATE_EPOCH: "today" is not a time in seconds since 1970. For example: 1704067200'
    )


def test_without_a_built_site_nothing_is_written(tmp_path: Path) -> None:
    """The message says how to make one."""
    with pytest.raises(BuildError, match=r"there is no built site here.*make site"):
        release(tmp_path / "site", tmp_path / "dist")
    assert not (tmp_path / "dist").exists()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that holds the engine's wheel and nothing else, not even pip."""
    folder = tmp_path_factory.mktemp("empty")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python"
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*command, "--disable-pip-version-check", "--no-compile", str(engine_wheel())], check=True)
    return python


def test_the_wheel_runs_by_itself(installed: Path, tmp_path: Path) -> None:
    """It carries every flow and language: the shipped flow is found without naming a file, the others beside it."""
    ran = subprocess.run(
        [installed, "-I", "-m", "decision_engine", "validate"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "is sound: flow sharing" in ran.stdout
    (flows,) = installed.parents[1].rglob("decision_engine/flows")
    assert {file.name for file in flows.iterdir()} == {file.name for file in SHIPPED.parent.glob("*.toml")}
    assert (flows / SHIPPED.name).read_bytes() == SHIPPED.read_bytes()
    assert {file.name for file in (flows.parent / "languages").iterdir()} == {file.name for file in LANGUAGES.iterdir()}


def test_the_wheel_brings_its_types(installed: Path, tmp_path: Path) -> None:
    """A type checker that looks at the installed package finds a wrong use of it, and nothing that lacks types."""
    (tmp_path / "mine.py").write_text(TYPED, encoding="utf-8")
    options = ["--strict", "--python-executable", str(installed), "--cache-dir", str(tmp_path / "cache"), "mine.py"]
    ran = subprocess.run(
        [sys.executable, "-m", "mypy", *options], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ran.stdout.count("error:") == 1, ran.stdout + ran.stderr
    assert 'mine.py:5: error: Incompatible return value type (got "tuple[Step, ...]", expected "int")' in ran.stdout
