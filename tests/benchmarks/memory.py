"""Measures the memory that the engine adds to a tab: what its process alone holds, with the engine and without it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.samples import Key
from tests.benchmarks.subjects import OURS, READY, STOCK, SUBJECTS, until_ready
from tests.benchmarks.visit import SETTLING_MS, fresh_profile, note, open_page

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

    from tests.benchmarks.lines import Line
    from tests.benchmarks.samples import Samples
    from tests.benchmarks.subjects import Subject

ADDED = "memory that the engine adds to the tab"
# What a page without its engine is not given.
ENGINE_FILES = {OURS: "**/assets/engine/**", STOCK: "**/common/**"}
PROCESSES = Path("/proc")


def measure_memory(playwright: Playwright, line: Line, samples: Samples) -> None:
    """Visit our check and stock Pyodide, each with its engine and without, and note the difference.

    Linux tells what a process holds; elsewhere nothing is noted.
    """
    if not Path("/proc/self/smaps_rollup").exists():
        return
    for name, engine in ENGINE_FILES.items():
        subject = SUBJECTS[name]
        added = _held(playwright, line, subject, None) - _held(playwright, line, subject, engine)
        samples.add(Key(ADDED, "B", f"{line.name}, cold", name), added)


def _held(playwright: Playwright, line: Line, subject: Subject, refused: str | None) -> int:
    """Give the bytes that the page's process alone holds once the engine is ready, or is known not to come."""
    order = until_ready(subject)
    others = _renderers()
    with fresh_profile(playwright) as context:
        if refused:
            context.route(refused, lambda route: route.abort())
        page = open_page(context, line.url + subject.path, order)
        if refused:
            page.wait_for_load_state()
        else:
            assert READY in note(page).marks
        page.wait_for_timeout(SETTLING_MS)
        context.new_cdp_session(page).send("HeapProfiler.collectGarbage")
        page.wait_for_timeout(SETTLING_MS)
        return max(map(_private, _renderers() - others))  # the rest of this browser's hold empty pages


def _renderers() -> set[Path]:
    return {one.parent for one in PROCESSES.glob("[0-9]*/cmdline") if "--type=renderer" in _text(one)}


def _private(process: Path) -> int:
    return 1024 * sum(map(int, re.findall(r"Private_\w+: +(\d+) kB", _text(process / "smaps_rollup"))))


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:  # it has ended meanwhile
        return ""
