"""A site whose runtime had to do without its shims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import serving

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import BrowserContext


def break_a_shim(source: Path) -> None:
    """Make Python's start fail wherever the shim takes the place of the real module."""
    shim = source / "build_scripts" / "runtime" / "shims" / "pyodide" / "_pyodide" / "_importhook.py"
    shim.write_text("def register_js_finder(one, more): ...\n", encoding="utf-8")


def test_site_with_a_broken_shim_is_built_and_its_engine_starts(
    build_changed: Callable[[Callable[[Path], None]], Path], site: Path, context: BrowserContext
) -> None:
    """A strict build succeeds; the library is larger, and the engine decides in Chromium."""
    changed = build_changed(break_a_shim)
    (library,), (usual,) = (folder.glob("assets/engine/python_stdlib.*.bin") for folder in (changed, site))
    assert library.stat().st_size > 2 * usual.stat().st_size
    with serving(changed) as served:
        page = context.new_page()
        page.goto(served.url + "check/")
        page.locator("[data-check][data-engine=ready]").wait_for(timeout=120_000)
