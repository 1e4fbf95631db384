"""What one build of the site knows: its data, read and checked once, and what pages and templates ask of it.

Nothing here knows when MkDocs calls what (hooks.py does), so that each part can be tried without a build.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from build_scripts.assets import InlineParts, inline_parts
from build_scripts.check import (
    CheckPage,
    ReviewPage,
    case_warning,
    check_flow,
    check_page,
    flow_path,
    read_sign_offs,
    read_translated,
    review_page,
)
from build_scripts.content import (
    Changes,
    GuidancePage,
    Links,
    Partnership,
    Place,
    abbreviations,
    explicit_anchors,
    glossary_page,
    page_text,
    places_of,
    read_changes,
    read_links,
    read_partnership,
    read_points,
    read_terms,
    review_warning,
    source_map,
    source_map_page,
)
from build_scripts.errors import BuildError
from build_scripts.flowchart import flowchart
from build_scripts.pdf import Guidance, pdf_hindrance
from build_scripts.runtime import RuntimeBundle, runtime_bundle
from build_scripts.servers import security_policy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from build_scripts.assets import StaticFile
    from build_scripts.content import Language

# Outside MkDocs' own tree: what is said here is seen and doesn't fail a strict build.
_notice = logging.getLogger("share_safely")
_GUIDANCE = "guidance/"
SOURCE_MAP = _GUIDANCE + "source-map.md"
# The check for frames on other sites; it is published only where the table names such sites.
EMBED = "embed.md"
_GLOSSARY = _GUIDANCE + "glossary.md"
_LINKS = "about/links.md"
_CHANGES = "about/changes.md"


@dataclass(slots=True, kw_only=True)
class SiteBuild:
    """The state of one build: made anew for each, filled in as MkDocs comes to files, pages and templates."""

    docs: Path
    serving: bool
    has_pdf: bool
    language: Language
    partnership: Partnership
    links: Links
    changes: Changes
    points: list[dict[str, Any]]
    terms: list[dict[str, Any]]
    scripts: Mapping[str, StaticFile] = field(default_factory=dict)
    styles: Mapping[str, StaticFile] = field(default_factory=dict)
    runtime: RuntimeBundle | None = None
    check_pages: Mapping[str, str] = field(default_factory=dict)
    checks: dict[str, CheckPage] = field(default_factory=dict)
    guidance: dict[str, GuidancePage] = field(default_factory=dict)
    urls: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    partnership_pages: frozenset[str] = frozenset()
    charts: dict[str, Markup] = field(default_factory=dict)

    def made_pages(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Return the Markdown of the pages that no author wrote, given that of those that authors did."""
        where = {
            point: file.removeprefix(_GUIDANCE)
            for file, text in texts.items()
            if file.startswith(_GUIDANCE)
            for point in explicit_anchors(text)
        }
        return {
            _GLOSSARY: glossary_page(self.terms, where, self.language),
            _LINKS: self.links.page(),
            SOURCE_MAP: source_map_page(self.language),
        }

    def put_in_order(self, files: list[str]) -> None:
        """Keep the order of the pages in the menu; checks stand in the same."""
        self.order = files
        place = {file: at for at, file in enumerate(files)}
        self.check_pages = dict(sorted(self.check_pages.items(), key=lambda check: place.get(check[1], len(place))))

    def text(self, markdown: str, file: str, address: Callable[[str], str]) -> str:
        """Return a page's Markdown, filled in; `address` gives the way from it to another page's file.

        Raises BuildError or EngineError with what can't be filled in.
        """
        functions = {
            "phone": self.partnership.phone,
            "link": self.links.link,
            "changed": lambda key: self.changes.note(key, address(_CHANGES)),
            "flowchart": lambda name: self._chart(name, address(self.check_pages.get(name, ""))),
        }
        names = {"partnership": self.partnership.values, "has_pdf": self.has_pdf}
        return f"{page_text(markdown, file, names, functions)}\n\n{abbreviations(self.terms)}\n"

    def keep_guidance(self, file: str, url: str, html: str, markdown: str) -> None:
        """Keep a guidance page's HTML: its points are looked for once all pages are there."""
        if file.startswith(_GUIDANCE) and file not in {_GLOSSARY, SOURCE_MAP}:
            self.guidance[file] = GuidancePage(url, html, explicit_anchors(markdown))

    def find_places(self) -> None:
        """Find each point's place; raises BuildError with every point that is nowhere or twice."""
        self.places = places_of(self.guidance, self.points)

    def source_map(self) -> str:
        """Return the source map's list, once every point has its place."""
        return source_map(self.points, self.places, "../../")

    def unique_places(self, ids: Iterable[str]) -> list[Place]:
        """Return the places of points, one for each heading; raises BuildError for a point that there isn't."""
        places: dict[tuple[str, str], Place] = {}
        for name in ids:
            if name not in self.places:
                example = next(iter(self.places))
                raise BuildError([f'flow: there is no point "{name}" in the register. For example: {example}'])
            place = self.places[name]
            places.setdefault((place.page, place.title), place)
        return list(places.values())

    def check(self, name: str) -> CheckPage:
        """Return the check of a flow by its name, read once a build; raises FlowError or BuildError."""
        if name not in self.checks:
            read = read_translated(name, self.language.tag)
            if warning := case_warning(flow_path(name, self.language.tag)):
                _notice.warning(warning)
            check_flow(read, self.check_pages)
            self.checks[name] = check_page(read, self.partnership, self.language)
        return self.checks[name]

    def linked_checks(self, names: Iterable[str]) -> list[tuple[str, CheckPage]]:
        """Return checks with the addresses of their pages."""
        return [(self.urls[self.check_pages[name]], self.check(name)) for name in names]

    def other_checks(self, name: str) -> list[tuple[str, CheckPage]]:
        """Return every check but one, with the addresses of their pages."""
        return self.linked_checks(other for other in self.check_pages if other != name)

    def check_data(self, name: str) -> dict[str, Any]:
        """Return what the check's script needs besides the HTML: the engine's files and the record's words."""
        if self.runtime is None:
            flows = {one: json.dumps(check.engine_input(), ensure_ascii=False) for one, check in self.checks.items()}
            self.runtime = runtime_bundle(flows)
            for warning in self.runtime.warnings:
                _notice.warning(warning)
        engine = self.runtime.manifest(name, self.scripts["worker"])
        words = self.language.check_words
        return {"engine": engine, "record": self.check(name).record_wording(), "words": words}

    def sign_off(self, name: str) -> str:
        """Return what the signatures under a flow come to: the name of a text of the table ``review``."""
        return read_sign_offs(self.docs, self.check(name).file).standing

    def review(self, name: str) -> ReviewPage:
        """Return what is shown to a flow's reviewers, and tell whoever builds which examples the flow has outgrown."""
        review = review_page(self.check(name), self.docs)
        for misfit in review.examples.misfits:
            _notice.warning("An example does not fit the flow and is left out: %s", misfit)
        return review

    def chart(self, name: str) -> Markup:
        """Return the flowchart that stands on every page that holds the check, drawn once a build."""
        if name not in self.charts:
            self.charts[name] = flowchart(self.check(name), links=lambda part: f"#{part}")
        return self.charts[name]

    def _chart(self, name: str, check: str) -> Markup:
        """Return the flowchart for a guidance page, its boxes leading to the check at an address."""
        return flowchart(self.check(name), links=lambda part: f"{check}#{part}", prefix="guidance-")

    def inline(self, url: str) -> InlineParts:
        """Return what stands inside the page of a check."""
        return inline_parts(self.styles, self.scripts, "../" * url.count("/"))

    def policy(self, check_url: str | None) -> Markup:
        """Return the policy of a page that holds a check, or of any other; none while the site is served.

        Live reload needs an inline script.
        """
        if self.serving:
            return Markup("")
        if check_url is None:
            return Markup(security_policy(has_check=False))  # noqa: S704 - our own constants
        parts = self.inline(check_url)
        policy = security_policy(has_check=True, scripts=parts.scripts, styles=parts.styles)
        return Markup(policy)  # noqa: S704 - constants and hashes: nothing that an attribute in double quotes can't hold

    def guidance_document(self, site: Path, name: str, site_url: str) -> Guidance:
        """Return what the PDF is made of: the guidance in its source's order, and what has changed since.

        The menu has the order in which practitioners need the pages; the source's is that of its points.
        """
        source = self.check(next(iter(self.check_pages))).flow.source
        chapters = dict.fromkeys(self.places[point["id"]].page for point in self.points)
        files = [file for file in chapters if file in self.order]
        files += [file for file in self.order if file.startswith(_GUIDANCE) and file not in chapters]
        files += [file for file in self.order if file == _CHANGES]
        return Guidance(
            site=site,
            urls=[self.urls[file] for file in files],
            name=name,
            source=source.title,
            edition=source.edition,
            partnership=self.partnership,
            language=self.language,
            site_url=site_url,
        )


def read_build(docs: Path, table: Any, language: Language, *, serving: bool) -> SiteBuild:
    """Begin a build: read the partnership's table and every data file, and say which reviews are due.

    Raises BuildError with everything wrong in the first of them that has anything wrong.
    """
    partnership = read_partnership(table)
    points = read_points(docs)
    hindrance = "" if serving else pdf_hindrance()
    for warning in (review_warning(partnership, dt.datetime.now(tz=dt.UTC).date()), hindrance):
        if warning:
            _notice.warning(warning)
    return SiteBuild(
        docs=docs,
        serving=serving,
        has_pdf=not serving and not hindrance,
        language=language,
        partnership=partnership,
        links=read_links(docs, partnership.names, language),
        changes=read_changes(docs, partnership.names, language),
        points=points,
        terms=read_terms(docs, [point["id"] for point in points]),
    )
