"""A whole visit: every page, a search, a share of the check's routes, each record printed, copied and downloaded."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from tests.browser.walk import Route, all_routes
from tests.other_browsers.chromium import chromium
from tests.other_browsers.driver import Driver, open_check, open_page, press, shown, start_again, until, walk
from tests.other_browsers.firefox import firefox
from tests.other_browsers.needed import needed
from tests.tools.find_other_browsers import FIREFOX

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

BROWSERS = ("Chromium", "Firefox")
ROUTES = all_routes()
# A search for what is found and one for what no page holds; the latter is looked for in the profile.
FIND = f"Boolean({shown('[data-search-count]')}?.textContent)"
STORED = """Promise.all([indexedDB.databases(), caches.keys(), navigator.serviceWorker.getRegistrations()]).then(
  (lists) => [document.cookie, localStorage, sessionStorage, ...lists].map(({ length }) => length))"""


class Profiled(Driver, Protocol):
    """A driver of a browser with a profile on disk, which notes its requests and prints."""

    requests: list[tuple[str, str]]

    def print(self) -> None:
        """Print the page."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """What sets one visitor apart from another: the routes and the words searched for."""

    routes: tuple[Route, ...]
    found: str
    nonsense: str


VISITORS = (
    Visitor(tuple(ROUTES[::2]), "consent", "quibblefrost"),
    Visitor(tuple(ROUTES[1::2]), "neglect", "thornwagtail"),
)


def journey(driver: Profiled, url: str, site: Path, visitor: Visitor) -> list[list[int]]:
    """Make the visit; give, for the end of each page's stay, how much is in each kind of storage."""
    stored = []
    pages = sorted(file.parent.relative_to(site).as_posix() for file in site.rglob("index.html"))
    for page in pages:
        open_page(driver, f"{url}{'' if page == '.' else f'{page}/'}")
        stored.append(driver.evaluate(STORED))
    driver.open(f"{url}guidance/")
    for words in (visitor.found, visitor.nonsense):
        press(driver, "[data-search-words]")
        driver.evaluate("document.querySelector('[data-search-words]').select()")
        driver.type(words)
        until(driver, FIND)
        stored.append(driver.evaluate(STORED))
    open_check(driver, url)
    for route in visitor.routes:
        walk(driver, route.answers)
        keep_record(driver)
        stored.append(driver.evaluate(STORED))
        start_again(driver)
    walk(driver, visitor.routes[-1].answers)  # the tab is closed on a result, as tabs are
    return stored


def keep_record(driver: Profiled) -> None:
    """Tick what can be ticked, look at the record, print, copy and download it in every format."""
    ticks = f"[...{shown('[data-outcome]')}.querySelectorAll('[data-item]')]"
    driver.evaluate(f"{ticks}.forEach((box) => box.click())")
    press(driver, "[data-outcome] [data-look] summary")
    driver.print()
    press(driver, "[data-copy]")
    until(driver, f"{shown('[data-said]')}?.textContent")
    for kind in ("txt", "json", "docx"):
        press(driver, f"[data-download={kind}]")


@contextmanager
def started(name: str, browser: Browser, folder: Path) -> Iterator[Profiled]:
    """Start a browser with a fresh profile in `folder/profile`."""
    if name == "Chromium":
        with chromium(browser, folder / "profile") as driver:
            yield driver
    else:
        needed(FIREFOX)
        with firefox(folder / "profile") as driver:
            yield driver
