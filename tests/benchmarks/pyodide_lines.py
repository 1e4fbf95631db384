"""Measures each line of Pyodide under node, cut as the build cuts it and as it comes: its bytes and its start.

A line that the site doesn't ship has no page to be visited; what its upgrade would bring is seen all the same.
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from build_scripts.runtime import lines, pyodide_files, runtime_bundle
from build_scripts.runtime.bundle import engine_sources
from build_scripts.runtime.pyodide import LIBRARY, WASM
from build_scripts.runtime.tree_shake import run_calls
from build_scripts.zips import fixed_zip
from tests.benchmarks.samples import Key
from tests.benchmarks.subjects import OURS, READY, STOCK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.benchmarks.samples import Samples

SIZE = "bytes of Python and the engine"


def measure_lines(flows: Mapping[str, str], samples: Samples) -> None:
    """Start every line once, cut and whole, opening one of these flows."""
    for line in lines():
        files = pyodide_files(line)
        conditions = f"node, Pyodide {files.version}"
        bundle = runtime_bundle(flows, line=line)
        packed = bundle.runtime
        module = gzip.decompress(b"".join(packed[name].content for name in sorted(packed) if name.startswith("wasm-")))
        library, engine = (gzip.decompress(packed[name].content) for name in ("stdlib", "engine"))
        cut = {WASM: module, files.loader: packed["loader"].content}
        sources = fixed_zip(engine_sources())
        runs: Mapping[str, tuple[Mapping[str, bytes], bytes, bytes]] = {
            OURS: (cut, library, engine),
            STOCK: ({}, files.read(LIBRARY), sources),
        }
        whole = [files.read(name) for name in (LIBRARY, WASM, files.loader)]
        sizes = {OURS: [file.content for file in packed.values()], STOCK: [*whole, sources]}
        for subject, (changed, archive, own) in runs.items():
            run = run_calls(files, changed, archive, own, [("open_flow", [flow]) for flow in flows.values()])
            samples.add(Key(READY, "ms", conditions, subject), run.milliseconds)
            samples.add(Key(SIZE, "B", conditions, subject), sum(map(len, sizes[subject])))
