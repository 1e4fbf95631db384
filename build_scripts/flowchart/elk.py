"""What elkjs reads of boxes, their ports and the arrows between them."""

import json
from collections.abc import Callable
from typing import Any

# What places a graph: its text to what elkjs returns.
Place = Callable[[str], dict[str, Any]]
MARGIN = 4.0
_STRAIGHT = 100  # how much more it matters that the left column and the lanes go straight down
_OPTIONS = {
    "elk.algorithm": "layered",
    "elk.direction": "DOWN",
    "elk.edgeRouting": "ORTHOGONAL",
    "elk.partitioning.activate": "true",
    "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
    "elk.layered.crossingMinimization.forceNodeModelOrder": "true",
    "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
    "elk.layered.nodePlacement.favorStraightEdges": "true",
    "elk.layered.spacing.nodeNodeBetweenLayers": "24",
    "elk.layered.spacing.edgeNodeBetweenLayers": "13",
    "elk.layered.spacing.edgeEdgeBetweenLayers": "8",
    "elk.spacing.nodeNode": "8",
    "elk.spacing.edgeNode": "8",
    "elk.spacing.edgeEdge": "8",
    "elk.padding": f"[top=12,left={MARGIN},bottom=16,right={MARGIN}]",
}


def child(name: str, row: int, width: float, height: float, ports: list[dict[str, Any]]) -> dict[str, Any]:
    """Describe a box with its ports; boxes of one row are side by side."""
    options = {"elk.partitioning.partition": str(row), "elk.portConstraints": "FIXED_POS", "elk.alignment": "TOP"}
    return {"id": name, "width": width, "height": height, "ports": ports, "layoutOptions": options}


def port(name: str, side: str, x: float, y: float) -> dict[str, Any]:
    """Describe where arrows touch a box."""
    return {"id": name, "width": 0, "height": 0, "x": x, "y": y, "layoutOptions": {"elk.port.side": side}}


def edge(port: str, to: str, *, straight: bool) -> dict[str, Any]:
    """Describe an arrow from a port to a box."""
    options = {"elk.layered.priority.straightness": str(_STRAIGHT if straight else 1)}
    return {"id": port, "sources": [port], "targets": [f"{to}/to"], "layoutOptions": options}


def graph_of(children: list[dict[str, Any]], edges: list[dict[str, Any]]) -> str:
    """Write a graph as elkjs reads it: the same text for the same graph."""
    graph = {"id": "flow", "layoutOptions": _OPTIONS, "children": children, "edges": edges}
    return json.dumps(graph, sort_keys=True, indent=1)
