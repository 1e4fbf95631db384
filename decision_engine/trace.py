"""Answers to Trace: replayed from the start, so nothing stale can survive. No clock, no input or output."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from decision_engine.errors import AnswersError, Problem, quoted, shown
from decision_engine.model import Answer, Flow, Option, Question, Step, Trace

_MOST_PROBLEMS = 1000
_EXAMPLE = '{"consent": {"option": "yes", "grounds": []}}'


def trace(flow: Flow, answers: Mapping[str, Answer]) -> Trace:
    """Follow the answers from the flow's start and return the route, where it has got to, and the answers off it.

    Answers are keyed by question id. Every answer is checked, on the route or off it.
    Raises AnswersError with every unknown question, option or ground.
    """
    _raise_if_any(problem for name, answer in answers.items() for problem in _unknown(flow, name, answer))
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
    answers: dict[str, Answer] = {}
    problems: list[Problem] = []
    if not isinstance(mapping, dict):
        problems.append(_problem("", "answers are a table of question ids"))
        mapping = {}
    for name, answer in mapping.items():
        match name, answer:
            case str(), {"option": str(option), **rest} if (grounds := _grounds(rest)) is not None:
                answers[name] = Answer(option=option, grounds=grounds)
            case _:
                problems.append(_problem(shown(str(name)), "an answer is an option and, where there are any, grounds"))
    _raise_if_any(problems)
    return answers


def answers_data(answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Turn answers into the plain structure that ``answers_of`` reads."""
    return {name: {"option": answer.option, "grounds": list(answer.grounds)} for name, answer in answers.items()}


def _grounds(rest: Mapping[Any, Any]) -> tuple[str, ...] | None:
    """Return the grounds beside an option, or None where they are something else."""
    match {"grounds": [], **rest}:
        case {"grounds": list(grounds), **more} if not more and all(isinstance(ground, str) for ground in grounds):
            return tuple(grounds)
    return None


def _unknown(flow: Flow, name: str, answer: Answer) -> Iterator[Problem]:
    """Yield what in an answer the flow doesn't know."""
    question = flow.by_id.get(name)
    path = shown(name)
    if not isinstance(question, Question):
        yield _problem(path, f"there is no question {quoted(name)} in the flow {quoted(flow.id)}")
        return
    options = {option.id: option for option in question.options}
    if answer.option not in options:
        known = shown(", ".join(options))
        yield _problem(f"{path}.option", f"there is no option {quoted(answer.option)}; the options are {known}")
        return
    grounds = {ground.id for ground in options[answer.option].grounds}
    for at, ground in enumerate(answer.grounds):
        if ground not in grounds:
            what = f"there is no ground {quoted(ground)} under the option {quoted(answer.option)}"
            yield _problem(f"{path}.grounds[{at}]", what)


def _problem(path: str, what: str) -> Problem:
    return Problem(file="answers", path=path, what=what, example=_EXAMPLE)


def _raise_if_any(problems: Iterable[Problem]) -> None:
    """Raise AnswersError with the first thousand problems, if there are any."""
    if found := tuple(islice(problems, _MOST_PROBLEMS)):
        raise AnswersError(found)


def _option(question: Question, name: str) -> Option:
    return next(option for option in question.options if option.id == name)
