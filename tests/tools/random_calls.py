"""Random calls of the engine: answers that fit a flow, nearly fit it or don't, for routes, records and documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from build_scripts.runtime.smoke_calls import WRITERS
from build_scripts.runtime.stress_calls import TIMES

if TYPE_CHECKING:
    from build_scripts.runtime.smoke_calls import Call


def answers_to(mapping: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Make answers that fit a flow, nearly fit it, or don't at all."""
    options = {one["id"]: one["options"] for one in mapping["questions"]}
    right = st.fixed_dictionaries(
        {},
        optional={
            name: st.sampled_from(given).flatmap(
                lambda option: st.fixed_dictionaries(
                    {"option": st.just(option["id"])},
                    optional={
                        "grounds": st.lists(st.sampled_from([one["id"] for one in option.get("grounds", [])] or ["?"]))
                    },
                )
            )
            for name, given in options.items()
        },
    )
    scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
    anything = st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
        max_leaves=8,
    )
    wrong = st.dictionaries(st.sampled_from(list(options)) | st.text(max_size=5), anything, max_size=4)
    return right | right | right | wrong | anything


def random_calls(flow: str, count: int, start: int) -> list[Call]:
    """Return so many calls for a flow, given as `open_flow` takes it: the same ones each time from the same start."""
    answers = answers_to(json.loads(flow)["mapping"])
    request = st.fixed_dictionaries(
        {"answers": answers, "time": st.sampled_from(TIMES) | st.text(max_size=12), "ticked": st.just([])}
    )
    texts = answers.map(json.dumps) | st.text(max_size=30)
    call = st.tuples(st.just("trace"), texts) | st.tuples(st.sampled_from(WRITERS), request.map(json.dumps) | texts)
    found: list[Call] = []

    @seed(start)
    @settings(
        max_examples=count // 20 + 1, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(st.lists(call, min_size=20, max_size=40))
    def collect(calls: list[tuple[str, str]]) -> None:
        found.extend((name, [text]) for name, text in calls)

    collect()
    return found[:count]
