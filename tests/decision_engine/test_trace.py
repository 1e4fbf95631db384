"""What answers lead to, through the shipped flow."""

import json
import tomllib
from typing import Any

import pytest

from decision_engine import AnswersError, Question, answers_data, answers_of, trace
from decision_engine.authoring.graph import route_count, routes
from decision_engine.model import Outcome
from tests.decision_engine.flow_files import HERE, shipped

CASES = tomllib.loads((HERE / "cases" / "routes.toml").read_text())
REFUSED = tomllib.loads((HERE / "cases" / "refused_answers.toml").read_text())["refused"]
FLOW = shipped().flow
EXAMPLE = '{"consent": {"option": "yes", "grounds": []}}'
assert len(CASES["routes"]) == 9
assert len(CASES["variants"]) >= 7
assert len(REFUSED) >= 5


@pytest.mark.parametrize("case", CASES["routes"] + CASES["variants"], ids=lambda case: case["name"])
def test_answers_lead_to_their_outcome(case: dict[str, Any]) -> None:
    """Answers lead where the case says, with its grounds, cautions and answers off the route."""
    route = trace(FLOW, answers_of(case.get("answers", {})))
    assert route.at.id == case.get("outcome", case.get("question"))
    assert (route.outcome.decision if route.outcome else None) == case.get("decision")
    assert isinstance(route.at, Question) == ("question" in case)
    assert [ground.id for step in route.steps for ground in step.grounds] == case.get("grounds", [])
    assert [step.question.id for step in route.steps if step.caution] == case.get("cautioned", [])
    assert list(route.off_route) == case.get("off_route", [])


def test_the_nine_routes_are_all_routes() -> None:
    """The shipped flow has the nine routes of the cases and no other."""
    assert [answers_data(answers) for answers in routes(FLOW)] == [
        answers_data(answers_of(case["answers"])) for case in CASES["routes"]
    ]
    assert route_count(FLOW) == len(CASES["routes"])


def test_the_cases_in_the_flow_are_all_routes() -> None:
    """The shipped flow carries one test case for each of its routes."""
    walked = [tuple(case.answers.items()) for case in FLOW.cases]
    assert sorted(walked) == sorted(
        tuple((name, answer.option) for name, answer in answers.items()) for answers in routes(FLOW)
    )


def test_every_outcome_says_its_decision_and_safety_first() -> None:
    """No outcome but a share goes without a notice, and no refusal without a way back."""
    for outcome in FLOW.outcomes:
        sign = FLOW.decision(outcome).sign
        assert sign == "go" or FLOW.notice(outcome.notice).lines
        assert sign != "stop" or outcome.again
    assert {FLOW.decision(outcome).sign for outcome in FLOW.outcomes} == {"go", "stop", "advice"}


def test_a_step_says_question_answer_and_reason() -> None:
    """Each step of a trace carries what was asked, what was answered and the sentence that it adds."""
    (step,) = trace(FLOW, answers_of({"purpose": {"option": "no"}})).steps
    (option,) = step.options
    assert (step.question.id, option.id) == ("purpose", "no")
    assert (step.label, step.reason) == (option.label, option.reason)
    assert isinstance(FLOW.by_id[option.to], Outcome)


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["name"])
def test_answers_that_do_not_fit_are_refused(case: dict[str, Any]) -> None:
    """Answers that don't fit are refused with everything that is wrong with them."""
    with pytest.raises(AnswersError) as refused:
        trace(FLOW, answers_of(json.loads(case["json"])))
    assert str(refused.value).splitlines() == [f"{says}. For example: {EXAMPLE}" for says in case["says"]]


def test_an_answer_under_a_key_that_is_no_text_is_refused() -> None:
    """Answers from Python with keys that JSON doesn't know are refused, not tripped over."""
    with pytest.raises(AnswersError, match=r"^answers: 5: an answer is an option"):
        answers_of({5: {"option": "yes"}})
