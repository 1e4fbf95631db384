"""Pyodide's loader script, cut to what is asked for by name."""

import pytest

from build_scripts.dev.node import npm_folder
from build_scripts.loader_cut import cut_loader
from build_scripts.runtime_files import runtime_files
from build_scripts.stdlib_cut import LOADER

EXPORT = 'var _malloc=Module["_malloc"]=wasmExports["malloc"];'
NUMBER = 'var _Py_Version=Module["_Py_Version"]=460964;'
PROPERTY = 'Module["_glFlush"]=_glFlush;'


@pytest.mark.parametrize("statement", [EXPORT, NUMBER, PROPERTY])
def test_what_no_script_asks_for_is_left_out(statement: str) -> None:
    """A function, a number and a property go; what stands round them stays as it was."""
    assert cut_loader(f"before();{statement}after();", "other(_x)") == "before();after();"


@pytest.mark.parametrize(
    ("statement", "asking"),
    [
        (EXPORT, "_malloc(8)"),
        (EXPORT, "Module._malloc(8)"),
        (EXPORT, 'Module["_malloc"](8)'),
        (EXPORT, 'ccall("malloc","number")'),
        (NUMBER, "HEAPU32[api._Py_Version>>>2]"),
        (PROPERTY, "Module._glFlush()"),
        (PROPERTY, 'Module["_glFlush"]()'),
        (PROPERTY, "getCFunc('glFlush')"),
    ],
)
def test_what_a_script_asks_for_stays(statement: str, asking: str) -> None:
    """Whether the loader itself asks for it or the script that loads it, and in whatever way."""
    assert cut_loader(f"{statement}{asking};", "") == f"{statement}{asking};"
    assert cut_loader(statement, asking) == statement


def test_of_pyodides_own_loader_a_third_goes() -> None:
    """There are thousands of such names in it; what the engine calls in the browser stays."""
    loader = runtime_files().read(LOADER).decode()
    left = cut_loader(loader, (npm_folder() / "pyodide" / "pyodide.mjs").read_text(encoding="utf-8"))
    assert len(left) < len(loader) * 0.7
    assert 'Module["_python2js"]' in left
    assert 'Module["_PyDictItems_Type"]' not in left
