"""Servers with bad habits, and places that aren't quite servers: the check is still decided by its engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from build_scripts.programs.browser import chromium
from tests.conftest import CHROMIUM_FLAGS, problems_of, serving, watch
from tests.servers.awkward_servers import IIS_EXTENSIONS, TYPES, awkward
from tests.servers.visit import check, search

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.conftest import Served


@pytest.mark.parametrize("habit", TYPES)
def test_the_engine_decides_whatever_the_servers_habits(page: Page, site: Path, habit: str) -> None:
    """Search and check work, and nothing is complained of but a font that a server refuses to give."""
    with awkward(site, habit) as url:
        page.goto(f"{url}guidance/")
        search(page, "consent")
        check(page, url)
    refused = [problem for problem in problems_of(page) if habit == "only what IIS knows" and "404" in problem]
    assert problems_of(page) == refused


def test_every_file_that_the_check_needs_has_an_extension_that_iis_knows(site: Path) -> None:
    """Only the font, which every page does without, and the file for hosts that look for it by name have others."""
    ends = {file.suffix for file in site.rglob("*") if file.is_file()}
    assert ends - IIS_EXTENSIONS == {".woff2", ""}


@pytest.fixture
def intranet(browser: Browser, site: Path) -> Iterator[tuple[Page, Served]]:
    """A browser that takes this machine for an intranet's server: by http, under a name, not a secure context."""
    rules = "--host-resolver-rules=MAP intranet.test 127.0.0.1"
    started = browser.browser_type.launch(executable_path=str(chromium()), args=[*CHROMIUM_FLAGS, rules])
    with serving(site) as served:
        served.url = served.url.replace("127.0.0.1", "intranet.test")
        yield watch(started.new_page()), served
    started.close()


def test_on_a_plain_http_intranet_the_engine_decides_and_the_copy_falls_back(intranet: tuple[Page, Served]) -> None:
    """Without a secure context one route ends in sharing, one in not sharing; copying selects the record's text."""
    page, served = intranet
    check(page, served.url, "share")
    assert page.evaluate("[isSecureContext, 'clipboard' in navigator, 'subtle' in crypto]") == [False, False, False]
    record = page.locator("[data-outcome]:visible [data-record]")
    record.get_by_role("button", name="Copy as text").click()
    text = record.locator("[data-record-text]")
    expect(text).to_be_visible()
    expect(text).to_be_focused()
    assert page.evaluate("getSelection().toString()").strip() == text.inner_text().strip()
    assert "RESULT" in text.inner_text()
    check(page, served.url, "do-not-share")
    page.goto(f"{served.url}guidance/")
    search(page, "consent")
    assert problems_of(page) == []


def test_a_page_opened_from_a_disk_shows_the_written_flowchart_and_says_why(page: Page, site: Path) -> None:
    """Every question and every answer can be read and followed, and nothing pretends to load."""
    page.goto((site / "check" / "index.html").as_uri())
    expect(page.locator("[data-from-disk]")).to_contain_text("only on a website")
    for question in page.locator("form[data-question]").all():
        expect(question).to_be_visible()
        assert question.locator("[data-static] a").count() >= 2
    assert page.get_by_role("radio").count() == 0
    assert page.locator("[data-check] button:visible").count() == 0
    assert page.locator("[data-outcome]:visible").count() == page.locator("[data-outcome]").count()
    page.locator("form#purpose [data-static] a").first.click()
    assert page.url.endswith("#consent")
