"""The workshop in a real browser: it opens at a press, builds the site that a machine builds, and hands it over."""

from __future__ import annotations

import hashlib
import io
import time
import zipfile
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.axe import SETTLED, VIEWS, context_for_axe, violations
from tests.browser.workshop_page import ADDRESS, LONG, OPENED, give, open_workshop, state
from tests.conftest import problems_of, serving
from tests.tools.workshop import DEMO, IN_BROWSERS, contents, make_folder, native_site, zipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.conftest import Served

MOST_BYTES, MOST_OTHER_BYTES = 6_200_000, 1_300_000
# In an input that may be folded away.
TYPE = "(one, text) => { one.value = text; one.dispatchEvent(new Event('input', { bubbles: true })); }"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The demonstration's folder, one that changes colours and a flowchart, and in a long run all others."""
    target = tmp_path_factory.mktemp("folders")
    return {name: make_folder(name, target) for name in IN_BROWSERS}


@pytest.fixture(scope="module")
def native(folders: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sites that this machine builds of them."""
    target = tmp_path_factory.mktemp("native")
    return {name: native_site(folder, target / name) for name, folder in folders.items()}


@pytest.fixture(scope="module")
def served(native: dict[str, Path]) -> Iterator[Served]:
    """The demonstration's site under a sub-path, so that no address may count from the server's root."""
    with serving(native[DEMO], "/some/where") as served:
        yield served


def download(page: Page) -> bytes:
    """Have the site built and handed over; return the ZIP."""
    page.get_by_role("button", name="Build the site").click()
    state(page, "built")
    with page.expect_download(timeout=LONG) as begun:
        page.get_by_role("button", name="Download the site").click()
    return begun.value.path().read_bytes()


@pytest.mark.parametrize("name", IN_BROWSERS)
def test_zip_holds_the_site_that_a_machine_builds(
    name: str, page: Page, served: Served, folders: dict[str, Path], native: dict[str, Path]
) -> None:
    """Every file of the site, byte for byte, the settings for servers, the folder, and checksums that are right.

    Once it is open, nothing is asked for but files of the site for the ZIP, and what places a changed flowchart.
    """
    open_workshop(page, served)
    before = len(served.requests)
    give(page, zipped(folders[name]))
    expect(page.locator("[data-forms] [role=status]")).to_have_text(OPENED)
    with zipfile.ZipFile(io.BytesIO(download(page))) as packed:
        files = {one: packed.read(one) for one in packed.namelist()}
    right, folder = contents(native[name]), contents(folders[name])
    site = {path.removeprefix("site/"): content for path, content in files.items() if path.startswith("site/")}
    assert sorted(site) == sorted(right)
    assert [path for path in right if site[path] != right[path]] == []
    assert {path: files[f"partnership/{path}"] for path in folder} == folder
    assert {"README.txt", "SHA256SUMS", "servers/nginx.conf", "servers/web.config"} <= set(files)
    lines = [line.split("  ", 1) for line in files["SHA256SUMS"].decode().splitlines()]
    sums = {path: digest for digest, path in lines}
    assert {path: hashlib.sha256(files[path]).hexdigest() for path in files if path != "SHA256SUMS"} == sums
    asked = {line.split()[1].removeprefix("/some/where/") for line in served.requests[before:]}
    assert asked <= set(right)
    assert problems_of(page) == []


def test_requests_are_the_same_whoever_s_site_is_made(browser: Browser, served: Served, tmp_path: Path) -> None:
    """From the page to the ZIP, one council's and four councils' logs can't be told apart."""
    logs = []
    for name in ("one-council", "four-councils"):
        context = browser.new_context()  # nothing is kept from one to the next
        page = context.new_page()
        served.requests.clear()
        open_workshop(page, served)
        give(page, zipped(make_folder(name, tmp_path)))
        expect(page.locator("[data-forms] [role=status]")).to_have_text(OPENED)
        download(page)
        logs.append(sorted(served.requests))
        context.close()
    assert logs[0] == logs[1]


def test_nothing_is_loaded_before_the_press_and_little_after(
    page: Page, served: Served, native: dict[str, Path]
) -> None:
    """All of a first visit counted, the page and its parts too."""
    served.requests.clear()
    page.goto(served.url + ADDRESS)
    page.wait_for_load_state("networkidle")
    before = [line.split()[1] for line in served.requests]
    assert [path for path in before if "/workshop/" in path.removesuffix(ADDRESS) or "/engine/" in path] == []
    page.get_by_role("button", name="Open the workshop").click()
    state(page, "ready")
    paths = {line.split()[1].removeprefix("/some/where/") for line in served.requests}
    files = {f"{path}index.html" if path.endswith("/") else path for path in paths}
    sizes = {file: (native[DEMO] / file).stat().st_size for file in files}
    pyodide = sum(size for file, size in sizes.items() if "/whole." in file or "/library." in file)
    print(f"\nA first visit: {sum(sizes.values()):,} bytes, {sum(sizes.values()) - pyodide:,} of them not Pyodide's")
    assert sum(sizes.values()) <= MOST_BYTES
    assert sum(sizes.values()) - pyodide <= MOST_OTHER_BYTES


def test_build_is_cancelled_and_begun_again(page: Page, served: Served) -> None:
    """The workshop is open again with each step to undo and to do again, and builds."""
    open_workshop(page, served)
    area, host = page.locator('[name="partnership.area"]'), page.locator('[name="partnership.host"]')
    area.fill("Dorsetshire")
    host.fill("the council")
    expect(page.locator("[data-pending]")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(host).not_to_have_value("the council")
    page.get_by_role("button", name="Build the site").click()
    page.get_by_role("button", name="Cancel").click()
    state(page, "ready")
    expect(page.locator("[data-told]")).to_have_text("The build was cancelled. The workshop is open again.")
    page.get_by_role("button", name="Redo").click()
    expect(host).to_have_value("the council")
    for _ in range(2):
        page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    expect(area).to_have_value("YOUR AREA")
    page.get_by_role("button", name="Build the site").click()
    state(page, "built")
    assert problems_of(page) == []


def test_check_and_page_are_drawn_as_they_are_edited(page: Page, served: Served) -> None:
    """The flowchart placed anew by the worker, and the page as the site will have it."""
    open_workshop(page, served)
    page.locator('[data-part="flows.consent"]').click()
    page.locator("[data-picture=now] svg").first.wait_for(timeout=LONG)
    begun = time.perf_counter()
    page.locator('[name="flows.consent.questions.0.name"]').evaluate(
        TYPE, "Is it dangerous to ask them for consent now?"
    )
    page.locator("[data-picture=now] a", has_text="Is it dangerous").wait_for(timeout=LONG)
    print(f"\nA changed flowchart is shown {time.perf_counter() - begun:.1f} s after the last letter", end="")
    page.locator('[data-part="pages"]').click()
    page.locator('[data-press="pages/guidance/law.md"]').click()
    page.get_by_role("button", name="Change this page").click()
    begun = time.perf_counter()
    page.locator("[data-preview=now]").wait_for(timeout=LONG)
    print(f"; a page's first preview takes {time.perf_counter() - begun:.1f} s", end="")
    begun = time.perf_counter()
    text = page.locator('[name="pages.guidance/law.md"]')
    text.fill(f"{text.input_value()}\nThe law in {{{{ partnership.area }}}} is *the same*.\n")
    page.locator("[data-preview=now] p", has_text="The law in YOUR AREA is the same.").wait_for(timeout=LONG)
    print(f", one after typing {time.perf_counter() - begun:.2f} s")
    assert problems_of(page) == []


def test_what_is_wrong_is_said_as_the_build_says_it(page: Page, served: Served, folders: dict[str, Path]) -> None:
    """Each problem is a sentence; a file that is no ZIP is one too, and the workshop goes on."""
    open_workshop(page, served)
    give(page, b"no zip")
    expect(page.locator("[data-forms] [role=status]")).to_contain_text("this is no ZIP")
    give(page, zipped(broken(folders[DEMO])))
    expect(page.locator("[data-problems] li a").first).to_contain_text("this program reads format 1", timeout=LONG)
    expect(page.locator('[name="partnership.format"]')).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Build the site").click()
    expect(page.locator("[data-refused] li").first).to_contain_text(": format: ", timeout=LONG)
    state(page, "ready")


def broken(folder: Path) -> Path:
    """Return a copy of a folder with a wrong value."""
    copy = folder.parent / "broken"
    copy.mkdir()
    text = (folder / "partnership.toml").read_text(encoding="utf-8")
    (copy / "partnership.toml").write_text(text.replace("format = 1", "format = 9", 1), encoding="utf-8")
    return copy


def test_without_script_the_page_says_what_to_do(browser_without_script: Page, served: Served) -> None:
    """And nothing that needs one is shown."""
    browser_without_script.goto(served.url + ADDRESS)
    expect(browser_without_script.get_by_role("link", name="How to make the site on a computer")).to_be_visible()
    expect(browser_without_script.locator("[data-room]")).to_be_hidden()


def test_without_webassembly_the_page_says_what_to_do(page: Page, served: Served) -> None:
    """As policies of some offices have it."""
    page.add_init_script("delete window.WebAssembly")
    page.goto(served.url + ADDRESS)
    expect(page.get_by_role("link", name="How to make the site on a computer")).to_be_visible()
    expect(page.locator("[data-room]")).to_be_hidden()


def test_page_is_accessible(browser: Browser, served: Served) -> None:
    """Open, and with problems shown, narrow and wide, light and dark."""
    context = context_for_axe(browser)
    page = context.new_page()
    open_workshop(page, served)
    give(page, b"no zip")
    expect(page.locator("[data-forms] [role=status]")).to_contain_text("this is no ZIP")
    for width, scheme in VIEWS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.evaluate(SETTLED)
        assert violations(page) == []
    context.close()
