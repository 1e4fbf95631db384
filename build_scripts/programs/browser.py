"""Chromium for the tests and for what the build prints or draws: looked for, else installed."""

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
HOW_TO = (
    "No Chromium: looked for the environment variable CHROME, {names}, and a copy in {folder}.\n"
    "Any one of these gives it:\n"
    "  sudo apt-get install chromium\n"
    "  make setup          (with the network on: fetches one into the cache folder)\n"
    "  CHROME=/path/to/chromium make test"
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
    subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"],
        env={**os.environ, "PLAYWRIGHT_BROWSERS_PATH": str(_playwright_folder())},
        check=False,
    )


def _by_apt() -> None:
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("Chromium is not on this machine: apt-get installs it")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update"], ["apt-get", "install", "--yes", "chromium"]):
            subprocess.run(command, env=environment, check=False)
