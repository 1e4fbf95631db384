"""Everything by keyboard alone: the check, menu and search, the skip link, and a focus that can always be seen."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.focus import note_focus, stops_of, tab_through, troubles
from tests.browser.states import LONGEST, ROUTES
from tests.browser.walk import open_check, shown, until
from tests.conftest import problems_of, watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from decision_engine import Answer
    from tests.conftest import Served

MOST_TABS = 80
LONGEST_TO_SHARE = max((route for route in ROUTES if route.decision == "share"), key=lambda route: len(route.answers))


@pytest.fixture(params=[320, 1280])
def keyboard(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page that notes where the focus stops, narrow and wide, whose printing is counted."""
    context = browser.new_context(viewport={"width": request.param, "height": 800}, reduced_motion="reduce")
    note_focus(context)
    context.add_init_script("globalThis.prints = 0; globalThis.print = () => { prints += 1 }")
    yield watch(context.new_page())
    context.close()


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press Tab until the focus is on an element."""
    for _ in range(MOST_TABS):
        page.keyboard.press(key)
        if page.evaluate("selector => Boolean(document.activeElement?.matches(selector))", selector):
            return
    message = f"{MOST_TABS} times {key} lead to no {selector}"
    raise AssertionError(message)


def focused(page: Page) -> str:
    """Give the name of the element that has the focus."""
    return str(stops_of(page)[-1]["name"])


def answer_by_keys(page: Page, question: str, given: Answer) -> None:
    """Choose an option by Space and arrows, tick each ground by Space, continue by Enter."""
    form = f"form[data-question={question}]"
    expect(page.locator(form)).to_be_visible()
    tab_to(page, f"{form} input[type=radio]")
    page.keyboard.press("Space")
    chosen = page.locator(f"{form} input[type=radio]:checked")
    while chosen.get_attribute("value") != given.option:
        page.keyboard.press("ArrowDown")
    for _ in page.locator(f"{form} input[name=ground]:visible").all():
        tab_to(page, f"{form} input[name=ground]")
        page.keyboard.press("Space")
    tab_to(page, f"{form} [data-continue]")
    page.keyboard.press("Enter")


def in_order(stops: list[dict[str, Any]]) -> list[str]:
    """Write down where the focus went back in the document."""
    return [f"from {one['name']} back to {two['name']}" for one, two in pairwise(stops) if not two["forward"]]


def test_the_longest_route_by_keyboard_alone(keyboard: Page, root_site: Served) -> None:
    """Answers, grounds, outcome, checklist, record, Change and Back: reached in order, each with a visible focus."""
    page = keyboard
    open_check(page, root_site.url)
    for question, given in LONGEST_TO_SHARE.answers.items():
        answer_by_keys(page, question, given)
    outcome = page.locator(f"[data-outcome={LONGEST_TO_SHARE.outcome}]")
    expect(outcome.locator("[data-focus]:visible")).to_be_focused()
    grounds = outcome.locator("[data-grounds] li")
    expect(grounds).to_have_count(len(page.locator("input[name=ground]:checked").all()))
    page.evaluate("stops.length = 0")
    for _ in LONGEST_TO_SHARE.answers:
        tab_to(page, "[data-outcome] [data-change]")
    for _ in outcome.locator("[data-item]").all():
        tab_to(page, "[data-item]")
        page.keyboard.press("Space")
    assert outcome.locator("[data-item]:not(:checked)").count() == 0
    tab_to(page, "[data-print]")
    page.keyboard.press("Enter")
    until(page, "prints === 1")
    tab_to(page, "[data-copy]")
    for kind in ("txt", "docx", "json"):
        tab_to(page, f"[data-download={kind}]")
        with page.expect_download() as started:
            page.keyboard.press("Space")
        assert started.value.suggested_filename.endswith(f".{kind}")
    tab_to(page, "[data-look] > summary")
    page.keyboard.press("Enter")
    expect(outcome.locator("[data-sheet]")).to_be_visible()
    tab_to(page, "[data-restart]")
    stops = stops_of(page)
    assert in_order(stops[1:]) == []
    assert troubles(stops) == []
    tab_to(page, "[data-back]", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(shown(page)).to_have_attribute("data-question", list(LONGEST_TO_SHARE.answers)[-1])
    expect(shown(page).locator("[data-focus]")).to_be_focused()
    tab_to(page, "[data-trail] [data-change]")
    page.keyboard.press("Enter")
    expect(shown(page)).to_have_attribute("data-question", next(iter(LONGEST_TO_SHARE.answers)))
    assert problems_of(page) == []


def test_an_error_is_reached_and_left_by_keyboard(keyboard: Page, root_site: Served) -> None:
    """Continue without an answer moves the focus to the summary, whose link leads to the first option."""
    page = keyboard
    open_check(page, root_site.url, ready=False)
    page.wait_for_timeout(600)
    tab_to(page, "[data-continue]")
    page.keyboard.press("Enter")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-question]:visible input").first).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(shown(page)).to_have_attribute("data-question", list(LONGEST.answers)[1])


def test_enter_in_a_checklist_sends_nothing(keyboard: Page, root_site: Served) -> None:
    """Where a browser would submit the form round the ticks, the outcome stays."""
    page = keyboard
    open_check(page, root_site.url, ready=False)
    for question, given in LONGEST_TO_SHARE.answers.items():
        answer_by_keys(page, question, given)
    tab_to(page, "[data-item]")
    page.keyboard.press("Enter")
    expect(shown(page)).to_have_attribute("data-outcome", LONGEST_TO_SHARE.outcome)
    assert page.url == f"{root_site.url}check/"
    assert problems_of(page) == []


def test_the_map_leads_to_a_question_by_keyboard(keyboard: Page, root_site: Served) -> None:
    """The map opens by Enter; each box on the route can be seen in focus, and Enter shows its question."""
    page = keyboard
    open_check(page, root_site.url, ready=False)
    first, second, *_ = LONGEST.answers
    answer_by_keys(page, first, LONGEST.answers[first])
    tab_to(page, "[data-map] > summary")
    page.keyboard.press("Enter")
    for name in (first, second):
        tab_to(page, f"[data-map] [data-box={name}]")
    assert troubles(stops_of(page)) == []
    tab_to(page, f"[data-map] [data-box={first}]", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(shown(page)).to_have_attribute("data-question", first)
    expect(shown(page).locator("[data-focus]")).to_be_focused()


def test_the_skip_link_is_first_and_works_on_every_page(keyboard: Page, root_site: Served, site: Path) -> None:
    """One Tab shows it, Enter puts the focus into the main part, and the next stop lies there or after it."""
    page = keyboard
    pages = sorted(str(file.relative_to(site)) for file in site.rglob("*.html"))
    assert "404.html" in pages
    for name in pages:
        page.goto(root_site.url + name.removesuffix("index.html"))
        page.keyboard.press("Tab")
        assert focused(page) == "a Skip to the main content", name
        assert troubles(stops_of(page)) == [], name
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        page.keyboard.press("Tab")
        place = page.evaluate("document.querySelector('main').compareDocumentPosition(document.activeElement)")
        assert place & 4, name


def test_no_focus_is_invisible_anywhere(keyboard: Page, root_site: Served, site: Path) -> None:
    """A walk by Tab round every page: each stop lies in the window, uncovered, with a mark of 3 to 1 contrast."""
    page = keyboard
    found = []
    for file in sorted(site.rglob("*.html")):
        name = str(file.relative_to(site))
        page.goto(root_site.url + name.removesuffix("index.html"))
        stops = tab_through(page)
        assert len(stops) > 3, name
        found += [f"{name}: {one}" for one in troubles(stops)]
    assert found == []


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("a:focus-visible { outline: none }", "has no mark of the focus"),
        ("a:focus-visible { outline-color: #eee }", "has a mark of contrast"),
        ("a { position: absolute; left: -999px }", "is out of the window"),
        ("main a { visibility: visible; opacity: 1; clip-path: inset(50%) }", "cannot be seen"),
    ],
)
def test_an_invisible_focus_is_found_out(browser: Browser, root_site: Served, rule: str, said: str) -> None:
    """The walk above is no empty one: a style that hides the focus is reported."""
    context = browser.new_context(bypass_csp=True)
    note_focus(context)
    page = context.new_page()
    page.goto(f"{root_site.url}about/privacy/")
    page.add_style_tag(content=rule)
    assert any(said in one for one in troubles(tab_through(page)))
    context.close()


def test_the_menu_by_keyboard(keyboard: Page, root_site: Served) -> None:
    """Enter opens it, Tab goes into it and sees every link, Escape closes it and gives the focus back."""
    page = keyboard
    page.goto(f"{root_site.url}guidance/law/")
    button = page.get_by_role("button", name="Menu")
    tab_to(page, "[data-menu]")
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#site-menu') !== null")
    tab_to(page, "main a, .ss-section a")
    stops = stops_of(page)
    assert troubles(stops) == []
    assert len([stop for stop in stops if stop["name"].startswith("a ")]) > 3
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(button).to_be_focused()
    expect(page.locator("#site-menu")).to_be_hidden()


def test_the_search_by_keyboard(keyboard: Page, root_site: Served) -> None:
    """Opened, typed into, its first result followed, and closed by Escape, all without a pointer."""
    page = keyboard
    page.goto(f"{root_site.url}guidance/")
    narrow = page.locator("[data-search-open]").is_visible()
    tab_to(page, "[data-search-open]" if narrow else "[data-search-words]")
    if narrow:
        page.keyboard.press("Enter")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    page.keyboard.type("consent")
    results = page.locator("[data-search-results] a")
    expect(results.first).to_be_visible()
    tab_to(page, "[data-search-results] a")
    assert troubles(stops_of(page)) == []
    page.keyboard.press("Escape")
    expect(page.locator("[data-search-panel]")).to_be_hidden()
    expect(page.locator("[data-search-open]") if narrow else field).to_be_focused()
    if narrow:
        page.keyboard.press("Enter")
    page.keyboard.press("Control+A")
    page.keyboard.type("neglect")
    expect(results.first).to_be_visible()
    wanted = str(results.first.get_attribute("href"))
    tab_to(page, "[data-search-results] a")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "neglect" not in url and not url.endswith("/guidance/"))
    assert page.url.rpartition("/")[2] == wanted.rpartition("/")[2]


def test_from_the_check_the_link_to_the_search_leads_into_its_field(keyboard: Page, root_site: Served) -> None:
    """Whoever looks for the guidance from the check can type at once."""
    page = keyboard
    open_check(page, root_site.url, ready=False)
    tab_to(page, "a[href$='#search']")
    page.keyboard.press("Enter")
    expect(page.get_by_role("searchbox")).to_be_focused()
