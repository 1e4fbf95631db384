"""Measures what goes on in the check's worker: how long a step takes there, and where the time of its start goes.

For that the worker's built script gets a probe in front and the page the new script's hash; all else stays as built.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Any

from tests.benchmarks.page_script import function_of
from tests.benchmarks.samples import Key
from tests.benchmarks.subjects import OURS, PROBED, RESULT, SUBJECTS, until_result
from tests.benchmarks.visit import fresh_profile, note, open_page

if TYPE_CHECKING:
    from playwright.sync_api import Page, Playwright

    from tests.benchmarks.lines import Line
    from tests.benchmarks.samples import Samples

GRAB, CALLS, ALONE = (function_of(name) for name in ("worker_grab.js", "worker_calls.js", "unpack_alone.js"))
PROBE = Path(__file__).with_name("worker_probe.js")
ANSWERS = {question: {"option": option, "grounds": []} for question, option in (("purpose", "yes"), ("consent", "no"))}
STEPS = 2000
STEP, BREAKDOWN = "step, worker round trip", "where the start goes; stages overlap"


def measure_steps(playwright: Playwright, line: Line, samples: Samples) -> None:
    """Take many steps, one after another, and note the middle one and the slowest in a hundred."""
    with fresh_profile(playwright) as context:
        page = open_page(context, line.url + SUBJECTS[OURS].path, until_result(SUBJECTS[OURS]), f"({GRAB})();")
        note(page)
        took = _calls(page, "trace", json.dumps(ANSWERS), times=STEPS)
    hundredths = quantiles(took, n=100)
    samples.add(Key(f"{STEP}, p50", "ms", line.name, OURS), hundredths[49])
    samples.add(Key(f"{STEP}, p99", "ms", line.name, OURS), hundredths[98])


def measure_breakdown(playwright: Playwright, line: Line, site: Path, samples: Samples) -> None:
    """Note how long each stage of the start lasts, cold and warm; several go on at once."""
    data = _check_data((site / "check" / "index.html").read_text(encoding="utf-8"))["engine"]
    flow = (site / data["flow"]["url"]).read_text(encoding="utf-8")
    pieces = [f"{line.url}{PROBED}/{file['url']}" for name, file in data["files"].items() if name.startswith("wasm-")]
    with fresh_profile(playwright) as context:
        for cache in ("cold", "warm"):
            page = open_page(context, line.url + PROBED + "/check/", until_result(SUBJECTS[OURS]), f"({GRAB})();")
            noted = note(page)
            found = page.evaluate("({ ...benchSpans, navigated: performance.timeOrigin })")
            stages = {"until the worker runs": found["began"] - found["navigated"]}
            stages |= {name: end - start for name, (start, end) in found["spans"].items()}
            stages["of which opening the flow"] = min(_calls(page, "open_flow", flow, times=3))
            stages["all, until the result is shown"] = noted.marks[RESULT]
            alone = page.evaluate(ALONE, pieces)
            stages |= {"unpack the wasm, alone": alone["unpack"], "compile the wasm, alone": alone["compile"]}
            page.close()
            for name, lasted in stages.items():
                samples.add(Key(BREAKDOWN, "ms", f"{line.name}, {cache}", name), lasted)


def lay_out_probed(site: Path, target: Path) -> None:
    """Put the built site into a folder with the probe in front of the worker; the site itself stays as it is."""
    shutil.copytree(site, target, copy_function=os.link)
    page = target / "check" / "index.html"
    html = page.read_text(encoding="utf-8")
    worker = _check_data(html)["engine"]["worker"]
    script = target / worker["url"]
    content = PROBE.read_bytes() + script.read_bytes()
    integrity = "sha256-" + base64.b64encode(hashlib.sha256(content).digest()).decode()
    for file, whole in ((script, content), (page, html.replace(worker["integrity"], integrity).encode())):
        file.unlink()
        file.write_bytes(whole)


def _check_data(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="check-data">(.*?)</script>', html, re.DOTALL)
    data: dict[str, Any] = json.loads(found[1]) if found else {}
    return data


def _calls(page: Page, name: str, *given: str, times: int) -> list[float]:
    took: list[float] = page.evaluate(CALLS, [name, given, times])
    return took
