"""The set-up: once done it needs no network, what fails says so, and everything is locked."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tomllib
from typing import TYPE_CHECKING

import pytest

from build_scripts.paths import ROOT
from build_scripts.runtime import default_python
from tests.build_scripts.programs.test_browser import program

if TYPE_CHECKING:
    from pathlib import Path

VERSION = (ROOT / ".python-version").read_text().strip()
# What the script itself calls; nothing else of this machine is on its path.
TOOLS = ("cat", "cmp", "cp", "dirname", "mkdir", "sh")
# Takes the place of uv: writes down what it is asked, and makes a .venv whose Python does nothing but say its version.
UV = """echo "$*" >>uv-log
case "$1" in
venv)
    mkdir -p .venv/bin
    printf '#!/bin/sh\\nexit 0\\n' >.venv/bin/python
    /bin/chmod +x .venv/bin/python ;;
esac
case "$*" in *"$UV_FAILS"*) exit 2 ;; esac
[ "$UV_PYTHON_INSTALL_DIR" = "$SHARE_SAFELY_CACHE/python" ]"""


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A fresh copy of what the set-up reads, on a machine that has uv and nothing else."""
    (tmp_path / "build_scripts").mkdir()
    shutil.copy2(ROOT / "build_scripts" / "set-up", tmp_path / "build_scripts")
    for name in ("requirements.txt", "requirements-uv.txt", ".python-version"):
        shutil.copy2(ROOT / name, tmp_path)
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found
        (tmp_path / "bin").mkdir(exist_ok=True)
        (tmp_path / "bin" / tool).symlink_to(found)
    program(tmp_path / "bin" / "uv", UV)
    return tmp_path


def set_up(machine: Path, fails: str = "nothing") -> subprocess.CompletedProcess[str]:
    """Run the set-up there; uv fails where its arguments hold some words."""
    environment = {
        "PATH": str(machine / "bin"),
        "HOME": str(machine),
        "SHARE_SAFELY_CACHE": str(machine / "cache"),
        "UV_FAILS": fails,
    }
    script = machine / "build_scripts" / "set-up"
    return subprocess.run([script], env=environment, capture_output=True, text=True, check=False)


def asked(machine: Path) -> list[str]:
    """Return what uv was asked, and forget it."""
    log = machine / "uv-log"
    lines = log.read_text().splitlines() if log.exists() else []
    log.unlink(missing_ok=True)
    return lines


def test_packages_are_installed_once_for_each_lock(machine: Path) -> None:
    """Hashes are required; a second run asks uv nothing, and a changed lock file installs again into the same .venv."""
    done = set_up(machine)
    assert (done.returncode, done.stderr) == (0, "")
    made, synced = asked(machine)
    assert made == f"venv --quiet --no-project --clear --python cpython@{VERSION} .venv"
    assert synced == "pip sync --quiet --require-hashes --python .venv/bin/python requirements.txt"
    assert set_up(machine).stdout == ""
    assert asked(machine) == []
    (machine / "requirements.txt").write_text("one==2")
    set_up(machine)
    assert asked(machine) == [synced]


def test_a_failed_installation_is_tried_again(machine: Path) -> None:
    """The message names the file and the network, and the next run starts over."""
    done = set_up(machine, fails="sync")
    assert done.returncode == 1
    assert done.stderr.startswith("The packages of requirements.txt could not be installed (see above)")
    assert done.stderr.endswith("Then run the same command again.\n")
    asked(machine)
    assert set_up(machine).returncode == 0
    assert asked(machine)[-1].startswith("pip sync")


def test_another_python_in_the_environment_is_replaced(machine: Path) -> None:
    """Bytecode must match the runtime, so a .venv of another Python is made anew; so is one whose Python is gone."""
    program(machine / ".venv" / "bin" / "python", "exit 1")
    assert set_up(machine).returncode == 0
    assert asked(machine)[0].startswith("venv ")


def test_pyenvs_python_is_taken_though_no_shim_leads_to_it(machine: Path) -> None:
    """Uv asks the shim, which refuses while another version is chosen; the build without a global lock is left out."""
    python = program(machine / ".pyenv" / "versions" / f"{VERSION}.1" / "bin" / "python", "exit 0")
    program(machine / ".pyenv" / "versions" / f"{VERSION}.2t" / "bin" / "python", "exit 0")
    assert set_up(machine).returncode == 0
    assert f"--python {python} " in asked(machine)[0]


def test_where_python_can_not_be_had_the_message_says_how_to_get_it(machine: Path) -> None:
    """Three ways out, and what to do then."""
    done = set_up(machine, fails="venv")
    assert done.returncode == 1
    assert done.stderr.startswith(f"CPython {VERSION} is missing, and uv could not fetch it (see above).")
    assert f"  pyenv install {VERSION}\n  uv python install {VERSION}\nThen run" in done.stderr


def test_where_uv_can_not_be_had_the_message_says_how_to_get_it(machine: Path) -> None:
    """It is fetched by pip, hashed, into the cache folder; without pip there are three ways out."""
    (machine / "bin" / "uv").unlink()
    program(machine / "bin" / "python3", 'echo "$*" >pip-log; exit 1')
    done = set_up(machine)
    assert done.returncode == 1
    assert done.stderr.startswith("uv is missing, and pip could not fetch it (see above).")
    assert "  pipx install uv\n" in done.stderr
    log = (machine / "pip-log").read_text()
    assert f"--require-hashes --target {machine}/cache/uv --requirement requirements-uv.txt" in log


def test_every_tool_works_with_the_same_python() -> None:
    """The version that .python-version names is the runtime's, and the one that mypy and the linter check for."""
    assert default_python() == VERSION
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    assert tools["mypy"]["python_version"] == VERSION
    targets = tools["ruff"]["per-file-target-version"]
    assert set(targets.values()) == {f"py{VERSION.replace('.', '')}"}


def test_every_python_package_is_locked_by_hash() -> None:
    """Each has a version and a hash, and no line says where it came from."""
    for name in ("requirements.txt", "requirements-uv.txt"):
        text = (ROOT / name).read_text()
        packages = re.split(r"\n(?=\w)", text)
        assert packages
        assert all("==" in package and "--hash=sha256:" in package for package in packages)
        assert "://" not in text


def test_every_npm_package_is_locked_by_hash() -> None:
    """Each has a sha512, and no line says where it came from."""
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    entries = [entry for name, entry in packages.items() if name]
    assert len(entries) > 10
    assert all(entry["integrity"].startswith("sha512-") and "resolved" not in entry for entry in entries)


def test_help_lists_every_target() -> None:
    """Each target of the Makefile has a line that says what it does."""
    makefile = (ROOT / "Makefile").read_text()
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    command = ["make", "--no-print-directory", "help"]  # make runs these tests, and would say where it enters
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, env={**os.environ})
    assert {line.split()[0] for line in done.stdout.splitlines()} == set(phony.split())
    assert all(len(line.split()) > 2 for line in done.stdout.splitlines())
