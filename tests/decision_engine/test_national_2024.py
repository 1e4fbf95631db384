"""The check of `national-2024`: no answer silences a concern, and none makes anyone share what helps no child."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from decision_engine.authoring.graph import routes
from decision_engine.authoring.read import read_flow
from decision_engine.trace import chosen, trace
from tests.folders.starting_points import FLOW, data

if TYPE_CHECKING:
    from collections.abc import Mapping

    from decision_engine import Answer
    from decision_engine.model import Ground, Help, Item, Outcome, Question

FLOW_FILE = read_flow(FLOW, with_cases=True)
READ = FLOW_FILE.flow
ROUTES = [{name: chosen(answer)[0] for name, answer in answers.items()} for answers in routes(READ)]
TELLING = "{children_services} or {police_service}"
# The only outcomes that end without sharing or advice; both are reached by clear answers alone.
QUIET = {"ask-agreement", "no-reason"}


def outcome_of(answers: Mapping[str, Answer]) -> Outcome:
    """Give the outcome of a route."""
    outcome = trace(READ, answers).outcome
    assert outcome is not None
    return outcome


ENDS = [outcome_of(answers) for answers in routes(READ)]


@pytest.fixture(params=range(len(ROUTES)), ids=[" ".join(f"{q}={a}" for q, a in one.items()) for one in ROUTES])
def route(request: pytest.FixtureRequest) -> tuple[dict[str, str], Outcome]:
    """Each route of the check with its outcome."""
    return ROUTES[request.param], ENDS[request.param]


def test_every_route_is_short(route: tuple[dict[str, str], Outcome]) -> None:
    """At most six questions."""
    assert len(route[0]) <= 6


def test_every_question_takes_not_sure_and_has_help() -> None:
    """And says what counts and what does not."""
    for question in READ.questions:
        assert [option.id for option in question.options] == ["yes", "no", "unsure"], question.id
        assert question.help is not None
        assert question.help.counts, question.id
        assert question.help.does_not_count, question.id


def test_not_sure_about_danger_acts(route: tuple[dict[str, str], Outcome]) -> None:
    """As a clear yes does."""
    answers, outcome = route
    assert (answers["danger"] in {"yes", "unsure"}) == (outcome.id == "act-now")


def test_not_sure_never_ends_quietly(route: tuple[dict[str, str], Outcome]) -> None:
    """It leads to sharing, or to advice while the concern stays open; never to "no reason", nor to an agreement."""
    answers, outcome = route
    if "unsure" in answers.values():
        assert outcome.id not in QUIET
        assert READ.decision(outcome).sign != "stop"


def test_where_delay_risks_harm_not_sure_shares_now(route: tuple[dict[str, str], Outcome]) -> None:
    """Only a clear no to "could waiting leave a child at risk?" leaves time for advice."""
    answers, outcome = route
    if "waiting" in answers:
        assert outcome.id == ("advice-today" if answers["waiting"] == "no" else "share-now")


def test_a_concern_never_ends_without_sharing_or_advice(route: tuple[dict[str, str], Outcome]) -> None:
    """Whatever is answered about basis, recipient or telling: a risk, even one not sure of, stays open."""
    answers, outcome = route
    if answers.get("risk") in {"yes", "unsure"}:
        assert outcome.id not in QUIET


def test_nothing_is_shared_that_helps_no_child(route: tuple[dict[str, str], Outcome]) -> None:
    """No risk and no use to a child, both clearly: there is no reason to share, on these answers."""
    answers, outcome = route
    assert (answers.get("risk") == "no" and answers.get("welfare") == "no") == (outcome.id == "no-reason")


def test_sharing_below_a_risk_has_a_basis(route: tuple[dict[str, str], Outcome]) -> None:
    """Where no child may be at risk, "you can share" follows a basis, the right recipient and the right amount."""
    answers, outcome = route
    if outcome.decision == "share":
        assert "yes" in {answers.get("basis"), answers.get("welfare-basis")}
        assert answers["recipient"] == "yes"


def test_every_outcome_says_who_to_tell_first_and_in_what_follows(route: tuple[dict[str, str], Outcome]) -> None:
    """Above the reasons whatever the answers are, and in one of the steps."""
    outcome = route[1]
    assert outcome.notice == "child-at-risk"
    assert any(TELLING in line for line in READ.notice(outcome.notice).lines)
    assert any(TELLING in text for text in (outcome.summary, *outcome.next)), outcome.id


def test_only_the_outcome_without_a_reason_is_a_stop_and_it_is_reviewable() -> None:
    """It has a way back to "a child may be at risk", and says to think again."""
    stops = [outcome for outcome in READ.outcomes if READ.decision(outcome).sign == "stop"]
    assert [outcome.id for outcome in stops] == ["no-reason"]
    assert "child may be at risk" in stops[0].again
    assert any("think again" in text for text in stops[0].next)


def test_a_refused_service_does_not_end_the_concern() -> None:
    """The outcome that asks for agreement says what to do after a no."""
    text = " ".join(READ.by_id["ask-agreement"].next)
    assert "ends neither the support nor your concern" in text
    assert "do you think that a child may be at risk?" in text


def test_an_open_basis_never_holds_up_a_concern() -> None:
    """What a result says while no ticked reason settles the basis begins with sharing now."""
    unconfirmed = [outcome.unconfirmed for outcome in READ.outcomes if outcome.unconfirmed]
    assert len(unconfirmed) == 3
    assert {one.label for one in unconfirmed} == {"Share now if waiting could leave a child at risk"}
    cautions = {option.caution for question in READ.questions for option in question.options if option.caution}
    assert all(one.startswith("If waiting could leave a child at risk, tell") for one in cautions)


def test_grounds_are_by_kind_of_organisation() -> None:
    """Recognised legitimate interests are for those that are no public body; a refusal is no ground at all."""
    for name in ("basis", "welfare-basis"):
        grounds = READ.by_id[name].options[0].grounds
        assert [(one.id, one.group) for one in grounds if one.settles] == [
            ("public-task", "public"),
            ("recognised", "not-public"),
            ("legal-obligation", "any"),
        ]
        assert not any("refus" in one.text.lower() or "consent" in one.text.lower() for one in grounds)


def test_every_route_is_a_case_of_the_flow_and_every_case_holds() -> None:
    """The cases were written apart from the routes."""
    assert FLOW_FILE.failing_cases == ()
    cases = [case["answers"] for case in FLOW_FILE.mapping["cases"]]
    assert sorted(map(str, cases)) == sorted(map(str, ROUTES))


def test_worked_examples_reach_every_outcome() -> None:
    """There are at least eight, each compared with the check of June 2020."""
    examples = data("examples.toml")["examples"]
    assert len(examples) >= 8
    assert {example["outcome"] for example in examples} == {outcome.id for outcome in READ.outcomes}
    assert [one["key"] for one in data("differences.toml")["differences"]] == [one["key"] for one in examples]


def test_every_part_of_the_flow_names_its_points() -> None:
    """Questions, their help, reasons to tick, steps and outcomes: none is based on nothing."""
    known = {point["id"] for point in data("points.toml")["points"]}
    parts: list[Question | Help | Ground | Item | Outcome] = [
        *READ.questions,
        *(question.help for question in READ.questions if question.help),
        *(ground for question in READ.questions for option in question.options for ground in option.grounds),
        *(item for checklist in READ.checklists for item in checklist.items),
        *READ.outcomes,
    ]
    assert len(parts) > 40
    for part in parts:
        assert part.points, part
        assert set(part.points) <= known, part
