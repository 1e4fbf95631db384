"""The way to help is in view on every kind of page without scrolling, on a phone, at 320 px and with large text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.walk import all_routes, shown, until, walk
from tests.conftest import serving
from tests.folders.partnerships import place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.conftest import Served

PHONE: Any = {"width": 360, "height": 640}
# The width of a window of 1280 px at 400 %, and one with text twice as large.
WINDOWS = (("100%", 320), ("200%", 640))
CHECKS = ["check/", "check/consent/", "check/asking/"]
PAGES = ["", *CHECKS, "embed/", "review/", "guidance/law/", "guidance/myths/", "about/privacy/", "404.html"]
RESULTS = list({route.decision: route for route in all_routes()}.values())
LEAST = 24

# Each link of the line with its box, and what is on top at its middle.
LINKS = """() => [...document.querySelectorAll("[data-emergency] a")].map((link) => {
  const { left, top, right, bottom, width, height } = link.getBoundingClientRect();
  const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return { href: link.getAttribute("href"), text: link.textContent, width, height,
    inView: top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth && link.contains(above) };
})"""
# What has the focus ends above the line or starts below it, in or out of view.
CLEAR = """(() => {
  const line = document.querySelector("[data-emergency]").getBoundingClientRect();
  const focused = document.activeElement.getBoundingClientRect();
  return focused.height > 0 && (focused.top >= line.bottom || focused.bottom <= line.top);
})()"""


def embedding(**changes: Any) -> Callable[[Path], None]:
    """Return a change of the sources: a folder with which the page for frames is published."""

    def change(source: Path) -> None:
        place(source, embed_on=["https://partner.example"], **changes)

    return change


@pytest.fixture(scope="module", params=[False, True], ids=["demonstration", "adopted"])
def served(request: pytest.FixtureRequest, build_changed: Callable[[Callable[[Path], None]], Path]) -> Iterator[Served]:
    """The site, as a demonstration and adopted, with the page for frames."""
    with serving(build_changed(embedding(adopted=request.param))) as served:
        yield served


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page as large as a small phone's."""
    context = browser.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()


def out_of_view(page: Page) -> list[str]:
    """Name each link of the line that cannot be seen whole, or is too small to tap; both must be there."""
    found = page.evaluate(LINKS)
    assert found[0]["href"] == "tel:999"
    assert found[1]["text"].startswith("Who to tell")
    assert len(found) == len(("call", "who"))
    return [one["text"] for one in found if not one["inView"] or min(one["width"], one["height"]) < LEAST]


@pytest.mark.parametrize("name", PAGES)
def test_line_is_in_view_without_scrolling(phone: Page, served: Served, name: str) -> None:
    """Whoever opens a page on a phone sees the number and who to tell at once."""
    phone.goto(served.url + name)
    assert out_of_view(phone) == []


@pytest.mark.parametrize("name", CHECKS)
def test_first_question_is_in_view_below_the_line(phone: Page, served: Served, name: str) -> None:
    """Its heading and its first answer too: the line pushes nothing out that the visitor came for."""
    phone.goto(served.url + name)
    question = phone.locator("form[data-question]:visible")
    for part in (question.locator("[data-heading]"), question.locator(".option label").first):
        expect(part).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("name", ["check/", "embed/"])
@pytest.mark.parametrize("route", RESULTS, ids=lambda route: route.decision)
def test_line_stays_in_view_up_to_the_result(phone: Page, served: Served, route: Any, name: str) -> None:
    """After each answer, on a result of each kind and at its very end, and it covers nothing that has the focus."""
    phone.goto(served.url + name)
    for question, given in route.answers.items():
        walk(phone, {question: given})
        assert out_of_view(phone) == []
        until(phone, CLEAR)
    outcome = phone.locator(f"[data-outcome={route.outcome}]")
    expect(outcome.locator("[data-focus]:visible")).to_be_focused()
    phone.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert out_of_view(phone) == []


def test_step_that_would_start_under_the_line_starts_below_it(phone: Page, served: Served) -> None:
    """Wherever the page was scrolled to, the title of the check and the way back can be seen after an answer."""
    phone.goto(f"{served.url}check/")
    phone.locator("[data-check][data-started]").wait_for()
    phone.evaluate("scrollBy(0, document.querySelector('[data-check]').getBoundingClientRect().top - 10)")
    phone.wait_for_timeout(600)
    # By script, as a real press would bring the button into view first.
    phone.evaluate("document.querySelector('#purpose-yes').click()")
    phone.evaluate("document.querySelector('#purpose [data-continue]').click()")
    expect(shown(phone)).to_have_attribute("data-question", "consent")
    for part in (phone.get_by_role("heading", level=1), phone.get_by_role("button", name="Back")):
        expect(part).to_be_in_viewport(ratio=1)
        top = part.evaluate("part => part.getBoundingClientRect().top")
        assert top >= phone.locator("[data-emergency]").evaluate("line => line.getBoundingClientRect().bottom")


def test_focus_is_on_the_question_and_not_on_the_line(phone: Page, served: Served) -> None:
    """The line is a region to go to, and no part of what is read out with each step."""
    phone.goto(f"{served.url}check/")
    route = RESULTS[0]
    question, given = next(iter(route.answers.items()))
    walk(phone, {question: given})
    expect(shown(phone).locator("[data-focus]")).to_be_focused()
    line = phone.get_by_role("region", name="In an emergency")
    expect(line).to_be_visible()
    assert line.get_attribute("aria-live") is None
    assert phone.locator("main [data-emergency], [role=status] [data-emergency]").count() == 0


@pytest.mark.parametrize("name", PAGES)
def test_line_reflows_at_320_px_and_with_text_twice_as_large(browser: Browser, served: Served, name: str) -> None:
    """It wraps and is never cut off, and the page does not scroll sideways."""
    for size, width in WINDOWS:
        context = browser.new_context(viewport={"width": width, "height": 640}, bypass_csp=True)
        page = context.new_page()
        page.goto(served.url + name)
        page.add_style_tag(content=f"html {{ font-size: {size} !important }}")
        assert out_of_view(page) == [], size
        assert page.evaluate("document.documentElement.scrollWidth") <= width, size
        context.close()


@pytest.mark.parametrize("name", ["check/", "embed/", "guidance/law/", "404.html"])
def test_who_to_tell_loses_no_answers(phone: Page, served: Served, name: str) -> None:
    """From a check and from another site's frame it opens apart; from a page it is an ordinary link."""
    phone.goto(served.url + name)
    link = phone.locator("[data-emergency] a").last
    if name in {"check/", "embed/"}:
        with phone.context.expect_page() as opened:
            link.click()
        expect(opened.value.locator("h1")).to_contain_text("who to tell")
    else:
        link.click()
        expect(phone.locator("h1, h2").filter(has_text="danger").or_(phone.locator("h1"))).not_to_have_count(0)
        assert phone.url.endswith(("guidance/signs-of-abuse/", "404.html#urgent"))


def test_notices_say_that_local_numbers_are_unconfirmed_until_adopted(phone: Page, served: Served) -> None:
    """On the check, in a frame and on the page for lost visitors, and on none of them once it is adopted."""
    for name in ("check/", "embed/", "404.html"):
        phone.goto(served.url + name)
        demonstration = phone.locator(".ss-demonstration, .demonstration").count() == 1
        said = phone.get_by_text("The local numbers are not yet confirmed").count()
        assert bool(said) == demonstration, name


@pytest.mark.parametrize("height", [256, 640])
def test_line_leaves_room_in_a_low_window(browser: Browser, served: Served, height: int) -> None:
    """At a zoom of 400 % it scrolls away with the page, instead of covering a sixth of the window."""
    context = browser.new_context(viewport={"width": 320, "height": height})
    page = context.new_page()
    page.goto(f"{served.url}check/")
    page.evaluate("scrollTo(0, 400)")
    assert (out_of_view(page) == []) == (height > PHONE["width"])
    context.close()
