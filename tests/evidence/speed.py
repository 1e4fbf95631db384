"""What the benchmark has measured, as a part of the page of evidence."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from build_scripts.errors import BuildError
from build_scripts.paths import ROOT
from tests.evidence.tables import NOTHING, Table

if TYPE_CHECKING:
    from pathlib import Path

LATEST = ROOT / "tests" / "benchmarks" / "latest.json"
TITLE = "Speed and bytes"
_HEAD = ("Measured", "Conditions", "Of", "Median", "Least to most", "Ratio", "Goal", "Result")
_MISSED = "MISSED"
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Speed:
    """When and where it was measured, the figures, and the goals that were missed."""

    about: str
    table: Table
    missed: tuple[str, ...]


def read_speed(file: Path = LATEST) -> Speed | None:
    """Return what a file of the benchmark's says, None where there is none; raises BuildError when it can't be read."""
    if not file.is_file():
        return None
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        rows = data["rows"]
        table = Table(TITLE, _HEAD, tuple(_row(row) for row in rows))
        missed = tuple(_goal(row) for row in rows if row["verdict"] == _MISSED)
        told = data["about"]
        about = (
            f"Commit {told['commit']}, {told['date']}, {told['machine']}, {told['browser']}, {told['rounds']} rounds; "
            f"the machine's load was {told['load_before']} before and {told['load_after']} after."
        )
    except (ValueError, KeyError, TypeError) as error:
        message = f"{file}: no figures of the benchmark's ({error!r}). `make bench` writes them."
        raise BuildError([message]) from error
    return Speed(about, table, missed)


def _row(row: dict[str, Any]) -> tuple[str, ...]:
    unit = row["unit"]
    spread = f"{_number(row['min'])} to {_number(row['max'])} {unit}"
    ratio = NOTHING if row["ratio"] is None else f"{row['ratio']:.3f} of {row['against']}"
    ends = (row["goal"] or NOTHING, row["verdict"] or NOTHING)
    return (row["measure"], row["conditions"], row["subject"], f"{_number(row['median'])} {unit}", spread, ratio, *ends)


def _goal(row: dict[str, Any]) -> str:
    found = f"{row['ratio']:.3f} of {row['against']}" if row["ratio"] is not None else "no ratio"
    return (
        f"{row['measure']} ({row['conditions']}): {row['goal']}, found {_number(row['median'])} {row['unit']}, {found}"
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= _WHOLE else f"{value:g}"
