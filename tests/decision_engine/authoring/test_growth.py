"""How the engine's work grows with a flow, in calls of functions: a count is the same on every machine."""

import sys
from collections.abc import Callable
from functools import cache, partial

import pytest

from decision_engine.authoring.graph import route_count
from decision_engine.authoring.read import flow_from_bytes
from decision_engine.model import Answer
from decision_engine.trace import trace
from tests.benchmarks.growth import flow_file

SIZES = (50, 100, 200)


def calls(work: Callable[[], object]) -> int:
    """Count the functions, Python's own among them, that are called while something is done."""
    count = 0

    def called(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    work()  # once before, so that nothing is counted that is done only once
    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@cache
def content_of(many: int) -> bytes:
    """Write a flow of so many questions."""
    return flow_file(many)


@pytest.mark.parametrize("name", ["validate", "count routes"])
def test_work_grows_in_proportion(name: str) -> None:
    """Twice the questions are twice the work to check, and to count the routes of, however many these are."""
    counted = []
    for many in SIZES:
        content = content_of(many)
        flow = flow_from_bytes(content, "flow.toml").flow
        if name == "validate":
            counted.append(calls(partial(flow_from_bytes, content, "flow.toml", with_cases=True)))
        else:
            counted.append(calls(partial(route_count, flow)))
    first, second, third = counted
    assert first > SIZES[0]
    assert third - second == pytest.approx(2 * (second - first), rel=0.02)


def test_a_step_does_not_grow_with_the_flow() -> None:
    """Tracing the same few answers is the same work in a flow of four times the questions."""
    answers = {f"q{n}": Answer(option="o0") for n in range(5)}
    flows = [flow_from_bytes(content_of(many), "flow.toml").flow for many in SIZES]
    assert len({calls(partial(trace, flow, answers)) for flow in flows}) == 1
