"""Pyodide's loader script without the exports that no script asks for by name."""

import pytest

from build_scripts.runtime.loader import strip_exports, too_little_saved
from build_scripts.runtime.pyodide import pyodide_files

EXPORT = 'var _malloc=Module["_malloc"]=wasmExports["malloc"];'
NUMBER = 'var _Py_Version=Module["_Py_Version"]=460964;'
PROPERTY = 'Module["_glFlush"]=_glFlush;'


@pytest.mark.parametrize("statement", [EXPORT, NUMBER, PROPERTY])
def test_what_no_script_asks_for_is_left_out(statement: str) -> None:
    """A function, a number and a property go; what stands round them stays as it was."""
    assert strip_exports(f"before();{statement}after();", "other(_x)") == "before();after();"


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
    assert strip_exports(f"{statement}{asking};", "") == f"{statement}{asking};"
    assert strip_exports(statement, asking) == statement


def test_assigned_exports_go_with_their_declarations() -> None:
    """From Pyodide 314 on an export is an assignment, and one long declaration lists the names."""
    unused = [f"_f{number}" for number in range(200)]
    assigned = "".join(f'{name}=Module["{name}"]=wasmExports["{name[1:]}"];' for name in ["_malloc", *unused])
    address = '_py_None=Module["_py_None"]=wasmExports["py_None"].value>>>0;'
    loader = f"var {','.join([*unused, '_malloc', '_py_None'])};function assign(){{{assigned}{address}}}_malloc(8);"
    kept = 'var _malloc;function assign(){_malloc=Module["_malloc"]=wasmExports["malloc"];}_malloc(8);'
    assert strip_exports(loader, "") == kept


def test_of_the_shipped_loader_more_than_the_least_share_goes() -> None:
    """There are thousands of such names in it; what the engine calls in the browser stays."""
    files = pyodide_files()
    loader = files.read(files.loader).decode()
    left = strip_exports(loader, files.read("pyodide.mjs").decode())
    assert too_little_saved(loader, left, files.least_saving, files.version) == ""
    assert 'Module["_python2js"]' in left
    assert 'Module["_PyDictItems_Type"]' not in left


def test_loader_with_exports_of_an_unknown_form_is_told() -> None:
    """Less than the least share goes: the warning says how much, and where the forms are."""
    assert too_little_saved("x" * 100, "x" * 97, 0.25, "1.2.3") == (
        "The loader of Pyodide 1.2.3 ships whole: leaving out unused exports saves 3% of it, and pyodide.toml asks "
        "for at least 25%. Its exports have another form than the expressions in build_scripts/runtime/loader.py know."
    )
