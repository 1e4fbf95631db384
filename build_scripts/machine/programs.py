"""A machine with programs: what a build asks for is made, or comes from the cache."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from build_scripts.assets import WorkshopBundle
from build_scripts.machine.bundles import page_scripts, page_sheets, placer_script
from build_scripts.machine.placing import placed
from build_scripts.machine.shipped import pyodide_of
from build_scripts.machine.workroom import licences_file, workroom
from build_scripts.pdf import guidance_pdf, why_no_pdf
from build_scripts.runtime import runtime_bundle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from build_scripts.assets import RuntimeBundle, StaticFile
    from build_scripts.content import Guidance


class Programs:
    """The programs of this machine."""

    def scripts(self) -> Mapping[str, StaticFile]:
        """Bundle the scripts by esbuild."""
        return page_scripts()

    def sheets(self) -> Mapping[str, str]:
        """Join the sheets and have esbuild make them small."""
        return page_sheets()

    def runtime(self, flows: Mapping[str, str]) -> RuntimeBundle:
        """Cut Pyodide to what these flows need of it, under node."""
        return runtime_bundle(flows)

    def workshop(self, runtime: RuntimeBundle) -> WorkshopBundle:
        """Pack what was made, and what a build reads."""
        later = {"elk": placer_script(), "licences": licences_file()}
        return WorkshopBundle(workroom(self, runtime), pyodide_of(runtime), later, os.environ.get("SOURCE_DATE_EPOCH"))

    def place(self, graph: str) -> dict[str, Any]:
        """Have elkjs place a graph, under node."""
        return placed(graph)

    def why_no_pdf(self) -> str:
        """Say whether there is a Chromium that prints."""
        return why_no_pdf()

    def pdf(self, guidance: Guidance) -> bytes:
        """Print by Chromium."""
        return guidance_pdf(guidance)

    def at_once[S, T](self, work: Callable[[], S], others: Iterable[Callable[[], T]]) -> tuple[S, list[T]]:
        """Do the others in threads: most of each is waiting for a program."""
        with ThreadPoolExecutor() as pool:
            begun = [pool.submit(other) for other in others]
            return work(), [other.result() for other in begun]
