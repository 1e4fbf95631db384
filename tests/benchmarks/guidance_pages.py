"""Measures what a guidance page sends for, beside the same page by Material as it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.samples import Key
from tests.benchmarks.subjects import OURS, STOCK_MATERIAL
from tests.benchmarks.visit import SETTLING_MS, fresh_profile

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

    from tests.benchmarks.lines import Line
    from tests.benchmarks.samples import Samples

PAGE = "guidance/golden-rules/"
ENGINE = "/assets/engine/"


def measure_guidance(playwright: Playwright, line: Line, samples: Samples) -> None:
    """Open the page with an empty cache, and note bytes and requests, and how much of it belongs to the engine."""
    for subject in (OURS, STOCK_MATERIAL):
        line.served.sent.clear()
        with fresh_profile(playwright) as context:
            page = context.new_page()
            page.goto(f"{line.url}{subject}/{PAGE}", wait_until="load")
            page.wait_for_timeout(SETTLING_MS)
        sent = list(line.served.sent)
        conditions = f"{line.name}, cold"
        samples.add(Key("bytes of a guidance page", "B", conditions, subject), sum(one.size for one in sent))
        samples.add(Key("requests of a guidance page", "", conditions, subject), len(sent))
        if subject == OURS:
            engine = sum(one.size for one in sent if ENGINE in one.path)
            samples.add(Key("bytes of Pyodide on a guidance page", "B", conditions, subject), engine)
