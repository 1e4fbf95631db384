"""The test cases that a flow carries: answers, and the outcome that they must lead to.

Tried where a flow is checked, not wherever one is read: versions can be compared before their cases fit.
"""

from collections.abc import Iterator

from decision_engine.authoring.known import Found, Known, part_ids
from decision_engine.authoring.problems import Problems
from decision_engine.errors import quoted, shown
from decision_engine.model import Case, Flow, Option, Question


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
        elif chosen and not _chosen(question, chosen):
            known = shown(", ".join(option.id for option in question.options))
            what = f"there is no option {quoted(chosen)}; the options are {known}"
            yield here, what, f"{name} = {quoted(question.options[0].id)}"


def _followed(flow: Flow, case: Case, path: str) -> Found:
    """Follow a case's answers as far as they go and find where that isn't its outcome."""
    answered = list(_steps(flow, case))
    at = flow.by_id.get(answered[-1][1].to if answered else flow.start)
    said = f"the case {quoted(case.name)}"
    if isinstance(at, Question):
        if at.id not in case.answers:  # else its answer can't be followed, which is another problem
            what = f"{said} stops at the question {quoted(at.id)}, which it doesn't answer"
            yield f"{path}.answers", what, f"{at.id} = {quoted(at.options[0].id)}"
    elif at and at.id != case.outcome:
        what = f"{said} expects {quoted(case.outcome)}, but its answers lead to {quoted(at.id)}"
        yield f"{path}.outcome", what, f"outcome = {quoted(at.id)}"
    elif at:
        way = ", ".join(f"{question.id} = {quoted(option.id)}" for question, option in answered)
        for name in sorted(case.answers.keys() - {question.id for question, _ in answered}):
            what = f"{said} answers the question {quoted(name)}, which is not asked on its way"
            yield f"{path}.answers.{name}", what, f"answers = {{ {shown(way)} }}"


def _steps(flow: Flow, case: Case) -> Iterator[tuple[Question, Option]]:
    """Yield the questions that a case's answers pass, with the options chosen; each once, even in a cycle."""
    left = dict(case.answers)
    at = flow.by_id.get(flow.start)
    while isinstance(at, Question) and (option := _chosen(at, left.pop(at.id, ""))):
        yield at, option
        at = flow.by_id.get(option.to)


def _chosen(question: Question, name: str) -> Option | None:
    return next((option for option in question.options if option.id == name), None)
