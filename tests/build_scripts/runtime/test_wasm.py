"""WebAssembly with marks, and without the functions that never run: small modules, whole, run by node."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.programs.node import run_node
from build_scripts.runtime.pyodide import WASM, pyodide_files
from build_scripts.runtime.wasm import MARK, WasmError, functions_in, read_module

if TYPE_CHECKING:
    from pathlib import Path

RUN = """
import { readFileSync } from "node:fs";
const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]), { e: { f() {} } });
const said = {};
for (const [name, given] of JSON.parse(process.argv[3])) {
  try { said[name + given] = instance.exports[name](given); } catch (error) { said[name + given] = error.name; }
}
const marks = Object.entries(instance.exports).filter(([name]) => name.startsWith("ran-"));
process.stdout.write(JSON.stringify([said, marks.map(([, { value }]) => BigInt.asUintN(64, value).toString())]));
"""


def small() -> bytes:
    """Return a module of four functions, which give 10, 11, 12 and what the function of a number in the table gives.

    All but the third are exported, and so are its memory, its table and a global; one function is imported.
    """
    bodies = [bytes([0, 0x41, 10 + at, 0x0B]) for at in range(3)] + [bytes([0, 0x41, 0, 0x20, 0, 0x11, 1, 0, 0x0B])]
    exports = [("a", 0, 1), ("b", 0, 2), ("d", 0, 4), ("m", 2, 0), ("t", 1, 0), ("g", 3, 0)]
    return b"\0asm\1\0\0\0" + b"".join(
        [
            _section(1, b"\x60\0\0", b"\x60\1\x7f\1\x7f"),  # types: nothing to nothing, i32 to i32
            _section(2, b"\1e\1f\0\0"),
            _section(3, *[b"\1"] * 4),
            _section(4, b"\x70\0\4"),
            _section(5, b"\0\1"),
            _section(6, b"\x7f\0\x41\7\x0b"),
            _section(7, *(bytes([1]) + name.encode() + bytes([kind, at]) for name, kind, at in exports)),
            _section(9, b"\0\x41\0\x0b\4\1\2\3\4"),
            _section(10, *(bytes([len(body)]) + body for body in bodies)),
        ]
    )


def _section(kind: int, *entries: bytes) -> bytes:
    content = bytes([len(entries)]) + b"".join(entries)
    return bytes([kind, len(content)]) + content


def run(file: bytes, calls: list[tuple[str, int]], folder: Path) -> tuple[dict[str, object], set[int]]:
    """Run exports of a module; return what each gives, or the error's name, and which functions have run."""
    (folder / "small.wasm").write_bytes(file)
    script = folder / "run.mjs"
    script.write_text(RUN, encoding="utf-8")
    said, marks = json.loads(run_node(script, folder / "small.wasm", json.dumps(calls)))
    return said, functions_in(map(int, marks))


CALLS = [("a", 0), ("b", 0), ("d", 1)]


def test_marks_tell_which_functions_have_run(tmp_path: Path) -> None:
    """Called by name or through the table, each that runs is marked, no other is, and the replies are the same."""
    module = read_module(small())
    said, ran = run(module.marked().file(), CALLS[:1], tmp_path)
    assert (said, ran) == ({"a0": 10}, {0})
    said, ran = run(module.marked().file(), [("d", 2)], tmp_path)
    assert (said, ran) == ({"d2": 12}, {2, 3})


def test_function_that_is_cut_traps_and_others_do_not(tmp_path: Path) -> None:
    """Reached in whatever way, a function that was left out ends the call; numbers in the table stay right."""
    cut = read_module(small()).cut({0, 3}, {"a", "b", "d"})
    said, _ = run(cut.file(), [*CALLS, ("d", 0)], tmp_path)
    assert said == {"a0": 10, "b0": "RuntimeError", "d1": "RuntimeError", "d0": 10}


def test_only_the_exports_asked_for_are_left() -> None:
    """Of whatever kind; what is imported and how many functions there are stays."""
    module = read_module(small())
    assert module.exports == ["a", "b", "d", "m", "t", "g"]
    cut = read_module(module.cut(range(4), {"d", "g", "none"}).file())
    assert cut.exports == ["d", "g"]
    assert (cut.imports, cut.function_count) == ([("e", "f", 0)], 4)


def test_everything_kept_is_the_same_file() -> None:
    """A cut that leaves nothing out changes no byte, of the small module and of Pyodide's."""
    for file in (small(), pyodide_files().read(WASM)):
        module = read_module(file)
        assert module.file() == file
        kept = module.cut(range(module.function_count), set(module.exports)).file()
        assert len(kept) <= len(file)  # sizes may have been written with room to spare
        assert read_module(kept).exports == module.exports


def test_marks_of_pyodide_are_exported_for_every_function() -> None:
    """One mark for each 64 functions, the last ones included, beside everything else that was exported."""
    module = read_module(pyodide_files().read(WASM))
    marked = read_module(module.marked().file())
    marks = [name for name in marked.exports if name.startswith(MARK)]
    assert len(marks) == -(-module.function_count // 64)
    assert marked.exports[: len(module.exports)] == module.exports


@given(st.sets(st.integers(0, 700)))
def test_marks_are_read_as_they_are_set(functions: set[int]) -> None:
    """Whatever has run is what is read, to the last bit of a word."""
    words = [sum(1 << at % 64 for at in functions if at // 64 == word) for word in range(11)]
    assert functions_in(words) == functions


@given(st.data())
def test_damaged_module_is_refused(data: st.DataObject) -> None:
    """Cut off anywhere, it is refused with the byte's number, and with no other error."""
    file = small()
    end = data.draw(st.integers(0, len(file) - 1))
    said = ""
    try:
        read_module(file[:end]).marked()
    except WasmError as error:
        said = str(error)
    # What ends between two sections is a module, though it has fewer.
    assert said.startswith("at byte ") or len(read_module(file[:end]).sections) < len(read_module(file).sections)


def test_what_is_no_module_is_refused() -> None:
    """A page from a proxy, for one."""
    with pytest.raises(WasmError, match="at byte 0: not a WebAssembly module of version 1"):
        read_module(b"<!doctype html>")
