"""All flows that ship: where every route leads, and what none of them may say or leave out."""

import pytest

from decision_engine import Flow, trace
from decision_engine.authoring.graph import routes
from decision_engine.authoring.read import SHIPPED, read_flow
from decision_engine.model import Outcome

FLOWS = {path.stem: read_flow(path).flow for path in sorted(SHIPPED.parent.glob("*.toml"))}
OUTCOMES = [(flow, outcome) for flow in FLOWS.values() for outcome in flow.outcomes]
MAIN = "sharing"
CHECKED = "Should I share this information?"
OTHERS = sorted(FLOWS.keys() - {MAIN})
assert len(OTHERS) > 1


def named(case: tuple[Flow, Outcome] | Flow) -> str:
    """Name a test by flow and outcome."""
    return case.id if isinstance(case, Flow) else f"{case[0].id} {case[1].id}"


def sign(flow: Flow, outcome: Outcome) -> str:
    """Return the sign that an outcome is shown with."""
    return flow.decision(outcome).sign


@pytest.mark.parametrize("flow", FLOWS.values(), ids=named)
def test_every_route_is_one_of_the_flows_own_cases(flow: Flow) -> None:
    """No route is missing among the cases, and none leads elsewhere."""
    found = [
        ({question: answer.option for question, answer in answers.items()}, trace(flow, answers).at.id)
        for answers in routes(flow)
    ]
    said = [(dict(case.answers), case.outcome) for case in flow.cases]
    assert sorted(found, key=str) == sorted(said, key=str)


@pytest.mark.parametrize(("name", "flow"), FLOWS.items(), ids=FLOWS)
def test_a_flow_has_the_name_of_its_file(name: str, flow: Flow) -> None:
    """Its id is how pages, links and records name it."""
    assert flow.id == name


@pytest.mark.parametrize("flow", FLOWS.values(), ids=named)
def test_not_sure_leads_to_advice_at_every_question(flow: Flow) -> None:
    """Whoever is unsure is told to seek advice, and how to come back to the same question."""
    for question in flow.questions:
        unsure = [option.to for option in question.options if option.id == "unsure"]
        assert unsure == ["seek-advice"], question.id
    advice = next(outcome for outcome in flow.outcomes if outcome.id == "seek-advice")
    assert "you must seek advice" in advice.summary
    assert advice.again


@pytest.mark.parametrize("flow", FLOWS.values(), ids=named)
def test_a_concern_leads_to_social_work_services_and_the_police_at_every_step(flow: Flow) -> None:
    """The standing notice names whom to tell and shows how to reach them; nobody has to finish the check first."""
    said = " ".join(flow.notice(flow.standing_notice).lines)
    for name in ("emergency_number", "children_services", "police_service"):
        assert f"{{{name}}}" in said
    assert "Do not delay to finish this check" in said
    for notice in flow.notices:
        assert notice.contacts == ("emergency", "report", "out-of-hours", "police")
        assert notice.lines[0].startswith("Call {emergency_number} if a child is in immediate danger")
        assert notice.lines[1].startswith("If you think a crime may have been committed, tell the police immediately")


@pytest.mark.parametrize("case", OUTCOMES, ids=named)
def test_whatever_does_not_say_go_opens_with_the_notice(case: tuple[Flow, Outcome]) -> None:
    """Act now, do not wait for advice, consent is not needed; and a record of any outcome has a notice too."""
    flow, outcome = case
    assert flow.record.notice == "child-at-risk"
    if sign(flow, outcome) != "go":
        said = " ".join(flow.notice(outcome.notice).lines)
        for word in ("{emergency_number}", "{children_services}", "{police_service}", "Do not wait for advice"):
            assert word in said
        assert said.endswith("The law allows this without consent.")


@pytest.mark.parametrize("case", OUTCOMES, ids=named)
def test_every_outcome_asks_for_a_record_and_names_its_points(case: tuple[Flow, Outcome]) -> None:
    """What next says to record, and the outcome says which points of the guidance it rests on."""
    assert "ecord" in " ".join(case[1].next)
    assert case[1].points


@pytest.mark.parametrize("flow", FLOWS.values(), ids=named)
def test_every_question_names_its_points(flow: Flow) -> None:
    """No question is asked that the guidance has nothing to say about."""
    assert [question.id for question in flow.questions if not question.points] == []


@pytest.mark.parametrize("name", OTHERS)
def test_no_flow_but_the_main_one_says_do_not_share(name: str) -> None:
    """Only the main check has the sign for that; the others lead on to it or to advice."""
    flow = FLOWS[name]
    assert {sign(flow, outcome) for outcome in flow.outcomes} == {"go", "advice"}
    said = " ".join(text for outcome in flow.outcomes for text in (outcome.name, outcome.summary, *outcome.next))
    assert "do not share" not in said.lower()
    assert "must not share" not in said


@pytest.mark.parametrize("outcome", FLOWS["consent"].outcomes, ids=lambda outcome: outcome.id)
def test_without_valid_consent_sharing_may_still_be_right(outcome: Outcome) -> None:
    """Every outcome of the check of consent leads to the main check, and says that consent is not the only way."""
    assert outcome.see == (MAIN,)
    assert FLOWS[MAIN].title == CHECKED
    said = " ".join((FLOWS["consent"].decision(outcome).label, outcome.summary, *outcome.next))
    assert CHECKED in said
    assert "able to share without" in said


def test_a_risk_in_asking_leads_straight_to_do_not_ask() -> None:
    """It is the first question, so that nobody asks who should not; what follows is a call, then the main check."""
    flow = FLOWS["consent"]
    first = flow.questions[0]
    assert first.id == flow.start
    assert first.options[0].to == "do-not-ask"
    outcome = next(outcome for outcome in flow.outcomes if outcome.id == "do-not-ask")
    assert flow.decision(outcome).label.startswith("Do not ask for consent")
    assert "{children_services} and/or {police_service} now" in outcome.next[0]


def test_the_consent_question_offers_the_check_of_consent() -> None:
    """In its help, where someone looks who is unsure."""
    question = next(question for question in FLOWS[MAIN].questions if question.id == "consent")
    assert question.help is not None
    assert question.help.see == ("consent",)
