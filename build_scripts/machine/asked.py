"""The one list of what only programs can make for a build, and whether there are programs here."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from build_scripts.machine.shipped import Shipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from build_scripts.assets import RuntimeBundle, StaticFile, WorkshopBundle
    from build_scripts.content import Guidance

# Names the file with what was made already, where there are no programs to make it.
PARTS = "SHARE_SAFELY_PARTS"


class Machine(Protocol):
    """What only programs can make. Whatever is missing is a BuildError that says so."""

    def scripts(self) -> Mapping[str, StaticFile]:
        """Return the pages' scripts and the workers by name, bundled."""

    def sheets(self) -> Mapping[str, str]:
        """Return the style sheets by name, made small, in the site's own colours."""

    def runtime(self, flows: Mapping[str, str]) -> RuntimeBundle:
        """Return the runtime for flows, given by id as the texts that the engine opens."""

    def workshop(self, runtime: RuntimeBundle) -> WorkshopBundle:
        """Return what builds a site in a browser; of Pyodide it uses what is in the runtime."""

    def place(self, graph: str) -> dict[str, Any]:
        """Return where elkjs puts the boxes and arrows of a graph, given as its text."""

    def why_no_pdf(self) -> str:
        """Return why there will be no PDF; empty where there will be one."""

    def pdf(self, guidance: Guidance) -> bytes:
        """Print the guidance."""

    def at_once[S, T](self, work: Callable[[], S], others: Iterable[Callable[[], T]]) -> tuple[S, list[T]]:
        """Do one work and others, at once where the machine can, and return what they come to, in their order."""


def this_machine() -> Machine:
    """Return the machine that builds: the one whose parts `SHARE_SAFELY_PARTS` names, else this one's programs."""
    if parts := os.environ.get(PARTS):
        return Shipped.read(Path(parts))
    from build_scripts.machine.programs import Programs  # noqa: PLC0415 - a browser has nothing of what that imports

    return Programs()
