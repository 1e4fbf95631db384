"""A record on paper: one sheet for every ordinary route of every check, and no telephone number broken over lines."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pypdf
import pytest
from playwright.sync_api import expect

from decision_engine.authoring.read import SHIPPED
from tests.browser.walk import all_routes, open_check, other_checks, start_again

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conftest import Served

CHECKS = {SHIPPED.stem: "check/", **other_checks()}
BROKEN = """() => [...document.querySelectorAll("[data-outcome]:not([hidden]) .sheet__number")]
  .filter((number) => new Set([...number.getClientRects()].map((box) => box.top)).size > 1)
  .map((number) => number.textContent)"""


@pytest.mark.parametrize("flow", CHECKS)
def test_every_record_fits_one_sheet(page: Page, root_site: Served, flow: str) -> None:
    """With none, one and two grounds ticked, each route's record is one page of A4."""
    page.set_viewport_size({"width": 360, "height": 740})
    open_check(page, root_site.url, ready=False, at=CHECKS[flow])
    sheets = {}
    for route in all_routes(SHIPPED.with_name(f"{flow}.toml")):
        for ticks in (0, 1, 2):
            boxes = 0
            for question, given in route.answers.items():
                form = page.locator(f"form[data-question={question}]")
                form.locator(f"input[type=radio][value={given.option}]").check()
                for box in form.locator("input[name=ground]:visible").all()[:ticks]:
                    box.check()
                    boxes += 1
                form.locator("[data-continue]").click()
                form.wait_for(state="hidden")
            expect(page.locator("[data-outcome]:visible")).to_have_count(1)
            paper = pypdf.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
            sheets[f"{route} with {ticks}"] = len(paper.pages)
            page.evaluate("dispatchEvent(new Event('beforeprint'))")
            assert page.locator("[data-outcome]:visible .sheet__number").count() > 0
            assert page.evaluate(BROKEN) == []
            page.evaluate("dispatchEvent(new Event('afterprint'))")
            start_again(page)
            if boxes < ticks:
                break
    assert {name: pages for name, pages in sheets.items() if pages > 1} == {}
