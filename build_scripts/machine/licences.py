"""Whose work the workshop holds besides ours, with the licences that have to come along."""

from __future__ import annotations

import json
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import TYPE_CHECKING

from build_scripts.programs import npm_folder
from build_scripts.runtime import pyodide_files

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_LICENCE = ("licen", "copying", "authors")
_HEAD = """\
The files in this folder build the site in a browser. They hold
- CPython {python}, its standard library cut to what is used, and compiled: Python Software Foundation License 2,
  source at https://github.com/python/cpython
- elkjs {elkjs} (placer): Eclipse Public License 2.0, https://www.eclipse.org/legal/epl-2.0/,
  source at https://github.com/kieler/elkjs/tree/{elkjs}
- the build and the decision engine of this site: MIT License
- these packages, cut to what is used, and compiled:
{packages}

What each of the packages asks to be passed on:
"""


def packages_of(files: Collection[str], folder: Path) -> list[Distribution]:
    """Return the packages in a folder of packages that files there are of, by their names."""
    wanted = set(files)
    found = [one for one in distributions(path=[str(folder)]) if not wanted.isdisjoint(_recorded(one))]
    return sorted(found, key=lambda one: one.name.casefold())


def licences(files: Collection[str], folder: Path) -> str:
    """Return the text that names every package that files are of, and holds its licence.

    MPL 2.0 asks for where its source is; that is said of all.
    """
    packages = packages_of(files, folder)
    listed = "\n".join(f"  {one.name} {one.version}, source at {_source(one)}" for one in packages)
    python, elkjs = versions_beside()
    head = _HEAD.format(python=python, elkjs=elkjs, packages=listed)
    return head + "".join(f"\n{'=' * 20} {one.name} {one.version}\n\n{_text(one)}\n" for one in packages)


def versions_beside() -> tuple[str, str]:
    """Return the versions of CPython and of elkjs, which are there besides the packages."""
    elkjs = json.loads((npm_folder() / "elkjs" / "package.json").read_text(encoding="utf-8"))
    return pyodide_files().python, str(elkjs["version"])


def _recorded(package: Distribution) -> Iterator[str]:
    """Yield the paths that a package's list has; to look whether each is there would take a second."""
    return (line.split(",", 1)[0] for line in (package.read_text("RECORD") or "").splitlines())


def _text(package: Distribution) -> str:
    """Return what a package has of licences and of whose work it is."""
    texts = [
        Path(path.locate()).read_text(encoding="utf-8")
        for path in package.files or ()
        if ".dist-info" in path.parts[0] and path.name.lower().startswith(_LICENCE)
    ]
    return "\n".join(text.strip() for text in texts) or f"License: {package.metadata.get('License', '')}"


def _source(package: Distribution) -> str:
    addresses = [line.partition(", ")[2] for line in package.metadata.get_all("Project-URL") or ()]
    known = [*addresses, package.metadata.get("Home-page") or ""]
    code = [address for address in known if "github.com" in address or "gitlab" in address]
    return next(iter([*code, *filter(None, known)]), package.name).removesuffix("/issues")
