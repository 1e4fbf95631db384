"""Which question leads where: circles, and parts of a flow that no answer leads to."""

from collections import Counter, defaultdict

from decision_engine.authoring.known import Found, Known, part_ids
from decision_engine.errors import quoted, shown
from decision_engine.model import Flow, Question

_MOST_SHOWN = 9  # of a circle's questions: more don't fit a line


def circles(flow: Flow, parts: Known) -> Found:
    """Find circles that have no question in common; an id used twice is in none."""
    places = {question.id: at for at, question in enumerate(flow.questions)}
    rest = _Rest(flow, parts)
    while circle := rest.circle():
        first = circle.index(min(circle, key=places.__getitem__))
        names = [shown(name) for name in (*circle[first:], *circle[: first + 1])]
        way = " → ".join(names if len(names) <= _MOST_SHOWN else [*names[: _MOST_SHOWN - 1], "…", names[-1]])
        example = next((outcome.id for outcome in flow.outcomes if outcome.id), "an-outcome")
        yield (
            f"questions[{places[circle[first]]}]",
            f"the questions go round in a circle: {way}",
            f"to = {quoted(example)}",
        )


class _Rest:
    """The questions left when those to which no other leads are taken away, again and again: all lead from circles."""

    def __init__(self, flow: Flow, parts: Known) -> None:
        uses = Counter(part_ids(flow))
        self.targets = {
            question.id: [parts.meant(option.to) for option in question.options]
            for question in flow.questions
            if question.id and uses[question.id] == 1
        }
        self.leads_here = Counter(to for tos in self.targets.values() for to in tos)
        self.sources = defaultdict(list)
        for name, tos in self.targets.items():
            for to in tos:
                self.sources[to].append(name)
        self._take_away([name for name in self.targets if not self.leads_here[name]])

    def circle(self) -> list[str]:
        """Take a circle away and return it in the order of its arrows, or nothing where none is left."""
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
        circle = names[names.index(here) :]
        self._take_away(list(circle))
        return circle[::-1]

    def _take_away(self, names: list[str]) -> None:
        """Take questions away, and those to which then no other leads."""
        while names:
            for to in self.targets.pop(names.pop(), ()):
                self.leads_here[to] -= 1
                if not self.leads_here[to] and to in self.targets:
                    names.append(to)


def unreachable(flow: Flow, parts: Known) -> Found:
    """Find questions and outcomes that no answer leads to.

    An arrow that can't be followed is taken to lead to a part to which no other does, so that one fault is said once.
    """
    start = parts.meant(flow.start)
    if not isinstance(flow.by_id.get(start), Question):
        return
    targets = [parts.meant(option.to) for question in flow.questions for option in question.options]
    lost = targets.count("")
    whole = not lost and len(parts.names) == len(part_ids(flow))
    reached = _reached(flow, parts, start) if whole else {*targets, start, ""}
    places: dict[str, tuple[str, int]] = {}  # of an id used twice the first
    for kind, ids in (("question", [one.id for one in flow.questions]), ("outcome", [one.id for one in flow.outcomes])):
        for at, name in enumerate(ids):
            places.setdefault(name, (kind, at))
    for name in [name for name in places if name not in reached][lost:]:
        kind, at = places[name]
        yield f"{kind}s[{at}].id", f"no answer leads to the {kind} {quoted(name)}", f"to = {quoted(name)}"


def _reached(flow: Flow, parts: Known, start: str) -> set[str]:
    reached = {start, ""}
    waiting = [start]
    while waiting:
        part = flow.by_id[waiting.pop()]
        if isinstance(part, Question):
            new = {parts.meant(option.to) for option in part.options} - reached
            reached |= new
            waiting.extend(new)
    return reached
