"""Every route through a flow, for people who review it; counting them never walks them."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from decision_engine.model import Answer, Flow, Outcome, Question


class Way(NamedTuple):
    """The last answer of a route begun, and what came before it: routes share their beginnings."""

    question: str
    option: str
    before: "Way | None"


def routes(flow: Flow) -> Iterator[dict[str, Answer]]:
    """Give the answers of every route to an outcome, grounds left out, in the order of the file's options."""
    waiting: list[tuple[str, Way | None]] = [(flow.start, None)]
    while waiting:
        name, way = waiting.pop()
        part = flow.by_id[name]
        if isinstance(part, Question):
            waiting.extend((option.to, Way(name, option.id, way)) for option in reversed(part.options))
        else:
            yield answers_along(way)


def answers_along(way: Way | None) -> dict[str, Answer]:
    """Return the answers of a route from its first."""
    steps = []
    while way:
        steps.append((way.question, Answer(option=way.option)))
        way = way.before
    return dict(reversed(steps))


def route_count(flow: Flow) -> int:
    """Count the routes exactly, however many, in time that grows with the flow and not with the count."""
    return route_counts(flow)[flow.start]


def route_counts(flow: Flow) -> dict[str, int]:
    """Count the routes from each question or outcome to an end, by its id."""
    counts: dict[str, int] = {}
    for part in reversed(list(downwards(flow))):
        counts[part.id] = sum(counts[option.to] for option in part.options) if isinstance(part, Question) else 1
    return counts


def downwards(flow: Flow) -> Iterator[Question | Outcome]:
    """Give every question and outcome of a sound flow, each after all those that lead to it."""
    arrows = Counter(option.to for question in flow.questions for option in question.options)
    ready = [flow.start]
    while ready:
        part = flow.by_id[ready.pop()]
        yield part
        for option in part.options if isinstance(part, Question) else ():
            arrows[option.to] -= 1
            if not arrows[option.to]:
                ready.append(option.to)
