"""Measures the check beside other ways to run Python in a page, one after the other in every round.

Prints a table and writes it down as data. A goal that is missed is printed as missed, and nothing fails by it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from build_scripts.errors import BuildError
from tests.benchmarks.builds import build_ours
from tests.benchmarks.lines import LOOPBACK, SLOW, lines_to
from tests.benchmarks.report import read_goals, rows, table
from tests.benchmarks.samples import Samples
from tests.benchmarks.start_up import measure_answering, measure_start
from tests.benchmarks.subjects import SUBJECTS, lay_out

ROUNDS = 7
LINES = {"loopback": LOOPBACK, "slow": SLOW}


def main(arguments: list[str]) -> int:
    """Measure what is asked for; give 0 whatever the figures, or 1 after saying why nothing could be measured."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--site", type=Path, help="measure this built site, instead of one built now")
    parser.add_argument("--line", choices=LINES, action="append")
    parser.add_argument("--subject", choices=SUBJECTS, action="append")
    wanted = parser.parse_args(arguments)
    samples = Samples()
    subjects = [SUBJECTS[name] for name in wanted.subject or SUBJECTS]
    try:
        with tempfile.TemporaryDirectory(prefix="bench-") as name:
            folder = Path(name)
            site = wanted.site or folder / "site"
            if not wanted.site:
                build_ours(site, pdf=False)
            lay_out(site.resolve(), folder / "www")
            with lines_to(folder / "www") as lines, sync_playwright() as playwright:
                chosen = [lines[LINES[one]] for one in wanted.line or LINES]
                for turn in range(wanted.rounds):
                    print(f"round {turn + 1} of {wanted.rounds}", file=sys.stderr, flush=True)
                    measure_answering(playwright, chosen, turn, samples)
                    measure_start(playwright, chosen, subjects, turn, samples)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    print(table(rows(samples, read_goals())))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
