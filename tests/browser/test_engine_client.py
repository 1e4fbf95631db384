"""The page's side of the engine: whatever goes wrong while it loads, the page hears it in plain words."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from build_scripts.check.view import check_page
from build_scripts.machine.bundles import SOURCES, page_scripts
from build_scripts.programs.node import run_esbuild
from build_scripts.runtime import runtime_bundle
from decision_engine.authoring.read import SHIPPED, read_flow
from tests.conftest import problems_of, serving
from tests.folders.partnerships import demonstration

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.conftest import Served

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; "
    "img-src data:; base-uri 'none'; form-action 'none'"
)
START = """(silence) => engine.startEngine(JSON.parse(document.getElementById("manifest").textContent),
    new URL("./", document.baseURI).href, { silence, onProgress: (...given) => seen.push(given) })
    .then((started) => { window.started = started; return "started"; }, (error) => error.message)"""
SILENCE_MS = 30_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The runtime with a page that holds nothing but the engine's client, under the site's policy."""
    folder = tmp_path_factory.mktemp("client")
    flow = json.dumps(check_page(read_flow(SHIPPED), SHIPPED, demonstration()).engine_input())
    bundle, worker = runtime_bundle({"sharing": flow}), page_scripts()["worker"]
    for file in (*bundle.files, worker):
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    run_esbuild(
        SOURCES / "engine/engine.js",
        "--bundle",
        "--format=iife",
        "--global-name=engine",
        f"--outfile={folder}/client.js",
    )
    (folder / "seen.js").write_text("window.seen = [];")
    (folder / "index.html").write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<link rel="icon" href="data:,"><title>Client</title>'
        f'<script type="application/json" id="manifest">{json.dumps(bundle.manifest("sharing", worker))}</script>'
        f'<script src="seen.js"></script><script src="client.js"></script>'
    )
    return folder


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[Served]:
    """The page under a sub-path, so that no address may count from the server's root."""
    with serving(folder, "/some/where") as served:
        yield served


def start(page: Page, address: str, before: str = "", silence: int = SILENCE_MS) -> Any:
    """Open the page, change something in it if asked, and start the engine; give what became of it."""
    page.goto(address)
    if before:
        page.evaluate(before)
    return page.evaluate(START, silence)


def test_the_engine_starts_and_answers(page: Page, served: Served) -> None:
    """It says which flow it opened, answers calls, refuses answers that are none, and goes on after that."""
    assert start(page, served.url) == "started"
    assert page.evaluate("started.opened.flow") == "sharing"
    assert json.loads(page.evaluate('started.call("trace", "{}")'))["at"] == {"question": "purpose"}
    refused = page.evaluate(
        """started.call("trace", '{"purpose": {"option": "perhaps"}}').catch(({message}) => message)"""
    )
    assert "perhaps" in refused
    assert "Traceback" not in refused
    assert json.loads(page.evaluate('started.call("trace", "{}")'))["off_route"] == []
    assert problems_of(page) == []


def test_progress_rises_to_the_total(page: Page, served: Served) -> None:
    """What has been loaded never shrinks, comes in many steps, and ends at the manifest's total."""
    start(page, served.url)
    seen = page.evaluate("seen")
    loaded = [step[0] for step in seen]
    total = page.evaluate("JSON.parse(document.getElementById('manifest').textContent).total")
    assert len(seen) > 10
    assert loaded == sorted(loaded)
    assert seen[-1] == [total, total]


def test_every_file_is_asked_for_once(page: Page, served: Served) -> None:
    """The worker's and the loader's second look comes from the browser's cache or is answered with "not modified"."""
    transfers: list[str] = []
    page.on("response", lambda response: transfers.append(response.url) if response.status == 200 else None)
    start(page, served.url)
    manifest = page.evaluate("JSON.parse(document.getElementById('manifest').textContent)")
    pieces = [entry["url"] for name, entry in manifest["files"].items() if name != "loader"]
    assert all(sum(url.endswith(piece) for url in transfers) == 1 for piece in [*pieces, manifest["flow"]["url"]])


def test_a_stopped_engine_answers_no_more(page: Page, served: Served) -> None:
    """A call after the end is rejected at once."""
    start(page, served.url)
    page.evaluate("started.stop()")
    assert page.evaluate('started.call("trace", "{}").catch(({message}) => message)') == "The checker was stopped."


@pytest.mark.parametrize("name", ["Worker", "WebAssembly", "DecompressionStream"])
def test_a_browser_that_lacks_something_is_told_so(page: Page, served: Served, name: str) -> None:
    """Nothing is fetched for a browser that can't run it."""
    served.requests.clear()
    assert start(page, served.url, f"delete window.{name}") == f"This browser can't run the checker: it has no {name}."
    assert not [line for line in served.requests if "assets/" in line]


def test_a_refused_worker_is_a_failure_in_plain_words(page: Page, served: Served) -> None:
    """Some policies make the constructor throw."""
    refuse = "window.Worker = function Worker() { throw new DOMException('no', 'SecurityError'); }; 0"
    assert start(page, served.url, refuse) == "This browser refused to start the checker's worker."


# Each kind of file in one way, and one file in every way.
DAMAGES = [
    *((name, "corrupted") for name in ("worker", "flow", "loader", "engine", "wasm-00", "wasm-05")),
    ("worker", "missing"),
    ("worker", "a page instead"),
    *(("stdlib", how) for how in ("missing", "truncated", "corrupted", "a page instead")),
]


def damaged(content: bytes, how: str) -> bytes | None:
    """Damage a file in one of the ways in which it goes wrong on its way."""
    match how:
        case "missing":
            return None
        case "truncated":
            return content[: len(content) // 2]
        case "corrupted":
            return bytes([*content[:-20], content[-20] ^ 1, *content[-19:]])
    return b"<!doctype html><title>Log in to the network</title>"


@contextmanager
def with_damage(folder: Path, path: str, how: str) -> Iterator[None]:
    """Damage one file while a test runs."""
    file = folder / path
    content = file.read_bytes()
    harm = damaged(content, how)
    if harm is None:
        file.unlink()
    else:
        file.write_bytes(harm)
    yield
    file.write_bytes(content)


@pytest.mark.parametrize(("name", "how"), DAMAGES)
def test_a_file_that_is_not_the_right_one_is_refused(
    page: Page, folder: Path, served: Served, name: str, how: str
) -> None:
    """One wrong byte, and the engine isn't used; the message names the file, or says that the script failed."""
    page.goto(served.url)
    manifest = page.evaluate("JSON.parse(document.getElementById('manifest').textContent)")
    path = (manifest["files"].get(name) or manifest[name])["url"]
    with with_damage(folder, path, how):
        said = start(page, served.url)
    assert said != "started"
    refused = f"{path.rsplit('/', 1)[1]} is missing, or is not the file that belongs to this page."
    broken = "The checker's script could not be loaded, or failed."
    assert said in ({refused, broken} if name == "worker" else {refused})


def test_an_engine_that_falls_silent_is_given_up(page: Page, served: Served) -> None:
    """A file that never comes ends the wait; until then each arrival prolongs it."""
    page.route("**/python_stdlib*", lambda _: None)
    assert start(page, served.url, silence=1500) == "The checker stopped loading: nothing came any more."


def test_a_damaged_copy_in_the_browsers_cache_is_fetched_anew(page: Page, folder: Path, served: Served) -> None:
    """The copy is good for ever when its hash fits, and asked for once more when it doesn't."""
    page.goto(served.url)
    path = page.evaluate("JSON.parse(document.getElementById('manifest').textContent).files.engine.url")
    with with_damage(folder, path, "corrupted"):
        page.evaluate("(path) => fetch(path, { cache: 'reload' }).then((response) => response.arrayBuffer())", path)
    assert page.evaluate(START, SILENCE_MS) == "started"
