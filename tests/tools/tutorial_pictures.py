"""Makes the pictures of docs/adopt/in-a-browser.md from the real page, by doing what that page says."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from build_scripts.paths import DEMONSTRATION, ROOT
from build_scripts.programs.browser import chromium
from tests.conftest import CHROMIUM_FLAGS, serving
from tests.tools.pictures import blank, picture_of
from tests.tools.workshop import native_site
from tests.tools.workshop_tutorial import PAGE, Keyboard, steps_of

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

PICTURES = PAGE.with_name("pictures")
# What each shows. Nothing of it changes from day to day.
SHOWN: dict[str, tuple[str, ...]] = {
    "closed": ("main h1", "[data-room]"),
    "partnership": ('[for="of-partnership.name"]', '[id="of-partnership.area-about"]'),
    "problem": ('[for="of-partnership.contacts.1.phone"]', '[id="of-partnership.contacts.1.phone-wrong"]'),
    "question": ('[for="of-flows.sharing.questions.2.hint"]', '[id="of-flows.sharing.questions.2.hint-about"]'),
    "page": ('[name="pages.guidance/resources.md"]',),
    "sign": ('[for="sign-check"]', "#sign-role"),
    "built": (".workshop__buttons", "[data-told]"),
}
# By then what stands beside the form is drawn as well.
_DRAWN_MS = 1_500
VIEWPORT: ViewportSize = {"width": 800, "height": 900}


def main() -> None:
    """Write the pictures."""
    PICTURES.mkdir(exist_ok=True)
    for missing in {PICTURES / f"{name}.png" for name in SHOWN} - set(PICTURES.iterdir()):
        missing.write_bytes(blank())
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        site = native_site(DEMONSTRATION, Path(temporary, "site"))
        browser = playwright.chromium.launch(executable_path=str(chromium()), args=list(CHROMIUM_FLAGS))
        with serving(site) as served:
            page = browser.new_context(viewport=VIEWPORT, color_scheme="light", reduced_motion="reduce").new_page()
            take_all(page, served.url, browser.new_page(), Path(temporary))
        browser.close()
    size = sum(path.stat().st_size for path in PICTURES.iterdir())
    print(f"{PICTURES.relative_to(ROOT)}: {len(SHOWN)} pictures, {size:,} bytes")


def take_all(page: Page, url: str, aside: Page, downloads: Path) -> None:
    """Follow the page, and take each picture when it is due."""
    for name in Keyboard(page, url, downloads).follow(steps_of(PAGE.read_text(encoding="utf-8"))):
        page.locator(SHOWN[name][0]).first.scroll_into_view_if_needed()
        page.wait_for_timeout(_DRAWN_MS)
        (PICTURES / f"{name}.png").write_bytes(picture_of(page, SHOWN[name], aside))


if __name__ == "__main__":
    main()
