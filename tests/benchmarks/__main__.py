"""Measures the check beside other ways to run Python in a page, one after the other in every round.

Prints a table and writes it down as data and as a picture. A goal that is missed is printed as missed, and nothing
fails by it.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from build_scripts.errors import BuildError
from tests.benchmarks.builds import build_ours, build_stock_material, lay_out_stock_material, measure_builds
from tests.benchmarks.guidance_pages import measure_guidance
from tests.benchmarks.inside_worker import lay_out_probed, measure_breakdown, measure_steps
from tests.benchmarks.lines import COMPRESSED, LOOPBACK, SLOW, SLOWEST, lines_to
from tests.benchmarks.low_end import measure_low_end
from tests.benchmarks.memory import measure_memory
from tests.benchmarks.pyodide_lines import measure_lines
from tests.benchmarks.record_run import about, write_down
from tests.benchmarks.report import read_goals, rows, table
from tests.benchmarks.samples import Samples
from tests.benchmarks.start_up import measure_answering, measure_start
from tests.benchmarks.subjects import OURS, PLAIN, PROBED, STOCK, STOCK_MATERIAL, SUBJECTS, flow_of, lay_out

if TYPE_CHECKING:
    from argparse import Namespace

    from playwright.sync_api import Playwright

    from tests.benchmarks.lines import Line

ROUNDS = 7
PARTS = ("answers", "start", "low-end", "memory", "compressed", "lines", "steps", "breakdown", "guidance", "builds")
# What goals are held against is measured in every round; what takes long and says the same each time, in these.
SELDOM = (0,)
CLOSE = (OURS, STOCK, PLAIN)
MINUTES, MINUTES_OF_A_PART = 15, 2
LINES = {"loopback": LOOPBACK, "slow": SLOW}


def main(arguments: list[str]) -> int:
    """Measure what is asked for; give 0 whatever the figures, or 1 after saying why nothing could be measured."""
    wanted = _wanted(arguments)
    samples = Samples()
    try:
        run = about()
        with tempfile.TemporaryDirectory(prefix="bench-") as name:
            run["rounds"] = _measure(wanted, Path(name), samples)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted: these are the figures until then; they are not recorded.", file=sys.stderr)
        wanted.record, run["rounds"] = False, "interrupted"
    found = rows(samples, read_goals())
    file = write_down(run, found, record=wanted.record)
    print(table(found), ", ".join(f"{key} {value}" for key, value in run.items()), f"{file}", sep="\n\n")
    return 0


def _wanted(arguments: list[str]) -> Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="at most; %(default)s if not said otherwise")
    parser.add_argument(
        "--minutes", type=float, help=f"begin no round after them: {MINUTES}, or {MINUTES_OF_A_PART} with --only"
    )
    parser.add_argument("--only", choices=PARTS, action="append", help="measure this part alone; may be repeated")
    parser.add_argument("--line", choices=LINES, action="append", help="on this line alone")
    parser.add_argument("--subject", choices=SUBJECTS, action="append", help="with this subject alone; may be repeated")
    parser.add_argument("--site", type=Path, help="measure this built site instead of one built now")
    parser.add_argument("--record", action="store_true", help="keep the figures in tests/benchmarks/latest.json")
    return parser.parse_args(arguments)


def _measure(wanted: Namespace, folder: Path, samples: Samples) -> int:
    """Measure round after round while there is time for one more; give how many there were.

    How long the next takes is told by the last one that measured every round's part alone.
    """
    parts, start = wanted.only or PARTS, monotonic()
    minutes = wanted.minutes or (MINUTES_OF_A_PART if wanted.only else MINUTES)
    site = (wanted.site or folder / "site").resolve()
    if not wanted.site:
        build_ours(site)
    lay_out(site, folder / "www")
    lay_out_probed(site, folder / "www" / PROBED)
    if {"guidance", "builds"} & set(parts):
        lay_out_stock_material(folder / "stock")
        build_stock_material(folder / "stock", folder / "www" / STOCK_MATERIAL)
    with lines_to(folder / "www") as lines, sync_playwright() as playwright:
        lasted = 0.0
        for turn in range(wanted.rounds):
            began = monotonic()
            if turn and began + lasted > start + 60 * minutes:
                print(f"{minutes:g} minutes are over: the figures are of {turn} rounds", file=sys.stderr, flush=True)
                return turn
            told = f"round {turn + 1} of {wanted.rounds}, after {(began - start) / 60:.1f} minutes"
            print(f"{told}, load {os.getloadavg()[0]:.1f}", file=sys.stderr, flush=True)
            _round(wanted, playwright, lines, turn, samples)
            if "lines" in parts:
                measure_lines({"sharing": flow_of(site)}, samples)
            if turn in SELDOM and "breakdown" in parts:
                measure_breakdown(playwright, lines[LOOPBACK], site, samples)
            if turn in SELDOM and "builds" in parts:
                measure_builds(folder / "stock", samples)
            if turn not in SELDOM:
                lasted = monotonic() - began
    return int(wanted.rounds)


def _round(wanted: Namespace, playwright: Playwright, lines: dict[str, Line], turn: int, samples: Samples) -> None:
    """Measure once what is the same however often it is measured, seldom what takes long, and the rest every time."""
    parts = wanted.only or PARTS
    chosen = [lines[LINES[one]] for one in wanted.line or LINES]
    if "answers" in parts:
        measure_answering(playwright, chosen, turn, samples)
    if "start" in parts:
        subjects = wanted.subject or (SUBJECTS if turn in SELDOM else CLOSE)
        measure_start(playwright, chosen, [SUBJECTS[one] for one in subjects], turn, samples)
    if "low-end" in parts:
        measure_low_end(playwright, lines[SLOWEST], turn, samples)
    if turn == 0 and "memory" in parts:
        measure_memory(playwright, lines[LOOPBACK], samples)
    if turn in SELDOM and "steps" in parts:
        measure_steps(playwright, lines[LOOPBACK], samples)
    if turn == 0 and "compressed" in parts:
        measure_start(playwright, [lines[COMPRESSED]], [SUBJECTS[OURS], SUBJECTS[STOCK]], turn, samples)
    if turn == 0 and "guidance" in parts:
        measure_guidance(playwright, lines[LOOPBACK], samples)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
