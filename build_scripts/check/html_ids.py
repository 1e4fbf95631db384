"""The ids that a flow gets on its page, which are joined from the flow's own: whether each names one element."""

from collections.abc import Iterator

from decision_engine.errors import quoted
from decision_engine.model import Flow, Outcome, Question

Found = Iterator[tuple[str, str, str]]


def repeated_ids(flow: Flow) -> Found:
    """Find what would have the same id on the page as something before it: key path, what is wrong, an example.

    A repeated id would give a label, a link or a description to another element.
    """
    first: dict[str, str] = {}
    for path, name in _ids(flow):
        if name in first:
            what = f"on the page it would have the id {quoted(name)}, as {first[name]} has"
            yield path, what, 'id = "another"'
        first.setdefault(name, path)


def _ids(flow: Flow) -> Iterator[tuple[str, str]]:
    """Yield the path of each part with its id in question.html or outcome.html."""
    for at, question in enumerate(flow.questions):
        yield from _of_question(question, f"questions[{at}]")
    for at, outcome in enumerate(flow.outcomes):
        yield from _of_outcome(flow, outcome, f"outcomes[{at}]")


def _of_question(question: Question, path: str) -> Iterator[tuple[str, str]]:
    yield f"{path}.id", question.id
    for part in ("hint", "meaning", "missing"):
        if getattr(question, part):
            yield f"{path}.{part}", f"{question.id}-{'error' if part == 'missing' else part}"
    for n, option in enumerate(question.options):
        yield f"{path}.options[{n}].id", f"{question.id}-{option.id}"
        for g, ground in enumerate(option.grounds):
            yield f"{path}.options[{n}].grounds[{g}].id", f"{question.id}-{ground.id}"


def _of_outcome(flow: Flow, outcome: Outcome, path: str) -> Iterator[tuple[str, str]]:
    yield f"{path}.id", outcome.id
    yield f"{path}.name", f"{outcome.id}-title"
    yield f"{path}.summary", f"{outcome.id}-summary"
    if outcome.notice:
        yield f"{path}.notice", f"{outcome.id}-notice"
    if outcome.unconfirmed:
        yield f"{path}.unconfirmed", f"{outcome.id}-unconfirmed"
        yield f"{path}.unconfirmed.summary", f"{outcome.id}-unconfirmed-summary"
    for checklist in (one for one in flow.checklists if one.id in outcome.checklists):
        here = f"{path}.checklists[{outcome.checklists.index(checklist.id)}]"
        yield here, f"{outcome.id}-{checklist.id}"
        yield from ((here, f"{outcome.id}-{checklist.id}-{item.id}") for item in checklist.items)
