"""The bytes of the site stay within the budget that byte_budget.toml holds; whatever grows is named."""

from __future__ import annotations

import os
import shutil
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from build_scripts.runtime import pyodide_files
from tests.benchmarks.builds import build_stock_material, lay_out_stock_material
from tests.conftest import serving
from tests.site.page_files import later_files, page_files, page_parts, runtime_of, without_hash

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

BUDGET: dict[str, Any] = tomllib.loads(Path(__file__).with_name("byte_budget.toml").read_text(encoding="utf-8"))
GUIDANCE = "guidance/golden-rules/"
ENGINE = "assets/engine/"


def over_budget(sizes: dict[str, int], most: dict[str, int]) -> list[str]:
    """Name each file that has more bytes than the first budget that fits its name, or for which there is none."""
    problems = []
    for file, size in sizes.items():
        name = without_hash(file)
        budget = next((bytes_ for pattern, bytes_ in most.items() if fnmatch(name, pattern)), None)
        if budget is None:
            problems.append(f"{name}: {size:,} bytes, but byte_budget.toml has no budget for it")
        elif size > budget:
            problems.append(f"{name}: {size:,} bytes, {size - budget:,} over its budget of {budget:,}")
    return problems


def all_sizes(site: Path) -> dict[str, int]:
    """Give the bytes of every file that any page has fetched, at once or when needed; the pages themselves in parts."""
    pages = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]
    assert pages
    sizes: dict[str, int] = {}
    for page in pages:
        sizes |= page_files(site, page) | runtime_of(site, page) | later_files(site, page)
    for page in pages:
        sizes |= {part: size for part, size in page_parts(site, page).items() if size}
    return sizes


def largest(sizes: dict[str, int]) -> str:
    """List files by their bytes, the largest first."""
    by_size = sorted(sizes.items(), key=lambda entry: -entry[1])
    return "\n".join(f"{size:>10,}  {without_hash(name)}" for name, size in by_size)


def test_every_file_stays_within_its_budget(site: Path) -> None:
    """Each file that a page has fetched has a budget and stays within it."""
    assert over_budget(all_sizes(site), BUDGET["files"]) == []


def test_every_budget_is_of_a_file_that_is_there(site: Path) -> None:
    """A budget for a file that no page has fetched any more is taken out."""
    names = [without_hash(name) for name in all_sizes(site)]
    assert [pattern for pattern in BUDGET["files"] if not any(fnmatch(name, pattern) for name in names)] == []


@pytest.mark.parametrize("budget", BUDGET["pages"], ids=lambda budget: budget["page"])
def test_a_whole_page_stays_within_its_budget(site: Path, budget: dict[str, Any]) -> None:
    """A page with all that it has fetched stays within its bytes and requests."""
    sizes = page_files(site, budget["page"]) | runtime_of(site, budget["page"])
    assert sum(sizes.values()) <= budget["bytes"], f"{budget['page']} is too heavy. It consists of\n{largest(sizes)}"
    assert len(sizes) <= budget["requests"], f"{budget['page']} asks too often. It consists of\n{largest(sizes)}"


def test_the_check_is_a_fraction_of_stock_pyodide(site: Path) -> None:
    """The check, all counted, has at most 0.18 of the bytes that stock loadPyodide() has sent."""
    files = pyodide_files()
    stock = sum(len(files.read(name)) for name in files.sha256)
    page = BUDGET["stock"]["check"]
    sizes = page_files(site, page) | runtime_of(site, page)
    share = sum(sizes.values()) / stock
    assert share <= BUDGET["stock"]["share"], (
        f"{share:.3f} of stock's {stock:,} bytes. It consists of\n{largest(sizes)}"
    )


@pytest.mark.parametrize(
    "grown", ["assets/css/site.css", "assets/engine/python_stdlib.bin", "check/index.html <script>"]
)
def test_what_grows_is_named(site: Path, tmp_path: Path, grown: str) -> None:
    """Once a part of a copy of the site grows past its budget, it is named, and nothing else is."""
    copy = tmp_path / "site"
    shutil.copytree(site, copy, copy_function=os.link)
    sizes = {without_hash(name): size for name, size in all_sizes(copy).items()}
    most = next(bytes_ for pattern, bytes_ in BUDGET["files"].items() if fnmatch(grown, pattern))
    grow(copy, grown, most - sizes[grown] + 7)
    problems = over_budget(all_sizes(copy), BUDGET["files"])
    assert problems == [f"{grown}: {most + 7:,} bytes, 7 over its budget of {most:,}"]


def grow(site: Path, name: str, by: int) -> None:
    """Add so many blanks to a file, or to the last script inside a page."""
    path, _, tag = name.partition(" ")
    (file,) = (found for found in site.rglob("*.*") if without_hash(found.relative_to(site).as_posix()) == path)
    content = file.read_bytes()
    at = content.rindex(b"</script>") if tag else len(content)
    file.unlink()  # another name of the site's own file
    file.write_bytes(content[:at] + b" " * by + content[at:])


def test_a_file_without_a_budget_is_named() -> None:
    """A file that nobody has given a budget is named too."""
    problems = over_budget({"assets/js/new.0123456789.js": 1}, {"assets/css/*": 10})
    assert problems == ["assets/js/new.js: 1 bytes, but byte_budget.toml has no budget for it"]


def test_the_browser_fetches_what_is_counted(site: Path, context: BrowserContext) -> None:
    """With an empty cache the browser asks for exactly the files that the budget counts for the check."""
    page = BUDGET["stock"]["check"]
    asked = requests(site, context, page.removesuffix("index.html"), "[data-check][data-engine=ready]")
    counted = sorted(page_files(site, page) | runtime_of(site, page))
    assert sorted(set(asked)) == counted
    assert len(asked) <= BUDGET["pages"][0]["requests"]


def test_a_guidance_page_is_lighter_than_stock_material(site: Path, tmp_path: Path, context: BrowserContext) -> None:
    """A guidance page has fewer bytes and requests than Material makes of it, and not a byte of the engine."""
    lay_out_stock_material(tmp_path / "stock")
    stock = tmp_path / "site"
    build_stock_material(tmp_path / "stock", stock)
    asked, asked_of_stock = (requests(folder, context, GUIDANCE, "footer") for folder in (site, stock))
    assert [name for name in asked if name.startswith((ENGINE, "assets/js/worker"))] == []
    assert sum((site / name).stat().st_size for name in asked) < sum(
        (stock / name).stat().st_size for name in asked_of_stock
    )
    assert len(asked) < len(asked_of_stock)


def requests(folder: Path, context: BrowserContext, address: str, until: str) -> list[str]:
    """Open a page of a served folder, wait for an element and for quiet, and give the files it has asked for."""
    with serving(folder) as served:
        page = context.new_page()
        page.goto(served.url + address)
        page.locator(until).first.wait_for(timeout=60_000)
        page.wait_for_load_state("networkidle")
        page.close()
        paths = [line.split()[1].lstrip("/") for line in served.requests]
    return [path + "index.html" if path.endswith("/") or not path else path for path in paths]
