"""What the page asks of the engine, as calls to run in the runtime, with CPython's replies.

They are made in a process of their own, so that an engine edited while the site is served is the one that replies.
"""

import inspect
import json
import subprocess
import sys
from dataclasses import dataclass
from itertools import islice
from typing import Any

from build_scripts.paths import ROOT
from build_scripts.runtime.pyodide import RuntimeBuildError
from build_scripts.runtime.stress_calls import stress_calls

MOST_ROUTES = 40
# The functions that take a record's request.
WRITERS = ("record", "document")
TIME = "2026-01-31T09:30:00+00:00"

Call = tuple[str, list[str]]
# What each call returns; {"kind", "error"} where the engine refuses, as it should for answers that are none.
Reply = str | dict[str, str]
Replies = list[Reply]


@dataclass(frozen=True, slots=True)
class Smoke:
    """Calls of the engine, and what each must return."""

    calls: list[Call]
    expected: Replies


def smoke_calls(flows: list[str]) -> Smoke:
    """Return the calls for these flows, as texts for `open_flow`, and what each returns on CPython.

    Raises RuntimeBuildError when the engine fails, or has a function for the page that no call covers.
    """
    command = [sys.executable, "-c", f"from {__name__} import reply_to_calls; reply_to_calls()"]
    done = subprocess.run(
        command, input=json.dumps(flows), cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise RuntimeBuildError([f"The engine fails on CPython:\n{done.stderr.strip()}"])
    calls, expected = json.loads(done.stdout)
    return Smoke([(name, arguments) for name, arguments in calls], expected)


def _calls(flow: str, *, stressed: bool) -> list[Call]:
    from decision_engine.authoring.graph import routes  # noqa: PLC0415 - only in the process of its own
    from decision_engine.make import make  # noqa: PLC0415 - likewise
    from decision_engine.trace import answers_data  # noqa: PLC0415 - likewise

    given = json.loads(flow)
    found: list[Call] = [
        ("open_flow", [flow]),
        ("trace", ["{}"]),
        ("trace", ['{"?": {"option": "?"}}']),
        ("trace", ["?"]),
    ]
    answers: dict[str, Any] = {}
    for route in islice(routes(make(given["mapping"])), MOST_ROUTES):
        answers = answers_data(route)
        found.append(("trace", [json.dumps(answers)]))
        found += [(name, [json.dumps({"answers": answers, "time": TIME, "ticked": []})]) for name in WRITERS]
    return [*found, *(stress_calls(given, answers) if stressed else [])]


def reply_to_calls() -> None:
    """Print the calls for the flows on standard input and the engine's replies; exit with what is wrong."""
    from decision_engine import browser  # noqa: PLC0415 - only in the process of its own

    flows = json.load(sys.stdin)
    calls = [call for at, flow in enumerate(flows) for call in _calls(flow, stressed=at == 0)]
    replies: Replies = []
    for name, arguments in calls:
        try:
            replies.append(getattr(browser, name)(*arguments))
        except Exception as error:  # noqa: BLE001 - whatever the engine refuses with, the runtime must refuse too
            replies.append({"kind": type(error).__name__, "error": str(error)})
    public = {
        name
        for name, thing in vars(browser).items()
        if inspect.isfunction(thing) and thing.__module__ == browser.__name__ and not name.startswith("_")
    }
    answered = {name for (name, _), reply in zip(calls, replies, strict=True) if isinstance(reply, str)}
    if missing := sorted(public - answered):
        sys.exit(
            f"decision_engine/browser.py: no call of {', '.join(missing)} gives an answer. "
            f"Add one to build_scripts/runtime/smoke_calls.py, so that the runtime keeps what it imports."
        )
    json.dump((calls, replies), sys.stdout)
