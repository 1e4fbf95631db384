"""Measures the workshop against its limits, and prints them as a table; Linux tells what its processes use."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path
from statistics import median
from threading import Event, Thread
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from playwright.sync_api import sync_playwright

from build_scripts.programs.browser import chromium
from tests.benchmarks.memory import private, renderers
from tests.browser.workshop_page import ADDRESS, LONG, state
from tests.conftest import CHROMIUM_FLAGS, serving
from tests.tools.workshop import DEMO, make_folder, native_site

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from tests.conftest import Served

ROUNDS = 3
MB = 1_000_000
LONG_TASKS = """() => {
  globalThis.longest = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
  }).observe({ type: "longtask" });
}"""
LONGEST = "() => { const { longest } = globalThis; globalThis.longest = 0; return longest; }"


class Limit(NamedTuple):
    """What is measured, its unit, and what it may be at most; without a bound it is printed alone."""

    name: str
    unit: str
    most: float | None = None


OWN_MEMORY = "peak memory of the tab: what is its own"
FIRST_ZIP = Limit("from the button to the first ZIP", "s", 9)
LATER = Limit("a later build", "s", 3)
RATIO = Limit("CPU of a later build, to that of this machine's own", "times", 1.5)
LIMITS = (
    Limit("bytes of a first visit", "MB", 6.2),
    Limit("of these not Pyodide's", "MB", 1.3),
    RATIO,
    FIRST_ZIP,
    LATER,
    Limit("a page's preview after typing", "s", 1),
    Limit("longest task of the page while it builds", "ms", 50),
    Limit(OWN_MEMORY, "MB", 300),
    Limit("with what the browser shares among its processes", "MB"),
    Limit("requests once it is open, but for the ZIP", "", 0),
    Limit("opening it", "s"),
    Limit("the first build", "s"),
    Limit("the ZIP", "s"),
    Limit("CPU of a later build", "s"),
    Limit("CPU of this machine's own", "s"),
)


def main() -> None:
    """Measure, and print each figure beside its limit: medians of the rounds."""
    figures: dict[str, list[float]] = {limit.name: [] for limit in LIMITS}
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = make_folder(DEMO, Path(name))
        native_site(folder, Path(name, "site"))
        with serving(Path(name, "site")) as served:
            for at in range(ROUNDS):
                print(f"round {at + 1} of {ROUNDS}, load {os.getloadavg()[0]:.1f}", file=sys.stderr, flush=True)
                before = _children()
                native_site(folder, Path(name, f"site {at}"))
                own = _children() - before
                browser = playwright.chromium.launch(executable_path=str(chromium()), args=list(CHROMIUM_FLAGS))
                with _Watched() as watched:
                    found = _round(browser, served, Path(name, "site"), own)
                found[OWN_MEMORY] = watched.most / MB
                for measure, value in found.items():
                    figures[measure].append(value)
                browser.close()
    print("| what | at most | found |\n| --- | --- | --- |")
    for limit in LIMITS:
        middle = median(figures[limit.name])
        kept = "" if limit.most is None else (", met" if middle <= limit.most else ", MISSED")
        most = "" if limit.most is None else f"{limit.most:g} {limit.unit}"
        print(f"| {limit.name} | {most} | {middle:.2f} {limit.unit}{kept} |")


def _round(browser: Browser, served: Served, site: Path, own: float) -> dict[str, float]:
    """Open the workshop in a fresh profile, build, have the ZIP, build twice again, and draw a page."""
    page = browser.new_page()
    page.add_init_script(f"({LONG_TASKS})()")
    served.requests.clear()
    page.goto(served.url + ADDRESS)

    def press(name: str) -> None:
        page.get_by_role("button", name=name).click()

    opened = _timed(lambda: press("Open the workshop"), page, "ready")
    asked = {line.split()[1] for line in served.requests}
    sizes = {path: _size(site, path) for path in asked}
    python = sum(size for path, size in sizes.items() if "/whole." in path or "/library." in path)
    before = len(served.requests)
    page.evaluate(LONGEST)
    first = _timed(lambda: press("Build the site"), page, "built")
    longest = float(page.evaluate(LONGEST))
    extra = [line for line in served.requests[before:] if "/js/" not in line and "/fonts/" not in line]
    begun = perf_counter()
    with page.expect_download(timeout=LONG):
        press("Download the site")
    zipped = perf_counter() - begun
    later, cpu = [], []
    for _ in range(2):
        used = _used()
        later.append(_timed(lambda: press("Build the site"), page, "built"))
        cpu.append(_used() - used)
        longest = max(longest, float(page.evaluate(LONGEST)))
    return {
        "bytes of a first visit": sum(sizes.values()) / MB,
        "of these not Pyodide's": (sum(sizes.values()) - python) / MB,
        RATIO.name: median(cpu) / own,
        FIRST_ZIP.name: opened + first + zipped,
        LATER.name: median(later),
        "a page's preview after typing": _preview(page),
        "longest task of the page while it builds": longest,
        "with what the browser shares among its processes": _peak() / MB,
        "requests once it is open, but for the ZIP": len(extra),
        "opening it": opened,
        "the first build": first,
        "the ZIP": zipped,
        "CPU of a later build": median(cpu),
        "CPU of this machine's own": own,
    }


def _timed(press: Callable[[], Any], page: Page, until: str) -> float:
    begun = perf_counter()
    press()
    page.locator("[data-workshop]:not([data-state=built], [data-state=ready])").wait_for(timeout=LONG)
    state(page, until)
    return perf_counter() - begun


def _preview(page: Page) -> float:
    page.locator('[data-part="pages"]').click()
    page.locator('[data-press="pages/guidance/law.md"]').click()
    page.get_by_role("button", name="Change this page").click()
    page.locator("[data-preview=now]").wait_for(timeout=LONG)
    text = page.locator('[name="pages.guidance/law.md"]')
    words = f"{text.input_value()}\nThe law is *the same*.\n"
    begun = perf_counter()
    text.fill(words)
    page.locator("[data-preview=now] p", has_text="The law is the same.").wait_for(timeout=LONG)
    return perf_counter() - begun


def _size(site: Path, path: str) -> int:
    file = site / path.lstrip("/")
    return (file / "index.html" if path.endswith("/") else file).stat().st_size


def _children() -> float:
    used = os.times()
    return used.children_user + used.children_system


class _Watched:
    """The most bytes that a process for pages has had to itself, looked at ten times a second."""

    def __enter__(self) -> Self:
        """Begin to look."""
        self.most, self.left = 0, Event()
        self.looking = Thread(target=self._look, daemon=True)
        self.looking.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Look no more."""
        self.left.set()
        self.looking.join()

    def _look(self) -> None:
        while not self.left.wait(0.1):
            self.most = max([self.most, *map(private, renderers())])


def _used() -> float:
    """Return the seconds of CPU that all processes for pages have used."""
    ticks = 0
    for process in renderers():
        user, system = (process / "stat").read_text().rpartition(") ")[2].split()[11:13]
        ticks += int(user) + int(system)
    return ticks / os.sysconf("SC_CLK_TCK")


def _peak() -> float:
    """Return the most bytes that a process for pages has held at once."""
    held = [re.search(r"VmHWM:\s+(\d+) kB", (process / "status").read_text()) for process in renderers()]
    return max(1024.0 * int(found[1]) for found in held if found)


if __name__ == "__main__":
    main()
