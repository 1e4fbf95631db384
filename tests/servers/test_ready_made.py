"""The ready-made settings: the headers that real servers send with them, and the site under those headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from build_scripts.servers.headers import (
    ASK_AGAIN,
    CACHE,
    EVERYWHERE,
    FOR_EVER,
    POLICY,
    ServerTable,
    is_hashed,
    server_table,
)
from tests.conftest import problems_of
from tests.servers.real_servers import READY_MADE, running_with_ours
from tests.servers.visit import visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from tests.servers.conftest import Grounds

PAIRS = [(name, prefix) for prefix in ("/", "/sub/") for name in READY_MADE]


@pytest.fixture(scope="module", params=PAIRS, ids=lambda pair: f"{pair[0]} {pair[1]}")
def ready_made(request: pytest.FixtureRequest, grounds: Grounds) -> Iterator[str]:
    """The site's address on a server that runs with our settings."""
    name, prefix = request.param
    work, root, site = grounds.work(), grounds.root(prefix), grounds.root("/")
    work.chmod(0o755)
    with running_with_ours(name, site, root, work, prefix) as address:
        yield address
    (site / ".htaccess").unlink(missing_ok=True)


@pytest.fixture(scope="module")
def table(grounds: Grounds) -> ServerTable:
    """What each file should be sent with."""
    return server_table(grounds.root("/"))


def test_a_server_with_our_settings_sends_what_the_table_says(page: Page, ready_made: str, table: ServerTable) -> None:
    """Each header on each kind of file, and the engine's policy on checks and the worker alone."""
    files = [file for file in table.files if file.endswith((".json", ".txt", ".svg", ".woff2", ".pdf", ".bin"))]
    for path in (*table.documents, *files):
        answered = page.request.get(ready_made + path)
        assert answered.status == 200, path
        sent = answered.headers
        for name, value in EVERYWHERE.items():
            assert sent[name.lower()] == value, path
        assert sent[POLICY.lower()] == table.documents.get(path, table.policy), path
        assert sent[CACHE.lower()] == (FOR_EVER if is_hashed(path) else ASK_AGAIN), path
        assert "," not in sent[POLICY.lower()], path


def test_the_site_works_whole_under_our_headers(page: Page, ready_made: str) -> None:
    """No header hinders anything, the engine decides, and no policy is broken."""
    visit(page, ready_made)
    assert problems_of(page) == []


@pytest.mark.parametrize("missing", ["no/such/page/", "assets/js/check.0123456789.js"])
def test_a_missing_address_shows_the_sites_own_page(page: Page, ready_made: str, missing: str) -> None:
    """With status 404, whole under its policy, and never kept."""
    answered = page.goto(ready_made + missing)
    assert answered is not None
    assert answered.status == 404
    assert answered.headers[CACHE.lower()] == ASK_AGAIN
    assert "frame-ancestors 'none'" in answered.headers[POLICY.lower()]
    assert page.locator("h1").inner_text().startswith("This page can")
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"
    assert [problem for problem in problems_of(page) if "404" not in problem] == []
