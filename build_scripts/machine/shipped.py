"""A machine without programs: what they made when the site was built, read from one file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from build_scripts.assets import INSIDE, PublishedFile, RuntimeBundle, StaticFile, WorkshopBundle, entries
from build_scripts.errors import SetUpError
from build_scripts.flowchart import keep_widths, kept_widths
from build_scripts.paths import content_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from build_scripts.content import Guidance
    from build_scripts.flowchart import Place
    from build_scripts.machine.asked import Machine


# Beside the parts: the list of the workshop's files, as its page has it. It can't be among them, as it names them.
WORKSHOP = "workshop.json"


# What places a graph that is none of those that were placed already.
_placers: list[Place] = []


def place_by(place: Place) -> None:
    """Have graphs placed that are none of those that were placed already."""
    _placers[:] = [place]


@dataclass(frozen=True, slots=True)
class Shipped:
    """What was made already."""

    parts: Mapping[str, Any]

    @classmethod
    def read(cls, path: Path) -> Shipped:
        """Read the file that `shipped_parts` writes the content of."""
        parts = json.loads(path.read_text(encoding="utf-8"))
        listed = path.with_name(WORKSHOP)
        parts["workshop"] = json.loads(listed.read_text(encoding="utf-8")) if listed.is_file() else None
        keep_widths(parts["letter_widths"])
        return cls(parts)

    def scripts(self) -> Mapping[str, StaticFile]:
        """Return those that pages hold inside, and the names of those that are on the site."""
        inside = self.parts["inside"]
        return {
            name: StaticFile(entry["url"], inside[name].encode()) if name in inside else PublishedFile.of(entry)
            for name, entry in self.parts["scripts"].items()
        }

    def sheets(self) -> Mapping[str, str]:
        """Return the sheets in the site's own colours."""
        sheets: dict[str, str] = self.parts["sheets"]
        return sheets

    def runtime(self, flows: Mapping[str, str]) -> RuntimeBundle:
        """Return the runtime that is on the site; only its flows are others."""
        known = self.parts["runtime"]
        listed = known["whole_list"]
        return RuntimeBundle.of(
            flows,
            runtime=_published(known["runtime"]),
            licences=PublishedFile.of(known["licences"]),
            warnings=tuple(known["warnings"]),
            whole=_published(known["whole"]),
            whole_list=listed and PublishedFile.of(listed),
        )

    def workshop(self, runtime: RuntimeBundle) -> WorkshopBundle:
        """Return the workshop that is on the site: the one that runs here."""
        known = self.parts["workshop"]
        if known is None:
            raise SetUpError([f"{WORKSHOP} is missing: it lists the files of the workshop that builds."])
        files = _published(known["files"])
        pyodide = pyodide_of(runtime)
        own = {name: file for name, file in files.items() if name not in pyodide}
        return WorkshopBundle(own, pyodide, _published(known["later"]), known.get("epoch"))

    def published(self) -> list[dict[str, str | int]]:
        """Return the entries of what is on the site as it is for every partnership, and is empty here."""
        listed, runtime = self.parts["workshop"] or {"files": {}, "later": {}}, self.parts["runtime"]
        scripts = [entry for name, entry in self.parts["scripts"].items() if name not in INSIDE]
        tables = (listed["files"], listed["later"], runtime["runtime"], runtime["whole"], self.parts["copied"])
        found = [*scripts, runtime["licences"], *(entry for table in tables for entry in table.values())]
        return list({entry["url"]: entry for entry in (*found, *filter(None, [runtime["whole_list"]]))}.values())

    def place(self, graph: str) -> dict[str, Any]:
        """Return what elkjs said of a graph; for one that it hasn't seen there may be a placer."""
        found: dict[str, Any] | None = self.parts["placed"].get(content_key([graph]))
        for place in _placers if found is None else ():
            found = place(graph)
        if found is None:
            raise SetUpError(["A flowchart has changed, and nothing here can draw it."])
        return found

    def why_no_pdf(self) -> str:
        """Say that nothing here prints."""
        return "The guidance is not offered as a PDF: that takes a build with Chromium. For example: make site"

    def pdf(self, guidance: Guidance) -> bytes:
        """Refuse; nobody asks who has asked why there is none."""
        raise SetUpError([f"{guidance.name}: {self.why_no_pdf()}"])

    def at_once[S, T](self, work: Callable[[], S], others: Iterable[Callable[[], T]]) -> tuple[S, list[T]]:
        """Do one after the other: a worker has no threads."""
        return work(), [other() for other in others]


def pyodide_of(runtime: RuntimeBundle) -> dict[str, StaticFile]:
    """Return the whole of Pyodide as the check publishes it: its loader, and its module in pieces."""
    whole = runtime.whole or runtime.runtime
    return {name: file for name, file in whole.items() if name == "loader" or name.startswith("wasm-")}


def shipped_parts(machine: Machine, runtime: RuntimeBundle, placed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `Shipped` reads, as it is for JSON: what another machine has made, graphs with their places."""
    scripts = machine.scripts()
    return {
        "scripts": entries(scripts),
        "inside": {name: scripts[name].content.decode() for name in INSIDE},
        "sheets": dict(machine.sheets()),
        "runtime": {
            "runtime": entries(runtime.runtime),
            "whole": entries(runtime.whole),
            "whole_list": runtime.whole_list and runtime.whole_list.entry,
            "licences": runtime.licences.entry,
            "warnings": list(runtime.warnings),
        },
        "placed": {content_key([graph]): found for graph, found in placed.items()},
        "letter_widths": kept_widths(),
    }


def _published(files: Mapping[str, dict[str, str | int]]) -> dict[str, StaticFile]:
    return {name: PublishedFile.of(entry) for name, entry in files.items()}
