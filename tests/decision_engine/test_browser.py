"""What the page says to the engine and gets back: texts and nothing else."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from decision_engine import AnswersError, Context, FlowError, RecordError, answers_of, browser, record_of
from decision_engine import trace as traced
from decision_engine.words import RECORD, read_words
from tests.decision_engine.flow_files import CONTACTS, NAMES, shipped

READ = shipped()
WORDS = read_words(*RECORD)
BANNER = "Demonstration"
TIME = "2026-11-22T14:05+00:00"
ANSWERS = {"purpose": {"option": "yes"}, "consent": {"option": "yes"}, "identifiable": {"option": "no"}}


def given(**changed: Any) -> str:
    """Write what the build hands over."""
    parts = {"mapping": READ.mapping, "file": READ.file, "sha256": READ.sha256, "names": NAMES, "words": WORDS}
    return json.dumps({**parts, "banner": BANNER, "contacts": CONTACTS, **changed})


@pytest.fixture(autouse=True)
def opened() -> str:
    """The engine with the shipped flow open, and what it said."""
    return browser.open_flow(given())


def test_opening_says_which_flow_is_open(opened: str) -> None:
    """The page learns id, version and hash of the flow that the engine has."""
    assert json.loads(opened) == {"flow": "sharing", "version": READ.flow.version, "sha256": READ.sha256}


def test_a_trace_says_where_it_stands() -> None:
    """Answers come back as the open question, then as the outcome, with steps and what lies off the route."""
    assert json.loads(browser.trace("{}")) == {"at": {"question": "purpose"}, "steps": [], "off_route": []}
    found = json.loads(browser.trace(json.dumps(ANSWERS)))
    assert found["at"] == {"outcome": "share-with-consent", "decision": "share", "unconfirmed": False}
    assert [step["question"] for step in found["steps"]] == ["purpose", "consent"]
    assert found["steps"][0]["reason"] == READ.flow.questions[0].options[0].reason
    assert found["off_route"] == ["identifiable"]


def test_a_record_is_that_of_the_engine() -> None:
    """The page's record is the engine's own, as data, as text and as blocks."""
    request = {"answers": ANSWERS, "time": TIME, "ticked": ["how-to-share/amount"]}
    route = traced(READ.flow, answers_of(ANSWERS))
    context = Context(sha256=READ.sha256, names=NAMES, words=WORDS, banner=BANNER, contacts=CONTACTS)
    record = record_of(READ.flow, route, context, time=TIME, ticked=("how-to-share/amount",))
    found = json.loads(browser.record(json.dumps(request)))
    assert found == {"data": record.data, "text": record.text(), "blocks": record.blocks()}


CALLS = [browser.open_flow, browser.trace, browser.record, browser.document]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.__name__)
@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[" * 33], ids=["lists", "tables", "just-too-deep"])
def test_brackets_nested_too_deep_are_refused(call: Callable[[str], str], text: str) -> None:
    """The parser would recurse into them, which ends the interpreter in a browser."""
    with pytest.raises(AnswersError, match=r"^answers: brackets are nested deeper than 32\. For example: "):
        call(text)


@pytest.mark.parametrize("name", ["[" * 100, '\\"' + "{" * 100, "\\\\"], ids=["brackets", "quote", "backslash"])
def test_brackets_inside_a_text_are_not_nesting(name: str) -> None:
    """A text may hold any sign; what is refused is only that no question has this name."""
    with pytest.raises(AnswersError, match="there is no question"):
        browser.trace(f'{{"{name}": {{"option": "yes"}}}}')


def test_nothing_is_escaped_that_json_can_hold() -> None:
    """Texts reach the page as they are, names with signs beyond ASCII too."""
    browser.open_flow(given(names={**NAMES, "police_service": "Heddlu Môn"}))
    said = browser.record(json.dumps({"answers": {"purpose": {"option": "no"}}, "time": TIME, "ticked": []}))
    assert "Heddlu Môn" in said


def test_faults_of_the_page_are_the_engines_errors() -> None:
    """A mapping that is no flow, answers that don't fit and a record too early each raise their own error."""
    with pytest.raises(FlowError, match=r"^flow: this is no flow that the build has checked \(.*'colour'\"\)\)\. For"):
        browser.open_flow(given(mapping={**READ.mapping, "colour": "red"}))
    with pytest.raises(AnswersError, match=r"^answers: x: there is no question"):
        browser.trace('{"x": {"option": "yes"}}')
    with pytest.raises(RecordError, match='the question "purpose" is open'):
        browser.record(json.dumps({"answers": {}, "time": TIME, "ticked": []}))


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.__name__)
def test_what_is_no_json_is_refused(call: Callable[[str], str]) -> None:
    """A text that can't be read is an error of the engine's, not of Python's."""
    with pytest.raises(AnswersError, match=r"^answers: this is not JSON: .* For example: "):
        call("?")


@pytest.mark.parametrize("mapping", [None, [], {}, {"questions": "none"}, {"source": {"x": 1}}, {"limits": {}}])
def test_mapping_that_is_no_flow_is_refused(mapping: object) -> None:
    """Whatever is in its place, the flow that was open stays open."""
    with pytest.raises(FlowError, match=r"^flow: this is no flow that the build has checked"):
        browser.open_flow(given(mapping=mapping))
    assert json.loads(browser.trace("{}"))["at"] == {"question": "purpose"}


@pytest.mark.parametrize(
    "request_", ["[]", "{}", '{"answers": {}, "time": 1, "ticked": []}', '{"answers": {}, "time": ""}']
)
def test_request_that_is_none_makes_no_record(request_: str) -> None:
    """A record needs answers, a time and what is ticked."""
    with pytest.raises(RecordError, match=r"^a record is written from answers, a time and what is ticked$"):
        browser.record(request_)
