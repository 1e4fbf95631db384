"""The flowchart of a check being edited, drawn by what draws it on the check's page."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from build_scripts.check import FLOWS, check_page
from build_scripts.content import read_language, read_local
from build_scripts.errors import BuildError
from build_scripts.flowchart import flowchart
from build_scripts.machine import this_machine
from build_scripts.workshop.calls import Reply, answers
from build_scripts.workshop.session import SESSION
from decision_engine.authoring.read import look_through

if TYPE_CHECKING:
    from build_scripts.machine import Machine


@answers("work.chart")
def chart(request: dict[str, Any], _: bytes) -> Reply:
    """Draw a check as it is now, each box a link to the name of its controls; only one that is sound is drawn."""
    flow, names = str(request["flow"]), SESSION.files.get("partnership.toml", b"")
    return Reply({"html": _drawn(flow, SESSION.editor.text(f"flows/{flow}.toml"), names)})


@lru_cache(maxsize=8)
def _drawn(flow: str, text: str, _: bytes) -> str:
    """Return the figure; it is that of this text and of the names that the partnership's file has now."""
    read, _problems = look_through(text.encode(), f"{flow}.toml")
    if read is None:
        raise BuildError([f"flows/{flow}.toml: only a sound check is drawn. For example: one without problems"])
    folder = SESSION.laid_out()
    own = folder / "flows" / f"{flow}.toml"
    check = check_page(read, own if own.is_file() else FLOWS / own.name, read_local(folder, read_language()))
    names = {one.id: f"flows.{flow}.questions.{at}" for at, one in enumerate(read.flow.questions)}
    names |= {one.id: f"flows.{flow}.outcomes.{at}" for at, one in enumerate(read.flow.outcomes)}
    return str(flowchart(check, links=lambda part: names[part], place=_machine().place))


@cache
def _machine() -> Machine:
    return this_machine()
