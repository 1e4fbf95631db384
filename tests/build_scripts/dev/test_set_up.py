"""The set-up: once done it needs no network, and what fails says so."""

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from build_scripts.dev import browser as find_browser
from build_scripts.dev import set_up
from build_scripts.dev.browser import MissingBrowserError, chromium, install_chromium
from build_scripts.dev.serve import free_port
from build_scripts.dev.set_up import install_python_packages
from build_scripts.errors import BuildError, SetUpError
from build_scripts.paths import ROOT


class Pip:
    """Stands for pip: counts its runs and ends as it is told."""

    def __init__(self, status: int = 0) -> None:
        """Keep the status to end with."""
        self.status = status
        self.commands: list[list[str]] = []

    def __call__(self, command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        """Run nothing."""
        self.commands.append(command)
        return subprocess.CompletedProcess(command, self.status)


@pytest.fixture
def requirements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A requirements file, and an environment in which nothing is installed."""
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    file = tmp_path / "requirements.txt"
    file.write_text("one==1")
    return file


def test_packages_are_installed_once_for_each_lock(requirements: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pip runs for a new lock file and not for the one it ran for last; hashes are asked for."""
    pip = Pip()
    monkeypatch.setattr("build_scripts.dev.set_up.subprocess.run", pip)
    install_python_packages(requirements)
    install_python_packages(requirements)
    assert len(pip.commands) == 1
    assert "--require-hashes" in pip.commands[0]
    requirements.write_text("one==2")
    install_python_packages(requirements)
    assert len(pip.commands) == 2


def test_a_failed_installation_is_tried_again(requirements: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the file, and the next run starts over."""
    monkeypatch.setattr("build_scripts.dev.set_up.subprocess.run", Pip(status=1))
    with pytest.raises(SetUpError) as caught:
        install_python_packages(requirements)
    assert str(caught.value) == (
        f"The packages of {requirements} could not be installed (see above); the first run needs the network."
    )
    pip = Pip()
    monkeypatch.setattr("build_scripts.dev.set_up.subprocess.run", pip)
    install_python_packages(requirements)
    assert len(pip.commands) == 1


def test_another_python_in_the_environment_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Bytecode must match the runtime, so the set-up says which Python it needs and what to delete."""
    monkeypatch.setattr(sys, "version_info", (3, 11, 7))
    assert set_up.main([]) == 1
    assert capsys.readouterr().err == (
        ".venv holds Python 3.11, the build needs CPython 3.13: delete .venv and run this again.\n"
    )


def program(path: Path, text: str) -> Path:
    """Write a program that stands for another."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def find_python(tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """Run find-python where only these programs exist."""
    for tool in ("dirname", "cat", "sh"):
        target = tmp_path / "bin" / tool
        target.parent.mkdir(exist_ok=True)
        if not target.exists():
            target.symlink_to(f"/usr/bin/{tool}" if Path(f"/usr/bin/{tool}").exists() else f"/bin/{tool}")
    environment = {
        "PATH": str(tmp_path / "bin"),
        "HOME": str(tmp_path),
        "PYENV_ROOT": str(tmp_path / "pyenv"),
        "SHARE_SAFELY_CACHE": str(tmp_path / "cache"),
    }
    script = ROOT / "build_scripts" / "find-python"
    return subprocess.run([script], env=environment, capture_output=True, text=True, check=False)


FITS = 'echo "$0"'


def test_python_is_looked_for_by_name_first(tmp_path: Path) -> None:
    """A python3.13 on the path is taken."""
    found = program(tmp_path / "bin" / "python3.13", FITS)
    program(tmp_path / "pyenv" / "versions" / "3.13.1" / "bin" / "python3.13", FITS)
    assert find_python(tmp_path).stdout.strip() == str(found)


def test_python_is_looked_for_among_pyenvs_versions(tmp_path: Path) -> None:
    """One that doesn't fit, pyenv's own stand-in for instance, is passed over."""
    program(tmp_path / "bin" / "python3.13", "exit 127")
    program(tmp_path / "pyenv" / "versions" / "3.12.1" / "bin" / "python3.12", FITS)
    found = program(tmp_path / "pyenv" / "versions" / "3.13.1" / "bin" / "python3.13", FITS)
    assert find_python(tmp_path).stdout.strip() == str(found)


def test_python_is_fetched_by_uv_as_the_last_way(tmp_path: Path) -> None:
    """It is put into the cache folder, nowhere else."""
    target = tmp_path / "cache" / "python" / "cpython-3.13.9" / "bin" / "python3.13"
    program(tmp_path / "prepared", FITS)
    program(
        tmp_path / "bin" / "uv",
        f'test "$*/$UV_PYTHON_INSTALL_DIR" = "python install --no-bin 3.13/{tmp_path}/cache/python" || exit 1\n'
        f'/bin/mkdir -p "{target.parent}" && /bin/cp "{tmp_path}/prepared" "{target}"',
    )
    done = find_python(tmp_path)
    assert done.stdout.strip() == str(target)
    assert find_python(tmp_path).stderr == "", "the second time it is there already"


def test_where_python_can_not_be_had_the_message_says_how_to_get_it(tmp_path: Path) -> None:
    """Nothing found and nothing fetched ends with what was looked for and three ways out."""
    done = find_python(tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "CPython 3.13 is missing. Looked for: python3.13, pyenv's versions, python3" in done.stderr
    assert "  pyenv install 3.13\n  uv python install 3.13\n" in done.stderr


@pytest.fixture
def no_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any browser, and the folder for its programs."""
    monkeypatch.delenv("CHROME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("SHARE_SAFELY_CACHE", str(tmp_path / "cache"))
    chromium.cache_clear()
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def forget_browser() -> Any:
    """Look for the real browser again after each test."""
    yield
    chromium.cache_clear()


def test_a_browser_that_starts_is_taken(no_browser: Path) -> None:
    """One that is there but doesn't start, a package manager's placeholder for instance, is passed over."""
    program(no_browser / "chromium", "exit 1")
    found = program(no_browser / "google-chrome", "exit 0")
    assert chromium() == found


def test_a_browser_in_the_cache_is_found(no_browser: Path) -> None:
    """Playwright's copy is used when the machine has none."""
    found = program(
        no_browser.parent / "cache" / "playwright" / "chromium-1200" / "chrome-linux64" / "chrome", "exit 0"
    )
    assert chromium() == found


def test_the_named_browser_is_the_only_one(no_browser: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CHROME is taken, and where it doesn't start nothing else is tried in its place."""
    program(no_browser / "chromium", "exit 0")
    monkeypatch.setenv("CHROME", str(no_browser / "none"))
    with pytest.raises(MissingBrowserError) as caught:
        chromium()
    assert str(caught.value) == (
        f"CHROME={no_browser / 'none'} does not start: it should be the path of a Chromium or Chrome, or unset"
    )


def test_a_missing_browser_is_fetched(no_browser: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Playwright's copy is fetched into the cache, and nothing further is tried once it starts."""
    place = no_browser.parent / "cache" / "playwright" / "chromium-1200" / "chrome-linux" / "chrome"
    monkeypatch.setattr(find_browser, "_by_playwright", lambda: program(place, "exit 0"))
    monkeypatch.setattr(find_browser, "_by_apt", lambda: pytest.fail("apt was asked although a browser was there"))
    assert install_chromium() == place


def test_where_no_browser_can_be_had_the_message_says_how_to_get_one(
    no_browser: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It lists where was looked and three ways out."""
    monkeypatch.setattr(find_browser, "_by_playwright", lambda: None)
    with pytest.raises(MissingBrowserError) as caught:
        install_chromium()
    assert str(caught.value).startswith(
        "No Chromium: looked for the environment variable CHROME, chromium, google-chrome, chromium-browser, "
        f"and a copy in {no_browser.parent / 'cache' / 'playwright'}.\n"
    )
    assert "sudo apt-get install chromium" in str(caught.value)


def test_a_taken_port_is_passed_over() -> None:
    """The next free one is given."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) > port


def test_when_every_port_is_taken_the_message_names_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """It doesn't look for ever."""

    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(socket.socket, "bind", refuse)
    with pytest.raises(BuildError) as caught:
        free_port(8000)
    assert str(caught.value) == "No free port on 127.0.0.1 from 8000 to 8099: stop one of the servers there."


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
