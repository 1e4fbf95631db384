"""The decision record as a visitor gets it, against the record that the engine writes on CPython."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdf
import pytest
from playwright.sync_api import expect

from build_scripts.content.language import read_language
from decision_engine import Answer, trace
from decision_engine.authoring.read import SHIPPED, read_flow
from decision_engine.record import Context, Record, record_of
from decision_engine.record.docx import docx_of
from decision_engine.words import RECORD, read_words
from tests.browser.states import ONE_PER_OUTCOME, ROUTES, open_record, start_again
from tests.browser.walk import open_check, until, walk
from tests.conftest import ROOT, watch
from tests.folders.partnerships import demonstration

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playwright.sync_api import Browser, BrowserContext, Locator, Page

    from tests.conftest import Served

DEMONSTRATION = read_language().say("frame.demonstration", phone="999")

READ = read_flow(SHIPPED)
# The visitor's clock: a zone whose offset has minutes, and another day than in Greenwich.
NOW = "2026-11-22T20:05:09Z"
ZONE = "Asia/Kolkata"
TIME = "2026-11-23T01:35+05:30"
ENGINE = "**/assets/engine/**"
A4 = (595, 842)


@dataclass(frozen=True, slots=True)
class Visit:
    """Answers and ticks, and the record that CPython writes of them."""

    answers: Mapping[str, Answer]
    ticked: tuple[str, ...]
    expected: Record


def visit(answers: Mapping[str, Answer], *, every: int) -> Visit:
    """Tick each so many-th item of the outcome's checklists, and write the record."""
    route = trace(READ.flow, answers)
    assert route.outcome is not None
    offered = [one for one in READ.flow.checklists if one.id in route.outcome.checklists]
    items = [f"{one.id}/{item.id}" for one in offered for item in one.items]
    ticked = tuple(items[::every])
    local = demonstration()
    context = Context(READ.sha256, local.names, read_words(*RECORD), DEMONSTRATION, local.contact_list)
    return Visit(answers, ticked, record_of(READ.flow, route, context, time=TIME, ticked=ticked))


def visits() -> list[Visit]:
    """Give every route, and every way to tick a ground: one by one, none, all."""
    found = [visit(route.answers, every=number) for number, route in enumerate(ROUTES, 1)]
    options = [(question, option) for question in READ.flow.questions for option in question.options if option.grounds]
    for question, option in options:
        route = next(r for r in ROUTES if r.answers.get(question.id) == Answer(option=option.id))
        names = [ground.id for ground in option.grounds]
        for grounds in [(name,) for name in names] + [tuple(names)]:
            answers = {**route.answers, question.id: Answer(option=option.id, grounds=grounds)}
            found.append(visit(answers, every=2))
    return found


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """A profile in another time zone."""
    context = browser.new_context(timezone_id=ZONE)
    yield context
    context.close()


def at_the_check(context: BrowserContext, served: Served, *, ready: bool = True) -> Page:
    """Open the check while the visitor's clock stands still."""
    page = watch(context.new_page())
    page.clock.set_fixed_time(NOW)
    if not ready:
        page.route(ENGINE, lambda request: request.abort())
    open_check(page, served.url, ready=ready)
    return page


def outcome_of(page: Page, one: Visit) -> Locator:
    """Give all answers, tick what is to be ticked, and return the outcome."""
    walk(page, one.answers)
    shown = page.locator("[data-outcome]:visible")
    expect(shown).to_have_attribute("data-outcome", one.expected.data["outcome"]["id"])
    for value in one.ticked:
        shown.locator(f"[data-item][value='{value}']").check()
    return shown


def downloaded(page: Page, name: str) -> tuple[str, bytes]:
    """Press a download button and give the file's name and content."""
    with page.expect_download() as started:
        page.get_by_role("button", name=name).click()
    return started.value.suggested_filename, Path(started.value.path()).read_bytes()


@dataclass(frozen=True, slots=True)
class Seen:
    """What a visitor gets of a record: the three files by name, and the sheet's text and ticks."""

    visit: Visit
    files: dict[str, bytes]
    sheet: str
    boxes: list[str]


@pytest.fixture(scope="module")
def seen(browser: Browser, root_site: Served) -> Iterator[list[Seen]]:
    """Every visit made on one page, from Start again to Start again."""
    context = browser.new_context(timezone_id=ZONE)
    page = at_the_check(context, root_site)
    yield [_seen(page, one) for one in visits()]
    context.close()


def _seen(page: Page, one: Visit) -> Seen:
    shown = outcome_of(page, one)
    files = dict(downloaded(page, f"Download {kind}") for kind in ("as JSON", "as text", "for Word"))
    open_record(page)
    expect(shown.locator(".sheet__ticks li", has_text="☑")).to_have_count(len(one.ticked))
    sheet = shown.locator("[data-sheet]")
    looked = Seen(one, files, sheet.inner_text(), sheet.locator(".sheet__ticks li").all_inner_texts())
    start_again(page)
    return looked


def test_every_record_is_the_one_that_cpython_writes(seen: list[Seen]) -> None:
    """For every route and every ground, the three files hold the engine's record to the byte."""
    assert len(seen) > len(ROUTES)
    for one in seen:
        expected = one.visit.expected
        assert set(one.files) == {f"decision-record.{kind}" for kind in ("json", "txt", "docx")}
        assert json.loads(one.files["decision-record.json"]) == expected.data
        assert one.files["decision-record.txt"] == expected.text().encode()
        assert one.files["decision-record.docx"] == docx_of(expected)


def test_the_sheet_says_what_the_record_holds(seen: list[Seen]) -> None:
    """What can be looked at and printed names every text of the record, in its order, with the ticks."""
    for one in seen:
        data = one.visit.expected.data
        items = [item for part in data["checklists"] for item in part["items"]]
        assert one.boxes == [f"{'☑' if item['ticked'] else '☐'} {item['text']}" for item in items]
        steps = [text for step in data["steps"] for text in (step["text"], step["reason"], *_grounds(step))]
        texts = [data["title"], data["banner"], *data["notice"]["lines"], data["outcome"]["label"]]
        texts += [*steps, *data["outcome"]["next"], *data["lines"], *data["limits"], data["keeping"]]
        places = [one.sheet.find(wanted) for wanted in [*texts, data["flow"]["sha256"]]]
        assert -1 not in places, [wanted for wanted in texts if wanted not in one.sheet]
        assert places == sorted(places)


def _grounds(step: Mapping[str, Any]) -> list[str]:
    return [ground["text"] for ground in step["grounds"]]


def test_the_downloaded_json_replays(visitor: BrowserContext, root_site: Served, tmp_path: Path) -> None:
    """The engine's command line finds that the answers lead to the outcome."""
    page = at_the_check(visitor, root_site)
    outcome_of(page, visits()[-1])
    file = tmp_path / "decision-record.json"
    file.write_bytes(downloaded(page, "Download as JSON")[1])
    command = [sys.executable, "-m", "decision_engine", "replay", str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert READ.sha256 in done.stdout


def test_copy_puts_the_text_on_the_clipboard(visitor: BrowserContext, root_site: Served) -> None:
    """Where the browser has a clipboard, one press copies the record's text and says so."""
    visitor.grant_permissions(["clipboard-read", "clipboard-write"])
    page = at_the_check(visitor, root_site)
    one = visits()[0]
    shown = outcome_of(page, one)
    shown.get_by_role("button", name="Copy as text").click()
    expect(shown.locator("[data-said]")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == one.expected.text()
    expect(shown.locator("[data-record-text]")).to_be_hidden()


@pytest.mark.parametrize("gone", ["missing", "refused"])
def test_copy_without_a_clipboard_selects_the_text(visitor: BrowserContext, root_site: Served, gone: str) -> None:
    """Plain-http intranets have no clipboard: the record's text is shown, selected and in focus."""
    value = "undefined" if gone == "missing" else "{ writeText: () => Promise.reject(new Error('no')) }"
    visitor.add_init_script(
        f"Object.defineProperty(navigator, 'clipboard', {{ value: {value} }}); document.execCommand = () => false;"
    )
    page = at_the_check(visitor, root_site)
    one = visits()[0]
    shown = outcome_of(page, one)
    shown.get_by_role("button", name="Copy as text").click()
    expect(shown.locator("[data-said]")).to_have_text("The record is selected: press Ctrl and C to copy it.")
    expect(shown.locator("[data-record-text]")).to_be_focused()
    assert page.evaluate("getSelection().toString()").strip() == one.expected.text().strip()


def test_without_the_engine_the_page_writes_the_same_record(visitor: BrowserContext, root_site: Served) -> None:
    """For every route, every ground and some ticks, text and JSON are those of the engine, to the letter."""
    page = at_the_check(visitor, root_site, ready=False)
    page.locator("[data-check][data-engine=unavailable]").wait_for()
    for one in visits():
        shown = outcome_of(page, one)
        assert json.loads(downloaded(page, "Download as JSON")[1]) == one.expected.data
        assert downloaded(page, "Download as text")[1].decode() == one.expected.text()
        assert shown.locator("[data-record-text]").text_content() == one.expected.text()
        start_again(page)


def test_printing_shows_the_record_alone(visitor: BrowserContext, root_site: Served) -> None:
    """On paper an outcome is its record and nothing else, on one sheet of A4, or two after the longest route."""
    page = at_the_check(visitor, root_site)
    fullest = visits()[-1]
    for one in [*(visit(route.answers, every=1) for route in ONE_PER_OUTCOME), fullest]:
        shown = outcome_of(page, one)
        expect(shown.locator("[data-sheet] .sheet__made")).to_have_count(1)
        page.emulate_media(media="print")
        assert page.locator("body").inner_text().strip() == shown.locator("[data-sheet]").inner_text().strip()
        page.emulate_media(media="null")
        paper = pypdf.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
        outcome = one.expected.data["outcome"]["id"]
        assert len(paper.pages) <= (2 if outcome == fullest.expected.data["outcome"]["id"] else 1), outcome
        assert {tuple(round(float(side)) for side in sheet.mediabox[2:]) for sheet in paper.pages} == {A4}
        words = " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())
        assert DEMONSTRATION in words
        assert [label for label in one.expected.data["lines"] if label not in words] == []
        assert "Start again" not in words
        expect(shown.locator("[data-look]")).not_to_have_attribute("open", "")
        start_again(page)


def test_the_print_button_prints_a_record_that_is_up_to_date(visitor: BrowserContext, root_site: Served) -> None:
    """One press opens the browser's print window, with the tick that was set just before on the sheet."""
    sheet = "document.querySelector('[data-outcome]:not([hidden]) [data-sheet]')"
    visitor.add_init_script(f"globalThis.print = () => {{ globalThis.printed = {sheet}.textContent }}")
    page = at_the_check(visitor, root_site)
    one = next(one for one in visits() if one.ticked)
    outcome_of(page, one).get_by_role("button", name="Print").click()
    printed = until(page, "globalThis.printed")
    assert printed.count("☑") == len(one.ticked)
