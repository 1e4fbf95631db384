"""A flow as a directed graph: its routes and their number, its cycles, and what can be reached.

Nothing here recurses or walks all routes of a flow: ten thousand questions, or 2^200 routes, are none too many.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from decision_engine.model import Answer, Flow, Option, Outcome, Question
from decision_engine.trace import chosen

Targets = Mapping[str, Sequence[str]]
Chosen = TypeVar("Chosen")


class Branch(NamedTuple):
    """One way on from a question: where it leads, and by which options.

    Each option is a branch, but in a question with several answers all those are one that lead to the same place.
    """

    to: str
    options: tuple[Option, ...]

    @property
    def id(self) -> str:
        """The id of its first option, which no other branch of the question has."""
        return self.options[0].id

    @property
    def together(self) -> tuple[Option, ...]:
        """As many of its options as one answer can have: just the first where each excludes the others."""
        return tuple(option for option in self.options if not option.alone) or self.options[:1]


class RouteStart(NamedTuple, Generic[Chosen]):
    """The last question of a route so far, what is chosen there, and what was before: routes share their beginnings."""

    question: str
    chosen: Chosen
    before: "RouteStart[Chosen] | None"


def branches(question: Question) -> tuple[Branch, ...]:
    """Return the ways on from a question, in the order of the file's options."""
    if not question.several:
        return tuple(Branch(option.to, (option,)) for option in question.options)
    found: dict[str, list[Option]] = defaultdict(list)
    for option in question.options:
        found[option.to].append(option)
    return tuple(Branch(to, tuple(options)) for to, options in found.items())


def branch_of(question: Question, answer: Answer) -> Branch:
    """Return the way on that an answer takes."""
    return next(one for one in branches(question) if any(option.id in chosen(answer) for option in one.options))


def routes(flow: Flow) -> Iterator[dict[str, Answer]]:
    """Yield the answers of every route to an outcome, grounds left out, in the order of the file's options.

    Where several answers are one branch a route has all of them that can be ticked together.
    """
    waiting: list[tuple[str, RouteStart[Answer] | None]] = [(flow.start, None)]
    while waiting:
        name, start = waiting.pop()
        part = flow.by_id[name]
        if isinstance(part, Question):
            on = reversed(branches(part))
            waiting.extend((branch.to, RouteStart(name, _answer(part, branch), start)) for branch in on)
        else:
            yield chosen_on(start)


def _answer(question: Question, branch: Branch) -> Answer:
    ids = tuple(option.id for option in branch.together)
    return Answer(options=ids) if question.several else Answer(option=ids[0])


def chosen_on(start: RouteStart[Chosen] | None) -> dict[str, Chosen]:
    """Return what is chosen on a route by its questions, the first question first."""
    found = []
    while start:
        found.append((start.question, start.chosen))
        start = start.before
    return dict(reversed(found))


def route_count(flow: Flow) -> int:
    """Return the number of routes, in time that grows with the flow and not with that number."""
    return route_counts(flow)[flow.start]


def route_counts(flow: Flow) -> dict[str, int]:
    """Count the routes from each question or outcome to an end, by its id."""
    counts: dict[str, int] = {}
    for part in reversed(topological_order(flow)):
        counts[part.id] = sum(counts[one.to] for one in branches(part)) if isinstance(part, Question) else 1
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
