"""Every route through a flow, for people who review it; counting them never walks them."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from decision_engine.model import Answer, Flow, Question


class _Way(NamedTuple):
    """The last answer of a route begun, and what came before it: routes share their beginnings."""

    question: str
    option: str
    before: "_Way | None"


def routes(flow: Flow) -> Iterator[dict[str, Answer]]:
    """Give the answers of every route to an outcome, grounds left out, in the order of the file's options."""
    waiting: list[tuple[str, _Way | None]] = [(flow.start, None)]
    while waiting:
        name, way = waiting.pop()
        part = flow.index[name]
        if isinstance(part, Question):
            waiting.extend((option.to, _Way(name, option.id, way)) for option in reversed(part.options))
        else:
            yield _answers(way)


def _answers(way: _Way | None) -> dict[str, Answer]:
    """Return the answers of a route from its first."""
    steps = []
    while way:
        steps.append((way.question, Answer(option=way.option)))
        way = way.before
    return dict(reversed(steps))


def route_count(flow: Flow) -> int:
    """Count the routes exactly, however many, in time that grows with the flow and not with the count."""
    arrows = Counter(option.to for question in flow.questions for option in question.options)
    ways = Counter({flow.start: 1})
    ready = [flow.start]
    ended = 0
    while ready:
        part = flow.index[ready.pop()]
        if not isinstance(part, Question):
            ended += ways[part.id]
            continue
        for option in part.options:
            ways[option.to] += ways[part.id]
            arrows[option.to] -= 1
            if not arrows[option.to]:
                ready.append(option.to)
    return ended
