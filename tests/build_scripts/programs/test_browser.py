"""Chromium for the build and the tests: looked for, else fetched, else a message that says how to get it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from build_scripts.programs import browser
from build_scripts.programs.browser import (
    MissingBrowserError,
    chromium,
    install_chromium,
    install_shell,
    quick_chromium,
)


def program(path: Path, text: str) -> Path:
    """Write a shell script that takes the place of a program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def forget() -> None:
    """Have browsers looked for again."""
    chromium.cache_clear()
    quick_chromium.cache_clear()


@pytest.fixture
def no_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any browser, and the folder for its programs."""
    monkeypatch.delenv("CHROME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("SHARE_SAFELY_CACHE", str(tmp_path / "cache"))
    forget()
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def forget_browser() -> Iterator[None]:
    """Look for the real browser again after each test."""
    yield
    forget()


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
    monkeypatch.setattr(browser, "_by_playwright", lambda: program(place, "exit 0"))
    monkeypatch.setattr(browser, "_by_apt", lambda: pytest.fail("apt was asked although a browser was there"))
    assert install_chromium() == place


def test_where_no_browser_can_be_had_the_message_says_how_to_get_one(
    no_browser: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It lists where was looked and three ways out."""
    monkeypatch.setattr(browser, "_by_playwright", lambda: None)
    with pytest.raises(MissingBrowserError) as caught:
        install_chromium()
    assert str(caught.value).startswith(
        "No Chromium: looked for the environment variable CHROME, chromium, google-chrome, chromium-browser, "
        f"and a copy in {no_browser.parent / 'cache' / 'playwright'}.\n"
    )
    assert "sudo apt-get install chromium" in str(caught.value)


def test_a_chromium_without_windows_is_quicker_and_is_taken_for_tests(no_browser: Path) -> None:
    """One that doesn't start is passed over for Playwright's copy; without any the full one takes its place."""
    full = program(no_browser / "chromium", "exit 0")
    program(no_browser / "chromium-headless-shell", "exit 1")
    assert quick_chromium() == full
    forget()
    folder = no_browser.parent / "cache" / "playwright" / "chromium_headless_shell-1200" / "chrome-linux"
    copy = program(folder / "headless_shell", "exit 0")
    assert quick_chromium() == copy
    forget()
    installed = program(no_browser / "chromium-headless-shell", "exit 0")
    assert quick_chromium() == installed


def test_the_named_browser_is_the_only_one_for_tests_too(no_browser: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who names one by CHROME wants to see the tests pass in it."""
    program(no_browser / "chromium-headless-shell", "exit 0")
    named = program(no_browser / "named", "exit 0")
    monkeypatch.setenv("CHROME", str(named))
    assert quick_chromium() == named


def test_a_chromium_without_windows_that_is_there_is_not_fetched(
    no_browser: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Set-up asks neither apt nor Playwright again."""
    program(no_browser / "chromium-headless-shell", "exit 0")
    for attempt in ("_shell_by_apt", "_shell_by_playwright"):
        monkeypatch.setattr(browser, attempt, lambda: pytest.fail("it was fetched although it was there"))
    install_shell()


def test_set_up_goes_on_where_no_chromium_without_windows_can_be_had(
    no_browser: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says what is not there and how to get it, and tests take the full one."""
    full = program(no_browser / "chromium", "exit 0")
    for attempt in ("_shell_by_apt", "_shell_by_playwright"):
        monkeypatch.setattr(browser, attempt, lambda: None)
    install_shell()
    assert capsys.readouterr().out == (
        "All tests of pages use Chromium itself, which takes longer: chromium-headless-shell is not here. "
        "This installs it:\n  sudo apt-get install chromium-headless-shell\n"
    )
    assert quick_chromium() == full
