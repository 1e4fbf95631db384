"""The engine under PyScript: the first trace goes into the page."""

from pathlib import Path

from pyscript import document  # type: ignore[import-not-found] # it comes with PyScript

from decision_engine.browser import open_flow, trace

open_flow(Path("flow.json").read_text(encoding="utf-8"))
document.body.textContent = trace('{"purpose": {"option": "no", "grounds": []}}')
document.body.dataset.result = ""
