"""For trainers and reviewers: examples stepped through in the check, and the whole flow in words."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

from decision_engine import trace
from decision_engine.authoring.read import SHIPPED, read_flow
from decision_engine.model import Answer
from tests.browser.walk import all_routes, answer, result, shown
from tests.conftest import ROOT, copy_sources, problems_of, run_build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from tests.conftest import Served

FILE = read_flow(SHIPPED)
FLOW = FILE.flow
EXAMPLES = [
    example
    for example in tomllib.loads((ROOT / "docs" / "_data" / "examples.toml").read_text(encoding="utf-8"))["examples"]
    if example["flow"] == FLOW.id
]
# Filled in with local names and numbers as links: their words are compared piece by piece.
_PLACEHOLDER = re.compile(r"\{[^{}]+\}")


def open_review(page: Page, url: str, *, ready: bool) -> None:
    """Open the page, and wait until the engine is ready where that is wanted."""
    page.goto(f"{url}review/")
    page.locator(".examples--live").wait_for()
    if ready:
        page.locator("[data-check][data-engine=ready]").wait_for(timeout=60_000)


@pytest.fixture(params=["page", "engine"])
def decided_by(request: pytest.FixtureRequest, page: Page, root_site: Served) -> str:
    """Who decides on the page that is open: the page itself, the engine's files being held back, or the engine."""
    by = str(request.param)
    if by == "page":
        page.route("**/assets/engine/**", lambda _: None)
    open_review(page, root_site.url, ready=by == "engine")
    return by


@pytest.fixture
def review(page: Page, root_site: Served) -> Page:
    """The page opened, deciding by itself."""
    page.route("**/assets/engine/**", lambda _: None)
    open_review(page, root_site.url, ready=False)
    return page


def next_button(page: Page) -> Locator:
    """Give the button that takes the next step."""
    return page.locator("[data-next]")


def step_through(page: Page, example: dict[str, Any]) -> None:
    """Choose an example and press once for each of its steps."""
    page.locator(f"[data-choose={example['key']}]").click()
    for number, step in enumerate(example["steps"], 1):
        expect(shown(page)).to_have_attribute("data-question", step["question"])
        expect(page.locator(".dock__place")).to_have_text(f"Step {number} of {len(example['steps'])}")
        next_button(page).click()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["key"]))
def test_each_example_ends_where_it_says_and_where_the_engine_does(
    page: Page, decided_by: str, example: dict[str, Any]
) -> None:
    """One press a step; outcome, reasons and ticks are those of CPython's engine for the example's answers."""
    answers = {
        step["question"]: Answer(option=step["answer"], grounds=tuple(step.get("grounds", ())))
        for step in example["steps"]
    }
    walked = trace(FLOW, answers)
    assert walked.outcome is not None
    assert walked.outcome.id == example["outcome"]
    step_through(page, example)
    expect(page.locator(".dock__place")).to_have_text("End of the example")
    assert result(page) == {
        "outcome": example["outcome"],
        "decision": walked.outcome.decision,
        "by": decided_by,
        "reasons": tuple(step.reason for step in walked.steps),
    }
    ticked = page.locator("[data-outcome]:visible [data-steps] [data-grounds] li").all_inner_texts()
    assert ticked == [ground.text for step in walked.steps for ground in step.grounds]
    label = FLOW.verdict(walked.outcome, walked).label
    assert page.locator("[data-dock] .example__outcome").inner_text() == f"The check says: {label}"
    assert problems_of(page) == []


def test_a_press_keeps_the_focus_for_the_next(page: Page, decided_by: str) -> None:
    """The keyboard alone steps through an example by pressing Enter again and again."""
    example = next(example for example in EXAMPLES if example["outcome"] == "seek-advice")
    page.locator(f"[data-choose={example['key']}]").press("Enter")
    for step in example["steps"]:
        expect(shown(page)).to_have_attribute("data-question", step["question"])
        expect(next_button(page)).to_be_focused()
        page.keyboard.press("Enter")
    assert result(page)["by"] == decided_by
    expect(next_button(page)).to_be_focused()


def test_the_end_of_an_example_leads_to_the_next_and_the_last_to_the_first(review: Page) -> None:
    """All examples can be gone through without choosing."""
    for example in EXAMPLES:
        expect(review.locator(f"[data-choose={example['key']}]")).to_have_attribute("aria-pressed", "true")
        for _ in example["steps"]:
            next_button(review).click()
        assert result(review)["outcome"] == example["outcome"]
        next_button(review).click()
        expect(shown(review)).to_have_attribute("data-question", FLOW.start)
    expect(review.locator(f"[data-choose={EXAMPLES[0]['key']}]")).to_have_attribute("aria-pressed", "true")


def test_an_example_can_be_started_again(review: Page) -> None:
    """The check is at its first question then, with nothing selected."""
    step_through(review, EXAMPLES[0])
    review.get_by_role("button", name="Start this example again").click()
    expect(shown(review)).to_have_attribute("data-question", FLOW.start)
    expect(review.locator(".dock__place")).to_have_text("Step 1 of 2")
    assert review.locator("input:checked").count() == 0


def test_the_example_follows_the_browsers_back(review: Page) -> None:
    """The dock says what belongs to the question that is shown."""
    step_through(review, EXAMPLES[0])
    review.go_back()
    expect(shown(review)).to_have_attribute("data-question", "consent")
    expect(review.locator(".dock__place")).to_have_text("Step 2 of 2")
    next_button(review).click()
    assert result(review)["outcome"] == EXAMPLES[0]["outcome"]


def test_answers_of_ones_own_leave_the_example(review: Page) -> None:
    """The dock says so and offers to start the example again."""
    answer(review, "purpose", "no")
    expect(review.locator(".dock__place")).to_have_text("You have left the example")
    review.get_by_role("button", name="Start this example again").click()
    expect(shown(review)).to_have_attribute("data-question", FLOW.start)
    expect(review.locator(".dock__place")).to_have_text("Step 1 of 2")


def test_an_address_with_an_anchor_leads_there(page: Page, root_site: Served) -> None:
    """Though the check takes the anchor out of the address."""
    page.goto(f"{root_site.url}review/#reviewRoutes")
    page.locator(".examples--live").wait_for()
    expect(page.locator("#reviewRoutes")).to_be_in_viewport()


def test_there_is_nowhere_to_type(review: Page) -> None:
    """Radios and checkboxes are the only inputs."""
    fields = review.locator("input, textarea, select, [contenteditable]")
    assert set(fields.evaluate_all("fields => fields.map((field) => field.type)")) == {"radio", "checkbox"}


def test_the_routes_listed_are_the_engines(review: Page) -> None:
    """Each with its outcome, in the engine's order, and their exact number."""
    listed = [
        (route.get_attribute("data-route"), route.get_attribute("data-route-ends"))
        for route in review.locator("[data-route]").all()
    ]
    expected = all_routes()
    assert listed == [(str(route), route.outcome) for route in expected]
    expect(review.locator("[data-route-count]")).to_contain_text(f"There are {len(expected)} routes")


def flow_texts() -> Iterator[str]:
    """Give every text of the flow that a reviewer has to read."""
    for question in FLOW.questions:
        yield from (question.text, question.hint, question.meaning, question.missing)
        yield from (*question.help.counts, *question.help.does_not_count) if question.help else ()
        for option in question.options:
            yield from (option.label, option.reason, option.caution, *(ground.text for ground in option.grounds))
    for outcome in FLOW.outcomes:
        yield from (outcome.name, FLOW.decision(outcome).label, outcome.summary, outcome.again, *outcome.next)
    for notice in FLOW.notices:
        yield from (notice.title, *notice.lines)
    for checklist in FLOW.checklists:
        yield from (checklist.title, *(item.text for item in checklist.items))
    yield from (*(group.title for group in FLOW.groups), *FLOW.limits)
    yield from (FLOW.record.title, FLOW.record.keeping, *FLOW.record.lines)


def test_every_text_of_the_flow_is_listed(site: Path) -> None:
    """Outside the check, so that it is read and printed without answering anything."""
    tree = LexborHTMLParser((site / "review" / "index.html").read_text(encoding="utf-8"))
    tree.css_first("[data-check]").decompose()
    words = " ".join(tree.css_first(".review").text(separator=" ").split())
    pieces = [piece.strip(" ().") for text in flow_texts() for piece in _PLACEHOLDER.split(text)]
    assert [piece for piece in pieces if piece not in words] == []


@pytest.mark.parametrize("outcome", [outcome for outcome in FLOW.outcomes if outcome.notice], ids=lambda one: one.id)
def test_a_listed_outcome_with_a_notice_opens_with_it(site: Path, outcome: Any) -> None:
    """As in the check: who to call is above the decision."""
    tree = LexborHTMLParser((site / "review" / "index.html").read_text(encoding="utf-8"))
    listed = tree.css_first(f"[data-listed-outcome={outcome.id}]")
    html = listed.html or ""
    assert html.index("ss-urgent") < html.index("listed__decision")
    assert listed.css_first(".ss-urgent a[href='tel:999']") is not None


def test_without_script_the_examples_are_written_out(browser_without_script: Page, root_site: Served) -> None:
    """Story, answers, reasons and outcome of all, without a button that does nothing."""
    page = browser_without_script
    page.goto(f"{root_site.url}review/")
    for example in EXAMPLES:
        written = page.locator(f"[data-example={example['key']}]")
        for text in (example["title"], *(step["why"] for step in example["steps"])):
            expect(written).to_contain_text(text)
        expect(written.locator("[data-end]")).to_be_visible()
        assert written.locator("li[data-for-question]:visible").count() == len(example["steps"])
    assert page.locator("main button:visible").count() == 0


def test_on_paper_everything_stands(review: Page) -> None:
    """All examples with all their steps, every question, outcome and route, the sign-off; of the check nothing."""
    step_through(review, EXAMPLES[0])
    review.emulate_media(media="print")
    for selector in ("[data-example]", "[data-for-question]", "[data-end]", "[data-listed-question]", "[data-route]"):
        parts = review.locator(f".review__body {selector}:not([data-dock] *)")
        assert parts.count() > 5 or selector == "[data-listed-question]"
        assert [part for part in parts.all() if not part.is_visible()] == [], selector
    for selector in (".ss-demonstration", "[data-sign-off]", "[data-present]", "#reviewRoutes", ".review__basis"):
        expect(review.locator(selector)).to_be_visible()
    assert review.locator("[data-listed-outcome]:visible").count() == len(FLOW.outcomes)
    assert review.locator("[data-listed-question]:visible").count() == len(FLOW.questions)
    expect(review.locator("[data-check]")).to_be_hidden()
    expect(review.locator("[data-dock]")).to_be_hidden()


def test_the_records_own_print_button_prints_the_record(page: Page, root_site: Served) -> None:
    """And nothing of the page round it; afterwards the page prints as before."""
    page.add_init_script("window.print = () => { document.documentElement.dataset.printed = ''; }")
    page.route("**/assets/engine/**", lambda _: None)
    open_review(page, root_site.url, ready=False)
    step_through(page, EXAMPLES[0])
    page.locator("[data-outcome]:visible").get_by_role("button", name="Print").click()
    page.locator("html[data-printed]").wait_for()
    page.emulate_media(media="print")
    expect(page.locator("[data-outcome]:visible [data-record]")).to_be_visible()
    for selector in ("h1", "[data-sign-off]", "#reviewExamples", "#reviewRoutes", "[data-dock]"):
        expect(page.locator(selector)).to_be_hidden()
    assert page.locator("[data-example]:visible").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("h1")).to_be_visible()


def test_the_page_says_what_is_to_be_signed_and_that_nobody_has(review: Page) -> None:
    """Version and sha256 of the flow as it is."""
    expect(review.locator("[data-sign-off]")).to_contain_text("Not yet signed off")
    expect(review.locator("[data-present]")).to_contain_text(FLOW.version)
    expect(review.locator("[data-present]")).to_contain_text(FILE.sha256)


def test_a_signature_under_another_version_says_so(build_changed: Callable[[Callable[[Path], None]], Path]) -> None:
    """Whoever signed is named with what they signed, and the page says plainly that it is another version."""

    def sign(source: Path) -> None:
        signed = {"reviewer": "A reviewer", "role": "Safeguarding lead", "version": "0.9.0", "sha256": "0" * 64}
        texts = {**signed, "flow": FLOW.id}
        lines = ["[[sign_offs]]", "date = 2027-01-15", *(f'{key} = "{value}"' for key, value in texts.items())]
        (source / "docs" / "_data" / "sign_off.toml").write_text("\n".join(lines), encoding="utf-8")

    tree = LexborHTMLParser((build_changed(sign) / "review" / "index.html").read_text(encoding="utf-8"))
    said = " ".join(tree.css_first("[data-sign-off]").text(separator=" ").split())
    assert said.startswith("Signed off for another version The check has changed since it was signed off.")
    signature = " ".join(tree.css_first("[data-signature]").text(separator=" ").split())
    assert all(
        part in signature for part in ("A reviewer", "15 January 2027", "0.9.0", "Signed off for another version")
    )


def test_an_example_that_no_longer_fits_the_flow_is_left_out_and_said(tmp_path: Path) -> None:
    """The site is built, whoever builds is told the file and the key path, and the page says that one is missing."""
    source = copy_sources(tmp_path / "source")
    file = source / "docs" / "_data" / "examples.toml"
    text = file.read_text(encoding="utf-8").replace('answer = "yes"', 'answer = "perhaps"', 1)
    file.write_text(text, encoding="utf-8")
    done = run_build(source, tmp_path / "site")
    assert 'docs/_data/examples.toml: examples[0].steps[0].answer: "purpose" has no answer "perhaps".' in done.stderr
    tree = LexborHTMLParser((tmp_path / "site" / "review" / "index.html").read_text(encoding="utf-8"))
    left = [node.attributes["data-example"] for node in tree.css("[data-example]")]
    assert left == [example["key"] for example in EXAMPLES[1:]]
    assert "1 example no longer fits and is not shown." in tree.css_first("[data-examples-left-out]").text()


def test_an_example_without_an_ending_stops_the_build(tmp_path: Path) -> None:
    """The message names the file and the key path."""
    source = copy_sources(tmp_path / "source")
    file = source / "docs" / "_data" / "examples.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("ending = ", "end = ", 1), encoding="utf-8")
    done = run_build(source, tmp_path / "site", check=False)
    assert done.returncode != 0
    assert "docs/_data/examples.toml: examples[0].ending: missing." in done.stderr
