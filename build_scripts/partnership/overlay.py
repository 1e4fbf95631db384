"""What a partnership's folder adds to the site, or has in the place of what is there: pages, flows, data, brand.

Everything is found and checked before anything is built, so that all that is wrong is said at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from mkdocs.utils.meta import get_data

from build_scripts.check import title_of
from build_scripts.errors import BuildError
from build_scripts.paths import ROOT
from decision_engine.authoring.read import SHIPPED
from decision_engine.authoring.text_file import UnreadableError, text_of
from decision_engine.errors import shown
from decision_engine.partnership import flow_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from build_scripts.content import Local
    from decision_engine.partnership import Partnership

DOCS = ROOT / "docs"
FILE = "partnership.toml"
BRAND = ("mark.svg", "favicon.svg")
# What else a folder may hold: what its pages were made from, which `check` compares, and notes for people.
_ROOMS = ("pages", "flows", "data", "brand", "based-on")
_SAVE = 'For example: save the file with the encoding "UTF-8"'
_URL = re.compile(r"url\(#[\w.-]+\)")  # a gradient or shape of the drawing's own
_SVG = "{http://www.w3.org/2000/svg}"
# All that a drawing needs; whatever else SVG has can fetch or run something, or is blocked by the pages' policy.
_DRAWN = frozenset(
    (
        *("svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "title", "desc"),
        *("defs", "linearGradient", "radialGradient", "stop", "clipPath", "mask"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """A page of the folder: its file, its front matter, and whether it takes the place of one of the site."""

    path: Path
    meta: Mapping[str, Any]
    replaces: bool


@dataclass(frozen=True, slots=True)
class Overlay:
    """What the folder has besides its names and contacts, by the names that the site has for it."""

    folder: Path
    pages: Mapping[str, OwnPage] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()
    other_files: Mapping[str, Path] = field(default_factory=dict)
    flows: Mapping[str, Path] = field(default_factory=dict)
    brand: Mapping[str, str] = field(default_factory=dict)

    def flow_pages(self) -> dict[str, str]:
        """Return the page of each flow that has a check on the site: its own pages, the folder's, and those made."""
        metas = {
            path.relative_to(DOCS).as_posix(): get_data(path.read_text(encoding="utf-8"))[1]
            for path in sorted(DOCS.rglob("*.md"))
            if DOCS / "_data" not in path.parents
        }
        there = {name: meta for name, meta in metas.items() if name not in self.removed}
        there |= {name: dict(page.meta) for name, page in self.pages.items()}
        pages = {str(meta["flow"]): name for name, meta in there.items() if meta.get("template") == "check.html"}
        shipped = {path.stem for path in SHIPPED.parent.glob("*.toml")}
        own = [name for name, path in self.flows.items() if path.parent == self.folder / "flows"]
        return {f"{name}": f"check/{name}.md" for name in own if name not in shipped} | pages

    def main_check(self, partnership: Partnership) -> str:
        """Name the partnership's main check, or the first there is where its page has been taken away."""
        names = self.flow_pages()
        return partnership.main_check if partnership.main_check in names else next(iter(names))

    def asks_as_in_source(self, partnership: Partnership) -> bool:
        """Return whether the main check is the one that ships, and so asks what the guidance's flowchart asks."""
        return self.flows[self.main_check(partnership)] == SHIPPED

    def title_of_check(self, name: str, local: Local) -> str:
        """Return a check's title as plain text; raises BuildError or FlowError for a flow that can't be read."""
        return title_of(name, self.flows[name].parent, local)

    def former_pages(self) -> list[str]:
        """Return the texts of the site's pages that are replaced or taken away."""
        names = [name for name, page in self.pages.items() if page.replaces]
        return [(DOCS / name).read_text(encoding="utf-8") for name in (*names, *self.removed)]


def read_overlay(folder: Path) -> Overlay:
    """Read a folder; raises BuildError with everything that is wrong in it, besides ``partnership.toml``."""
    problems = list(_strays(folder))
    pages, removed, others = {}, set(), {}
    for path in _files(folder / "pages"):
        name = path.relative_to(folder / "pages").as_posix()
        if path.suffix != ".md":
            others[name] = path
            continue
        try:
            text, meta = get_data(text_of(path.read_bytes()))
        except UnreadableError as error:
            problems.append(f"pages/{name}: {error}. {_SAVE}")
            continue
        there = (DOCS / name).is_file()
        problems += [f"pages/{name}: {problem}" for problem in _page_problems(text, meta, there=there)]
        if meta.get("removed") is True:
            removed.add(name)
        else:
            pages[name] = OwnPage(path=path, meta=meta, replaces=there)
    brand = {}
    for path in _files(folder / "brand"):
        try:
            svg = text_of(path.read_bytes())
        except UnreadableError as error:
            problems.append(f"brand/{path.name}: {error}. {_SAVE}")
            continue
        problems += [f"brand/{path.name}: {problem}" for problem in drawing_problems(svg)]
        brand[path.name] = svg
    if problems:
        raise BuildError(problems)
    return Overlay(folder, pages, frozenset(removed), others, flow_files(folder), brand)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))


def _strays(folder: Path) -> Iterator[str]:
    """Find what nothing reads: a slip in a name would otherwise leave the site as it was, without a word."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.is_dir() and path.name not in _ROOMS and not path.name.startswith("."):
            yield f"{shown(path.name)}/: nothing reads this folder. The folders are {', '.join(_ROOMS)}"
        elif path.is_file() and path.name in _ROOMS:
            yield f"{path.name}: this is a file, and nothing reads it. For example: a folder {path.name}/"
    known = sorted(path.name for path in (DOCS / "_data").glob("*.toml"))
    for path in _files(folder / "data"):
        if path.parent != folder / "data" or path.name not in known:
            yield f"data/{shown(path.name)}: nothing reads this file. The files are {', '.join(known)}"
    for path in _files(folder / "flows"):
        if path.parent != folder / "flows" or path.suffix != ".toml":
            yield f"flows/{shown(path.name)}: a flow is a file such as flows/sharing.toml"
    for path in _files(folder / "brand"):
        if path.parent != folder / "brand" or path.name not in BRAND:
            yield f"brand/{shown(path.name)}: nothing reads this file. The files are {', '.join(BRAND)}"


def _page_problems(text: str, meta: Mapping[str, Any], *, there: bool) -> Iterator[str]:
    if meta.get("removed") is True:
        if text.strip():
            yield "it says removed: true, and has a text all the same. Take one of them away"
        if not there:
            yield "it says removed: true, and the site has no such page. For example: pages/guidance/resources.md"
    elif "removed" in meta:
        yield "removed: not true. For example: removed: true"
    elif not there and not isinstance(meta.get("menu"), str):
        yield (
            "this is a new page, and nothing says in which section of the menu it belongs. "
            "For example, between two lines of three hyphens at the top: menu: Guidance"
        )


def drawing_problems(svg: str) -> Iterator[str]:
    """Find what keeps a drawing from being only a drawing: code, and anything fetched from elsewhere."""
    try:
        root = ET.fromstring(svg)  # noqa: S314 - the partnership's own file; expat expands nothing from outside
    except ET.ParseError as error:
        yield f"this is no SVG: {error}. For example: a drawing saved as plain SVG"
        return
    if root.tag != f"{_SVG}svg" or "viewBox" not in root.attrib:
        yield 'this is no SVG with a viewBox. For example: <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    if "<!DOCTYPE" in svg or "<!ENTITY" in svg:
        yield "it has a document type, which a page can't hold. Save it as plain SVG"
    for element in root.iter():
        namespace, _, tag = str(element.tag).rpartition("}")
        if f"{namespace}}}" != _SVG or tag not in _DRAWN:
            yield f"<{shown(tag)}> is not part of a plain drawing. Take it away, or save it as plain SVG"
        for key, value in element.attrib.items():
            plain = key.rpartition("}")[2]
            outside = _URL.sub("", value).lower()
            if plain == "style":
                yield 'style: the pages\' policy blocks it. For example: fill="currentColor" on the element itself'
            elif plain.lower().startswith("on") or "url" in outside or (plain == "href" and not value.startswith("#")):
                yield f"{shown(plain)}: it can fetch or run something. Take it away"
