"""Graph to places: what elkjs reads of boxes, their ports and the arrows between them, and what it returns."""

import json
from pathlib import Path
from typing import Any

from build_scripts.paths import ROOT, cached
from build_scripts.programs import npm_folder, run_node

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


def placed(children: list[dict[str, Any]], edges: list[dict[str, Any]]) -> dict[str, Any]:
    """Run elkjs, or take what it said about the same graph before; raise SetUpError when node can't be had."""
    script = Path(__file__).with_name("elk.js")
    graph = {"id": "flow", "layoutOptions": _OPTIONS, "children": children, "edges": edges}
    asked = json.dumps(graph, sort_keys=True, indent=1)

    def fill(folder: Path) -> None:
        (folder / "graph.json").write_text(asked, encoding="utf-8")
        said = run_node(script, npm_folder(), folder / "graph.json")
        (folder / "placed.json").write_text(said, encoding="utf-8")

    inputs = [script.read_bytes(), (ROOT / "package-lock.json").read_bytes(), asked.encode()]
    found: dict[str, Any] = json.loads((cached("flowchart", inputs, fill) / "placed.json").read_text("utf-8"))
    return found
