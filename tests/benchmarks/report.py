"""Sets the figures side by side: the table that is printed, and the same as data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.samples import Key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.benchmarks.samples import Samples, Spread

GOALS = Path(__file__).with_name("goals.toml")
OURS, STOCK, PLAIN = "ours", "stock", "plain"
MET, STRETCHED, MISSED = "met", "met, and the stretch", "MISSED"


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure of ours is to stay within: a ratio to another subject's, or a figure of its own."""

    measure: str
    conditions: str
    at_most: float
    against: str | None = None
    stretch: float | None = None

    def verdict(self, row: Row) -> str:
        """Say whether a row stays within it, and within its stretch where it has one."""
        figure = row.spread.median if self.against is None else row.ratio
        if figure is None or figure > self.at_most:
            return MISSED
        return STRETCHED if self.stretch is not None and figure <= self.stretch else MET

    def __str__(self) -> str:
        """Say what is wanted."""
        wanted = f"≤ {self.at_most:g}" if self.against is None else f"≤ {self.at_most:.2f} of {self.against}"
        return wanted if self.stretch is None else f"{wanted}, stretch {self.stretch:g}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a subject's figures, their ratio to another subject's, and the goal where there is one.

    The ratio is that of the medians; that of the least figures is told besides, which a busy machine disturbs less.
    """

    key: Key
    spread: Spread
    against: str | None
    ratio: float | None
    least_ratio: float | None
    goal: Goal | None

    @property
    def verdict(self) -> str:
        """Say whether the goal is met; empty where there is none, or nothing to hold it against."""
        if self.goal is None or (self.goal.against and self.ratio is None):
            return ""
        return self.goal.verdict(self)

    @property
    def data(self) -> dict[str, Any]:
        """Give the row as it is written down."""
        key, spread = self.key, self.spread
        return {
            "measure": key.measure,
            "conditions": key.conditions,
            "subject": key.subject,
            "unit": key.unit,
            "median": round(spread.median, 3),
            "min": round(spread.least, 3),
            "max": round(spread.most, 3),
            "count": spread.count,
            "against": self.against,
            "ratio": None if self.ratio is None else round(self.ratio, 4),
            "ratio_of_least": None if self.least_ratio is None else round(self.least_ratio, 4),
            "goal": None if self.goal is None else str(self.goal),
            "verdict": self.verdict or None,
        }


def read_goals(file: Path = GOALS) -> list[Goal]:
    """Give the goals."""
    return [Goal(**goal) for goal in tomllib.loads(file.read_text(encoding="utf-8"))["goals"]]


def rows(samples: Samples, goals: Sequence[Goal]) -> list[Row]:
    """Give a row for each key, those of one measure together; all of them are set against the same other subject."""
    wanted = {(goal.measure, goal.conditions): goal for goal in goals}
    together: dict[tuple[str, str], list[Key]] = {}
    for key in samples.figures:
        together.setdefault((key.measure, key.conditions), []).append(key)
    return [_row(samples, key, wanted.get(measured)) for measured, keys in together.items() for key in keys]


def _row(samples: Samples, key: Key, goal: Goal | None) -> Row:
    others = {other.subject for other in samples.figures if _alike(other, key)}
    usual = next((name for name in (STOCK, PLAIN) if name in others), None)
    against = goal.against if goal and goal.against else usual
    spread = samples.spread(key)
    other = samples.spread(Key(key.measure, key.unit, key.conditions, against)) if against else None
    if spread is None:
        message = f"{key}: no figures; a key is made by its first figure"
        raise ValueError(message)
    ratio = spread.median / other.median if other and other.median else None
    least = spread.least / other.least if other and other.least else None
    return Row(key, spread, against if other else None, ratio, least, goal if key.subject == OURS else None)


def _alike(one: Key, other: Key) -> bool:
    return (one.measure, one.conditions) == (other.measure, other.conditions)


def table(found: Sequence[Row]) -> str:
    """Lay the rows out for the eye, a heading for each measure."""
    lines: list[str] = []
    before = None
    for row in found:
        heading = f"{row.key.measure} ({row.key.conditions})"
        if heading != before:
            lines += ["", heading, f"  {'':48}{'median':>15}{'min':>15}{'max':>15}{'ratio':>8}{'of min':>8}  goal"]
            before = heading
        numbers = "".join(f"{_number(value, row.key.unit):>15}" for value in _ends(row.spread))
        ratios = "".join(f"{'' if one is None else f'{one:.3f}':>8}" for one in (row.ratio, row.least_ratio))
        goal = "" if row.goal is None else f"{row.goal}  {row.verdict}"
        lines.append(f"  {row.key.subject:48}{numbers}{ratios}  {goal}".rstrip())
    return "\n".join(lines).lstrip("\n")


def _ends(spread: Spread) -> tuple[float, float, float]:
    return spread.median, spread.least, spread.most


def _number(value: float, unit: str) -> str:
    if unit == "ms":
        return f"{value:,.1f} ms" if value >= 10 else f"{value:.2f} ms"
    return f"{value:,.0f} {unit}".rstrip()
