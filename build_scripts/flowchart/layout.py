"""Flow to places: where each box of the flowchart is and which way each arrow goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from build_scripts.flowchart.elk import MARGIN, Place, child, edge, graph_of, port
from build_scripts.flowchart.plan import ENTRY, PHONE, LabelOf, Plan
from decision_engine.authoring.graph import Branch, branches
from decision_engine.model import Flow, Outcome, Question

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A question or outcome in its place."""

    of: Question | Outcome
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """A branch's way from its question to where it leads, with its label beside its start."""

    question: Question
    branch: Branch
    lines: tuple[str, ...]
    points: Points
    shared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A flow's boxes and arrows in their places."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def picture_of(flow: Flow, text: LabelOf, place: Place) -> Picture:
    """Lay a flow out in two columns where a phone is wide enough for that, else in whichever way is narrower.

    Whatever `place` raises is passed on.
    """
    pictures = []
    for columns in (2, 1):
        pictures.append(_drawn(Plan(flow, columns, text), place))
        if pictures[-1].width <= PHONE:
            return pictures[-1]
    return min(pictures, key=lambda picture: picture.width)


def _drawn(plan: Plan, place: Place) -> Picture:
    """Have the boxes placed and the arrows drawn."""
    graph = place(graph_of(_children(plan), _edges(plan)))
    places = {each["id"]: each for each in graph["children"]}
    ways = {each["id"]: each["sections"][0] for each in graph["edges"]}
    boxes = {name: _box(plan, name, places[name], graph["width"]) for name in plan.row}
    arrows = tuple(
        Arrow(
            question=question,
            branch=branch,
            lines=tuple(plan.labels[question.id, branch.id]),
            points=_points(plan, boxes[question.id], branch, ways),
            shared=branch.to in plan.lanes,
        )
        for question in plan.flow.questions
        for branch in branches(question)
    )
    return Picture(width=graph["width"], height=graph["height"], boxes=tuple(boxes.values()), arrows=arrows)


def _children(plan: Plan) -> list[dict[str, Any]]:
    """Describe every row to elkjs: its boxes, then the lanes beside them, the one that ends first innermost."""
    children = []
    lanes = sorted(plan.lanes, key=lambda name: plan.row[name])
    for n, row in enumerate(plan.rows):
        children += [child(name, n, plan.width[name], plan.room(name), _ports(plan, name)) for name in row]
        deep = max(plan.room(name) for name in row)
        for lane in (f"{name}@{n}" for name in lanes if n in plan.lanes[name]):
            ports = [port(f"{lane}/to", "NORTH", 0.5, 0.0), port(f"{lane}/from", "SOUTH", 0.5, deep)]
            children.append(child(lane, n, 1.0, deep, ports))
    return children


def _ports(plan: Plan, name: str) -> list[dict[str, Any]]:
    """List where arrows touch a box; a plumb line at its left edge keeps it flush with the box above."""
    bottom = plan.room(name)
    exits = [(branch, x) for (question, branch), x in plan.exits.items() if question == name]
    return [
        port(f"{name}/to", "NORTH", plan.entry(name), 0.0),
        port(f"{name}|plumb/to", "NORTH", 0.0, 0.0),
        port(f"{name}|plumb", "SOUTH", 0.0, bottom),
        *(port(f"{name}/{branch}/from", "SOUTH", x, bottom) for branch, x in exits),
    ]


def _edges(plan: Plan) -> list[dict[str, Any]]:
    """List every arrow up to its lane or box, every lane row by row, and the plumb lines, which are never drawn."""
    edges = []
    for question in plan.flow.questions:
        row = plan.row[question.id] + 1
        for branch in branches(question):
            to = _met(plan, branch.to, row)
            straight = plan.exits[question.id, branch.id] == ENTRY and to == plan.rows[row][0]
            edges.append(edge(f"{question.id}/{branch.id}/from", to, straight=straight))
    for name, rows in plan.lanes.items():
        for row in rows:
            to = _met(plan, name, row + 1)
            edges.append(edge(f"{name}@{row}/from", to, straight=to != name or plan.is_whole_row(name)))
    flush = [row[0] for row in plan.rows if plan.entry(row[0]) == ENTRY]
    return [*edges, *(edge(f"{name}|plumb", f"{below}|plumb", straight=True) for name, below in pairwise(flush))]


def _met(plan: Plan, name: str, row: int) -> str:
    """Name what an arrow to a box meets in a row: its lane, or the box."""
    return f"{name}@{row}" if name in plan.lanes and row in plan.lanes[name] else name


def _box(plan: Plan, name: str, place: Mapping[str, float], whole: float) -> Box:
    """Place a box."""
    alone = plan.is_whole_row(name)
    return Box(
        of=plan.flow.by_id[name],
        lines=plan.words[name],
        x=MARGIN if alone else place["x"],
        y=place["y"],
        width=whole - 2 * MARGIN if alone else plan.width[name],
        height=plan.height[name],
    )


def _points(plan: Plan, box: Box, branch: Branch, ways: Mapping[str, Any]) -> Points:
    """Join an arrow's pieces, along its lane if it has one, from its box's border on."""
    way = ways[f"{box.of.id}/{branch.id}/from"]
    points = [(way["startPoint"]["x"], box.y + box.height), *_corners(way)]
    for row in plan.lanes.get(branch.to, range(0)):
        if row > plan.row[box.of.id]:
            points += _corners(ways[f"{branch.to}@{row}/from"])
    return _bends(points)


def _corners(way: Mapping[str, Any]) -> list[tuple[float, float]]:
    return [(point["x"], point["y"]) for point in (*way.get("bendPoints", ()), way["endPoint"])]


def _bends(points: list[tuple[float, float]]) -> Points:
    """Leave out points on a straight line between their neighbours."""
    kept = points[:1]
    for point, after in pairwise(points[1:]):
        if not any(kept[-1][axis] == point[axis] == after[axis] for axis in (0, 1)):
            kept.append(point)
    return (*kept, points[-1])
