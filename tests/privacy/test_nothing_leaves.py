"""What a browser sends is the same whatever is answered, typed, printed, copied or downloaded."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.browser.walk import all_routes

if TYPE_CHECKING:
    from tests.privacy.conftest import Visit

LOCAL = ("data:", "blob:")


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
