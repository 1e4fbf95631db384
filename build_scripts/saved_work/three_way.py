"""Two texts that were made from one: part by part, what has changed on one side, and what on both."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    type Lines = Sequence[str]

SAME, OURS, THEIRS, BOTH = "same", "ours", "theirs", "both"


class Part(NamedTuple):
    """Some lines as they were, and as each side has them now; ``kind`` says on which side they have changed."""

    kind: str
    base: tuple[str, ...]
    ours: tuple[str, ...]
    theirs: tuple[str, ...]

    def chosen(self, side: str) -> tuple[str, ...]:
        """Return the lines of a side."""
        return self.theirs if side == THEIRS else self.ours


def parts_of(base: Lines, ours: Lines, theirs: Lines) -> list[Part]:
    """Return the parts of a text in order; what both sides have changed alike counts as the same."""
    return list(_parts(base, ours, theirs))


def merged(parts: Sequence[Part], sides: Mapping[int, str]) -> list[str]:
    """Put parts together, each as chosen by its number: without a choice what has changed on one side alone.

    Raises KeyError with the number of a part that has changed on both and that nobody has chosen.
    """
    lines: list[str] = []
    for at, part in enumerate(parts):
        side = sides[at] if part.kind == BOTH else sides.get(at, part.kind)
        lines += part.chosen(side)
    return lines


def _parts(base: Lines, ours: Lines, theirs: Lines) -> Iterator[Part]:
    at, own, other = 0, 0, 0
    for start, own_start, other_start, length in (*_kept(base, ours, theirs), (len(base), len(ours), len(theirs), 0)):
        old, mine, new = base[at:start], ours[own:own_start], theirs[other:other_start]
        if old or mine or new:
            yield Part(_kind(old, mine, new), tuple(old), tuple(mine), tuple(new))
        if length:
            same = tuple(base[start : start + length])
            yield Part(SAME, same, same, same)
        at, own, other = start + length, own_start + length, other_start + length


def _kind(old: Lines, mine: Lines, new: Lines) -> str:
    if mine == new:
        return SAME
    return THEIRS if mine == old else OURS if new == old else BOTH


def _kept(base: Lines, ours: Lines, theirs: Lines) -> Iterator[tuple[int, int, int, int]]:
    """Yield the runs of lines that both sides have kept: where each begins in the three, and how long it is."""
    mine = _blocks(base, ours)
    new = _blocks(base, theirs)
    while mine and new:
        (start, own, length), (other_start, other, other_length) = mine[0], new[0]
        first, last = max(start, other_start), min(start + length, other_start + other_length)
        if first < last:
            yield first, own + first - start, other + first - other_start, last - first
        (mine if start + length < other_start + other_length else new).pop(0)


def _matches(one: Lines, two: Lines) -> Sequence[tuple[int, int, int]]:
    return SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks()


def _blocks(one: Lines, two: Lines) -> list[tuple[int, int, int]]:
    return [(at, there, length) for at, there, length in _matches(one, two) if length]
