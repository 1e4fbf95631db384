"""In real browsers other than Chromium: the workshop builds the site that a machine builds."""

from __future__ import annotations

import base64
import io
import json
import time
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.conftest import serving
from tests.other_browsers.driver import Driver, press
from tests.other_browsers.needed import needed
from tests.other_browsers.test_routes_elsewhere import started
from tests.tools.find_other_browsers import OTHER_BROWSERS
from tests.tools.workshop import CHANGED, DEMO, IN_BROWSERS, contents, make_folder, native_site, zipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONG_S = 300
STATE = "document.querySelector('[data-workshop]').dataset.state"
SAID = "document.querySelector('[data-forms] [role=status]')"
GIVE = """(() => {{
  const bytes = Uint8Array.from(atob({content}), (sign) => sign.charCodeAt(0));
  const given = new DataTransfer();
  given.items.add(new File([bytes], "work.zip", {{ type: "application/zip" }}));
  const input = document.querySelector("[name=work]");
  input.files = given.files;
  input.dispatchEvent(new Event("change", {{ bubbles: true }}));
  return true;
}})()"""
FRAME = "[...document.querySelectorAll('[data-try-place] iframe')].at(-1)?.contentDocument"
CHOOSE = """(() => {
  const pages = document.querySelector("[data-try-page]");
  pages.value = "check/consent/";
  pages.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
})()"""
ANSWER = f"""(() => {{
  const form = {FRAME}.querySelector("form[data-question]:not([hidden])");
  form.querySelector("input[name=option]").click();
  form.querySelector("[data-continue]").click();
  return true;
}})()"""
# What is handed over is kept in the page, and no window asks where to save it.
KEEP = """(() => {
  HTMLAnchorElement.prototype.click = () => {};
  URL.createObjectURL = (blob) => {
    const reader = new FileReader();
    reader.onload = () => { window.handed = reader.result.slice(reader.result.indexOf(",") + 1); };
    reader.readAsDataURL(blob);
    return "blob:";
  };
  return true;
})()"""


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


@pytest.fixture(scope="module", params=OTHER_BROWSERS, ids=lambda browser: str(browser.name))
def driver(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    """One browser for all."""
    needed(request.param)
    with started(request.param, tmp_path_factory) as driver:
        yield driver


def wait(driver: Driver, expression: str) -> None:
    """Wait until an expression is true in the page; a workshop that fails says why."""
    end = time.monotonic() + LONG_S
    while not driver.evaluate(expression):
        said = driver.evaluate(f"{STATE} + ': ' + document.querySelector('[data-workshop]').textContent")
        assert not str(said).startswith("failed"), said
        assert time.monotonic() < end, f"never true in the page: {expression}. {said}"
        time.sleep(0.5)


def try_check(driver: Driver) -> None:
    """Answer the first question of a check that was built, by the engine, in its frame."""
    driver.evaluate(CHOOSE)
    wait(driver, f"Boolean({FRAME}?.querySelector('[data-check][data-engine=ready]'))")
    driver.evaluate(ANSWER)
    wait(driver, f"Boolean({FRAME}.querySelector('[data-steps] [data-label]')?.textContent)")
    assert driver.evaluate(f"{FRAME}.querySelector('[data-check]').dataset.decidedBy") == "engine"
    assert "#1d4f91" in driver.evaluate(f"getComputedStyle({FRAME}.documentElement).getPropertyValue('--ss-accent')")


def test_zip_holds_the_site_that_a_machine_builds(
    driver: Driver, folders: dict[str, Path], native: dict[str, Path]
) -> None:
    """Of the demonstration, then of a folder that is opened: every file of the site, byte for byte."""
    with serving(native[DEMO]) as served:
        driver.open(f"{served.url}adopt/workshop/")
        driver.evaluate(KEEP)
        press(driver, "[data-open]")
        wait(driver, f"{STATE} === 'ready'")
        for name, folder in folders.items():
            content = json.dumps(base64.b64encode(zipped(folder)).decode())
            driver.evaluate(f"({SAID}.textContent = '', true)")
            driver.evaluate(GIVE.format(content=content))
            wait(driver, f"{SAID}.textContent.startsWith('Opened.')")
            press(driver, "[data-build]")
            wait(driver, f"{STATE} === 'built'")
            if name == CHANGED:
                try_check(driver)
            driver.evaluate("(window.handed = '', true)")
            press(driver, "[data-download]")
            wait(driver, "Boolean(window.handed)")
            with zipfile.ZipFile(io.BytesIO(base64.b64decode(driver.evaluate("window.handed")))) as packed:
                files = {one: packed.read(one) for one in packed.namelist()}
            site = {path.removeprefix("site/"): found for path, found in files.items() if path.startswith("site/")}
            right = contents(native[name])
            assert sorted(site) == sorted(right)
            assert [path for path in right if site[path] != right[path]] == []
