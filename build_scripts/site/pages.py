"""The pages once their HTML is there: the menu's order, their addresses, and where each point of the source is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_scripts.content import Guidance, GuidancePage, anchors_of, explicit_anchors, partnership_pages, source_map
from build_scripts.errors import BuildError
from build_scripts.site.sources import CHANGES, GLOSSARY, GUIDANCE, SOURCE_MAP
from decision_engine.model import NO_PAGE
from decision_engine.partnership.values import closest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from build_scripts.content import Anchor
    from build_scripts.site.sources import Sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The pages by their source files, in the menu's order: their addresses, and where each point of the source is."""

    order: list[str]
    for_partnerships: frozenset[str]
    urls: Mapping[str, str]
    anchors: Mapping[str, Anchor]
    known_points: frozenset[str] = frozenset()

    def unique_anchors(self, points: Iterable[str]) -> list[Anchor]:
        """Return where points are, once for each heading; those that a partnership's own pages lack are nowhere.

        Raises BuildError for a point that there isn't.
        """
        found: dict[tuple[str, str], Anchor] = {}
        for name in points:
            if name not in self.anchors and name in self.known_points:
                continue
            if name not in self.anchors:
                example = next(iter(self.anchors), "law-keep-safe")
                raise BuildError([f'flow: there is no point "{name}" in the register. For example: {example}'])
            anchor = self.anchors[name]
            found.setdefault((anchor.page, anchor.title), anchor)
        return list(found.values())

    def address(self, target: str) -> str:
        """Return the address of a page that a flow names, with what follows its #; raises BuildError for no page."""
        page, sign, anchor = target.partition("#")
        if page not in self.urls:
            near = closest(page, tuple(self.urls)) or next(iter(self.urls))
            raise BuildError([f"flow: there is no page {page}. For example: {near}"])
        return f"{self.urls[page]}{sign}{anchor}"

    def changes_of(self, page: str) -> str:
        """Return the address of the page that a flow names for what has changed, empty where there is none.

        The page that is meant where a flow names none may be missing; raises BuildError for another that is no page.
        """
        if page == NO_PAGE or (page == CHANGES and page not in self.urls):
            return ""
        return self.address(page)

    def in_order(self, checks: Mapping[str, str]) -> list[str]:
        """Return the names of checks, given with their pages, in the menu's order; the others come last."""
        place = {file: at for at, file in enumerate(self.order)}
        return sorted(checks, key=lambda name: place.get(checks[name], len(place)))


def find_pages(sources: Sources, nav: Navigation, pages: Iterable[Page], section: str) -> Pages:
    """Find each page's place in the menu and each point's place on the pages; `section` is that for partnerships.

    Raises BuildError with every point that is nowhere or twice, and for a section that there isn't.
    """
    by_file = {page.file.src_uri: page for page in pages}
    guidance = {
        file: GuidancePage(page.url, page.content or "", explicit_anchors(page.markdown or ""))
        for file, page in by_file.items()
        if file.startswith(GUIDANCE) and file not in {GLOSSARY, SOURCE_MAP}
    }
    return Pages(
        order=[page.file.src_uri for page in nav.pages],
        for_partnerships=partnership_pages(nav, section),
        urls={file: page.url for file, page in by_file.items()},
        anchors=anchors_of(guidance, sources.points),
        known_points=sources.known_points,
    )


def source_map_of(sources: Sources, pages: Pages) -> str:
    """Return the source map's list."""
    return source_map(sources.points, pages.anchors, pages.urls[SOURCE_MAP], sources.language)


def guidance_of(sources: Sources, pages: Pages, site: Path, name: str, site_url: str) -> Guidance:
    """Return what the PDF is made of: the guidance in its source's order, and what has changed since.

    The menu has the order in which practitioners need the pages; the source's is that of its points.
    """
    chapters = dict.fromkeys(pages.anchors[point["id"]].page for point in sources.points)
    files = [file for file in chapters if file in pages.order]
    files += [file for file in pages.order if file.startswith(GUIDANCE) and file not in chapters]
    files += [file for file in pages.order if file == CHANGES]
    return Guidance(
        site=site,
        urls=[pages.urls[file] for file in files],
        name=name,
        local=sources.local,
        site_url=site_url,
    )
