"""Answers to Trace: replayed from the start, so nothing stale can survive. No clock, no input or output."""

from collections.abc import Mapping
from typing import Any

from decision_engine.errors import AnswersError, Findings, quoted, shown
from decision_engine.model import Answer, Flow, Option, Question, Step, Trace

_FILE = "answers"
_EXAMPLE = '{"consent": {"option": "yes", "grounds": []}}'


def trace(flow: Flow, answers: Mapping[str, Answer]) -> Trace:
    """Follow the answers from the flow's start and return the route, where it stands, and what lies off it.

    Answers are keyed by question id. Every answer is checked, on the route or off it.
    Raises AnswersError with every unknown question, option or ground.
    """
    findings = Findings(_FILE, AnswersError)
    for name, answer in answers.items():
        _check(flow, name, answer, findings)
    findings.finish()
    steps = []
    at = flow.by_id[flow.start]
    while isinstance(at, Question) and at.id in answers:
        answer = answers[at.id]
        option = _option(at, answer.option)
        grounds = tuple(ground for ground in option.grounds if ground.id in answer.grounds)
        steps.append(Step(question=at, option=option, grounds=grounds))
        at = flow.by_id[option.to]
    route = {step.question.id for step in steps}
    return Trace(steps=tuple(steps), at=at, off_route=tuple(name for name in answers if name not in route))


def answers_of(mapping: object) -> dict[str, Answer]:
    """Read answers from the plain structure ``{question id: {"option": id, "grounds": [id, …]}}``.

    Raises AnswersError where the structure is another.
    """
    findings = Findings(_FILE, AnswersError)
    answers = {}
    if not isinstance(mapping, dict):
        findings.note("", "answers are a table of question ids", _EXAMPLE)
        mapping = {}
    for name, answer in mapping.items():
        match name, answer:
            case str(), {"option": str(option), **rest} if (grounds := _grounds(rest)) is not None:
                answers[name] = Answer(option=option, grounds=grounds)
            case _:
                what = "an answer is an option and, where there are any, grounds"
                findings.note(shown(str(name)), what, _EXAMPLE)
    findings.finish()
    return answers


def answers_data(answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Turn answers into the plain structure that ``answers_of`` reads."""
    return {name: {"option": answer.option, "grounds": list(answer.grounds)} for name, answer in answers.items()}


def _grounds(rest: Mapping[Any, Any]) -> tuple[str, ...] | None:
    """Return the grounds beside an option, or None where something else stands there."""
    match {"grounds": [], **rest}:
        case {"grounds": list(grounds), **more} if not more and all(isinstance(ground, str) for ground in grounds):
            return tuple(grounds)
    return None


def _check(flow: Flow, name: str, answer: Answer, findings: Findings) -> None:
    """Note what in an answer the flow doesn't know."""
    question = flow.by_id.get(name)
    path = shown(name)
    if not isinstance(question, Question):
        findings.note(path, f"there is no question {quoted(name)} in the flow {quoted(flow.id)}", _EXAMPLE)
        return
    options = {option.id: option for option in question.options}
    if answer.option not in options:
        known = shown(", ".join(options))
        findings.note(
            f"{path}.option", f"there is no option {quoted(answer.option)}; the options are {known}", _EXAMPLE
        )
        return
    grounds = {ground.id for ground in options[answer.option].grounds}
    for at, ground in enumerate(answer.grounds):
        if ground not in grounds:
            what = f"there is no ground {quoted(ground)} under the option {quoted(answer.option)}"
            findings.note(f"{path}.grounds[{at}]", what, _EXAMPLE)


def _option(question: Question, name: str) -> Option:
    return next(option for option in question.options if option.id == name)
