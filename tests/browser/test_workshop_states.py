"""The workshop is accessible whatever it is doing: loading, open at each part, building, built, refused, failed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.axe import VIEWS, context_for_axe, violations_everywhere
from tests.browser.workshop_page import LONG, state
from tests.conftest import serving
from tests.tools.workshop import DEMO, make_folder, native_site
from tests.tools.wrong_inputs import INPUTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

    from tests.conftest import Served

PARTS = ("partnership", "flows.sharing", "data.sign_off", "pages", "update")
# A folder to leave pictures of each state in, for whoever wants to look at them.
LOOK = os.environ.get("SHARE_SAFELY_LOOK")
# What is asked of the worker is passed on, but for a build while one is to be held back.
HOLD = """(() => {
  globalThis.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      globalThis.lastWorker = this;
    }
    postMessage(message, ...rest) {
      if (!(globalThis.heldBack && message.name === "build")) super.postMessage(message, ...rest);
    }
  };
})()"""
STEP = """() => lastWorker.dispatchEvent(
  new MessageEvent("message", { data: { step: "pages made", done: 12, total: 73 } }),
)"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demonstration's site."""
    target = tmp_path_factory.mktemp("served")
    with serving(native_site(make_folder(DEMO, target), target / "site")) as served:
        yield served


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """The workshop's page, closed, which lets the checker in."""
    context = context_for_axe(browser)
    page = context.new_page()
    page.add_init_script(HOLD)
    page.goto(f"{served.url}adopt/workshop/")
    yield page
    context.close()


def found(page: Page, name: str) -> list[str]:
    """Run the checker in every view, and leave a picture of each where that is wanted."""
    if LOOK:
        Path(LOOK).mkdir(parents=True, exist_ok=True)
        for width, palette in VIEWS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme="dark" if palette == "dark" else "light")
            page.screenshot(path=Path(LOOK, f"{name}-{width}-{palette}.png"), full_page=True)
    return [f"{name}: {one}" for one in violations_everywhere(page)]


def test_closed_loading_and_failed(page: Page) -> None:
    """A file that never comes leaves the workshop loading; one that can't come makes it fail."""
    wrong = found(page, "closed")
    held: list[Route] = []
    page.route("**/assets/workshop/workroom*", lambda route: held.append(route))  # noqa: PLW0108 - Playwright can't mark a built-in function
    page.get_by_role("button", name="Open the workshop").click()
    state(page, "loading")
    page.wait_for_function("() => document.querySelector('[data-bar]').value > 0", timeout=LONG)
    wrong += found(page, "loading")
    page.route("**/assets/workshop/workroom*", lambda route: route.abort())  # when it is asked for again
    for route in held:
        route.abort()
    state(page, "failed")
    expect(page.locator("[data-told]")).to_contain_text("The workshop has failed")
    assert wrong + found(page, "failed") == []


def test_open_at_each_part_with_problems_and_while_it_builds(page: Page) -> None:
    """Unfolded, with a problem at a control and in the list, a refused file, and a build from its refusal on."""
    page.get_by_role("button", name="Open the workshop").click()
    state(page, "ready")
    wrong: list[str] = []
    for part in PARTS:
        page.locator(f'[data-part="{part}"]').click()
        expect(page.locator(f'[data-part="{part}"][aria-current]')).to_be_visible(timeout=LONG)
        unfold(page)
        wrong += found(page, part)
    page.locator('[data-part="pages"]').click()
    page.locator('[data-press="pages/guidance/law.md"]').click(timeout=LONG)
    page.get_by_role("button", name="Change this page").click(timeout=LONG)
    expect(page.locator('[name="pages.guidance/law.md"]')).to_be_visible(timeout=LONG)
    wrong += found(page, "a-page")
    page.locator('[data-part="partnership"]').click()
    photo: Any = {"name": "a.zip", "mimeType": "application/zip", "buffer": INPUTS["a photo"].data}
    page.locator("[name=work]").set_input_files(photo)
    expect(page.locator("[data-forms] [role=status]")).to_contain_text("this is no ZIP", timeout=LONG)
    page.locator('[name="partnership.contact_email"]').fill("x")
    expect(page.locator('[name="partnership.contact_email"]')).to_have_attribute("aria-invalid", "true", timeout=LONG)
    unfold(page)
    wrong += found(page, "problems")
    page.get_by_role("button", name="Build the site").click()
    expect(page.locator("[data-refused] li").first).to_be_visible(timeout=LONG)
    wrong += found(page, "refused")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-problems] li")).to_have_count(0, timeout=LONG)
    page.evaluate("() => { globalThis.heldBack = true; }")
    page.get_by_role("button", name="Build the site").click()
    state(page, "building")
    page.evaluate(STEP)
    wrong += found(page, "building")
    page.evaluate("() => { globalThis.heldBack = false; }")
    page.get_by_role("button", name="Cancel").click()
    state(page, "ready")
    page.get_by_role("button", name="Build the site").click()
    state(page, "built")
    assert wrong + found(page, "built") == []


def unfold(page: Page) -> None:
    """Open whatever is folded up in the workshop."""
    page.evaluate("() => { for (const one of document.querySelectorAll('.desk details')) one.open = true; }")
