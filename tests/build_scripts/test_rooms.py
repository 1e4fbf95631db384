"""The build's rooms: which imports which, and by the front door; the table is the whole rule."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest

from build_scripts.paths import ROOT

# Each room with those that it may import from; `errors` and `paths` are for all, and an arrow never leads back up.
MAY_IMPORT = {
    "html": set(),
    "programs": set(),
    "assets": set(),
    "content": {"html"},
    "toml": set(),
    "check": {"content"},
    "flowchart": {"check"},
    "runtime": {"assets", "programs"},
    "servers": {"assets", "html"},
    "pdf": {"content", "programs"},
    "machine": {"assets", "check", "content", "flowchart", "pdf", "programs", "runtime"},
    "site": {"assets", "check", "content", "flowchart", "html", "machine", "servers"},
    "partnership": {"assets", "check", "content"},
    "editor": {"partnership", "toml"},
    "saved_work": {"editor", "partnership"},
    "__main__": {"partnership"},
    "hooks": {"content", "html", "machine", "partnership", "servers", "site"},
    "release": {"content", "programs", "runtime", "servers"},
    "workshop": {"check", "content", "editor", "flowchart", "html", "machine", "release", "saved_work", "servers"},
    "dev": {"programs", "runtime", "servers"},
}
FOR_ALL = {"errors", "paths", "zips"}
MOST_MODULES = 12


def faults(folder: Path) -> list[str]:
    """Return what in a folder of rooms isn't as the table has it: a room, an import, or what it is imported from."""
    modules: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        if parts[1:2] != ("shims",):
            modules.setdefault(parts[0], []).append(path)
    names = modules.keys() - FOR_ALL - {"__init__"}
    found = [f"{name}: not in the table" for name in sorted(names - MAY_IMPORT.keys())]
    found += [f"{room}: {len(paths)} modules" for room, paths in sorted(modules.items()) if len(paths) > MOST_MODULES]
    return found + [
        f"{path.relative_to(folder).as_posix()}: {fault}"
        for room, paths in sorted(modules.items())
        for path in paths
        for fault in import_faults(path, room, folder)
    ]


def import_faults(path: Path, room: str, folder: Path) -> list[str]:
    """Return the imports of a module, wherever it has them, that the table doesn't allow."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [f"import {one.name}" for one in node.names if one.name.partition(".")[0] == folder.name]
            continue
        if not isinstance(node, ast.ImportFrom):
            continue
        package, _, rest = (node.module or "").partition(".")
        if node.level:
            found.append("a relative import")
        elif package == folder.name:
            target, _, inside = rest.partition(".")
            targets = [target] if target else [one.name for one in node.names]
            own = room == target
            found += [f"from {one}" for one in targets if one not in MAY_IMPORT.get(room, set()) | FOR_ALL | {room}]
            if target and not own and (inside or not {one.name for one in node.names} <= face(folder / target)):
                found.append(f"from {rest}, past what it offers")
    return found


def face(room: Path) -> set[str]:
    """Return what a room offers: the literal `__all__` of its package, or all that a module at the top has."""
    if not (room / "__init__.py").exists():
        tree = ast.parse(room.with_suffix(".py").read_text(encoding="utf-8"))
        return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)} | {
            *("DEMONSTRATION", "PARTNERSHIP", "ROOT", "STARTING_POINTS", "Date"),
        }
    tree = ast.parse((room / "__init__.py").read_text(encoding="utf-8"))
    assigned = [
        node for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    ]
    return set(ast.literal_eval(assigned[0].value)) if assigned else set()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the rooms, to be spoilt."""
    return Path(
        shutil.copytree(ROOT / "build_scripts", tmp_path / "build_scripts", ignore=shutil.ignore_patterns("*.pyc"))
    )


def test_rooms_import_as_the_table_allows() -> None:
    """And there is no room that it doesn't name, nor an arrow in it that leads back."""
    assert faults(ROOT / "build_scripts") == []
    for room in MAY_IMPORT:
        assert room not in below(room)


def below(room: str) -> set[str]:
    """Return every room that another can reach."""
    direct = MAY_IMPORT[room]
    return direct.union(*map(below, direct))


@pytest.mark.parametrize(
    ("module", "line", "fault"),
    [
        ("content/links.py", "from build_scripts.check import CheckPage", "from check"),
        ("assets/inline.py", "def late() -> None:\n    from build_scripts.site import Pages", "from site"),
        ("flowchart/svg.py", "from build_scripts.check.view import CheckPage", "from check.view, past what it offers"),
        ("pdf/document.py", "from build_scripts.content import finalize", "from content, past what it offers"),
        ("check/view.py", "import build_scripts.hooks", "import build_scripts.hooks"),
        ("paths.py", "from build_scripts.site import Sources", "from site"),
    ],
    ids=["upwards", "inside a function", "past the front door", "not offered", "whole modules", "from the foundations"],
)
def test_forbidden_import_is_found(copy: Path, module: str, line: str, fault: str) -> None:
    """Wherever it is written."""
    with (copy / module).open("a", encoding="utf-8") as opened:
        opened.write(f"\n\n{line}\n")
    assert f"{module}: {fault}" in faults(copy)


def test_crowded_and_unknown_rooms_are_found(copy: Path) -> None:
    """A room that has grown is to be divided, and a new one put into the table."""
    for number in range(MOST_MODULES):
        (copy / "pdf" / f"part_{number}.py").touch()
    (copy / "attic").mkdir()
    (copy / "attic" / "__init__.py").touch()
    assert [fault for fault in faults(copy) if "modules" in fault or "table" in fault] == [
        "attic: not in the table",
        "pdf: 15 modules",
    ]
