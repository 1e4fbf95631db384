"""What each reason to tick is worth: the heading of the result, in every form in which the engine says it."""

import io
import json
import zipfile

import pytest

from decision_engine import Context, answers_data, record_of, trace
from decision_engine.authoring.read import SHIPPED, read_flow
from decision_engine.cli import main
from decision_engine.model import Flow
from decision_engine.record.docx import docx_of
from decision_engine.words import RECORD, read_words
from tests.decision_engine.flow_files import NAMES
from tests.decision_engine.ground_cases import DELAY, QUESTIONS, GroundCase, ground_cases

CASES = ground_cases()
CONTEXT = Context(sha256="0" * 64, names=NAMES, words=read_words(*RECORD))
TIME = "2026-11-22T14:05+00:00"
assert len(CASES) > 25


def flow_of(case: GroundCase) -> Flow:
    """Read a case's flow."""
    return read_flow(SHIPPED.with_stem(case.flow)).flow


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["flow"])
def test_table_of_reasons_lists_every_reason_in_the_order_of_the_page(question: dict[str, object]) -> None:
    """Sufficient ones first: no reason is added to a flow without its worth being decided."""
    flow = read_flow(SHIPPED.with_stem(str(question["flow"]))).flow
    asked = next(one for one in flow.questions if one.id == question["question"])
    assert [ground.id for option in asked.options for ground in option.grounds] == list(question["worth"])  # type: ignore[call-overload]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_reasons_lead_to_the_heading_that_they_are_worth(case: GroundCase) -> None:
    """The route is the same; the heading says to confirm first unless one reason is enough, and when not to wait."""
    flow = flow_of(case)
    route = trace(flow, case.answers)
    assert route.outcome is not None
    verdict = flow.verdict(route.outcome, route)
    assert route.outcome.id == case.outcome
    assert verdict.label == case.label
    assert (route.unconfirmed is None) == case.confirmed
    assert (DELAY in verdict.summary) == (not case.confirmed)
    assert ("tell {children_services} and/or {police_service} now" in verdict.summary) == (not case.confirmed)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_form_of_a_record_has_the_heading_and_the_delay(case: GroundCase) -> None:
    """Data for JSON, text and Word document alike."""
    flow = flow_of(case)
    record = record_of(flow, trace(flow, case.answers), CONTEXT, time=TIME)
    assert record.data["outcome"]["label"] == case.label
    with zipfile.ZipFile(io.BytesIO(docx_of(record))) as document:
        word = document.read("word/document.xml").decode()
    assert f">Result: {case.label}<" in word
    assert f"\nRESULT: {case.label}\n" in record.text()
    for said in (record.data["outcome"]["summary"], word, record.text().split("\n\nWHY")[0]):
        assert (DELAY in said) == (not case.confirmed)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_run_in_the_terminal_ends_with_the_heading(
    case: GroundCase, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As text and as JSON."""
    typed = "".join(f"{' '.join((answer.option, *answer.grounds))}\n" for answer in case.answers.values())
    file = str(SHIPPED.with_stem(case.flow))
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert main(["run", file]) == 0
    assert f"RESULT: {case.label}" in capsys.readouterr().out.splitlines()
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert main(["run", file, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["label"] == case.label
    assert found["answers"] == answers_data(case.answers)


@pytest.mark.parametrize("name", ["sharing", "asking"])
def test_no_reason_that_names_a_child_at_risk_draws_a_caution(name: str) -> None:
    """A child's risk never leads to a delay."""
    flow = read_flow(SHIPPED.with_stem(name)).flow
    grounds = [ground for q in flow.questions for option in q.options for ground in option.grounds]
    named = [ground for ground in grounds if "child" in ground.text.lower()]
    assert named
    assert all(ground.settles for ground in named)


@pytest.mark.parametrize("name", ["sharing", "asking", "consent"])
def test_a_result_that_says_go_says_first_who_to_tell(name: str) -> None:
    """Before any list to go through: the first thing to do next is for a child who may be at risk."""
    flow = read_flow(SHIPPED.with_stem(name)).flow
    for outcome in flow.outcomes:
        if flow.decision(outcome).sign == "go":
            assert outcome.next[0].startswith("If a child may be at risk, ")
            assert "tell {children_services} and/or {police_service} now" in outcome.next[0]
        if outcome.unconfirmed:
            assert outcome.notice == "child-at-risk"
            assert DELAY in outcome.unconfirmed.summary


def test_a_refusal_is_never_taught_as_not_being_able_to_get_consent() -> None:
    """Both reasons that could be taken for it say that it does not count."""
    flow = read_flow(SHIPPED).flow
    grounds = {ground.id: ground.text for q in flow.questions for option in q.options for ground in option.grounds}
    for name in ("cannot-gain", "cannot-reasonably-expect"):
        assert grounds[name].endswith("(a refusal does not count)")
