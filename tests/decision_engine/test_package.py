"""What the package is made of: the standard library alone, and little of it in the browser."""

import ast
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import decision_engine

FOLDER = Path(decision_engine.__file__).parent
MODULES = {
    ".".join(path.relative_to(FOLDER.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in FOLDER.rglob("*.py")
}
HOST_ONLY = {"tomllib", "argparse", "difflib", "pathlib"}
assert len(MODULES) > 15
# With the columns of tracebacks, a visitor loaded 87,979 bytes while the schema and its checks were among them.
MOST_BYTECODE = 78_000


def imports(name: str) -> set[str]:
    """Return the modules that a module imports by name, wherever in it the import stands."""
    found = set()
    for node in ast.walk(ast.parse(MODULES[name].read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: imports are written in full"
            module = node.module or ""
            found |= {full if (full := f"{module}.{alias.name}") in MODULES else module for alias in node.names}
    return found


def runtime() -> set[str]:
    """Return the engine's modules that the browser loads: what browser.py and the package itself lead to."""
    found: set[str] = set()
    waiting = ["decision_engine", "decision_engine.browser"]
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting += [other for other in imports(name) if other in MODULES and other not in found]
    return found


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_imports_the_standard_library_alone(name: str) -> None:
    """No module needs anything but Python and the engine itself."""
    foreign = {module for module in imports(name) if module.partition(".")[0] not in sys.stdlib_module_names}
    assert foreign <= MODULES.keys()


def test_browser_loads_these_modules_and_no_other() -> None:
    """The visitor's part and the record: no schema, no check of a flow, nothing for authors."""
    names = {name.removeprefix("decision_engine").lstrip(".") for name in runtime()}
    visitors = {"", "browser", "errors", "fill", "make", "model", "trace"}
    assert names == visitors | {"record", "record.blocks", "record.docx", "record.docx_parts", "record.text"}
    for name in runtime():
        assert not {module.partition(".")[0] for module in imports(name)} & HOST_ONLY, name


def test_browser_loads_less_bytecode_than_it_may(record_property: Callable[[str, object], None]) -> None:
    """What a visitor waits for is measured as it is shipped: without docstrings and without columns of tracebacks."""
    code = (
        "import marshal, pathlib, sys\n"
        "for path in map(pathlib.Path, sys.argv[1:]):\n"
        "    print(len(marshal.dumps(compile(path.read_bytes(), path.name, 'exec', optimize=2))))"
    )
    names = sorted(runtime())
    command = [sys.executable, "-I", "-S", "-X", "no_debug_ranges", "-c", code, *(str(MODULES[name]) for name in names)]
    measured = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    sizes = dict(zip(names, map(int, measured), strict=True))
    record_property("bytecode", sum(sizes.values()))
    print(f"{sum(sizes.values())} bytes of bytecode in {len(sizes)} modules: {sizes}")
    assert sum(sizes.values()) < MOST_BYTECODE


def test_importing_the_browser_module_loads_nothing_of_the_host() -> None:
    """A fresh interpreter that imports it has loaded nothing of the host, nor what writes Word documents."""
    code = "import sys; sys.path.insert(0, sys.argv[1]); import decision_engine.browser; print(*sys.modules)"
    command = [sys.executable, "-I", "-S", "-c", code, str(FOLDER.parent)]
    loaded = set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    assert "decision_engine.browser" in loaded
    assert not loaded & HOST_ONLY
    ours = {name for name in loaded if name.partition(".")[0] == "decision_engine"}
    assert ours == runtime() - {"decision_engine.record.docx", "decision_engine.record.docx_parts"}


def test_the_public_names_are_written_out_and_sorted() -> None:
    """``__all__`` is a literal, sorted list of names that there are."""
    tree = ast.parse(MODULES["decision_engine"].read_text())
    (names,) = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    ]
    assert names == sorted(names) == decision_engine.__all__
    assert all(hasattr(decision_engine, name) for name in names)


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_says_its_place(name: str) -> None:
    """Every module opens with what it is for."""
    assert ast.get_docstring(ast.parse(MODULES[name].read_text()))
