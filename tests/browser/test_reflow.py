"""Small windows, large fingers, forced colours and no motion: the site and the check in each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from decision_engine import trace
from decision_engine.authoring.read import SHIPPED, read_flow
from tests.browser.states import ONE_PER_OUTCOME, every_state, start_again
from tests.browser.walk import open_check, walk

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.conftest import Served

FLOW = read_flow(SHIPPED).flow
# 1280 by 1024 px at a zoom of 400 %.
ZOOMED: Any = {"width": 320, "height": 256}
LEAST_STATES = 30
UNCONFIRMED = "unconfirmed"
FINE, COARSE = 24, 44

# The page must not scroll sideways, nor may anything stick out of it unseen; boxes that scroll by themselves may.
SIDEWAYS = """() => {
  const width = document.documentElement.clientWidth;
  const found = [];
  const whole = document.documentElement.scrollWidth;
  if (whole > width) found.push(`the page is ${whole} px wide`);
  const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  for (const element of document.body.querySelectorAll("*")) {
    if (!element.checkVisibility() || element.closest(".ss-visually-hidden, .ss-skip, svg svg, svg g")) continue;
    const box = element.getBoundingClientRect();
    if (box.width < 2 || (box.right <= width + 1 && box.left >= -1)) continue;
    let at = element.parentElement;
    while (at && !scrolls(at)) at = at.parentElement;
    if (!at) found.push(`${element.localName}.${element.getAttribute("class")} ends at ${Math.round(box.right)} px`);
  }
  return found;
}"""

# Every control of the check with its size, its label's included. A link inside a sentence is as high as its line.
SMALL = """([least, scope]) => {
  const size = (element) => {
    const boxes = [element, ...(element.labels ?? [])].map((one) => one.getBoundingClientRect());
    const edges = (pick, side) => pick(...boxes.map((box) => box[side]));
    return [edges(Math.max, "right") - edges(Math.min, "left"), edges(Math.max, "bottom") - edges(Math.min, "top")];
  };
  const inSentence = (link) => {
    const block = link.closest("p, li, cite, dd, td");
    return block && block.textContent.trim() !== link.textContent.trim();
  };
  return [...document.querySelector(scope).querySelectorAll("a[href], button, input, summary")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !(one.localName === "a" && inSentence(one)))
    .map((one) => [one, ...size(one)])
    .filter(([, width, height]) => Math.min(width, height) < least - 0.01)
    .map(([one, width, height]) => `${one.localName} "${(one.labels?.[0] ?? one).textContent.trim().slice(0, 40)}" ` +
      `is ${width.toFixed(1)} by ${height.toFixed(1)} px`);
}"""


def test_no_page_scrolls_sideways_at_400_percent(browser: Browser, root_site: Served, site: Path) -> None:
    """At 320 by 256 px every page fits its width; only tables, code and wide pictures scroll by themselves."""
    context = browser.new_context(viewport=ZOOMED)
    page = context.new_page()
    found = {}
    for file in sorted(site.rglob("*.html")):
        name = str(file.relative_to(site))
        page.goto(root_site.url + name.removesuffix("index.html"))
        found[name] = page.evaluate(SIDEWAYS)
    assert len(found) > 15
    assert {name: wide for name, wide in found.items() if wide} == {}
    context.close()


def test_no_state_scrolls_sideways_or_has_small_targets(browser: Browser, root_site: Served) -> None:
    """At 320 by 256 px every state of the check fits, and each control is 24 px at least."""
    context = browser.new_context(viewport=ZOOMED)
    page = context.new_page()
    found = {state: page.evaluate(SIDEWAYS) + _small(page, FINE) for state in every_state(page, root_site.url)}
    assert len(found) > LEAST_STATES
    assert {state: wrong for state, wrong in found.items() if wrong} == {}
    context.close()


def test_controls_are_large_enough_for_fingers(browser: Browser, root_site: Served) -> None:
    """On a touch screen each control of the check is 44 px at least, in every state."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    found = {state: _small(page, COARSE) for state in every_state(page, root_site.url)}
    assert page.evaluate("matchMedia('(pointer: coarse)').matches")
    assert {state: small for state, small in found.items() if small} == {}
    context.close()


def _small(page: Page, least: int) -> list[str]:
    small: list[str] = page.evaluate(SMALL, [least, "[data-check]"])
    return small


@pytest.mark.parametrize("palette", ["light", "dark"])
def test_forced_colours_tell_decisions_by_word_and_shape(browser: Browser, root_site: Served, palette: str) -> None:
    """Each decision is told by its words and a shape of its own, drawn in the colour of text, inside a frame."""
    context = browser.new_context(forced_colors="active", color_scheme=palette)  # type: ignore[arg-type]
    page = context.new_page()
    open_check(page, root_site.url, ready=False)
    shapes: dict[str, set[str]] = {}
    for route in ONE_PER_OUTCOME:
        walk(page, route.answers)
        walked = trace(FLOW, route.answers)
        assert walked.outcome is not None
        shown = page.locator("[data-outcome]:visible [data-verdict]:visible")
        expect(shown.locator("[data-heading]")).to_have_text(FLOW.verdict(walked.outcome, walked).label)
        sign = shown.locator(".sign")
        expect(sign).to_be_visible()
        shapes.setdefault(UNCONFIRMED if walked.unconfirmed else route.decision, set()).add(sign.inner_html())
        text = page.evaluate("getComputedStyle(document.body).color")
        assert sign.evaluate("sign => getComputedStyle(sign).color") == text
        assert shown.evaluate("box => parseFloat(getComputedStyle(box).borderTopWidth)") >= 2
        start_again(page)
    assert [len(one) for one in shapes.values()] == [1] * len(shapes)
    assert len(set.union(*(shapes[decision.id] for decision in FLOW.decisions))) == len(FLOW.decisions)
    assert shapes[UNCONFIRMED].isdisjoint(shapes["share"])
    context.close()


def test_forced_colours_mark_what_is_chosen_and_the_route(browser: Browser, root_site: Served) -> None:
    """A chosen option has a second line round it, and the map shows ticks and a flag, not colour alone."""
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    open_check(page, root_site.url, ready=False)
    first, *_ = ONE_PER_OUTCOME[0].answers
    option = page.locator(f"form[data-question={first}] .option").first
    outline = "label => getComputedStyle(label).outlineStyle"
    assert option.locator("label").evaluate(outline) == "none"
    option.locator("input").check()
    page.locator("h1").click()
    assert option.locator("label").evaluate(outline) == "solid"
    page.get_by_role("button", name="Continue").click()
    page.locator("[data-map] > summary").click()
    expect(page.locator("[data-map] .flowchart__tick:visible")).to_have_count(1)
    expect(page.locator("[data-map] .flowchart__flag:visible")).to_have_count(1)
    context.close()


def moving(page: Page) -> list[str]:
    """Name each element that a change of style would move."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((element) => {
            const style = getComputedStyle(element);
            const lasts = (times) => times.split(",").some((time) => parseFloat(time) > 0);
            const runs = style.animationName !== "none" && lasts(style.animationDuration);
            return runs || lasts(style.transitionDuration);
        }).map((element) => `${element.localName}.${element.getAttribute("class")}`)"""
    )
    return found


def test_nothing_moves_for_those_who_ask_for_less_motion(browser: Browser, root_site: Served) -> None:
    """With reduced motion no element has a transition or an animation; without it, some do."""
    for wish in ("no-preference", "reduce"):
        context = browser.new_context(reduced_motion=wish)
        page = context.new_page()
        found = []
        for path in ("", "check/", "guidance/"):
            page.goto(root_site.url + path)
            found += moving(page)
        assert bool(found) == (wish == "no-preference"), found
        context.close()


def test_what_comes_to_scroll_later_is_reached_by_keyboard(page: Page, root_site: Served) -> None:
    """A table that outgrows its box, as when the font arrives, becomes a named region in the order of focus."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{root_site.url}adopt/embed/")
    box = page.locator("[data-scroll]").first
    expect(box).not_to_have_attribute("tabindex", "0")
    box.evaluate("(box) => { box.style.height = '12rem' }")  # so that the box itself stays as it is
    page.wait_for_timeout(200)
    box.locator("table").evaluate("(table) => { table.style.minWidth = '3000px' }")
    expect(box).to_have_attribute("tabindex", "0")
    expect(box).to_have_attribute("role", "region")
