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
from tests.benchmarks.lines import COMPRESSED, LOOPBACK, SLOW, lines_to
from tests.benchmarks.record_run import about, write_down
from tests.benchmarks.report import read_goals, rows, table
from tests.benchmarks.samples import Samples
from tests.benchmarks.start_up import measure_answering, measure_start
from tests.benchmarks.subjects import OURS, PROBED, STOCK, STOCK_MATERIAL, SUBJECTS, lay_out

if TYPE_CHECKING:
    from argparse import Namespace

    from playwright.sync_api import Playwright

    from tests.benchmarks.lines import Line

ROUNDS = 7
PARTS = ("answers", "start", "compressed", "steps", "breakdown", "guidance", "builds")
LINES = {"loopback": LOOPBACK, "slow": SLOW}


def main(arguments: list[str]) -> int:
    """Measure what is asked for; give 0 whatever the figures, or 1 after saying why nothing could be measured."""
    wanted = _wanted(arguments)
    samples = Samples()
    try:
        run = about(wanted.rounds)
        with tempfile.TemporaryDirectory(prefix="bench-") as name:
            _measure(wanted, Path(name), samples)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted: these are the figures until then; they are not recorded.", file=sys.stderr)
        wanted.record = False
    found = rows(samples, read_goals())
    file = write_down(run, found, record=wanted.record)
    print(table(found), ", ".join(f"{key} {value}" for key, value in run.items()), f"{file}", sep="\n\n")
    return 0


def _wanted(arguments: list[str]) -> Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="%(default)s if not said otherwise")
    parser.add_argument("--only", choices=PARTS, action="append", help="measure this part alone; may be repeated")
    parser.add_argument("--line", choices=LINES, action="append", help="on this line alone")
    parser.add_argument("--subject", choices=SUBJECTS, action="append", help="with this subject alone; may be repeated")
    parser.add_argument("--site", type=Path, help="measure this built site instead of one built now")
    parser.add_argument("--record", action="store_true", help="keep the figures in tests/benchmarks/latest.json")
    return parser.parse_args(arguments)


def _measure(wanted: Namespace, folder: Path, samples: Samples) -> None:
    parts, start = wanted.only or PARTS, monotonic()
    site = (wanted.site or folder / "site").resolve()
    if not wanted.site:
        build_ours(site)
    lay_out(site, folder / "www")
    lay_out_probed(site, folder / "www" / PROBED)
    if {"guidance", "builds"} & set(parts):
        lay_out_stock_material(folder / "stock")
        build_stock_material(folder / "stock", folder / "www" / STOCK_MATERIAL)
    with lines_to(folder / "www") as lines, sync_playwright() as playwright:
        for turn in range(wanted.rounds):
            minutes, busy = (monotonic() - start) / 60, os.getloadavg()[0]
            told = f"round {turn + 1} of {wanted.rounds}, after {minutes:.0f} minutes, load {busy:.1f}"
            print(told, file=sys.stderr, flush=True)
            _round(wanted, playwright, lines, turn, samples)
            if "breakdown" in parts:
                measure_breakdown(playwright, lines[LOOPBACK], site, samples)
            if "builds" in parts:
                measure_builds(folder / "stock", samples)


def _round(wanted: Namespace, playwright: Playwright, lines: dict[str, Line], turn: int, samples: Samples) -> None:
    """Measure once what is the same however often it is measured, and the rest in every round."""
    parts = wanted.only or PARTS
    chosen = [lines[LINES[one]] for one in wanted.line or LINES]
    if "answers" in parts:
        measure_answering(playwright, chosen, turn, samples)
    if "start" in parts:
        measure_start(playwright, chosen, [SUBJECTS[one] for one in wanted.subject or SUBJECTS], turn, samples)
    if "steps" in parts:
        measure_steps(playwright, lines[LOOPBACK], samples)
    if turn == 0 and "compressed" in parts:
        measure_start(playwright, [lines[COMPRESSED]], [SUBJECTS[OURS], SUBJECTS[STOCK]], turn, samples)
    if turn == 0 and "guidance" in parts:
        measure_guidance(playwright, lines[LOOPBACK], samples)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
