"""Builds that are measured: our site, and the same pages by MkDocs with the theme Material as it comes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from mkdocs.utils.yaml import yaml_load

from build_scripts.errors import BuildError
from build_scripts.paths import ROOT, cache
from tests.benchmarks import keep_pages
from tests.benchmarks.samples import Key
from tests.benchmarks.subjects import OURS, STOCK_MATERIAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.benchmarks.samples import Samples

SETTINGS = ROOT / "mkdocs.yml"
WITHOUT_PDF = {"SHARE_SAFELY_PDF": "no"}
CLEAN, CACHED = "clean build", "caches filled, no PDF"
FIRST, EMPTY = "first build", "caches empty"
WITH_PDF, PRINTED = "clean build with the PDF", "caches filled, PDF printed anew"
REBUILD, SERVING = "rebuild in serve", "nothing but a page changed"
# What set-up has fetched is no part of a build.
FETCHED = ("npm-", "playwright")


def measure_builds(stock: Path, samples: Samples) -> None:
    """Build our site and the stock one, and ours again with its PDF, with empty caches, and while it is served."""
    with tempfile.TemporaryDirectory(prefix="bench-build-") as name:
        folder = Path(name)
        samples.add(Key(CLEAN, "ms", CACHED, OURS), build_ours(folder / "ours"))
        samples.add(Key(CLEAN, "ms", CACHED, STOCK_MATERIAL), build_stock_material(stock, folder / "stock"))
        for measure, conditions, kept in (
            (WITH_PDF, PRINTED, lambda name: not name.startswith("pdf-")),
            (FIRST, EMPTY, lambda name: name.startswith(FETCHED)),
        ):
            links = folder / f"cache for {conditions}"
            links.mkdir()
            for entry in cache().resolve().iterdir():
                if kept(entry.name):
                    (links / entry.name).symlink_to(entry)
            environment = {"SHARE_SAFELY_CACHE": str(links), "SHARE_SAFELY_PDF": "yes"}
            samples.add(Key(measure, "ms", conditions, OURS), build_ours(folder / measure, environment))
        again = _run([sys.executable, "-m", "tests.benchmarks.rebuild", str(folder / "served")], ROOT, {})
        samples.add(Key(REBUILD, "ms", SERVING, OURS), float(again))


def build_ours(site: Path, environment: Mapping[str, str] = WITHOUT_PDF, settings: Path = SETTINGS) -> float:
    """Build our site, by default without the PDF, and give the milliseconds that it took.

    Raises BuildError with MkDocs' complaint when it fails.
    """
    return _build(settings, site, environment)


def build_stock_material(folder: Path, site: Path) -> float:
    """Build what `lay_out_stock_material` has laid out, and give the milliseconds; raise BuildError as `build_ours`."""
    return _build(folder / "mkdocs.yml", site, {})


def lay_out_stock_material(folder: Path) -> None:
    """Write a project of the same pages, as they are once filled in, for MkDocs with Material and nothing of ours.

    Its fonts are the visitor's own, so that it asks no other server for any. Raises BuildError as `build_ours`.
    """
    ours = yaml_load(SETTINGS.read_text(encoding="utf-8"))
    hooks = [*(ROOT / hook for hook in ours["hooks"]), Path(keep_pages.__file__)]
    kept = {
        "INHERIT": str(SETTINGS),
        "docs_dir": str(ROOT / ours["docs_dir"]),
        "theme": {"custom_dir": str(ROOT / ours["theme"]["custom_dir"])},
        "hooks": [str(hook) for hook in hooks],
        "watch": [],
    }
    folder.mkdir(parents=True)
    stock = {
        "site_name": ours["site_name"],
        "theme": {"name": "material", "font": False},
        "plugins": ["search"],
        "markdown_extensions": ours["markdown_extensions"],
        "nav": ours["nav"],
    }
    (folder / "mkdocs.yml").write_text(json.dumps(stock), encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="bench-pages-") as name:
        settings = Path(name, "mkdocs.yml")
        settings.write_text(json.dumps(kept), encoding="utf-8")  # JSON is YAML too
        environment = {**WITHOUT_PDF, keep_pages.FOLDER: str(folder / "docs")}
        build_ours(Path(name, "site"), environment, settings)


def _build(settings: Path, site: Path, environment: Mapping[str, str]) -> float:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(settings)]
    start = perf_counter()
    _run([*command, "--site-dir", str(site)], ROOT, environment)
    return (perf_counter() - start) * 1000


def _run(command: list[str], folder: Path, environment: Mapping[str, str]) -> str:
    whole = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SHARE_SAFELY_CACHE": str(cache()), **environment}
    done = subprocess.run(command, cwd=folder, env=whole, capture_output=True, text=True, check=False)
    if done.returncode:
        message = f"There is nothing to measure: {' '.join(command)} failed.\n{done.stderr.strip()}"
        raise BuildError([message])
    return done.stdout
