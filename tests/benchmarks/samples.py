"""What was measured, as figures that can be compared: each has a measure, a subject and the conditions it holds for."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What a figure is of: what was measured, in what unit, under which conditions, and whose it is."""

    measure: str
    unit: str
    conditions: str
    subject: str


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle and the ends of some figures."""

    median: float
    least: float
    most: float
    count: int


@dataclass(slots=True)
class Samples:
    """Every figure of a run, in the order in which keys first came."""

    figures: dict[Key, list[float]] = field(default_factory=dict)

    def add(self, key: Key, figure: float) -> None:
        """Keep one figure more."""
        self.figures.setdefault(key, []).append(figure)

    def spread(self, key: Key) -> Spread | None:
        """Give the spread of a key's figures, None where there are none."""
        figures = self.figures.get(key)
        return Spread(median(figures), min(figures), max(figures), len(figures)) if figures else None
