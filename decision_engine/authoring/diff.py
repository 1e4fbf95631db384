"""Two sound flows side by side: which routes lead elsewhere, are gone or are new, and what else differs.

Routes that are alike are never walked, and those that differ are counted without being listed: a flow of forty
questions can have more routes than anyone could list.
"""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from decision_engine.authoring.graph import RouteStart, chosen_on, route_counts, topological_order
from decision_engine.model import Flow, Outcome, Question

Kind = Literal["changed", "removed", "added"]
KINDS: tuple[Kind, ...] = ("changed", "removed", "added")
_Part = Question | Outcome | None
_Pair = tuple[_Part, _Part]  # what the same answers lead to in the old flow and in the new
_Start = RouteStart[tuple[str, ...]] | None

_ARROWS = ("start", "to")  # what these change are routes


class Counts(NamedTuple):
    """How many routes lead elsewhere by the same answers, are gone, are new, and are as before."""

    changed: int = 0
    removed: int = 0
    added: int = 0
    kept: int = 0

    @property
    def same(self) -> bool:
        """Whether every route is as before."""
        return not (self.changed or self.removed or self.added)


class RouteChange(NamedTuple):
    """A route that differs, and where it ends in the old flow and in the new; None where it doesn't.

    ``answers`` has the ids of the options by their questions: more than one where any of several answers leads there.
    """

    answers: dict[str, tuple[str, ...]]
    old: Outcome | None
    new: Outcome | None


class Differences:
    """What differs between the routes of two flows; outcomes are the same whose id, decision and sign are.

    Where a question takes several answers in both, those are one branch that lead to the same place in either flow:
    one that now leads elsewhere, or is new among them, is a branch of its own.
    """

    def __init__(self, old: Flow, new: Flow) -> None:
        """Compare the flows from their ends upwards, each part once."""
        self._old, self._new = old.by_id, new.by_id
        self._old_ends, self._new_ends = route_counts(old), route_counts(new)
        shapes: dict[object, int] = {}
        self._old_shapes, self._new_shapes = _shapes(old, shapes), _shapes(new, shapes)
        self._shared: dict[str, Counts] = {}  # of questions that both flows have
        for part in reversed(topological_order(old)):
            other = self._new.get(part.id)
            below = [self._counts(pair) for _, pair in self._below((part, other))]
            self._shared[part.id] = Counts(*map(sum, zip(*below, strict=True)))
        self._start: _Pair = (self._old[old.start], self._new[new.start])
        self.counts = self._counts(self._start)

    def routes(self, kind: Kind) -> Iterator[RouteChange]:
        """Yield the differing routes of a kind, in the order of the options."""
        waiting: list[tuple[_Pair, _Start]] = [(self._start, None)]
        while waiting:
            pair, start = waiting.pop()
            old, new = pair
            if not getattr(self._counts(pair), kind):
                continue
            if isinstance(old, Question) or isinstance(new, Question):
                waiting.extend(reversed(list(self._after(pair, start))))
            else:
                yield RouteChange(chosen_on(start), old, new)

    def _after(self, pair: _Pair, start: _Start) -> Iterator[tuple[_Pair, _Start]]:
        """Yield what follows by every answer; where the flows ask different things, each goes its own way."""
        old, new = pair
        question = new if old is None else old
        if question is None or not (old is None or new is None or _same_question(old, new)):
            yield (old, None), start
            yield (None, new), start
        else:
            for options, below in self._below(pair):
                yield below, RouteStart(question.id, options, start)

    def _below(self, pair: _Pair) -> Iterator[tuple[tuple[str, ...], _Pair]]:
        """Yield what each branch leads to, with its options; the old flow's first."""
        old, new = (_arrows(part) for part in pair)
        grouped = all(part.several for part in pair if isinstance(part, Question))
        found: dict[object, list[str]] = {}
        for option in dict.fromkeys((*old, *new)):
            found.setdefault((old.get(option), new.get(option)) if grouped else option, []).append(option)
        for options in found.values():
            yield tuple(options), (self._old.get(old.get(options[0], "")), self._new.get(new.get(options[0], "")))

    def _counts(self, pair: _Pair) -> Counts:
        """Count what differs between two parts and all that follows on them."""
        old, new = pair
        if old is not None and new is not None:
            if self._old_shapes[old.id] == self._new_shapes[new.id]:
                return Counts(kept=self._old_ends[old.id])
            if isinstance(old, Outcome) and isinstance(new, Outcome):
                return Counts(changed=1)
            if _same_question(old, new):
                return self._shared[old.id]
        return Counts(
            removed=0 if old is None else self._old_ends[old.id], added=0 if new is None else self._new_ends[new.id]
        )


def _same_question(old: Question | Outcome, new: Question | Outcome) -> bool:
    return isinstance(old, Question) and isinstance(new, Question) and old.id == new.id


def _arrows(part: _Part) -> dict[str, str]:
    return {option.id: option.to for option in part.options} if isinstance(part, Question) else {}


def _shapes(flow: Flow, seen: dict[object, int]) -> dict[str, int]:
    """Number the parts, those alike from which the same answers lead to the same ends."""
    shapes: dict[str, int] = {}
    for part in reversed(topological_order(flow)):
        shape: object
        if isinstance(part, Question):
            shape = (part.id, frozenset((option.id, shapes[option.to]) for option in part.options))
        else:
            shape = (part.id, part.decision, flow.decision(part).sign)
        shapes[part.id] = seen.setdefault(shape, len(seen))
    return shapes


def other_changes(old: object, new: object, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Compare what two flow files say besides their arrows; yield each key path with both values, None for nothing.

    Parts are told by their ids, so that one put in between is one change. Depth is that of the format.
    """
    if isinstance(old, dict) and isinstance(new, dict):
        dot = f"{path}." if path else ""
        for name in dict.fromkeys((*old, *new)):
            if name not in _ARROWS:
                yield from other_changes(old.get(name), new.get(name), dot + name)
        return
    old_parts, new_parts = _parts(old), _parts(new)
    if old_parts is None or new_parts is None:
        if old != new:
            yield path, old, new
        return
    for name in dict.fromkeys((*old_parts, *new_parts)):
        yield from other_changes(old_parts.get(name), new_parts.get(name), f"{path}[{name}]")
    old_order = [name for name in old_parts if name in new_parts]
    new_order = [name for name in new_parts if name in old_parts]
    if old_order != new_order:
        yield f"{path}, in this order", old_order, new_order


def _parts(value: object) -> dict[str, Any] | None:
    """Return a list of tables by their ids, or by their names where they have none; None for anything else."""
    if isinstance(value, list) and all(isinstance(part, dict) for part in value):
        parts = {part.get("id", part.get("name")): part for part in value}
        return parts if len(parts) == len(value) else None
    return None
