"""Measures the memory that the engine adds to a tab: what its process alone holds, with the engine and without it."""

from __future__ import annotations

import re
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.samples import Key
from tests.benchmarks.subjects import OURS, STOCK, SUBJECTS, until_ready
from tests.benchmarks.visit import fresh_profile, note, open_page

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Playwright

    from tests.benchmarks.lines import Line
    from tests.benchmarks.samples import Samples
    from tests.benchmarks.subjects import Subject

ADDED = "memory that the engine adds to the tab"
# What a page without its engine is not given.
ENGINE_FILES = {OURS: "**/assets/engine/**", STOCK: "**/common/**"}
# A worker lets go of what its start has left behind once it has had nothing to do for a while.
REST_MS = 30_000
PROCESSES = Path("/proc")


def measure_memory(playwright: Playwright, line: Line, samples: Samples) -> None:
    """Open our check and stock Pyodide, each with its engine and without, rest, and note the difference.

    Linux tells what a process holds; elsewhere nothing is noted.
    """
    if not Path("/proc/self/smaps_rollup").exists():
        return
    with ExitStack() as open_browsers:
        opened = {}
        for name, engine in ENGINE_FILES.items():
            for refused in ("", engine):
                others = renderers()
                context = open_browsers.enter_context(fresh_profile(playwright))
                page = _opened(context, line.url, SUBJECTS[name], refused)
                opened[name, refused] = page, renderers() - others
        page.wait_for_timeout(REST_MS)
        # The rest of a browser's processes for pages hold empty ones.
        held = {key: max(map(private, processes)) for key, (_, processes) in opened.items()}
    for name, engine in ENGINE_FILES.items():
        samples.add(Key(ADDED, "B", f"{line.name}, cold", name), held[name, ""] - held[name, engine])


def _opened(context: BrowserContext, url: str, subject: Subject, refused: str) -> Page:
    """Open a subject, and wait until its engine is ready, or until it is known not to come."""
    if refused:
        context.route(refused, lambda route: route.abort())
    page = open_page(context, url + subject.path, until_ready(subject))
    if refused:
        page.wait_for_load_state()
    else:
        note(page)
    return page


def renderers() -> set[Path]:
    """Return the folders of all processes for pages."""
    return {one.parent for one in PROCESSES.glob("[0-9]*/cmdline") if "--type=renderer" in _text(one)}


def private(process: Path) -> int:
    """Return the bytes that a process has to itself."""
    return 1024 * sum(map(int, re.findall(r"Private_\w+: +(\d+) kB", _text(process / "smaps_rollup"))))


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:  # it has ended meanwhile
        return ""
