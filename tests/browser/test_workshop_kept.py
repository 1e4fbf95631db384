"""Work that the browser keeps survives whatever ends the page: a few times here, two hundred by `make soak`."""

from __future__ import annotations

import os
import random
import signal
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from build_scripts.editor import Editor
from build_scripts.paths import PARTNERSHIP
from build_scripts.programs.browser import chromium
from build_scripts.workshop.session import SESSION
from tests.browser.desk_site import desk_server
from tests.conftest import CHROMIUM_FLAGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

ROUNDS = 200 if os.environ.get("SHARE_SAFELY_SOAK") == "yes" else 8
ENDS = ("reload", "close", "crash", "kill")
RELEASE = "based-on/release.txt"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Where the desk is; with each page Python begins anew, as a worker does."""
    numbers = count()

    def begin() -> None:
        SESSION.__dict__["editor"] = Editor(tmp_path / str(next(numbers)))

    with desk_server(tmp_path, begin) as url:
        yield url


class Office:
    """A browser with a profile on the disk, in which the desk is opened again after each end."""

    def __init__(self, browser: Browser, address: str, folder: Path) -> None:
        """Open the desk for the first time."""
        self.browser, self.address, self.folder = browser, address, folder
        self.context = self._started()
        self.page = self.opened()

    def _started(self) -> BrowserContext:
        profile, flags = self.folder / "profile", list(CHROMIUM_FLAGS)
        return self.browser.browser_type.launch_persistent_context(
            profile, executable_path=str(chromium()), args=flags, headless=True
        )

    def opened(self) -> Page:
        """Open the desk."""
        page = self.context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(self.address)
        expect(page.locator("[data-workshop][data-state=ready]")).to_be_visible()
        return page

    def end(self, how: str) -> None:
        """End the page as people, faults and systems do, and open the desk again."""
        if how == "reload":
            self.page.reload()
            expect(self.page.locator("[data-workshop][data-state=ready]")).to_be_visible()
            return
        if how == "close":
            self.page.close(run_before_unload=False)
        elif how == "crash":
            self._crash()
        else:
            self._kill()
        self.page = self.opened()

    def _crash(self) -> None:
        """Kill the processes for pages alone: the browser goes on, and shows that a page has crashed."""
        with self.page.expect_event("crash"):
            for process in self._processes():
                if b"--type=renderer" in _command(process):
                    _killed(process)
        self.page.close()

    def _kill(self) -> None:
        """Kill the browser of this very profile: nothing is told before."""
        with self.context.expect_event("close"):
            for process in self._processes():
                _killed(process)
        (self.folder / "profile" / "SingletonLock").unlink(missing_ok=True)
        self.context = self._started()

    def _processes(self) -> list[Path]:
        """Return the processes of this profile's browser: itself, and whatever it has started."""
        mark = f"--user-data-dir={self.folder / 'profile'}".encode()
        parents = {one: _parent(one) for one in Path("/proc").glob("[0-9]*")}
        found = {one for one in parents if mark in _command(one)}
        while more := {one for one, parent in parents.items() if parent in found} - found:
            found |= more
        return sorted(found)


def _command(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:  # it has ended meanwhile
        return b""


def _parent(process: Path) -> Path:
    try:
        return process.with_name((process / "stat").read_text(encoding="utf-8").rpartition(") ")[2].split()[1])
    except OSError:
        return process


def _killed(process: Path) -> None:
    with suppress(OSError):
        os.kill(int(process.name), signal.SIGKILL)


def edit(page: Page, chance: random.Random) -> None:
    """Do something in the form."""
    match chance.choice(("type", "add", "undo", "remove")):
        case "type":
            page.locator('[name="partnership.area"]').fill(f"Area {chance.randrange(1_000_000)}")
        case "add":
            page.locator('[data-press="add partnership.contacts"]').click()
        case "undo" if page.locator("[data-undo]").is_enabled():
            page.locator("[data-undo]").click()
        case "remove" if page.locator('[data-item^="partnership.contacts."]').count() > 5:
            page.locator('[data-item="partnership.contacts.4"]').evaluate("(one) => { one.open = true; }")
            page.locator('[data-press="remove partnership.contacts.4"]').click()


def settled(page: Page) -> None:
    """Wait until what was done has arrived, and is kept."""
    expect(page.locator("[data-workshop][data-pending]")).to_have_count(0)
    page.evaluate("async () => { for (let was; was !== desk.queue; ) await (was = desk.queue); await desk.kept.last; }")


def files() -> dict[str, bytes]:
    """Return the work without the number of the release, which is put there as it is kept."""
    return {name: content for name, content in SESSION.files.items() if name != RELEASE}


def test_nothing_is_lost_by_reloads_crashes_and_kills(
    browser: Browser, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What had settled is there again to the byte; of what was under way, all or nothing."""
    monkeypatch.setenv(PARTNERSHIP, "")
    monkeypatch.setitem(SESSION.__dict__, "editor", Editor(tmp_path / "first"))
    chance = random.Random(20260101)  # noqa: S311 - the same each time
    office = Office(browser, address, tmp_path)
    office.page.get_by_label("Keep my work in this browser").check()
    expect(office.page.locator("[data-forget]")).to_be_visible()
    counts = dict.fromkeys(ENDS, 0)
    for number in range(ROUNDS):
        for _ in range(chance.randrange(1, 4)):
            edit(office.page, chance)
            settled(office.page)
        before = files()
        under_way = chance.random() < 0.5
        if under_way:
            office.page.locator('[name="partnership.host"]').evaluate(
                "(one, text) => { one.value = text; one.dispatchEvent(new Event('input', { bubbles: true })); }",
                f"Host {number}",
            )
        how = ENDS[number % len(ENDS)]
        office.end(how)
        counts[how] += 1
        after = files()
        if after != before:
            assert under_way, (number, how)
            text = after["partnership.toml"].decode()
            assert f'host = "Host {number}"' in text, (number, how)
            office.page.locator('[name="partnership.host"]').fill(_host(before))
            settled(office.page)
            assert files() == before, (number, how)
        expect(office.page.locator('[name="partnership.area"]')).to_have_value(_value(files(), "area"))
    print(f"\nNothing lost in {ROUNDS} ends: {counts}")
    office.context.close()


def _value(work: dict[str, bytes], key: str) -> str:
    line = next(one for one in work["partnership.toml"].decode().splitlines() if one.startswith(f"{key} = "))
    return line.split('"')[1]


def _host(work: dict[str, bytes]) -> str:
    return _value(work, "host")
