"""Prints Lighthouse's scores of three pages of the built site, and fails where one is under 100."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from build_scripts.errors import BuildError
from build_scripts.paths import ROOT
from build_scripts.programs.browser import chromium
from build_scripts.programs.node import BENCHMARKS, npm_folder, run_node
from tests.conftest import CHROMIUM_FLAGS, serving

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# The home page, a page of the guidance, the check.
PAGES = ("", "guidance/golden-rules/", "check/")
CATEGORIES = ("accessibility", "best-practices", "seo")
FULL = 100


def report_of(url: str) -> dict[str, Any]:
    """Let Lighthouse look at a page in a headless Chromium; raise SetUpError when one of them can't be had."""
    script = npm_folder(BENCHMARKS) / "lighthouse" / "cli" / "index.js"
    os.environ["CHROME_PATH"] = str(chromium())
    with tempfile.TemporaryDirectory() as folder:
        run_node(
            script,
            url,
            "--quiet",
            "--output=json",
            f"--output-path={folder}/report.json",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags=--headless=new {' '.join(CHROMIUM_FLAGS)}",
            "--no-enable-error-reporting",
        )
        return dict(json.loads(Path(folder, "report.json").read_text(encoding="utf-8")))


def scores(report: Mapping[str, Any]) -> dict[str, int]:
    """Give the score of each category, out of 100 and rounded down; one that could not be worked out counts as 0."""
    return {name: int(round(FULL * (report["categories"][name]["score"] or 0), 3)) for name in CATEGORIES}


def complaints(report: Mapping[str, Any]) -> Iterator[str]:
    """Give what keeps a page from 100: each audit that counts and isn't passed, with the places it names."""
    for name in CATEGORIES:
        for part in report["categories"][name]["auditRefs"]:
            audit = report["audits"][part["id"]]
            failed = audit["score"] not in {1, None} or audit["scoreDisplayMode"] == "error"
            if part["weight"] and failed:
                places = [item.get("node", {}).get("snippet", "") for item in audit.get("details", {}).get("items", ())]
                yield f"  {name}: {audit['title']} {' '.join(filter(None, places))}".rstrip()


def main() -> int:
    """Look at the pages of site/; give 0, or 1 where a score is under 100 or nothing could be measured."""
    site = ROOT / "site"
    reached = True
    try:
        print("page | " + " | ".join(CATEGORIES))
        with serving(site) as served:
            for page in PAGES:
                report = report_of(served.url + page)
                told = scores(report)
                print(f"/{page} | " + " | ".join(map(str, told.values())), *complaints(report), sep="\n")
                reached = reached and set(told.values()) == {FULL}
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
