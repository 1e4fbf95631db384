"""Something that a visitor needs is missing in the cut Python: it starts once more, whole, and nothing is lost."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from build_scripts.assets import ENGINE_FOLDER as FOLDER
from build_scripts.assets import StaticFile
from build_scripts.runtime import pyodide_files, smoke_calls, tree_shake
from build_scripts.runtime.cut import marked
from build_scripts.runtime.pyodide import WASM
from build_scripts.runtime.wasm import functions_in, read_module
from tests.browser.states import ONE_PER_OUTCOME
from tests.browser.walk import answer, open_check, result, walk
from tests.faults.faulty_server import faulty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

ROUTE = next(route for route in ONE_PER_OUTCOME if route.decision == "share")
DATA = re.compile(r'(<script type="application/json" id="check-data">)(.*?)(</script>)', re.DOTALL)
UNAVAILABLE = "The checker could not load. Your answers are safe, and you can carry on."


def manifest_of(page: str) -> dict[str, Any]:
    """Return the engine's part of what a check's page hands to its script."""
    found = DATA.search(page)
    assert found
    return dict(json.loads(found[2])["engine"])


@pytest.fixture(scope="module")
def flow(site: Path) -> str:
    """The flow as the page hands it to the engine."""
    (file,) = (site / FOLDER).glob("flow-sharing.*.json")
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def needed(site: Path, flow: str) -> dict[str, set[int]]:
    """The functions that a start and a route need, and those that a Word document needs besides."""
    files = pyodide_files()
    module, loader = marked(files)
    manifest = manifest_of((site / "check" / "index.html").read_text(encoding="utf-8"))
    library, engine = (
        gzip.decompress((site / manifest["files"][name]["url"]).read_bytes()) for name in ("stdlib", "engine")
    )
    request = json.dumps({"answers": {}, "time": smoke_calls.TIME, "ticked": []})
    calls = [one for one in smoke_calls.smoke_calls([flow]).calls if request not in one[1]]
    ran = {}
    for kind, names in (("start", {"open_flow", "trace", "record"}), ("word", {"open_flow", "document"})):
        own = [call for call in calls if call[0] in names]
        run = tree_shake.run_calls(files, {WASM: module, files.loader: loader}, library, engine, own)
        ran[kind] = functions_in(map(int, run.functions))
    return {"start": ran["start"], "word": ran["word"] - ran["start"]}


type Lacking = Callable[..., Path]


@pytest.fixture
def lacking(site: Path, tmp_path: Path) -> Lacking:
    """Make a copy of the site whose cut Python lacks functions of the module, or one of the loader."""

    def make(functions: set[int], loader: Callable[[str], str] = str) -> Path:
        copy = tmp_path / "site"
        shutil.copytree(site, copy)
        page = copy / "check" / "index.html"
        text = page.read_text(encoding="utf-8")
        manifest = manifest_of(text)
        pieces = [name for name in sorted(manifest["files"]) if name.startswith("wasm-")]
        module = read_module(
            gzip.decompress(b"".join((site / manifest["files"][name]["url"]).read_bytes() for name in pieces))
        )
        kept = set(range(module.function_count)) - functions
        script = loader((site / manifest["files"]["loader"]["url"]).read_text(encoding="utf-8"))
        made = {
            "wasm-00": StaticFile.hashed(
                f"{FOLDER}lacking", ".bin", gzip.compress(module.cut(kept, set(module.exports)).file())
            ),
            "loader": StaticFile.hashed(f"{FOLDER}lacking", ".js", script.encode()),
        }
        for file in made.values():
            (copy / file.path).write_bytes(file.content)
        others = {name: entry for name, entry in manifest["files"].items() if name not in pieces}
        files = others | {name: file.entry for name, file in made.items()}

        def changed(found: re.Match[str]) -> str:
            data = json.loads(found[2])
            return found[1] + json.dumps({**data, "engine": {**data["engine"], "files": files}}) + found[3]

        page.write_text(DATA.sub(changed, text), encoding="utf-8")
        return copy

    return make


def asked_for(page: Page) -> list[str]:
    """Return the list that fills with the names of the files of the whole Python that the page asks for."""
    names: list[str] = []
    page.on("request", lambda one: names.append(one.url.rsplit("/", 1)[1]) if "/whole." in one.url else None)
    return names


@pytest.fixture
def served() -> Iterator[Callable[[Path], Any]]:
    """Serve a folder until the test is over."""
    with ExitStack() as stack:
        yield lambda folder: stack.enter_context(faulty(folder))


def decided(page: Page) -> None:
    """Check that the engine is ready and decides the route."""
    expect(page.locator("[data-check]")).to_have_attribute("data-engine", "ready", timeout=90_000)
    expect(page.locator("[data-check]")).to_have_attribute("data-decided-by", "engine")
    assert result(page) == ROUTE.decided_by("engine")
    assert page.locator("[data-check]").get_attribute("data-reason") is None


def test_whole_python_is_never_fetched_where_nothing_is_missing(page: Page, site: Path, served: Any) -> None:
    """A start, a route and every kind of record: no request names it."""
    asked = asked_for(page)
    open_check(page, served(site).url)
    walk(page, ROUTE.answers)
    with page.expect_download():
        page.get_by_role("button", name="Download for Word").locator("visible=true").click()
    decided(page)
    assert asked == []


# The part that lacks something, and what: every second function of the start, and one by one the loader's first ones.
LOADERS = {
    "loader that throws": lambda script: f'throw"cut";{script}',
    "loader whose functions throw": lambda script: re.sub(
        r"\bfunction (\w+\([^()]*\))\{", r'function \1{throw"cut";', script
    ),
    "loader that falls silent": lambda script: script.replace(
        "async function(", "async function(...given){await new Promise(()=>{})};(function(", 1
    ),
}


@pytest.mark.parametrize("lack", [0.0, 0.3, 0.6, 0.9, 1.0, *LOADERS])
def test_start_that_misses_something_begins_again_with_the_whole(
    page: Page, lacking: Lacking, needed: dict[str, set[int]], served: Any, lack: float | str
) -> None:
    """A function of the module or of the loader is missing; answers given meanwhile stay, and the engine decides."""
    functions = sorted(needed["start"])
    if isinstance(lack, str):
        folder = lacking(set(), LOADERS[lack])
    else:
        folder = lacking({functions[round(lack * (len(functions) - 1))]})
    asked = asked_for(page)
    open_check(page, served(folder).url, ready=False)
    first, given = next(iter(ROUTE.answers.items()))
    answer(page, first, given.option, given.grounds)
    expect(page.locator("[data-check]")).to_have_attribute("data-engine", "ready", timeout=90_000)
    assert asked
    walk(page, dict(list(ROUTE.answers.items())[1:]))
    decided(page)


def test_word_document_that_misses_something_comes_from_the_whole(
    page: Page, lacking: Lacking, needed: dict[str, set[int]], served: Any
) -> None:
    """The engine was ready and had decided; the one press brings the document, and the result stays."""
    assert needed["word"]
    asked = asked_for(page)
    open_check(page, served(lacking(needed["word"])).url)
    walk(page, ROUTE.answers)
    assert asked == []
    with page.expect_download(timeout=90_000) as download:
        page.get_by_role("button", name="Download for Word").locator("visible=true").click()
    assert Path(download.value.path()).read_bytes().startswith(b"PK")
    assert asked
    decided(page)


def test_whole_python_that_cannot_be_had_leaves_the_page_to_decide(
    page: Page, lacking: Lacking, needed: dict[str, set[int]], served: Any
) -> None:
    """It is missing on the server as well: the page says so, decides, and offers to try again."""
    asked = asked_for(page)
    server = served(lacking({max(needed["start"])}))
    server.faults["/whole."] = "missing"
    open_check(page, server.url, ready=False)
    walk(page, ROUTE.answers)
    expect(page.locator("[data-status-shown]")).to_have_text(UNAVAILABLE, timeout=60_000)
    assert asked
    assert result(page) == ROUTE.decided_by("page")
    server.faults.clear()
    page.locator("[data-retry-button]").click()
    decided(page)
