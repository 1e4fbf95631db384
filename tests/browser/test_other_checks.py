"""The checks beside the main one: every route in all three states, and the ways from one check to another."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

from build_scripts.content.language import read_language
from decision_engine.authoring.read import SHIPPED, read_flow
from decision_engine.model import Outcome
from tests.browser.axe import context_for_axe, violations
from tests.browser.states import open_record
from tests.browser.walk import all_routes, answer, open_check, other_checks, result, shown, start_again, walk
from tests.conftest import Served, problems_of

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

ADDRESSES = other_checks()
FLOWS = {name: read_flow(SHIPPED.with_stem(name)).flow for name in ADDRESSES}
ROUTES = {name: all_routes(SHIPPED.with_stem(name)) for name in ADDRESSES}
MAIN = read_flow(SHIPPED).flow
LANGUAGE = read_language()
ENGINE = "**/assets/engine/**"
assert len(ADDRESSES) > 1


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("by", ["engine", "page"])
def test_every_route_ends_where_it_does_on_cpython(page: Page, root_site: Served, name: str, by: str) -> None:
    """Outcome, decision and reasons, whoever decides; the record's sheet is that of the flow."""
    if by == "page":
        page.route(ENGINE, lambda _: None)
    open_check(page, root_site.url, ready=by == "engine", at=ADDRESSES[name])
    expect(page.locator("[data-check]")).to_have_attribute("data-flow", name)
    for route in ROUTES[name]:
        start_again(page)
        walk(page, route.answers)
        expected = {"outcome": route.outcome, "decision": route.decision, "by": by, "reasons": route.reasons}
        assert result(page) == expected, str(route)
    open_record(page)
    expect(page.locator("[data-outcome]:visible .sheet__title h4")).to_have_text(FLOWS[name].record.title)
    assert page.locator("[data-outcome]:visible .sheet__fields th").all_inner_texts() == list(FLOWS[name].record.lines)
    assert problems_of(page) == []


@pytest.mark.parametrize("name", ADDRESSES)
def test_without_script_each_answer_is_a_link_to_what_follows(site: Path, name: str) -> None:
    """So every route can be followed, to either heading where reasons matter; each target is on the page."""
    flow = FLOWS[name]
    tree = LexborHTMLParser((site / ADDRESSES[name] / "index.html").read_text(encoding="utf-8"))
    for question in flow.questions:
        expected = []
        for option in question.options:
            to = flow.by_id[option.to]
            if option.caution and isinstance(to, Outcome) and to.unconfirmed:
                expected += [
                    (LANGUAGE.say("check.settled", answer=option.label), f"#{option.to}"),
                    (LANGUAGE.say("check.unsettled", answer=option.label), f"#{option.to}-unconfirmed"),
                ]
            else:
                expected.append((option.label, f"#{option.to}"))
        links = tree.css(f"form[id={question.id}] [data-static] a")
        assert [(link.css_first("strong").text(), link.attributes["href"]) for link in links] == expected
        assert all(tree.css_first(f"[id='{target.removeprefix('#')}']") is not None for _, target in expected)


@pytest.mark.parametrize("name", ADDRESSES)
def test_its_states_are_free_of_violations(browser: Browser, root_site: Served, name: str) -> None:
    """axe-core finds nothing in help, map or two unlike outcomes, on a phone."""
    context = context_for_axe(browser)
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 800})
    page.route(ENGINE, lambda _: None)
    open_check(page, root_site.url, ready=False, at=ADDRESSES[name])
    page.locator("[data-map] > summary").click()
    shown(page).locator(".question__help > summary").click()
    found = {"help and map": violations(page)}
    page.locator("[data-map] > summary").click()
    longest = max(ROUTES[name], key=lambda route: len(route.answers))
    shortest = min(ROUTES[name], key=lambda route: len(route.answers))
    for route in (longest, shortest):
        start_again(page)
        walk(page, route.answers)
        found[route.outcome] = violations(page)
    context.close()
    assert len(found) > 2
    assert {state: wrong for state, wrong in found.items() if wrong} == {}


def test_the_consent_question_leads_to_the_check_of_consent_and_keeps_the_answers(
    context: BrowserContext, root_site: Served
) -> None:
    """It opens in a tab of its own; the first tab stands where it stood."""
    page = context.new_page()
    open_check(page, root_site.url, ready=False)
    answer(page, "purpose", "yes")
    shown(page).locator(".question__help > summary").click()
    with context.expect_page() as opened:
        shown(page).get_by_role("link", name=FLOWS["consent"].title).click()
    expect(opened.value).to_have_url(root_site.url + ADDRESSES["consent"])
    expect(shown(opened.value)).to_have_attribute("data-question", FLOWS["consent"].start)
    assert opened.value.evaluate("window.opener") is None
    expect(shown(page)).to_have_attribute("data-question", "consent")
    expect(page.locator("[data-trail] .step__answer")).to_have_text("Yes")


def test_every_outcome_of_consent_leads_to_the_main_check(site: Path) -> None:
    """Without script too: consent that doesn't hold is not the end of it."""
    tree = LexborHTMLParser((site / ADDRESSES["consent"] / "index.html").read_text(encoding="utf-8"))
    for outcome in FLOWS["consent"].outcomes:
        (link,) = tree.css(f"section[id={outcome.id}] .outcome__see a")
        assert MAIN.title in link.text()
        assert urljoin(f"/{ADDRESSES['consent']}", link.attributes["href"]) == "/check/"


@pytest.mark.parametrize("at", ["check/", *ADDRESSES.values()])
def test_each_check_names_the_others(site: Path, at: str) -> None:
    """And leads there; so do the front page and the menu."""
    addresses = {"check/": MAIN.title, **{ADDRESSES[name]: flow.title for name, flow in FLOWS.items()}}
    links = LexborHTMLParser((site / at / "index.html").read_text(encoding="utf-8")).css(".check__others a")
    found = {urljoin(f"/{at}", link.attributes["href"]): link.text() for link in links}
    assert found == {f"/{address}": title for address, title in addresses.items() if address != at}
    home = LexborHTMLParser((site / "index.html").read_text(encoding="utf-8"))
    assert home.css(f"main a[href='{at}']")
    assert home.css(f"#site-menu a[href='{at}']")
