"""A check as its author sees it beside the form: its boxes and arrows, its routes, its cases, and what has changed."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from decision_engine.authoring.counts import told
from decision_engine.authoring.graph import branch_of, branches, route_count, routes, topological_order
from decision_engine.authoring.read import FlowFile, look_through
from decision_engine.cli.diff import difference_lines
from decision_engine.model import Question
from decision_engine.trace import trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from decision_engine.model import Flow

    type Data = dict[str, Any]

# A longer list is read by nobody; the number of routes is said all the same.
MOST_ROUTES = 200
_MOST_DIFFERENCES = 60


def view_of(content: bytes, file: str, others: dict[str, bytes | None]) -> Data:
    """Return what a check does, and how it differs from each of the ``others``, as far as it is sound."""
    read, problems = look_through(content, file)
    failing = {problem.path.partition("]")[0]: problem for problem in problems if problem.path.startswith("cases[")}
    if read is None:
        return {"sound": False, "boxes": [], "routes": [], "count": 0, "cases": [], "differences": {}}
    cases = []
    for at, case in enumerate(read.flow.cases):
        problem = failing.get(f"cases[{at}")
        said = f"{problem.what}. For example: {problem.example}" if problem else ""
        cases.append({"at": at, "name": case.name, "outcome": case.outcome, "problem": said})
    return {
        "sound": True,
        "version": read.flow.version,
        "sha256": read.sha256,
        "boxes": [*_boxes(read.flow)],
        "routes": [*_routes(read.flow)],
        "count": told(route_count(read.flow)),
        "cases": cases,
        "differences": {name: _differences(read, old) for name, old in others.items()},
    }


def _boxes(flow: Flow) -> Iterator[Data]:
    """Yield questions and outcomes in the order in which they can be reached, with their arrows."""
    for part in topological_order(flow):
        if isinstance(part, Question):
            arrows = [{"label": "; ".join(one.label for one in way.options), "to": way.to} for way in branches(part)]
            yield {"id": part.id, "kind": "question", "name": part.name or part.text, "arrows": arrows}
        else:
            yield {"id": part.id, "kind": flow.decision(part).sign, "name": part.name, "arrows": []}


def _routes(flow: Flow) -> Iterator[Data]:
    for answers in islice(routes(flow), MOST_ROUTES):
        walked = trace(flow, answers)
        steps = []
        for step in walked.steps:
            labels = [option.label for option in branch_of(step.question, answers[step.question.id]).options]
            steps.append({"question": step.question.name or step.question.text, "answer": " or ".join(labels)})
        if walked.outcome:  # every route has one
            decision = flow.decision(walked.outcome)
            end = {"outcome": walked.outcome.name, "decision": decision.label, "sign": decision.sign}
            yield {"steps": steps, **end}


def _differences(read: FlowFile, old: bytes | None) -> list[str]:
    """Return in lines what differs from an older version; nothing where there is none, or it is the same."""
    if old is None:
        return []
    former = look_through(old, read.file)[0]
    if former is None:
        return ["what it is compared with is no sound check"]
    if former.sha256 == read.sha256:
        return []
    return difference_lines(former, read, _MOST_DIFFERENCES)
