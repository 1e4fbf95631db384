"""Name the routes that lead elsewhere in another version of a flow."""

import argparse
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from decision_engine.authoring.counts import told, told_routes
from decision_engine.authoring.diff import KINDS, Counts, Differences, RouteChange, other_changes
from decision_engine.authoring.read import FlowFile, read_flow
from decision_engine.cli.routes import MOST, most
from decision_engine.model import Answer, Flow, Outcome, Question
from decision_engine.trace import trace

_VERBS = {"changed": ("leads", "lead", "elsewhere"), "removed": ("is", "are", "gone"), "added": ("is", "are", "new")}


class _Found(NamedTuple):
    """What differs between two flow files, listed up to the cap."""

    old: FlowFile
    new: FlowFile
    counts: Counts
    routes: dict[str, list[RouteChange]]
    beside: list[tuple[str, Any, Any]]
    more_beside: bool


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("old", type=Path, metavar="OLD", help="the flow file as it was")
    parser.add_argument("new", type=Path, metavar="NEW", help="the flow file as it is now")
    parser.add_argument("--json", action="store_true", help="print JSON")
    help_most = f"list this many of each kind at the most (default {MOST})"
    parser.add_argument("--most", type=most, default=MOST, metavar="N", help=help_most)
    parser.epilog = (
        "exit code: 0 where every route is as it was (other wording is listed all the same),\n"
        "1 where routes differ, 2 after an error\n"
        "example:\n  python -m decision_engine diff sharing-1.0.0.toml decision_engine/flows/sharing.toml"
    )


def command(options: argparse.Namespace) -> int:
    """Print what differs and return 1 where routes do; raises FlowError where one of the files is no sound flow."""
    found = _compared(read_flow(options.old), read_flow(options.new), options.most)
    print(json.dumps(_data(found)) if options.json else "\n".join(_lines(found)))
    return int(not found.counts.same)


def difference_lines(old: FlowFile, new: FlowFile, most: int = MOST) -> list[str]:
    """Return in lines what differs between two flows: the routes, then the words, at most ``most`` of each kind."""
    return "\n".join(_lines(_compared(old, new, most))).split("\n")


def _compared(old: FlowFile, new: FlowFile, most: int) -> _Found:
    differences = Differences(old.flow, new.flow)
    beside = other_changes(old.mapping, new.mapping)
    return _Found(
        old=old,
        new=new,
        counts=differences.counts,
        routes={kind: list(islice(differences.routes(kind), most)) for kind in KINDS},
        beside=list(islice(beside, most)),
        more_beside=next(beside, None) is not None,
    )


def _data(found: _Found) -> dict[str, Any]:
    """Return the differences as plain data."""
    listed = [
        {
            "kind": kind,
            "answers": {
                name: options[0] if len(options) == 1 else list(options) for name, options in route.answers.items()
            },
            "old": _end_data(found.old.flow, route.old),
            "new": _end_data(found.new.flow, route.new),
        }
        for kind, routes in found.routes.items()
        for route in routes
    ]
    return {
        "old": _file_data(found.old),
        "new": _file_data(found.new),
        "same": found.counts.same,
        "count": {name: told(count) for name, count in found.counts._asdict().items()},
        "listed": len(listed),
        "routes": listed,
        "beside": [{"path": path, "old": old, "new": new} for path, old, new in found.beside],
        "more_beside": found.more_beside,
    }


def _file_data(read: FlowFile) -> dict[str, str]:
    return {"file": read.file, "flow": read.flow.id, "version": read.flow.version, "sha256": read.sha256}


def _end_data(flow: Flow, outcome: Outcome | None) -> dict[str, str] | None:
    if outcome is None:
        return None
    return {"outcome": outcome.id, "decision": outcome.decision, "sign": flow.decision(outcome).sign}


def _lines(found: _Found) -> Iterator[str]:
    """Yield the differences as lines, one for each route."""
    old, new = (f"{read.file}, version {read.flow.version}" for read in (found.old, found.new))
    yield f"{old} → {new}"
    for kind, routes in found.routes.items():
        count = getattr(found.counts, kind)
        if count:
            one, many, what = _VERBS[kind]
            cap = "" if len(routes) == count else f", the first {len(routes)} listed"
            yield f"\n{told_routes(count)} {one if count == 1 else many} {what}{cap}:"
            yield from (f"  {_route(found, route)}" for route in routes)
    kept = found.counts.kept
    yield f"\n{told_routes(kept)} {'is' if kept == 1 else 'are'} as before."
    if found.beside or found.more_beside:
        cap = f", the first {len(found.beside)} listed" if found.more_beside else ""
        yield f"\nOther than routes, this differs{cap}:"
        for path, was, now in found.beside:
            yield f"  {path}"
            values = [(sign, value) for sign, value in (("-", was), ("+", now)) if value is not None]
            yield from (f"    {sign} {json.dumps(value, ensure_ascii=False)}" for sign, value in values)


def _route(found: _Found, route: RouteChange) -> str:
    """Return a route in a line: its answers, where they led, and where they lead now."""
    answers = ", ".join(f"{name} {' or '.join(options)}" for name, options in route.answers.items())
    old = _end(found.old.flow, route.old) if route.old else ""
    new = _end(found.new.flow, route.new) if route.new else ""
    if route.old and route.new and old == new:  # what differs is the decision's id, which records name
        old, new = f"{old[:-1]}, decision {route.old.decision})", f"{new[:-1]}, decision {route.new.decision})"
    if not new:
        return f"{answers}  →  {old}; {_now(found.new.flow, route.answers)}"
    return f"{answers}  →  {old}, now {new}" if old else f"{answers}  →  {new}"


def _end(flow: Flow, outcome: Outcome) -> str:
    decision = flow.decision(outcome)
    return f"{outcome.id} ({decision.sign}: {decision.label})"


def _now(flow: Flow, answers: dict[str, tuple[str, ...]]) -> str:
    """Return how far the answers of a route that is gone get in the new flow."""
    known = {}
    for name, options in answers.items():
        question = flow.by_id.get(name)
        if isinstance(question, Question) and options[0] in {option.id for option in question.options}:
            known[name] = Answer(options=options[:1]) if question.several else Answer(option=options[0])
    at = trace(flow, known).at
    return f"now asked: {at.id}" if isinstance(at, Question) else f"these answers now lead to {_end(flow, at)}"
