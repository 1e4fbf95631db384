"""Where the boxes and arrows of a flowchart go: elkjs under node, or what it said about the same graph before."""

import json
from pathlib import Path
from typing import Any

from build_scripts.paths import ROOT, cached
from build_scripts.programs import npm_folder, run_node

SCRIPT = Path(__file__).with_name("elk.js")


def placed(graph: str) -> dict[str, Any]:
    """Return what elkjs says of a graph, given as its text; raise SetUpError when node can't be had."""

    def fill(folder: Path) -> None:
        (folder / "graph.json").write_text(graph, encoding="utf-8")
        said = run_node(SCRIPT, npm_folder(), folder / "graph.json")
        (folder / "placed.json").write_text(said, encoding="utf-8")

    inputs = [SCRIPT.read_bytes(), (ROOT / "package-lock.json").read_bytes(), graph.encode()]
    found: dict[str, Any] = json.loads((cached("flowchart", inputs, fill) / "placed.json").read_text("utf-8"))
    return found
