"""The one module that the page talks to: text in, JSON text out. No other knows that a browser exists."""

import binascii
import json
from typing import Any, NamedTuple

from decision_engine.errors import AnswersError, FlowError, Problem, RecordError
from decision_engine.make import make
from decision_engine.model import Flow, Outcome
from decision_engine.record import Context, Record, record_of, step_data
from decision_engine.trace import answers_of
from decision_engine.trace import trace as traced


class _Open(NamedTuple):
    """The flow that the page has handed over, and the context in which it is used."""

    flow: Flow
    context: Context


_opened: list[_Open] = []

# What the page sends nests seven deep. `json` recurses, and in a browser a stack that overflows ends the interpreter.
_MOST_NESTING = 32
# What of a context the build hands over; the area is the visitor's.
_OF_CONTEXT = ("sha256", "names", "words", "banner", "contacts")
_EXAMPLE = '{"consent": {"option": "yes", "grounds": []}}'


def open_flow(text: str) -> str:
    """Take the flow that the build has checked: JSON of ``mapping``, ``file`` and the fields of ``Context``.

    Returns JSON of the flow's id, version and sha256, by which the page knows that both mean the same flow.
    Raises FlowError where the mapping is no flow; what the build checks is not checked again.
    """
    given = _read(text)
    try:
        flow = make(given["mapping"])
        context = Context(*(given[name] for name in _OF_CONTEXT))
    except (AttributeError, KeyError, TypeError) as error:
        what = f"this is no flow that the build has checked ({error!r})"
        raise FlowError((Problem(file="flow", path="", what=what, example="load the page again"),)) from error
    _opened[:] = [_Open(flow, context)]
    return _json({"flow": flow.id, "version": flow.version, "sha256": context.sha256})


def trace(answers: str) -> str:
    """Replay answers, given as JSON, and return JSON: ``at``, ``steps`` and ``off_route``.

    ``at`` is ``{"question": id}``, or at the end ``{"outcome": id, "decision": id, "unconfirmed": flag}``, the flag
    true where the outcome says something else because a caution on the route is open.
    Raises AnswersError where the answers don't fit the flow.
    """
    flow, context = _opened[0]
    route = traced(flow, answers_of(_read(answers)))
    at = route.at
    where: dict[str, Any] = {"question": at.id}
    if isinstance(at, Outcome):
        where = {"outcome": at.id, "decision": at.decision, "unconfirmed": route.unconfirmed is not None}
    steps = [step_data(step, context.names) for step in route.steps]
    return _json({"at": where, "steps": steps, "off_route": route.off_route})


def record(request: str) -> str:
    """Write a decision record from JSON of ``answers``, ``time``, ``ticked`` and, if need be, an ``area``.

    Returns JSON of its ``data``, its ``text`` and its ``blocks``, whose format ``record.blocks`` says.

    Raises AnswersError or RecordError.
    """
    written = _record(request)
    return _json({"data": written.data, "text": written.text(), "blocks": written.blocks()})


def document(request: str) -> str:
    """Write the record that ``record`` writes for the same request as a .docx file, and return its bytes as base64.

    Raises AnswersError or RecordError.
    """
    from decision_engine.record.docx import docx_of  # noqa: PLC0415 - a quarter of the engine's start, and few ask for it

    return binascii.b2a_base64(docx_of(_record(request)), newline=False).decode("ascii")


def _record(request: str) -> Record:
    flow, context = _opened[0]
    match _read(request):
        case {"answers": answers, "time": str(time), "ticked": [*ticked], **more}:
            route = traced(flow, answers_of(answers))
            here = context._replace(area=str(more.get("area", "")))
            return record_of(flow, route, here, time=time, ticked=tuple(ticked))
    what = "a record is written from answers, a time and what is ticked"
    raise RecordError(what)


def _read(text: str) -> Any:
    """Parse what the page sends; raises AnswersError where that is no JSON, or its brackets nest too deep."""
    try:
        if _nesting(text) <= _MOST_NESTING:
            return json.loads(text)
        what = f"brackets are nested deeper than {_MOST_NESTING}"
    except ValueError as error:
        what = f"this is not JSON: {error}"
    raise AnswersError((Problem(file="answers", path="", what=what, example=_EXAMPLE),))


def _nesting(text: str) -> int:
    """Return how deep brackets nest outside texts."""
    depth = deepest = 0
    for sign in "".join(text.replace("\\\\", "").replace('\\"', "").split('"')[::2]):
        if sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
    return deepest


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
