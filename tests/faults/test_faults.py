"""Whatever goes wrong around the check, the walk ends at the right outcome with every answer kept."""

from __future__ import annotations

import json
import tomllib
from itertools import cycle
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

from build_scripts.programs.browser import chromium
from tests.browser.walk import Route, all_routes, answer, open_check, result, walk
from tests.conftest import CHROMIUM_FLAGS, ROOT
from tests.faults.faulty_server import Faulty, faulty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

TABLE = tomllib.loads((ROOT / "tests" / "faults" / "faults.toml").read_text(encoding="utf-8"))
ROUTES = all_routes()
FILES = [(row["file"], row["fault"], route) for row, route in zip(TABLE["files"], cycle(ROUTES), strict=False)]
# Takes the fault, the page, the route walked, who must have decided and what the page must say.
type Recovered = Callable[[str, Page, Route, str, str], None]
READY = "Checker ready"
NEWER = (
    "There is a newer version of this page. Carry on below, "
    "or reload to start again with the newer one: reloading loses your answers."
)
LONGEST = max(ROUTES, key=lambda route: len(route.answers))


@pytest.fixture
def recovered(record_property: Callable[[str, object], None]) -> Recovered:
    """Check where a walk has ended, what the page says and that all answers are there; write it down for the table."""

    def ends_well(fault: str, page: Page, route: Route, by: str, says: str) -> None:
        expect(page.locator("[data-status-shown]")).to_have_text(says, timeout=60_000)
        expect(page.locator("[data-check]")).to_have_attribute("data-decided-by", by)
        expected = {"outcome": route.outcome, "decision": route.decision, "by": by, "reasons": route.reasons}
        assert result(page) == expected
        record_property("fault", fault)
        record_property("recovery", f"all answers kept, the {by} decides rightly; the page says: {says}")

    return ends_well


@pytest.fixture
def served(site: Path) -> Iterator[Faulty]:
    """The site on a server with faults of its own."""
    with faulty(site) as served:
        yield served


@pytest.fixture(scope="module")
def manifest(site: Path) -> dict[str, Any]:
    """The check's engine as its page names it: files by name."""
    page = LexborHTMLParser((site / "check" / "index.html").read_text(encoding="utf-8"))
    engine = json.loads(page.css_first("#check-data").text())["engine"]
    return {"worker": engine["worker"], "flow": engine["flow"], **engine["files"]}


def test_every_file_has_a_fault_and_every_fault_three_files(manifest: dict[str, Any]) -> None:
    """The table covers what the page loads, and nothing else."""
    assert {file for file, *_ in FILES} == set(manifest)
    faults = [fault for _, fault, _ in FILES]
    assert set(faults) == {"missing", "truncated", "corrupted", "held", "page"}
    assert min(faults.count(fault) for fault in set(faults)) >= 3


@pytest.mark.parametrize("case", FILES, ids=lambda case: f"{case[0]} {case[1]}")
def test_a_file_that_goes_wrong(
    page: Page, served: Faulty, manifest: dict[str, Any], recovered: Recovered, case: tuple[str, str, Route]
) -> None:
    """The page decides by itself; a file that only comes late still brings the engine, which decides the same."""
    file, fault, route = case
    served.faults[manifest[file]["url"]] = fault
    open_check(page, served.url, ready=False)
    walk(page, route.answers)
    by, says = "page", TABLE["browsers"][0]["says"]
    if fault == "held":
        assert result(page)["by"] == "page"
        served.released.set()
        by, says = "engine", READY
    recovered(f"{file} {fault}", page, route, by, says)


@pytest.mark.parametrize("case", TABLE["browsers"], ids=lambda case: str(case["fault"]))
def test_a_browser_that_refuses_something(
    page: Page, served: Faulty, recovered: Recovered, case: dict[str, str]
) -> None:
    """The check goes on with what is there."""
    page.add_init_script(case["script"])
    open_check(page, served.url, ready=case["by"] == "engine")
    walk(page, LONGEST.answers)
    recovered(case["fault"], page, LONGEST, case["by"], case["says"])


def test_the_network_cut_after_the_page_has_loaded(page: Page, served: Faulty, recovered: Recovered) -> None:
    """The engine can't be had, the page decides, and no message blames a newer site."""
    served.faults = {"assets/engine/": "cut", "assets/js/worker": "cut"}
    page.add_init_script("Object.defineProperty(navigator, 'onLine', { get: () => false });")
    open_check(page, served.url, ready=False)
    page.context.set_offline(offline=True)
    walk(page, LONGEST.answers)
    recovered("network cut after the page", page, LONGEST, "page", TABLE["browsers"][0]["says"])


def test_the_network_cut_after_the_engine_has_loaded(page: Page, served: Faulty, recovered: Recovered) -> None:
    """Nothing more is needed of it: the engine decides."""
    open_check(page, served.url)
    page.context.set_offline(offline=True)
    served.faults["/"] = "cut"
    walk(page, LONGEST.answers)
    recovered("network cut after the engine", page, LONGEST, "engine", READY)


def test_the_site_updated_between_the_page_and_the_engine(
    page: Page, served: Faulty, recovered: Recovered, site: Path, manifest: dict[str, Any]
) -> None:
    """The server has another page, and files of other names: the page says so, and ends the walk by itself."""
    text = (site / "check" / "index.html").read_text(encoding="utf-8")
    newer = text.replace(manifest["flow"]["url"], "assets/engine/flow-newer.json")
    assert newer != text
    served.faults = {"assets/engine/": "missing", "assets/js/worker": "missing"}
    open_check(page, served.url, ready=False)
    page.route("**/check/", lambda request: request.fulfill(body=newer, content_type="text/html"))
    page.get_by_role("button", name="Try to load the checker again").click(timeout=60_000)
    walk(page, LONGEST.answers)
    recovered("site updated meanwhile", page, LONGEST, "page", NEWER)


def test_the_tab_frozen_in_the_background_and_brought_back(page: Page, served: Faulty, recovered: Recovered) -> None:
    """The answers are there as they were, and the engine goes on."""
    open_check(page, served.url)
    first, *others = LONGEST.answers
    answer(page, first, LONGEST.answers[first].option)
    browser = page.context.new_cdp_session(page)
    for state in ("frozen", "active"):
        browser.send("Page.setWebLifecycleState", {"state": state})
    walk(page, {name: LONGEST.answers[name] for name in others})
    recovered("tab hidden and restored", page, LONGEST, "engine", READY)


@pytest.mark.parametrize("left", ["after the engine has loaded", "while the engine loads", "while the worker loads"])
def test_the_page_restored_from_the_back_forward_cache(
    browser: Browser, served: Faulty, recovered: Recovered, left: str
) -> None:
    """Back from another page, the answers are there as they were, and the engine goes on, or loads anew."""
    again = browser.browser_type.launch(
        executable_path=str(chromium()),
        args=list(CHROMIUM_FLAGS),
        ignore_default_args=["--disable-back-forward-cache"],
    )
    page = again.new_page()
    page.add_init_script("addEventListener('pageshow', (event) => { globalThis.persisted = event.persisted; });")
    loaded = left.startswith("after")
    if not loaded:
        served.faults["assets/engine/" if "engine" in left else "assets/js/worker"] = "held"
    open_check(page, served.url, ready=loaded)
    first, *others = LONGEST.answers
    answer(page, first, LONGEST.answers[first].option)
    expect(page.locator(f"form[data-question={others[0]}]")).to_be_visible()
    page.goto(f"{served.url}guidance/")
    served.released.set()
    page.go_back(wait_until="commit")
    page.locator("[data-check][data-started]").wait_for()
    assert page.evaluate("globalThis.persisted") is True
    walk(page, {name: LONGEST.answers[name] for name in others})
    recovered(f"back-forward cache, left {left}", page, LONGEST, "engine", READY)
    again.close()
