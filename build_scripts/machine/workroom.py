"""What the workshop's worker unpacks: Python's library, the packages, this repository, and what was made already.

Of Python and of the packages only what `workroom.json` lists is in it: what was seen to be used when the workshop's
calls were made in Pyodide. Of this repository it is every module that those which are started import, and whatever
else a build reads.
"""

from __future__ import annotations

import ast
import bz2
import json
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mkdocs
from mkdocs.utils.meta import get_data

from build_scripts.assets import StaticFile, entries
from build_scripts.check import FLOWS, check_pages, read_check
from build_scripts.content import read_language, read_local
from build_scripts.flowchart import flowchart
from build_scripts.machine.licences import licences, versions_beside
from build_scripts.machine.shipped import shipped_parts
from build_scripts.paths import DEMONSTRATION, ROOT, cached
from build_scripts.runtime import compiled, compressed, pyodide_files
from build_scripts.zips import fixed_zip, zip_entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from build_scripts.assets import RuntimeBundle
    from build_scripts.machine.asked import Machine

FOLDER = "assets/workshop/"
LIST = Path(__file__).with_name("workroom.json")
PACKAGES = Path(str(mkdocs.__file__)).parent.parent
# MkDocs loads its hooks by their path, so that they are a source; the others are what the worker and a build start.
_HOOKS = "build_scripts/hooks.py"
_STARTED = (_HOOKS, "build_scripts/workshop/entry.py", "build_scripts/machine/shipped.py")
# What else a build reads, by folder and by the end of the name.
_READ = (
    ("docs", (".md", ".toml", ".json", ".svg")),
    ("overrides", (".html", ".toml", ".svg", "tokens.css", "LICENSE.txt")),
    ("decision_engine", (".toml",)),
    ("build_scripts", (".jinja",)),
)
# What is copied to the site as it is: here it is empty but for its hash, and is fetched from the site for the ZIP.
_COPIED = (("overrides", (".woff2",)), ("docs/adopt", (".png",)))
# Babel looks whether there is such a language, by its file's name; nothing that a build needs is in it.
_LOCALE = "babel/locale-data/en.dat"
_LICENCES = "licences.txt"
_MADE_FOR = ("mkdocs.", "markdown.extensions")


def workroom(machine: Machine, runtime: RuntimeBundle) -> dict[str, StaticFile]:
    """Return Python's library and the workroom as files of the site, by the names under which the worker knows them.

    The browser unpacks the first, which Python needs to start; Python itself unpacks the other, which so is a fifth
    smaller.
    """
    listed = json.loads(LIST.read_text(encoding="utf-8"))
    pyodide = pyodide_files()
    library = zip_entries(pyodide.read("python_stdlib.zip"))
    kept = {name: library[name] for name in listed["library"]}
    packages = {name: (PACKAGES / name).read_bytes() for name in listed["packages"]}
    code = {name: content for name, content in packages.items() if name.endswith(".py")}
    data = {name: content for name, content in packages.items() if name not in code} | dict(_distributions())
    own = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in own_modules()}
    hooks = {_HOOKS: own.pop(_HOOKS)}
    read = dict(_files(*_READ[0])) | {name: content for part in _READ[1:] for name, content in _files(*part)}
    copied = copied_files()
    parts = parts_of(machine, runtime)
    inside = {
        **{f"packages/{name}": content for name, content in (_bytecode(code) | data).items()},
        **{f"work/{name}": content for name, content in (_bytecode(own) | hooks | read).items()},
        **{f"work/{name}": file.integrity.encode() for name, file in copied.items()},
        f"packages/{_LOCALE}": b"",
        "work/mkdocs.yml": (ROOT / "mkdocs.yml").read_bytes(),
        "parts.json": json.dumps(parts).encode(),
    }
    archives = {"library": fixed_zip(_bytecode(kept)), "workroom": fixed_zip(inside)}

    def fill(folder: Path) -> None:
        (folder / "library").write_bytes(compressed(archives["library"]))
        (folder / "workroom").write_bytes(bz2.compress(archives["workroom"]))

    made = cached("workroom", archives.values(), fill)
    return {name: StaticFile.hashed(f"{FOLDER}{name}", ".bin", (made / name).read_bytes()) for name in archives}


def parts_of(machine: Machine, runtime: RuntimeBundle) -> dict[str, Any]:
    """Return what was made already for every partnership: it is the same whichever this site is of."""
    docs = ROOT / "docs"
    local = read_local(DEMONSTRATION, read_language())
    texts = {path.relative_to(docs).as_posix(): path.read_text(encoding="utf-8") for path in sorted(docs.rglob("*.md"))}
    pages = check_pages({name: get_data(text)[1] for name, text in texts.items()})
    placed: dict[str, Any] = {}

    def place(graph: str) -> dict[str, Any]:
        placed[graph] = found = machine.place(graph)
        return found

    for name in pages:
        flowchart(read_check(name, FLOWS, pages, local), links=str, place=place)
    copied = entries(copied_files())
    return shipped_parts(machine, runtime, placed) | {"copied": copied}


def licences_file() -> StaticFile:
    """Return the licences of what is in it as a file of the site."""
    listed = LIST.read_text(encoding="utf-8")

    def fill(folder: Path) -> None:
        (folder / _LICENCES).write_text(licences(json.loads(listed)["packages"], PACKAGES), encoding="utf-8")

    packages = sorted(one.name for one in PACKAGES.glob("*.dist-info"))
    inputs: list[bytes | str] = [
        listed,
        *packages,
        *versions_beside(),
        Path(__file__).with_name("licences.py").read_bytes(),
    ]
    return StaticFile(f"{FOLDER}{_LICENCES}", (cached("licences", inputs, fill) / _LICENCES).read_bytes())


def copied_files() -> dict[str, StaticFile]:
    """Return the fonts and pictures by their paths in the repository: they are copied to the site as they are."""
    found = (entry for part in _COPIED for entry in _files(*part))
    return {name: StaticFile(name.partition("/")[2], content) for name, content in found}


def own_modules(started: tuple[str, ...] = _STARTED, root: Path = ROOT) -> list[Path]:
    """Return the files of our own modules that these import, and those that they import, wherever a module begins.

    What is imported within a function is for machines with programs.
    """
    found: set[Path] = set()
    left = [root / name for name in started]
    while left:
        path = left.pop()
        if path not in found:
            found.add(path)
            left += (module for name in _imported(path) for module in _modules(name, root))
    return sorted(found)


def _imported(path: Path) -> Iterator[str]:
    """Yield the names that a module imports as it begins, each name of a package too: it may be a module."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{one.name}" for one in node.names)


@cache
def _modules(name: str, root: Path) -> list[Path]:
    """Return the files of a name's packages and of itself, as far as they are ours."""
    parts = name.split(".")
    if not (root / parts[0]).is_dir():
        return []
    places = [root.joinpath(*parts[:at]) for at in range(1, len(parts) + 1)]
    return [path for place in places for path in (place.with_suffix(".py"), place / "__init__.py") if path.is_file()]


def _bytecode(sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """Compile sources, as the runtime's are."""

    def fill(folder: Path) -> None:
        (folder / "code.zip").write_bytes(compiled(pyodide_files(), {"code.zip": sources})["code.zip"])

    inputs = [pyodide_files().python, *(part for entry in sorted(sources.items()) for part in entry)]
    return zip_entries((cached("workroom-code", inputs, fill) / "code.zip").read_bytes())


def _distributions() -> Iterator[tuple[str, bytes]]:
    """Yield what MkDocs finds its theme, its search and its extensions by."""
    for one in distributions(path=[str(PACKAGES)]):
        if any(entry.group.startswith(_MADE_FOR) for entry in one.entry_points) and one.name in _USED:
            folder = f"{one.name.replace('-', '_')}-{one.version}.dist-info"
            yield f"{folder}/entry_points.txt", (one.read_text("entry_points.txt") or "").encode()
            yield f"{folder}/METADATA", f"Metadata-Version: 2.1\nName: {one.name}\nVersion: {one.version}\n".encode()


_USED = ("mkdocs", "mkdocs-material", "Markdown")


def _files(folder: str, ends: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    for path in sorted((ROOT / folder).rglob("*")):
        if path.name.endswith(ends) and path.is_file():
            yield path.relative_to(ROOT).as_posix(), path.read_bytes()
