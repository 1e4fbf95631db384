"""The upgrade drill: every line of Pyodide in pyodide.toml carries the engine, not only the one that the site ships."""

import gzip
import os

import pytest

from build_scripts.errors import SetUpError
from build_scripts.runtime.bundle import runtime_bundle
from build_scripts.runtime.pyodide import PyodideFiles, lines, pyodide_files
from build_scripts.runtime.shims import read_shims
from build_scripts.zips import zip_entries


@pytest.fixture(scope="module", params=lines()[1:])
def files(request: pytest.FixtureRequest) -> PyodideFiles:
    """The npm package of another line; a test of one that can't be had is not run, or fails under REQUIRE_ALL=1."""
    try:
        return pyodide_files(request.param)
    except SetUpError as error:
        message = f"NOT RUN: Pyodide {request.param} is missing. The first run needs the network.\n{error}"
        (pytest.fail if os.environ.get("REQUIRE_ALL") == "1" else pytest.skip)(message)


def test_other_line_replies_to_every_call_as_cpython_does(files: PyodideFiles, flow: str) -> None:
    """Built as the default is, its bytecode by Pyodide where this Python's doesn't fit: no shim or cut is given up."""
    line = next(line for line in lines() if files.version.startswith(f"{line}."))
    bundle = runtime_bundle({"sharing": flow}, line=line)
    assert bundle.warnings == ()
    library = zip_entries(gzip.decompress(bundle.runtime["stdlib"].content))
    assert {f"{name}c" for name in read_shims()} <= library.keys()
    assert "enum.pyc" not in library
    assert len(bundle.runtime["loader"].content) < len(files.read(files.loader)) * (1 - files.least_saving)


def test_other_line_without_shims_replies_to_every_call_too(files: PyodideFiles, flow: str) -> None:
    """Should an upgrade break every shim, the site is larger and works."""
    line = next(line for line in lines() if files.version.startswith(f"{line}."))
    bundle = runtime_bundle({"sharing": flow}, line=line, shims=())
    assert bundle.warnings == ()
    assert "enum.pyc" in zip_entries(gzip.decompress(bundle.runtime["stdlib"].content))
