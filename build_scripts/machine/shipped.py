"""A machine without programs: what they made when the site was built, read from one file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from build_scripts.assets import INSIDE, PublishedFile, RuntimeBundle, StaticFile, entries
from build_scripts.errors import SetUpError
from build_scripts.flowchart import keep_widths, kept_widths
from build_scripts.paths import content_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from build_scripts.content import Guidance
    from build_scripts.flowchart import Place
    from build_scripts.machine.asked import Machine


@dataclass(frozen=True, slots=True)
class Shipped:
    """What was made already; `placer` places a graph that is none of those."""

    parts: Mapping[str, Any]
    placer: Place | None = None

    @classmethod
    def read(cls, path: Path) -> Shipped:
        """Read the file that `shipped_parts` writes the content of."""
        parts = json.loads(path.read_text(encoding="utf-8"))
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

    def place(self, graph: str) -> dict[str, Any]:
        """Return what elkjs said of a graph; one that it hasn't seen is for the placer."""
        found: dict[str, Any] | None = self.parts["placed"].get(content_key([graph]))
        if found is None and self.placer:
            found = self.placer(graph)
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


def shipped_parts(machine: Machine, flows: Mapping[str, str], graphs: Iterable[str]) -> dict[str, Any]:
    """Return what `Shipped` reads, as it is for JSON: what another machine makes of the site as it ships."""
    scripts, runtime = machine.scripts(), machine.runtime(flows)
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
        "placed": {content_key([graph]): machine.place(graph) for graph in graphs},
        "letter_widths": kept_widths(),
    }


def _published(files: Mapping[str, dict[str, str | int]]) -> dict[str, StaticFile]:
    return {name: PublishedFile.of(entry) for name, entry in files.items()}
