"""How the page speaks to Python: `call` with a name, JSON and bytes; JSON and bytes come back.

The worker's script knows this module alone, and nothing of what is asked. A function that the page may ask for says
so where it is written:

    @answers("contacts.add")
    def add_contact(request: dict[str, Any], data: bytes) -> Reply:
        return Reply({"at": 3})

Every reply is one of these, as JSON:

    {"value": …}                        what the function has returned
    {"problems": ["…", "…"]}            what is wrong in the work: a sentence for each, as the build has it
    {"failed": "…"}                     a fault of ours; the work is as it was before the call

What takes long tells how far it is: `tell("pages", 12, 73)`.
"""

from __future__ import annotations

import json
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from build_scripts.errors import BuildError
from decision_engine.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Callable

    type Answer = Callable[[dict[str, Any], bytes], Reply]
    # A step's name, how much of it is done, and of how much; 0 where nobody can say.
    type Listener = Callable[[str, int, int], object]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a call comes to: a value for JSON, and bytes where there are any, such as a ZIP."""

    value: Any = None
    data: bytes = b""


_ANSWERS: dict[str, Answer] = {}
_listeners: list[Listener] = []


def answers(name: str) -> Callable[[Answer], Answer]:
    """Let the page ask for a function by this name."""

    def named(answer: Answer) -> Answer:
        _ANSWERS[name] = answer
        return answer

    return named


def call(name: str, request: str = "{}", data: bytes = b"") -> tuple[str, bytes]:
    """Answer one call of the page; whatever goes wrong is part of the reply, and nothing is raised."""
    try:
        reply = _ANSWERS[name](json.loads(request), data)
        return json.dumps({"value": reply.value}), reply.data
    except (BuildError, EngineError) as error:
        return json.dumps({"problems": _sentences(error)}), b""
    except Exception:  # noqa: BLE001 - the page has to say something, and goes on with the work that it has
        return json.dumps({"failed": traceback.format_exc(limit=-3)}), b""


def names() -> list[str]:
    """Name everything that the page may ask for."""
    return sorted(_ANSWERS)


def report_to(listener: Listener) -> None:
    """Have the steps of what takes long told to one listener, and to no other from now on."""
    _listeners[:] = [listener]


def tell(step: str, done: int = 0, total: int = 0) -> None:
    """Say how far a step is."""
    for listener in _listeners:
        listener(step, done, total)


def _sentences(error: BuildError | EngineError) -> list[str]:
    return [str(problem) for problem in getattr(error, "problems", ())] or [str(error)]
