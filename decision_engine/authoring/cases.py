"""The test cases that a flow carries: answers, and the outcome that they must lead to.

Tried where a flow is checked, not wherever one is read: versions can be compared before their cases fit.
"""

from collections.abc import Iterator

from decision_engine.authoring.known import Found, Known, part_ids
from decision_engine.authoring.problems import Problems
from decision_engine.errors import quoted, shown
from decision_engine.model import Answer, Case, Flow, Option, Question
from decision_engine.trace import unfit

Chosen = str | tuple[str, ...]


def check_cases(flow: Flow, problems: Problems) -> None:
    """Add a problem for each id in a case that the flow lacks, and where answers don't lead to the case's outcome.

    Where the flow itself can't be followed its cases get no problems: they are tried once it can.
    """
    taken = {problem.path for problem in problems.found}
    for path, what, example in _failed(flow, Known("question or outcome", part_ids(flow))):
        if path not in taken:
            problems.add(path, what, example)


def _failed(flow: Flow, parts: Known) -> Found:
    questions = Known("question", [question.id for question in flow.questions])
    outcomes = Known("outcome", [outcome.id for outcome in flow.outcomes])
    whole = len(parts.names) == len(part_ids(flow)) and "" not in parts.names
    for at, case in enumerate(flow.cases):
        path = f"cases[{at}]"
        unknown = [*outcomes.unknown(f"{path}.outcome", case.outcome), *_unknown(flow, case, path, questions)]
        yield from unknown
        if whole and not unknown:
            yield from _followed(flow, case, path)


def _unknown(flow: Flow, case: Case, path: str, questions: Known) -> Found:
    """Find answers to questions that there aren't, and options that these don't have."""
    for name, chosen in case.answers.items():
        question = flow.by_id.get(name)
        here = f"{path}.answers.{shown(name)}"
        if not isinstance(question, Question):
            for _, what, _ in questions.unknown(here, name):
                yield here, what, f'{questions.closest(name) or flow.questions[0].id or "consent"} = "yes"'
        elif "" not in _ids(chosen):  # else it couldn't be read, which is another problem
            for problem in unfit(flow, name, _answer(question, chosen)):
                _, of_several, place = problem.path.rpartition(".options")
                yield (
                    here + place if of_several and not isinstance(chosen, str) else here,
                    problem.what,
                    _written(question),
                )


def _followed(flow: Flow, case: Case, path: str) -> Found:
    """Follow a case's answers as far as they go and find where that isn't its outcome."""
    answered = list(_steps(flow, case))
    at = flow.by_id.get(answered[-1][1].to if answered else flow.start)
    said = f"the case {quoted(case.name)}"
    if isinstance(at, Question):
        if at.id not in case.answers:  # else its answer can't be followed, which is another problem
            what = f"{said} stops at the question {quoted(at.id)}, which it doesn't answer"
            yield f"{path}.answers", what, _written(at)
    elif at and at.id != case.outcome:
        what = f"{said} expects {quoted(case.outcome)}, but its answers lead to {quoted(at.id)}"
        yield f"{path}.outcome", what, f"outcome = {quoted(at.id)}"
    elif at:
        way = ", ".join(_written(question, case.answers[question.id]) for question, _ in answered)
        for name in sorted(case.answers.keys() - {question.id for question, _ in answered}):
            what = f"{said} answers the question {quoted(name)}, which is not asked on its way"
            yield f"{path}.answers.{name}", what, f"answers = {{ {shown(way)} }}"


def _steps(flow: Flow, case: Case) -> Iterator[tuple[Question, Option]]:
    """Yield the questions that a case's answers pass, with the options chosen; each once, even in a cycle."""
    left = dict(case.answers)
    at = flow.by_id.get(flow.start)
    while isinstance(at, Question) and (option := _chosen(at, left.pop(at.id, ()))):
        yield at, option
        at = flow.by_id.get(option.to)


def _chosen(question: Question, chosen: Chosen) -> Option | None:
    """Return the first option chosen, as all that can be ticked together lead to the same place."""
    return next((option for option in question.options if option.id in _ids(chosen)), None)


def _ids(chosen: Chosen) -> tuple[str, ...]:
    return (chosen,) if isinstance(chosen, str) else chosen


def _answer(question: Question, chosen: Chosen) -> Answer:
    """Return a case's answer as an answer; where several can be ticked one id by itself is a list of one."""
    if isinstance(chosen, str) and not question.several:
        return Answer(option=chosen)
    return Answer(options=_ids(chosen))


def _written(question: Question, chosen: Chosen = ()) -> str:
    """Write an answer as a flow file has it, without one the question's first option."""
    ids = _ids(chosen) or (question.options[0].id,)
    listed = ", ".join(map(quoted, ids))
    return f"{question.id} = {f'[{listed}]' if question.several else listed}"
