"""Answers to Trace: replayed from the start, so nothing stale can survive. No clock, no input or output."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from decision_engine.errors import AnswersError, Problem, quoted, shown
from decision_engine.model import Answer, Flow, Question, Step, Trace

_MOST_PROBLEMS = 1000
_EXAMPLE = '{"consent": {"option": "yes", "grounds": []}}'
_EXAMPLE_OF_SEVERAL = '{"reasons": {"options": ["safety", "crime"], "grounds": []}}'


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
        options = tuple([option for option in at.options if option.id in answer.chosen])
        grounds = tuple([ground for option in options for ground in option.grounds if ground.id in answer.grounds])
        steps.append(Step(question=at, options=options, grounds=grounds))
        at = flow.by_id[options[0].to]
    route = {step.question.id for step in steps}
    return Trace(steps=tuple(steps), at=at, off_route=tuple(name for name in answers if name not in route))


def answers_of(mapping: object) -> dict[str, Answer]:
    """Read answers from the plain structure ``{question id: {"option": id, "grounds": [id, …]}}``.

    A question that takes several answers has ``"options": [id, …]`` instead of ``"option"``.
    Raises AnswersError where the structure is another.
    """
    answers: dict[str, Answer] = {}
    problems: list[Problem] = []
    if not isinstance(mapping, dict):
        problems.append(_problem("", "answers are a table of question ids"))
        mapping = {}
    for name, answer in mapping.items():
        read = _answer(answer)
        if isinstance(name, str) and read:
            answers[name] = read
        else:
            what = "an answer is an option or a list of options, and grounds where there are any"
            problems.append(_problem(shown(str(name)), what))
    _raise_if_any(problems)
    return answers


def answers_data(answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Turn answers into the plain structure that ``answers_of`` reads."""
    return {
        name: {
            **({"options": list(answer.options)} if answer.options else {"option": answer.option}),
            "grounds": list(answer.grounds),
        }
        for name, answer in answers.items()
    }


def _answer(given: object) -> Answer | None:
    """Return the answer that a plain structure is, or None where it is something else."""
    if isinstance(given, dict):
        match {"grounds": [], **given}:
            case {"option": str(option), "grounds": [*grounds], **more} if not more and _are_texts(grounds):
                return Answer(option, tuple(grounds))
            case {"options": [_, *_] as options, "grounds": [*grounds], **more} if not more and _are_texts(
                options + grounds
            ):
                return Answer("", tuple(grounds), tuple(options))
    return None


def _are_texts(values: list[Any]) -> bool:
    return all(isinstance(value, str) for value in values)


def _unknown(flow: Flow, name: str, answer: Answer) -> Iterator[Problem]:
    """Yield what in an answer the flow doesn't know."""
    question = flow.by_id.get(name)
    path = shown(name)
    if not isinstance(question, Question):
        yield _problem(path, f"there is no question {quoted(name)} in the flow {quoted(flow.id)}")
        return
    if wrong := list(unfit(question, answer)):
        key = f"{path}.options" if answer.options else f"{path}.option"
        example = _EXAMPLE_OF_SEVERAL if question.several else _EXAMPLE
        yield from [_problem(key if at is None else f"{key}[{at}]", what, example) for at, what in wrong]
        return
    grounds = {ground.id for option in question.options if option.id in answer.chosen for ground in option.grounds}
    for at, ground in enumerate(answer.grounds):
        if ground not in grounds:
            under = f"{'the options' if answer.options else 'the option'} {', '.join(map(quoted, answer.chosen))}"
            yield _problem(f"{path}.grounds[{at}]", f"there is no ground {quoted(ground)} under {under}")


def unfit(question: Question, answer: Answer) -> Iterator[tuple[int | None, str]]:
    """Yield what in the chosen options the question can't be answered with, each with its place in a list of them."""
    if question.several != bool(answer.options):
        yield None, f"this question takes {'a list of answers' if question.several else 'one answer and no list'}"
        return
    options = {option.id: option for option in question.options}
    for at, name in enumerate(answer.chosen):
        place = at if answer.options else None
        if name not in options:
            yield place, f"there is no option {quoted(name)}; the options are {shown(', '.join(options))}"
        elif options[name].alone and len(answer.chosen) > 1:
            yield place, f"the option {quoted(name)} excludes the others: it can't be chosen together with them"


def _problem(path: str, what: str, example: str = _EXAMPLE) -> Problem:
    return Problem(file="answers", path=path, what=what, example=example)


def _raise_if_any(problems: Iterable[Problem]) -> None:
    """Raise AnswersError with the first thousand problems, if there are any."""
    if found := tuple(islice(problems, _MOST_PROBLEMS)):
        raise AnswersError(found)
