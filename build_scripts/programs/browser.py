"""Chromium for what the build prints or draws, and for the tests a quicker one too: looked for, else installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from build_scripts import paths
from build_scripts.errors import SetUpError

NAMES = ("chromium", "google-chrome", "chromium-browser")
# Where Playwright puts it, on Linux, on macOS and on Windows; the folder's number differs by version.
PLAYWRIGHT_PLACES = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
    "chromium-*/chrome-win*/chrome.exe",
)
# The same engine without the windows around its pages, which take longer to open than a page does.
SHELL = "chromium-headless-shell"
SHELL_PLACE = "chromium_headless_shell-*/*/*headless*shell*"
HOW_TO = (
    "No Chromium: looked for the environment variable CHROME, {names}, and a copy in {folder}.\n"
    "Any one of these gives it:\n"
    "  sudo apt-get install chromium\n"
    "  make setup          (with the network on: fetches one into the cache folder)\n"
    "  CHROME=/path/to/chromium make test"
)
NO_SHELL = (
    f"All tests of pages use Chromium itself, which takes longer: {SHELL} is not here. This installs it:\n"
    f"  sudo apt-get install {SHELL}"
)


class MissingBrowserError(SetUpError):
    """No Chromium was found and none could be installed."""


@cache
def chromium() -> Path:
    """Return the path of a Chromium that starts; raises MissingBrowserError, with what to do, when there is none."""
    named = os.environ.get("CHROME")
    if named:
        if _starts(Path(named)):
            return Path(named)
        message = f"CHROME={named} does not start: it should be the path of a Chromium or Chrome, or unset"
        raise MissingBrowserError([message])
    for candidate in _candidates():
        if _starts(candidate):
            return candidate
    raise MissingBrowserError([HOW_TO.format(names=", ".join(NAMES), folder=_playwright_folder())])


@cache
def quick_chromium() -> Path:
    """Return the path of a Chromium without windows, where one starts, else what `chromium` does; raises as that does.

    A browser that CHROME names is the only one here too.
    """
    found = None if os.environ.get("CHROME") else next(filter(_starts, _shells()), None)
    return found or chromium()


def install_chromium() -> Path:
    """Return a Chromium as `chromium` does, first fetching one by Playwright, then by apt where this is root.

    Raises MissingBrowserError when neither helps.
    """
    for attempt in (_nothing, _by_playwright, _by_apt):
        attempt()
        chromium.cache_clear()
        try:
            return chromium()
        except MissingBrowserError as error:
            missing = error
    raise missing


def install_shell() -> None:
    """Fetch a Chromium without windows, by apt where this is root, else by Playwright; where neither helps, say so.

    Without one, tests try pages in the Chromium that there is, and take longer.
    """
    for attempt in (_nothing, _shell_by_apt, _shell_by_playwright):
        attempt()
        if os.environ.get("CHROME") or any(map(_starts, _shells())):
            quick_chromium.cache_clear()
            return
    print(NO_SHELL)


def _shells() -> list[Path]:
    found = [Path(path)] if (path := shutil.which(SHELL)) else []
    return found + sorted(_playwright_folder().glob(SHELL_PLACE))


def _candidates() -> list[Path]:
    found = [Path(path) for name in NAMES if (path := shutil.which(name))]
    return found + [path for place in PLAYWRIGHT_PLACES for path in sorted(_playwright_folder().glob(place))]


def _starts(candidate: Path) -> bool:
    if os.name == "nt":
        return candidate.is_file()  # there it has no version to say: asked for one, it opens a window
    try:
        done = subprocess.run([candidate, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _playwright_folder() -> Path:
    return paths.cache() / "playwright"


def _nothing() -> None:
    pass


def _by_playwright() -> None:
    print("Chromium is not on this machine: Playwright fetches it into the cache folder")
    _fetch("chromium")


def _by_apt() -> None:
    if _may_use_apt():
        print("Chromium is not on this machine: apt-get installs it")
        _apt_get("chromium")


def _shell_by_apt() -> None:
    if _may_use_apt():
        print(f"For quicker tests apt-get installs {SHELL}")
        _apt_get(SHELL)


def _shell_by_playwright() -> None:
    print(f"For quicker tests Playwright fetches {SHELL} into the cache folder")
    _fetch("--only-shell", "chromium")


def _fetch(*what: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "playwright", "install", *what],
        env={**os.environ, "PLAYWRIGHT_BROWSERS_PATH": str(_playwright_folder())},
        check=False,
    )


def _may_use_apt() -> bool:
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def _apt_get(package: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], ["apt-get", "install", "--yes", package]):
        subprocess.run(command, env=environment, check=False)
