"""The very same site from real servers as they are: no compression, no headers, at the root and under a path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.conftest import problems_of
from tests.servers.real_servers import SERVERS, running
from tests.servers.visit import visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.servers.conftest import Grounds

MISSING = "no/such/page/"


@pytest.mark.parametrize("prefix", ["/", "/sub/"])
@pytest.mark.parametrize("name", SERVERS)
def test_the_site_works_whole_from_a_server_as_it_is(page: Page, grounds: Grounds, name: str, prefix: str) -> None:
    """Pages, search and the check with its engine work, and an address that doesn't exist is answered with 404."""
    with running(name, grounds.root(prefix), grounds.work()) as address:
        url = address.removesuffix("/") + prefix
        visit(page, url)
        assert problems_of(page) == []
        page.goto(f"{url}404.html")
        expect(page.locator("h1")).to_contain_text("be found")
        assert problems_of(page) == []
        answered = page.request.get(url + MISSING)
        assert answered.status == 404
