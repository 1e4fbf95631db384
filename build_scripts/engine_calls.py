"""What the page asks of the engine, as calls to run in the runtime, with the answers that CPython gives.

Runs as its own process, so that an engine edited while the site is served is the one that answers.
"""

import inspect
import json
import subprocess
import sys
from itertools import islice

from build_scripts.paths import ROOT
from build_scripts.runtime_files import RuntimeFilesError

MOST_ROUTES = 40
# The functions that take a record's request.
WRITERS = ("record", "document")
TIME = "2026-01-31T09:30:00+00:00"

Call = tuple[str, list[str]]
# The answer of each call; None where the engine refuses, as it should for answers that are none.
Said = list[str | None]


def engine_calls(flows: list[str]) -> tuple[list[Call], Said]:
    """Give the calls for these flows, as texts for `open_flow`, and what each returns on CPython.

    Raises RuntimeFilesError when the engine fails, or has a function for the page that no call covers.
    """
    command = [sys.executable, "-m", "build_scripts.engine_calls"]
    done = subprocess.run(command, input=json.dumps(flows), cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeFilesError([f"The engine fails on CPython:\n{done.stderr.strip()}"])
    calls, said = json.loads(done.stdout)
    return [(name, arguments) for name, arguments in calls], said


def _calls(flow: str) -> list[Call]:
    from decision_engine.load import flow_of  # noqa: PLC0415 - only in the process of its own
    from decision_engine.routes import routes  # noqa: PLC0415 - likewise
    from decision_engine.trace import answers_data  # noqa: PLC0415 - likewise

    given = json.loads(flow)
    found: list[Call] = [
        ("open_flow", [flow]),
        ("trace", ["{}"]),
        ("trace", ['{"?": {"option": "?"}}']),
        ("trace", ["?"]),
    ]
    for route in islice(routes(flow_of(given["mapping"], given["file"])), MOST_ROUTES):
        answers = answers_data(route)
        found.append(("trace", [json.dumps(answers)]))
        found += [(name, [json.dumps({"answers": answers, "time": TIME, "ticked": []})]) for name in WRITERS]
    return found


def _main() -> None:
    from decision_engine import browser  # noqa: PLC0415 - only in the process of its own

    calls = [call for flow in json.load(sys.stdin) for call in _calls(flow)]
    said: Said = []
    for name, arguments in calls:
        try:
            said.append(getattr(browser, name)(*arguments))
        except Exception:  # noqa: BLE001 - whatever the engine refuses with, the runtime must refuse too
            said.append(None)
    public = {
        name
        for name, thing in vars(browser).items()
        if inspect.isfunction(thing) and thing.__module__ == browser.__name__ and not name.startswith("_")
    }
    answered = {name for (name, _), text in zip(calls, said, strict=True) if text is not None}
    if missing := sorted(public - answered):
        sys.exit(
            f"decision_engine/browser.py: no call of {', '.join(missing)} gives an answer. "
            f"Add one to build_scripts/engine_calls.py, so that the runtime keeps what it imports."
        )
    json.dump((calls, said), sys.stdout)


if __name__ == "__main__":
    _main()
