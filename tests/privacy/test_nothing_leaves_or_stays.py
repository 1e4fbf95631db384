"""What a browser sends is the same whatever is done on the site, and nothing of it stays in the browser.

One file, so that one process makes the two visits that all of it looks at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.browser.walk import all_routes
from tests.conftest import serving
from tests.other_browsers.driver import until
from tests.privacy.journey import BROWSERS, started
from tests.privacy.profile import found_in, public_words, words_of_check

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.privacy.conftest import Visit

LOCAL = ("data:", "blob:")
# At most one phrase of an outcome stands in a page's title or description too.
MOST_PUBLIC = 1
KEEPER = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Heronsgate-{kind}</title>
<form><input id="word"></form><script>localStorage.setItem("place", "kestrelmoor-{kind}");</script>"""


def test_the_visitors_take_every_route_between_them(visits: tuple[Visit, Visit]) -> None:
    """No route is left out, and none is taken by both."""
    taken = [str(route) for visit in visits for route in visit.visitor.routes]
    assert sorted(taken) == sorted(map(str, all_routes()))


def test_the_server_sees_the_same_of_both(visits: tuple[Visit, Visit]) -> None:
    """The server's own log holds the same lines, all of them GET and none with a question mark."""
    one, other = (set(visit.answered) for visit in visits)
    print(f"{len(one)} different requests of {len(visits[0].answered)} and {len(visits[1].answered)}")
    assert one == other
    assert len(one) > 40
    assert [line for line in one if not line.startswith("GET ") or "?" in line] == []


def test_the_browser_asks_for_the_same_for_both(visits: tuple[Visit, Visit]) -> None:
    """Its own log holds the same addresses, all on the site's own origin."""
    logs = []
    for visit in visits:
        asked = {(method, url) for method, url in visit.asked if not url.startswith(LOCAL)}
        assert [url for _, url in asked if not url.startswith(visit.url)] == []
        logs.append({(method, urlsplit(url).path, urlsplit(url).query) for method, url in asked})
    assert logs[0] == logs[1]
    assert {(method, query) for method, _, query in logs[0]} == {("GET", "")}
    assert len(logs[0]) > 30


def test_nothing_is_stored_in_the_browser(visits: tuple[Visit, Visit]) -> None:
    """Cookies, both storages, IndexedDB, caches and service workers are empty after every page and every route."""
    for visit in visits:
        assert len(visit.stored) > 20
        assert {tuple(counts) for counts in visit.stored} == {(0, 0, 0, 0, 0, 0)}


def test_the_profile_on_disk_holds_no_word_of_the_visit(visits: tuple[Visit, Visit], site: Path) -> None:
    """No question, answer, reason or outcome, and no word searched for, in any file of the closed browser's profile."""
    public = " ".join(public_words(file.read_text(encoding="utf-8")) for file in site.rglob("*.html"))
    check = words_of_check((site / "check" / "index.html").read_text(encoding="utf-8"))
    words = {word for word in check if word.lower() not in public}
    assert len(words) > 60
    assert len(check - words) <= MOST_PUBLIC
    for visit in visits:
        typed = {visit.visitor.nonsense}
        assert found_in(visit.folder / "profile", words | typed) == []
        assert visit.visitor.nonsense not in {line.split(":")[0] for line in found_in(visit.folder / "cache", typed)}


@pytest.mark.parametrize("name", BROWSERS)
def test_what_a_page_keeps_is_found(browser: Browser, tmp_path: Path, name: str) -> None:
    """A page that does keep things shows that the search through the profile finds them."""
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "index.html").write_text(KEEPER.format(kind=name.lower()))
    with serving(tmp_path / "page") as served, started(name, browser, tmp_path) as driver:
        driver.open(served.url)
        driver.click("#word")
        driver.type("fieldfareholt")
        until(driver, "document.querySelector('#word').value === 'fieldfareholt'")
    kept = {f"heronsgate-{name}".lower(), f"kestrelmoor-{name}".lower(), "fieldfareholt"}
    assert {line.split(":")[0] for line in found_in(tmp_path / "profile", kept)} == kept
