"""A flow as a directed graph: its routes and their number, its cycles, and what can be reached.

Nothing here recurses or walks all routes of a flow: ten thousand questions, or 2^200 routes, are none too many.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from decision_engine.model import Answer, Flow, Outcome, Question

Targets = Mapping[str, Sequence[str]]


class RouteStart(NamedTuple):
    """The last answer of a route so far, and the answers before it: routes share their beginnings."""

    question: str
    option: str
    before: "RouteStart | None"


def routes(flow: Flow) -> Iterator[dict[str, Answer]]:
    """Yield the answers of every route to an outcome, grounds left out, in the order of the file's options."""
    waiting: list[tuple[str, RouteStart | None]] = [(flow.start, None)]
    while waiting:
        name, start = waiting.pop()
        part = flow.by_id[name]
        if isinstance(part, Question):
            waiting.extend((option.to, RouteStart(name, option.id, start)) for option in reversed(part.options))
        else:
            yield route_answers(start)


def route_answers(start: RouteStart | None) -> dict[str, Answer]:
    """Return the answers of a route, the first question first."""
    answers = []
    while start:
        answers.append((start.question, Answer(option=start.option)))
        start = start.before
    return dict(reversed(answers))


def route_count(flow: Flow) -> int:
    """Return the number of routes, in time that grows with the flow and not with that number."""
    return route_counts(flow)[flow.start]


def route_counts(flow: Flow) -> dict[str, int]:
    """Count the routes from each question or outcome to an end, by its id."""
    counts: dict[str, int] = {}
    for part in reversed(topological_order(flow)):
        counts[part.id] = sum(counts[option.to] for option in part.options) if isinstance(part, Question) else 1
    return counts


def topological_order(flow: Flow) -> list[Question | Outcome]:
    """Return every question and outcome of a sound flow, each after all those that lead to it."""
    incoming = Counter(option.to for question in flow.questions for option in question.options)
    order = []
    ready = [flow.start]
    while ready:
        part = flow.by_id[ready.pop()]
        order.append(part)
        for option in part.options if isinstance(part, Question) else ():
            incoming[option.to] -= 1
            if not incoming[option.to]:
                ready.append(option.to)
    return order


def reachable(start: str, targets: Targets) -> set[str]:
    """Return the nodes that can be reached from one, itself among them."""
    reached = {start}
    waiting = [start]
    while waiting:
        new = set(targets.get(waiting.pop(), ())) - reached
        reached |= new
        waiting.extend(new)
    return reached


def cycles(targets: Targets) -> Iterator[list[str]]:
    """Yield cycles that share no node, each in the order of its arrows, until none is left."""
    remaining = _Remaining(targets)
    while cycle := remaining.cycle():
        yield cycle


class _Remaining:
    """The nodes left once those without an incoming arrow are removed, again and again (Kahn's algorithm)."""

    def __init__(self, targets: Targets) -> None:
        self.targets = dict(targets)
        self.incoming = Counter(to for tos in targets.values() for to in tos)
        self.sources = defaultdict(list)
        for name, tos in targets.items():
            for to in tos:
                self.sources[to].append(name)
        self._remove([name for name in targets if not self.incoming[name]])

    def cycle(self) -> list[str]:
        """Remove a cycle and return it, or nothing where none is left."""
        if not self.targets:
            return []
        here = next(iter(self.targets))
        trail: dict[str, None] = {}
        while here not in trail:
            trail[here] = None
            sources = self.sources[here]
            while sources[-1] not in self.targets:
                sources.pop()
            here = sources[-1]
        names = list(trail)
        cycle = names[names.index(here) :]
        self._remove(list(cycle))
        return cycle[::-1]

    def _remove(self, names: list[str]) -> None:
        """Remove nodes, and those that then have no incoming arrow any more."""
        while names:
            for to in self.targets.pop(names.pop(), ()):
                self.incoming[to] -= 1
                if not self.incoming[to] and to in self.targets:
                    names.append(to)
