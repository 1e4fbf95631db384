"""A question that takes several answers, on its page: every set of them, what excludes what, keys, words, no script."""

from __future__ import annotations

import re
from itertools import chain, combinations
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

from build_scripts.check import check_page
from decision_engine import Answer, Context, record_of, trace
from decision_engine.authoring.read import flow_from_bytes
from tests.browser.axe import context_for_axe, violations
from tests.browser.held_page import holding
from tests.browser.several_site import NAMES, add_checks, flow_text, ticked
from tests.browser.test_early_answers import BEFORE_SCRIPT, ONE_MOMENT, open_held, release, state
from tests.browser.test_heard import heard
from tests.browser.test_keyboard import tab_to
from tests.browser.walk import answer, choose, open_check, shown, start_again, walk
from tests.conftest import problems_of, serving
from tests.decision_engine.flow_files import SEVERAL
from tests.folders.partnerships import demonstration
from tests.site.test_html import validate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.conftest import Served

READ = flow_from_bytes(flow_text("several").encode(), "several.toml")
FLOW = READ.flow
ASKED = FLOW.questions[1]
ENGINE = "**/assets/engine/**"
YES = Answer(option="yes")
TOGETHER = tuple(option for option in ASKED.options if not option.alone)
ALONE = tuple(option for option in ASKED.options if option.alone)


def subsets[Part](parts: Sequence[Part]) -> list[tuple[Part, ...]]:
    """List every set of some parts, the empty one first."""
    return list(chain.from_iterable(combinations(parts, size) for size in range(len(parts) + 1)))


def answers_to_it() -> list[Answer]:
    """List every answer to the question: each set of options with each set of grounds under them, and each alone."""
    return [
        *(
            Answer(options=tuple(option.id for option in options), grounds=grounds)
            for options in subsets(TOGETHER)
            if options
            for grounds in subsets([ground.id for option in options for ground in option.grounds])
        ),
        *(Answer(options=(option.id,)) for option in ALONE),
    ]


@pytest.fixture(scope="module")
def several_site(build_changed: Callable[[Callable[[Path], None]], Path]) -> Path:
    """The site with both checks."""
    return build_changed(add_checks)


@pytest.fixture(scope="module")
def served(several_site: Path) -> Iterator[Served]:
    """That site on a server."""
    with serving(several_site) as found:
        yield found


@pytest.fixture
def asked(page: Page, served: Served) -> Page:
    """A page at the question, decided by the page alone."""
    page.route(ENGINE, lambda route: route.abort())
    open_check(page, served.url, ready=False, at="check/several/")
    answer(page, "purpose", "yes")
    return page


@pytest.mark.parametrize("by", ["engine", "page"])
def test_every_set_of_answers_ends_as_it_does_on_cpython(page: Page, served: Served, by: str) -> None:
    """Outcome, heading and the whole record are the same to the letter, whoever decides."""
    if by == "page":
        page.route(ENGINE, lambda route: route.abort())
    open_check(page, served.url, ready=by == "engine", at="check/several/")
    given = check_page(READ, SEVERAL, demonstration()).engine_input()
    context = Context(given["sha256"], given["names"], given["words"], given["banner"], given["contacts"])
    every = answers_to_it()
    assert len(every) > 30
    for bases in every:
        start_again(page)
        route = trace(FLOW, {"purpose": YES, "bases": bases, "secure": YES})
        asks = {step.question.id for step in route.steps}
        walk(page, {name: one for name, one in {"purpose": YES, "bases": bases, "secure": YES}.items() if name in asks})
        outcome = page.locator("[data-outcome]:visible")
        outcome.wait_for()
        page.locator(f"[data-check][data-decided-by={by}]").wait_for()
        written = outcome.locator("[data-record-text]").text_content() or ""
        made = re.search(r"Made (\S+)", written)
        assert made
        assert written == record_of(FLOW, route, context, time=made[1]).text()
        assert outcome.get_attribute("data-outcome") == route.at.id
    if by == "engine":  # without it the browser says that its files are refused
        assert problems_of(page) == []


def test_an_answer_that_excludes_the_others_unticks_them_and_is_unticked_by_them(asked: Page) -> None:
    """Whichever was there before; the reasons of what is unticked are forgotten."""
    form = asked.locator("#bases")
    form.locator("#bases-agreed").check()
    form.locator("#bases-spoken").check()
    form.locator("#bases-law").check()
    assert ticked(asked) == ["agreed", "law"]
    for option in ALONE:
        form.locator(f"#bases-{option.id}").check()
        assert ticked(asked) == [option.id]
        expect(form.locator("input[name=ground]:visible")).to_have_count(0)
    form.locator("#bases-agreed").check()
    assert ticked(asked) == ["agreed"]
    expect(form.locator("#bases-spoken")).not_to_be_checked()
    form.locator("#bases-agreed").uncheck()
    assert ticked(asked) == []


def test_nothing_ticked_is_an_error_at_the_question(asked: Page) -> None:
    """Said as elsewhere; its link leads to the first answer."""
    asked.wait_for_timeout(600)  # sooner it would pass for the second half of a double click
    asked.locator("#bases [data-continue]").click()
    expect(asked.locator("[data-error-summary]")).to_be_focused()
    asked.locator("[data-error-link]").click()
    expect(asked.locator("#bases-agreed")).to_be_focused()
    expect(asked.locator("#bases [data-error]")).to_contain_text(ASKED.missing)


def test_change_and_back_lead_to_all_that_was_ticked(asked: Page) -> None:
    """And an answer changed from there leads on as the new one does; Start again forgets all of it."""
    answer(asked, "bases", ("agreed", "law"), ("court-order",))
    asked.get_by_role("button", name="Back", exact=True).click()
    assert ticked(asked) == ["agreed", "law"]
    expect(asked.locator("#bases-court-order")).to_be_checked()
    asked.locator("#bases [data-continue]").click()
    answer(asked, "secure", "yes")
    row = asked.locator("[data-outcome]:visible [data-steps] li").nth(1)
    expect(row.locator("[data-label]")).to_have_text("They have agreed; The law requires it")
    expect(row.locator("[data-caution]")).to_have_text("Get the agreement in writing.")
    row.locator("[data-change]").click()
    assert ticked(asked) == ["agreed", "law"]
    answer(asked, "bases", "none")
    expect(shown(asked)).to_have_attribute("data-outcome", "no-basis")
    start_again(asked)
    answer(asked, "purpose", "yes")
    assert ticked(asked) == []


def test_the_flowchart_marks_one_way_for_all_that_lead_on_together(asked: Page) -> None:
    """However many are ticked."""
    answer(asked, "bases", ("agreed", "law"))
    marked = asked.locator("[data-map] .flowchart__way.taken[data-arrow-from=bases]")
    expect(marked).to_have_count(1)
    expect(marked).to_have_attribute("data-arrow-options", "agreed safety law")
    assert asked.locator("[data-map] .flowchart__way[data-arrow-from=bases]").count() == 3


def test_it_is_answered_by_keyboard_alone(asked: Page) -> None:
    """Each answer is a stop of its own; Space ticks, Enter continues."""
    for name in ("agreed", "law"):
        tab_to(asked, f"#bases-{name}")
        asked.keyboard.press("Space")
    tab_to(asked, "#bases-unsure")
    tab_to(asked, "#bases-court-order")
    asked.keyboard.press("Space")
    assert ticked(asked) == ["agreed", "law"]
    asked.keyboard.press("Enter")
    expect(shown(asked)).to_have_attribute("data-question", "secure")
    expect(asked.locator("[data-trail] .step__answer").last).to_have_text("They have agreed; The law requires it")


def test_its_parts_are_heard_by_their_names(asked: Page) -> None:
    """Checkboxes by their answers, the group with how many can be ticked, reasons with the answer they belong to."""
    asked.locator("#bases-agreed").check()
    asked.locator("#bases-law").check()
    devtools = asked.context.new_cdp_session(asked)
    group = heard(devtools, "#bases fieldset")
    assert group["role"] == "group"
    assert ASKED.text in group["name"]
    assert group["description"] == f"{ASKED.hint} Select all that apply."
    for option in ASKED.options:
        found = heard(devtools, f"#bases-{option.id}")
        assert (found["role"], found["name"]) == ("checkbox", option.label)
    names = [heard(devtools, f"[data-grounds-of={name}] [role=group]")["name"] for name in ("agreed", "law")]
    label = "Tick each reason that applies to “{}”. What shows it"
    assert names == [label.format("They have agreed"), label.format("The law requires it")]


@pytest.mark.parametrize("width", [320, 1280])
def test_it_is_free_of_violations(browser: Browser, served: Served, width: int) -> None:
    """With reasons under two answers, with an error, and with its result."""
    context = context_for_axe(browser)
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.route(ENGINE, lambda route: route.abort())
    open_check(page, served.url, ready=False, at="check/several/")
    answer(page, "purpose", "yes")
    page.wait_for_timeout(600)
    page.locator("#bases [data-continue]").click()
    found = {"error": violations(page)}
    page.locator("#bases-agreed").check()
    page.locator("#bases-law").check()
    found["ticked"] = violations(page)
    page.locator("#bases [data-continue]").click()
    answer(page, "secure", "yes")
    found["result"] = violations(page)
    context.close()
    assert {state: wrong for state, wrong in found.items() if wrong} == {}


def test_answers_given_early_are_taken_over(context: BrowserContext, several_site: Path) -> None:
    """With what excludes what, and reasons: the check goes on as if it had been there all along."""
    context.add_init_script(ONE_MOMENT)
    bases = Answer(options=("agreed", "law"), grounds=("spoken",))
    states = []
    with holding(several_site) as held:
        for early in (False, True):
            page = context.new_page()
            if early:
                open_held(page, held, BEFORE_SCRIPT, "check/several/")
            else:
                open_check(page, held.url, ready=False, at="check/several/")
            answer(page, "purpose", "yes")
            page.locator("#bases-none").check()
            page.locator("#bases-safety").check()
            assert ticked(page) == ["safety"]
            page.locator("#bases-safety").uncheck()
            answer(page, "bases", bases.options, bases.grounds)
            choose(page, "secure", "yes")
            if early:
                release(page, held)
            page.locator("[data-outcome]:visible").wait_for()
            states.append(state(page))
    assert states[0] == states[1]


def links(tree: LexborHTMLParser, question: str) -> list[tuple[str, str | None]]:
    """List a question's links in the written check."""
    found = tree.css(f"form[id={question}] [data-static] a")
    return [(link.css_first("strong").text(), link.attributes["href"]) for link in found]


def test_without_script_what_can_be_ticked_together_is_one_link(several_site: Path) -> None:
    """Each answer that excludes the others has its own."""
    tree = LexborHTMLParser((several_site / "check" / "several" / "index.html").read_text(encoding="utf-8"))
    together = "; ".join(option.label for option in TOGETHER)
    assert links(tree, "bases") == [
        (f"{together} (one or more of these)", "#secure"),
        *((option.label, f"#{option.to}") for option in ALONE),
    ]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("folder", ["check", "review"])
def test_no_id_is_used_twice(several_site: Path, name: str, folder: str) -> None:
    """Where two answers have reasons under the same heading, whether one or both can be chosen; the HTML is valid."""
    page = several_site / folder / name / "index.html"
    tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
    ids = [part.attributes["id"] for part in tree.css("[id]")]
    assert sorted(ids, key=str) == sorted(set(ids), key=str)
    for part in tree.css("[aria-labelledby]"):
        assert set(str(part.attributes["aria-labelledby"]).split()) <= set(map(str, ids))
    headings = [heading.text() for heading in tree.css("form[id=bases] .reasons h3")]
    assert headings == [f"Read these reasons before you answer “{o.label}”" for o in ASKED.options if o.grounds]
    validate([page])


def test_a_reviewer_reads_that_several_can_be_ticked_and_every_route_once(several_site: Path) -> None:
    """The routes are those of the engine; an answer that excludes the others is marked."""
    tree = LexborHTMLParser((several_site / "review" / "several" / "index.html").read_text(encoding="utf-8"))
    listed = tree.css_first("[data-listed-question=bases]")
    assert "Several answers can be ticked" in listed.text()
    assert listed.text().count("excludes the others") == len(ALONE)
    routes: list[Any] = [route.attributes["data-route"] for route in tree.css("[data-route]")]
    assert routes[:3] == [
        "purpose=yes bases=agreed+safety+law secure=yes",
        "purpose=yes bases=agreed+safety+law secure=no",
        "purpose=yes bases=none",
    ]
    assert len(routes) == 5


def test_an_example_with_several_answers_is_stepped_through(page: Page, served: Served) -> None:
    """Its step ticks all of them, and it ends where it says."""
    page.route(ENGINE, lambda route: route.abort())
    page.goto(f"{served.url}review/several/")
    page.locator(".examples--live").wait_for()
    for _ in range(3):
        page.locator("[data-next]").click()
        page.wait_for_timeout(100)
    outcome = page.locator("[data-outcome]:visible")
    expect(outcome).to_have_attribute("data-outcome", "shared")
    expect(outcome.locator("[data-steps] [data-label]").nth(1)).to_have_text("They have agreed; The law requires it")
    expect(page.locator("[data-dock-text]")).to_contain_text("End of the example")


def test_it_is_asked_in_a_frame_on_another_page(page: Page, served: Served, several_site: Path) -> None:
    """As on its own page, by keyboard too, where the frame may send no form."""
    text = '<!doctype html><html lang=en><title>Partner</title><iframe src="framed/" sandbox="allow-scripts"></iframe>'
    (several_site / "partner.html").write_text(text, encoding="utf-8")
    page.goto(f"{served.url}partner.html")
    frame = page.frame_locator("iframe")
    frame.locator("[data-check][data-started]").wait_for()
    frame.locator("#purpose-yes").check()
    frame.locator("#purpose-yes").press("Enter")
    for name in ("none", "agreed", "law"):
        frame.locator(f"#bases-{name}").check()
    frame.locator("#bases-law").press("Enter")
    expect(frame.locator("#secure")).to_be_visible()
    expect(frame.locator("[data-trail] .step__answer").last).to_have_text("They have agreed; The law requires it")
