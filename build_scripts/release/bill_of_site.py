"""The bill of materials of what is shipped: every file of a built site, by whose work it is."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from packageurl import PackageURL

import decision_engine
from build_scripts.errors import BuildError
from build_scripts.paths import ROOT
from build_scripts.runtime import PyodideFiles, pyodide_files

if TYPE_CHECKING:
    from pathlib import Path

    from cyclonedx.model.license import License

_MIT = "MIT"
_GUIDANCE = "The guidance: its owner's, parts under the Open Government Licence v3.0; the rest of the page: MIT"
# What Pyodide links into its WebAssembly besides CPython; it publishes no versions of these.
_LINKED = (
    ("zlib", "Zlib"),
    ("expat", _MIT),
    ("bzip2", "bzip2-1.0.6"),
    ("libffi", _MIT),
    ("libmpdec", "BSD-2-Clause"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Somebody's work: its version and licence, the files that are it, the parts that stand inside those files."""

    name: str
    licence: str
    version: str = ""
    purl: str = ""
    files: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()


def bill_of_site(site: Path) -> Bom:
    """Return the bill of a built site.

    Raises BuildError naming each file that belongs to no part, and each part whose files are missing.
    """
    files = sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())
    parts = _parts(pyodide_files())
    owners = {file: next((part.name for part in parts if _holds(part, file)), "") for file in files}
    problems = [
        f"{file}: whose work is it? Give it a part in build_scripts/release/bill_of_site.py, with version and licence."
        for file, owner in owners.items()
        if not owner
    ]
    problems += [
        f"{site}: no file is of the part {part.name!r} ({', '.join(part.files)}). `make site` builds the whole site."
        for part in parts
        if part.files and part.name not in owners.values()
    ]
    if problems:
        raise BuildError(problems)
    made = {part.name: _component(part) for part in parts}
    for file, owner in owners.items():
        made[owner].components.add(_file(site, file))
    bill = Bom(components=made.values())
    whole = Component(name="share-safely", type=ComponentType.APPLICATION, bom_ref="share-safely", licenses=[_mit()])
    bill.metadata.component = whole
    bill.register_dependency(whole, [made[part.name] for part in parts if part.files])
    for part in parts:
        bill.register_dependency(made[part.name], [made[name] for name in part.holds])
    return bill


def _parts(pyodide: PyodideFiles) -> tuple[Part, ...]:
    """List whose work the site is; versions are read from what was built or what built it."""
    info = json.loads(pyodide.read("pyodide-lock.json"))["info"]
    emscripten = info["platform"].removeprefix("emscripten_").replace("_", ".")
    icons = (ROOT / "overrides" / "assets" / "icons" / "LICENSE.txt").read_text(encoding="utf-8")
    linked = tuple(Part(name=name, licence=licence) for name, licence in _LINKED)
    return (
        Part(
            name="pages",
            licence=_GUIDANCE,
            files=("*.html", "guidance/*.pdf", "search/search_index.json"),
            holds=("lucide",),
        ),
        Part(
            name="style sheets, settings and schema",
            licence=_MIT,
            files=("assets/css/*.css", "assets/favicon.svg", "_headers", "sitemap.xml*", "adopt/*.schema.json"),
            holds=("lucide",),
        ),
        Part(name="engine worker", licence=_MIT, files=("assets/js/worker.*.js",), holds=("pyodide",)),
        Part(name="scripts", licence=_MIT, files=("assets/js/*.js",)),
        Part(
            name="decision-engine",
            licence=_MIT,
            version=decision_engine.__version__,
            purl="pkg:generic/decision-engine",
            files=("assets/engine/decision_engine.*.bin", "assets/engine/flow-*.json", "assets/engine/licences.txt"),
        ),
        Part(
            name="pyodide",
            licence="MPL-2.0",
            version=pyodide.version,
            purl="pkg:npm/pyodide",
            files=("assets/engine/pyodide*",),
            holds=("cpython", "emscripten", *(part.name for part in linked)),
        ),
        Part(
            name="cpython",
            licence="PSF-2.0",
            version=info["python"],
            purl="pkg:generic/cpython",
            files=("assets/engine/python_stdlib.*.bin",),
        ),
        Part(
            name="emscripten", licence="MIT OR NCSA", version=emscripten, purl="pkg:github/emscripten-core/emscripten"
        ),
        *linked,
        Part(
            name="atkinson-hyperlegible-next",
            licence="OFL-1.1",
            purl="pkg:github/googlefonts/atkinson-hyperlegible-next",
            files=("assets/fonts/*",),
        ),
        Part(
            name="lucide",
            licence="ISC",
            version=_read(r"Lucide (\d[\d.]*\d)", icons),
            purl="pkg:github/lucide-icons/lucide",
        ),
    )


def _read(pattern: str, text: str) -> str:
    """Return the version that a text gives, or nothing."""
    found = re.search(pattern, text)
    return found[1] if found else ""


def _holds(part: Part, file: str) -> bool:
    return any(fnmatchcase(file, pattern) for pattern in part.files)


def _component(part: Part) -> Component:
    return Component(
        name=part.name,
        type=ComponentType.LIBRARY,
        bom_ref=part.name,
        version=part.version or None,
        purl=PackageURL.from_string(f"{part.purl}@{part.version}" if part.version else part.purl)
        if part.purl
        else None,
        licenses=[_licence(part.licence)],
    )


def _file(site: Path, file: str) -> Component:
    digest = hashlib.sha256((site / file).read_bytes()).hexdigest()
    return Component(
        name=file, type=ComponentType.FILE, bom_ref=file, hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)]
    )


def _licence(text: str) -> License:
    return LicenseFactory().make_from_string(text)


def _mit() -> License:
    return _licence(_MIT)
