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
    _raise_if_any(problem for name, answer in answers.items() for problem in unfit(flow, name, answer))
    steps = []
    at = flow.by_id[flow.start]
    while isinstance(at, Question) and at.id in answers:
        steps.append(_step(at, answers[at.id]))
        at = flow.by_id[steps[-1].options[0].to]
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
        name: {"options": list(answer.options), "grounds": list(answer.grounds)}
        if answer.options
        else {"option": answer.option, "grounds": list(answer.grounds)}
        for name, answer in answers.items()
    }


def _answer(given: object) -> Answer | None:
    """Return the answer that a plain structure is, or None where it is something else."""
    option = ""
    options: list[Any] = []
    match given:
        case {"option": str(option), **rest}:
            pass
        case {"options": [_, *_] as options, **rest}:
            pass
        case _:
            return None
    grounds = rest.pop("grounds", [])
    if rest or not isinstance(grounds, list) or [one for one in grounds + options if not isinstance(one, str)]:
        return None
    return Answer(option, tuple(grounds), tuple(options))


def _step(question: Question, answer: Answer) -> Step:
    options = [option for option in question.options if option.id in chosen(answer)]
    ticked = [(option, ground) for option in options for ground in option.grounds if ground.id in answer.grounds]
    settled = [option.id for option, ground in ticked if ground.settles]
    return Step(
        question,
        tuple(options),
        tuple([ground for _, ground in ticked]),
        "; ".join([option.label for option in options]),
        _once([option.reason for option in options]),
        _once([option.caution for option in options if option.id not in settled]),
    )


def _once(sentences: list[str]) -> str:
    """Join sentences; those of several options can be alike."""
    return " ".join([one for at, one in enumerate(sentences) if one and one not in sentences[:at]])


def chosen(answer: Answer) -> tuple[str, ...]:
    """Return the ids of what was chosen, one or several."""
    return answer.options or (answer.option,)


def unfit(flow: Flow, name: str, answer: Answer) -> Iterator[Problem]:
    """Yield what in an answer, given by its question's id, doesn't fit the flow."""
    question = flow.by_id.get(name)
    path = shown(name)
    if not isinstance(question, Question):
        yield _problem(path, f"there is no question {quoted(name)} in the flow {quoted(flow.id)}")
        return
    key = f"{path}.{'options' if question.several else 'option'}"
    if question.several != bool(answer.options):
        yield _problem(key, f"this question takes {'a list of answers' if question.several else 'one answer, no list'}")
        return
    given = chosen(answer)
    options = {option.id: option for option in question.options}
    for at, option in enumerate(given):
        here = f"{key}[{at}]" if question.several else key
        if option not in options:
            yield _problem(here, f"there is no option {quoted(option)}; the options are {shown(', '.join(options))}")
        elif options[option].alone and len(given) > 1:
            yield _problem(here, f"{quoted(option)} excludes the others: it can't be chosen together with them")
    known = [options[option] for option in given if option in options]
    offered = [ground.id for option in known for ground in option.grounds]
    for at, ground in enumerate(answer.grounds):
        if ground not in offered and len(known) == len(given):
            under = ", ".join([quoted(option) for option in given])
            yield _problem(f"{path}.grounds[{at}]", f"there is no ground {quoted(ground)} under the option {under}")


def _problem(path: str, what: str) -> Problem:
    return Problem("answers", path, what, _EXAMPLE_OF_SEVERAL if ".options" in path else _EXAMPLE)


def _raise_if_any(problems: Iterable[Problem]) -> None:
    """Raise AnswersError with the first thousand problems, if there are any."""
    if found := tuple(islice(problems, _MOST_PROBLEMS)):
        raise AnswersError(found)
