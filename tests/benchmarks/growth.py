"""How the engine's work grows with a flow: 10, 1,000 and 10,000 questions, in turn, and a diamond of 2^200 routes.

    python -m tests.benchmarks.growth

Times are the process's own, the least of several runs, so that a busy machine tells less. Nothing here is a test.
"""

from __future__ import annotations

import time
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from decision_engine.authoring.diff import Differences
from decision_engine.authoring.graph import route_count, routes
from decision_engine.authoring.read import flow_from_bytes
from decision_engine.model import Answer
from decision_engine.trace import trace
from tests.decision_engine.flow_files import flow_from_mapping, mapping_of, toml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from decision_engine import Flow

SIZES = (10, 1_000, 10_000)
DIAMOND = 200
_RUNS = 5
_ENOUGH = 0.3  # seconds: what is short is done more often
_STEPS = 200  # one is too short for the clock
_FIRST = 5  # answers at the beginning, as a visitor gives them


class Row(NamedTuple):
    """What one size of flow takes, in seconds: a step is five answers replayed, as a visitor's fifth is."""

    questions: int
    validate: float
    step: float
    walk: float
    counting: float
    compare: float


def flow_file(many: int) -> bytes:
    """Write a flow of questions that each lead on to the next two, or to an end, as people write one: a key a line."""
    after = [*(f"q{n}" for n in range(1, many)), "end", "end"]
    mapping = mapping_of([[after[n], after[n + 1], "end"] for n in range(many)], ["end"])
    questions = mapping.pop("questions")
    text = [toml(mapping)]
    for question in questions:
        options = question.pop("options")
        text.append(f"\n[[questions]]\n{toml(question)}")
        text += [f"\n[[questions.options]]\n{toml(option)}" for option in options]
    return "\n".join(text).encode()


def measure(many: int) -> Row:
    """Measure a flow of so many questions."""
    content = flow_file(many)
    flow = flow_from_bytes(content, "flow.toml", with_cases=True).flow
    first = {f"q{n}": Answer(option="o0") for n in range(_FIRST)}
    whole = next(routes(flow))

    def step() -> None:
        for _ in range(_STEPS):
            trace(flow, first)

    return Row(
        questions=many,
        validate=_least(lambda: flow_from_bytes(content, "flow.toml", with_cases=True)),
        step=_least(step) / _STEPS,
        walk=_least(lambda: trace(flow, whole)) / len(whole),
        counting=_least(lambda: route_count(flow)),
        compare=_least(lambda: Differences(flow, flow)),
    )


def _least(work: Callable[[], object]) -> float:
    """Give the least of several runs' times."""
    times: list[float] = []
    while len(times) < _RUNS or sum(times) < _ENOUGH:
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def lines(rows: list[Row]) -> Iterator[str]:
    """Say the rows as a Markdown table, and beside each time what it is for one question."""
    heads = ("Questions", "Validate", "for each question", "A step", "for each answer", "Count routes", "Compare")
    yield f"| {' | '.join(heads)} |"
    yield "|" + " ---: |" * len(heads)
    for row in rows:
        each = row.validate / row.questions
        yield (
            f"| {row.questions:,} | {row.validate * 1e3:,.1f} ms | {each * 1e6:,.0f} µs | {row.step * 1e6:,.1f} µs "
            f"| {row.walk * 1e6:,.1f} µs | {row.counting * 1e3:,.2f} ms | {row.compare * 1e3:,.2f} ms |"
        )


def diamond() -> str:
    """Count and list a flow of which nobody could write down every route, and say how long that took."""
    flow: Flow = flow_from_mapping(
        mapping_of([[f"q{n + 1}"] * 2 for n in range(DIAMOND - 1)] + [["end", "end"]], ["end"])
    )
    count = _least(lambda: route_count(flow))
    listed = _least(lambda: list(islice(routes(flow), 1000)))
    right = route_count(flow) == 2**DIAMOND
    return (
        f"Diamond of {DIAMOND} questions: 2^{DIAMOND} routes {'counted' if right else 'MISCOUNTED'} in "
        f"{count * 1e3:.2f} ms, the first 1,000 listed in {listed * 1e3:.0f} ms."
    )


def main() -> None:
    """Print the table."""
    print("\n".join(lines([measure(many) for many in SIZES])))
    print(f"\n{diamond()}")


if __name__ == "__main__":
    main()
