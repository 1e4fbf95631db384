"""Takes the profile of what the engine runs of Pyodide, in node and in each browser: build_scripts/runtime/profiles.

Every call that the build makes is made in each browser by the site's own worker, in a Pyodide whose functions note that
they have run. A line of Pyodide whose loader the worker can't load yet is profiled in node alone.
"""

from __future__ import annotations

import json
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from build_scripts.check.view import check_page
from build_scripts.paths import ROOT
from build_scripts.programs.browser import chromium as chromium_program
from build_scripts.runtime import lines, pyodide_files, runtime_bundle
from build_scripts.runtime.bundle import engine_sources, with_marks
from build_scripts.runtime.profile import EMPTY, Profile, engine_key, read_profile, write_profile
from build_scripts.runtime.shims import read_shims
from build_scripts.runtime.smoke_calls import Smoke, smoke_calls
from build_scripts.runtime.tree_shake import shake
from build_scripts.runtime.wasm import functions_in
from decision_engine.authoring.read import SHIPPED, read_flow
from tests.conftest import CHROMIUM_FLAGS, serving
from tests.folders.partnerships import demonstration
from tests.other_browsers.driver import open_page, until
from tests.other_browsers.firefox import firefox
from tests.other_browsers.webkit import webkit
from tests.tools.calls_page import TOLD, on_cpython, write_page
from tests.tools.find_other_browsers import FIREFOX, WEBKIT
from tests.tools.random_calls import random_calls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from build_scripts.runtime import PyodideFiles, RuntimeBundle
    from build_scripts.runtime.smoke_calls import Call
    from tests.other_browsers.driver import Driver

# Beside the build's own calls: numbers and texts that nobody thought of run further parts of Python.
RANDOM_CALLS = 4000
SEED = 1
# Before the worker's own script: what Pyodide's module and loader note is kept from Pyodide, and told when asked.
BEFORE_WORKER = """
const markers = [], { instantiate } = WebAssembly, channel = new BroadcastChannel("ran");
globalThis.loaderRan = {};
WebAssembly.instantiate = async (...given) => {
  const entries = Object.entries((await instantiate(...given)).exports);
  markers.push(...entries.filter(([name]) => name.startsWith("ran-")).map(([, marker]) => marker));
  return { exports: Object.fromEntries(entries.filter(([name]) => !name.startsWith("ran-"))) };
};
channel.onmessage = () => channel.postMessage({
  wasm: markers.map(({ value }) => BigInt.asUintN(64, value).toString()),
  loader: Object.keys(loaderRan).map(Number),
});
"""


def flows() -> dict[str, str]:
    """Return each shipped flow as the page hands it to the engine."""
    local, paths = demonstration(), sorted(SHIPPED.parent.glob("*.toml"))
    return {path.stem: json.dumps(check_page(read_flow(path), path, local).engine_input()) for path in paths}


def main() -> int:
    """Take the profile of every line; return 1 where a browser is missing or fails, after saying which."""
    status = 0
    texts = flows()
    for line in lines():
        files = pyodide_files(line)
        if read_profile(files) is None:
            write_profile(files, EMPTY)
        profile, calls = _in_node(files, texts)
        write_profile(files, profile)
        if line == lines()[0]:
            for name, ran in _in_browsers(runtime_bundle(texts), calls):
                if "failed" in ran:
                    print(f"{name}: {ran['failed']}", file=sys.stderr)
                    status = 1
                    continue
                wasm = functions_in(map(int, ran["wasm"]))
                new, more = len(wasm - profile.wasm), len(set(ran["loader"]) - profile.loader)
                print(f"{name}: {len(wasm)} functions of the module, {new} of them new, and {more} more of the loader")
                profile = profile.with_run(wasm, ran["loader"], name)
        path = write_profile(files, profile)
        print(f"{path.relative_to(ROOT)}: taken in {', '.join(profile.taken_in)}")
    return status


def _in_node(files: PyodideFiles, texts: dict[str, str]) -> tuple[Profile, list[Call]]:
    smoke = smoke_calls(list(texts.values()))
    flow = texts[SHIPPED.stem]
    calls: list[Call] = [*smoke.calls, ("open_flow", [flow]), *random_calls(flow, RANDOM_CALLS, SEED)]
    engine, shims = engine_sources(), read_shims()
    shaken = shake(files, engine, Smoke(calls, on_cpython(calls)), shims=shims)
    taken = EMPTY.with_run(shaken.functions, shaken.loader_functions, "node")
    return replace(taken, engine=engine_key(engine, shims, shaken.modules), modules=shaken.modules), calls


def _in_browsers(bundle: RuntimeBundle, calls: list[Call]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Make the calls in each browser; yield its name and what has run there, or why it could not."""
    with tempfile.TemporaryDirectory() as temporary, ExitStack() as stack:
        folder = Path(temporary)
        write_page(folder / "site", with_marks(bundle), calls, BEFORE_WORKER)
        url = stack.enter_context(serving(folder / "site")).url + "#ran"
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=str(chromium_program()), args=list(CHROMIUM_FLAGS))
        page = browser.new_page()
        page.goto(url)
        page.wait_for_function("window.told", timeout=90_000)
        yield "chromium", page.evaluate("window.told")
        browser.close()
        for name, lacks, start in (
            ("firefox", FIREFOX.missing(), lambda: firefox(folder / "firefox" / "profile")),
            ("webkit", WEBKIT.missing(), webkit),
        ):
            if lacks:
                yield name, {"failed": f"not taken, for want of {', '.join(lacks)}"}
                continue
            with start() as driver:
                yield name, _told(driver, url)


def _told(driver: Driver, url: str) -> dict[str, Any]:
    open_page(driver, url)
    return dict(until(driver, TOLD))


if __name__ == "__main__":
    sys.exit(main())
