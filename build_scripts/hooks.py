"""What MkDocs calls: each event hands over to the module that does the work."""

import datetime as dt
import json
import logging
import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment
from jinja2.utils import htmlsafe_json_dumps
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

from build_scripts.changes import Changes, read_changes
from build_scripts.check_links import check_flow, check_pages
from build_scripts.check_page import CheckPage, check_page
from build_scripts.errors import BuildError
from build_scripts.flow_cases import case_warning
from build_scripts.flowchart import flowchart
from build_scripts.glossary import abbreviations, glossary_page, read_terms
from build_scripts.guidance_document import Guidance
from build_scripts.inline_parts import INSIDE, InlineParts, inline_parts
from build_scripts.inner_links import check_inner_links
from build_scripts.links import Links, read_links
from build_scripts.page_scripts import page_scripts
from build_scripts.page_styles import page_styles
from build_scripts.page_text import page_text
from build_scripts.partnership import Partnership, read_partnership
from build_scripts.pdf import ADDRESS, guidance_pdf, pdf_hindrance
from build_scripts.points import (
    SOURCE_MAP_PAGE,
    GuidancePage,
    Place,
    explicit_anchors,
    places_of,
    read_points,
    source_map,
)
from build_scripts.review_page import ReviewPage, review_page
from build_scripts.reviews import review_warning
from build_scripts.runtime_bundle import RuntimeBundle, runtime_bundle
from build_scripts.search_words import widen_index_file
from build_scripts.security_policy import security_policy
from build_scripts.server_files import headers_file
from build_scripts.server_table import server_table
from build_scripts.static_file import StaticFile
from decision_engine.errors import EngineError
from decision_engine.read import read_flow

_log = logging.getLogger("mkdocs.share_safely")
# Outside MkDocs' own tree: what is said here is seen and doesn't fail a strict build.
_notice = logging.getLogger("share_safely")
_FLOWS = Path(__file__).parent.parent / "decision_engine" / "flows"
# Of the theme's own files only the search worker is used; sources that are bundled aren't published.
_PUBLISHED = re.compile(
    r"assets/(javascripts/workers/search\.\w+\.min\.js$|fonts/|favicon\.svg)|(adopt|guidance|about|develop)/"
)
_SOURCE_MAP = "guidance/source-map.md"
_GLOSSARY = "guidance/glossary.md"
_LINKS = "about/links.md"
_CHANGES = "about/changes.md"


@dataclass(slots=True, kw_only=True)
class _Build:
    """What one build knows; made anew for each by `on_config`."""

    docs: Path
    serving: bool
    has_pdf: bool
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
    order: list[Page] = field(default_factory=list)


def on_startup(command: str, **_: object) -> None:
    """Remember whether the site is being served: live reload needs an inline script, so no policy stands there."""
    os.environ["SHARE_SAFELY_COMMAND"] = command


def on_config(config: MkDocsConfig, **_: object) -> MkDocsConfig:
    """Read and check every data file, all problems at once."""
    docs = Path(config.docs_dir)
    partnership = _or_fail(lambda: read_partnership(config.extra.get("partnership")))
    if warning := review_warning(partnership, dt.datetime.now(tz=dt.UTC).date()):
        _notice.warning(warning)
    points = _or_fail(lambda: read_points(docs))
    serving = os.environ.get("SHARE_SAFELY_COMMAND") == "serve"
    hindrance = "" if serving else pdf_hindrance()
    if hindrance:
        _notice.warning(hindrance)
    config.extra["share_safely"] = _Build(
        docs=docs,
        serving=serving,
        has_pdf=not serving and not hindrance,
        partnership=partnership,
        links=_or_fail(lambda: read_links(docs, partnership.names)),
        changes=_or_fail(lambda: read_changes(docs, partnership.names)),
        points=points,
        terms=_or_fail(lambda: read_terms(docs, [point["id"] for point in points])),
    )
    return config


def on_files(files: Files, config: MkDocsConfig, **_: object) -> Files:
    """Add the pages and files that are made, and take away sources that go into others."""
    build = _of(config)
    for file in list(files):
        if not _PUBLISHED.match(file.src_uri) and not file.is_documentation_page():
            files.remove(file)
    metas = {file.src_uri: get_data(file.content_string)[1] for file in files.documentation_pages()}
    build.check_pages = _or_fail(lambda: check_pages(metas))
    build.scripts, build.styles = _or_fail(page_scripts), _or_fail(page_styles)
    for name, made in (*build.scripts.items(), *build.styles.items()):
        if name not in INSIDE:
            files.append(File.generated(config, made.path, content=made.content))
    where = {
        point: file.src_uri.removeprefix("guidance/")
        for file in files.documentation_pages()
        if file.src_uri.startswith("guidance/")
        for point in explicit_anchors(file.content_string)
    }
    files.append(File.generated(config, _GLOSSARY, content=glossary_page(build.terms, where)))
    files.append(File.generated(config, _LINKS, content=build.links.page()))
    files.append(File.generated(config, _SOURCE_MAP, content=SOURCE_MAP_PAGE))
    if build.has_pdf:  # so that pages may link to it; it is printed once they are all built
        files.append(File.generated(config, ADDRESS, content=b""))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, **_: object) -> Navigation:
    """Remember the order of the pages."""
    build = _of(config)
    build.order = nav.pages
    place = {page.file.src_uri: at for at, page in enumerate(nav.pages)}
    build.check_pages = dict(sorted(build.check_pages.items(), key=lambda check: place.get(check[1], len(place))))
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Fill in a page's Jinja2 and spell out abbreviations."""
    build = _of(config)
    file = page.file.src_uri
    build.urls[file] = page.url
    changes = files.get_file_from_path(_CHANGES)
    functions = {
        "phone": build.partnership.phone,
        "link": build.links.link,
        "changed": lambda key: build.changes.note(key, changes.url_relative_to(page.file) if changes else ""),
        "flowchart": lambda name: _chart(build, name, files, page),
    }
    names = {"partnership": {**build.partnership.names, **_settings(config)}, "has_pdf": build.has_pdf}
    text = _or_fail(lambda: page_text(markdown, file, names, functions))
    return f"{text}\n\n{abbreviations(build.terms)}\n"


def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Remember a guidance page's HTML: its points are looked for once all pages are there."""
    if page.file.src_uri.startswith("guidance/") and page.file.src_uri not in {_GLOSSARY, _SOURCE_MAP}:
        explicit = explicit_anchors(page.markdown or "")
        _of(config).guidance[page.file.src_uri] = GuidancePage(page.url, html, explicit)
    if flow := page.meta.get("flow"):  # its template makes an anchor of each question and outcome
        page.present_anchor_ids = {*(page.present_anchor_ids or ()), *_check(_of(config), str(flow)).flow.by_id}
    return html


def on_env(env: Environment, config: MkDocsConfig, **_: object) -> Environment:
    """Give the templates what they need of the build."""
    build = _of(config)
    build.places = _or_fail(lambda: places_of(build.guidance, build.points))
    env.globals.update(
        security_policy=lambda page: _policy(build, page),
        inline=lambda page: _inline(build, page),
        check_of=lambda name: _check(build, name),
        check_links=lambda names: _checks(build, names),
        other_checks=lambda name: _checks(build, [other for other in build.check_pages if other != name]),
        review_of=lambda name: _review(build, name),
        built={name: script.path for name, script in build.scripts.items()},
        styles={name: style.path for name, style in build.styles.items()},
        check_data=lambda page: htmlsafe_json_dumps(_check_data(build, page.meta["flow"])),
        point_places=lambda ids: _unique_places(build, ids),
        flowchart=lambda name: flowchart(_check(build, name), links=lambda part: f"#{part}"),
    )
    return env


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: object) -> dict[str, Any]:
    """Put the source map's list in, now that every point has its place."""
    build = _of(config)
    if page.file.src_uri == _SOURCE_MAP:
        page.content = (page.content or "") + source_map(build.points, build.places, "../../")
    return context


def on_post_build(config: MkDocsConfig, **_: object) -> None:
    """Write what needs the whole site: the runtime, the search index with its further words, the PDF; check links."""
    build = _of(config)
    site = Path(config.site_dir)
    for file in build.runtime.files if build.runtime else ():
        target = site / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.content)
    _or_fail(lambda: widen_index_file(site / "search" / "search_index.json", build.docs, build.urls))
    _or_fail(lambda: check_inner_links(site))
    if build.has_pdf:
        (site / ADDRESS).write_bytes(_or_fail(lambda: guidance_pdf(_guidance(config))))
    if not build.serving:
        (site / "_headers").write_text(_or_fail(lambda: headers_file(server_table(site))), encoding="utf-8")


def _guidance(config: MkDocsConfig) -> Guidance:
    """Return what the PDF is made of: the guidance in its order, and what has changed since."""
    build = _of(config)
    source = _check(build, next(iter(build.check_pages))).flow.source
    pages = [page for page in build.order if page.file.src_uri.startswith("guidance/")]
    pages += [page for page in build.order if page.file.src_uri == _CHANGES]
    return Guidance(
        site=Path(config.site_dir),
        urls=[page.url for page in pages],
        name=config.site_name,
        source=source.title,
        edition=source.edition,
        partnership=build.partnership,
        site_url=config.site_url or "",
    )


def _check(build: _Build, name: str) -> CheckPage:
    """Return the check of a flow by its name, read once a build."""
    if name not in build.checks:
        path = _FLOWS / f"{name}.toml"
        read = _or_fail(lambda: read_flow(path))
        if warning := case_warning(path):
            _notice.warning(warning)
        _or_fail(lambda: check_flow(read, build.check_pages))
        build.checks[name] = _or_fail(lambda: check_page(read, build.partnership))
    return build.checks[name]


def _checks(build: _Build, names: Iterable[str]) -> list[tuple[str, CheckPage]]:
    """Return checks with the addresses of their pages."""
    return [(build.urls[build.check_pages[name]], _check(build, name)) for name in names]


def _review(build: _Build, name: str) -> ReviewPage:
    """Return what is shown to a flow's reviewers, and tell whoever builds which examples the flow has outgrown."""
    review = _or_fail(lambda: review_page(_check(build, name), build.docs))
    for misfit in review.examples.misfits:
        _notice.warning("An example does not fit the flow and is left out: %s", misfit)
    return review


def _check_data(build: _Build, name: str) -> dict[str, Any]:
    """Return what the check's script needs besides the HTML: the engine's files and the record's words."""
    if build.runtime is None:
        flows = {one: json.dumps(check.engine_input(), ensure_ascii=False) for one, check in build.checks.items()}
        build.runtime = _or_fail(lambda: runtime_bundle(flows))
    engine = build.runtime.manifest(name, build.scripts["worker"])
    return {"engine": engine, "record": _check(build, name).record_wording()}


def _chart(build: _Build, name: str, files: Files, page: Page) -> str:
    """Return the flowchart for a guidance page, its boxes leading to the check."""
    target = files.get_file_from_path(build.check_pages.get(name, ""))
    base = target.url_relative_to(page.file) if target else ""
    return str(flowchart(_check(build, name), links=lambda part: f"{base}#{part}", prefix="guidance-"))


def _unique_places(build: _Build, ids: tuple[str, ...]) -> list[Place]:
    """Return the places of points, one for each heading."""
    places: dict[tuple[str, str], Place] = {}
    for name in ids:
        if name not in build.places:
            message = f'flow: there is no point "{name}" in the register. For example: {next(iter(build.places))}'
            raise PluginError(message)
        place = build.places[name]
        places.setdefault((place.page, place.title), place)
    return list(places.values())


def _policy(build: _Build, page: Page | None) -> str:
    """Return a page's own policy; none while the site is served, as live reload needs an inline script."""
    if build.serving:
        return ""
    if page is None or not _holds_check(page):
        return security_policy(has_check=False)
    parts = _inline(build, page)
    return security_policy(has_check=True, scripts=parts.scripts, styles=parts.styles)


def _inline(build: _Build, page: Page) -> InlineParts:
    return inline_parts(build.styles, build.scripts, "../" * page.url.count("/"))


def _holds_check(page: Page | None) -> bool:
    return bool(page and page.meta.get("flow"))


def _settings(config: MkDocsConfig) -> dict[str, Any]:
    """Return the parts of the partnership's table that are no texts."""
    table = config.extra["partnership"]
    return {key: table.get(key) for key in ("adopted", "last_reviewed", "next_review", "numbers_checked")}


def _of(config: MkDocsConfig) -> _Build:
    build: _Build = config.extra["share_safely"]
    return build


def _or_fail[T](work: Callable[[], T]) -> T:
    """Turn our own errors into one that MkDocs prints without a traceback."""
    try:
        return work()
    except (BuildError, EngineError) as error:
        message = f"\n{error}"  # MkDocs prints its own word before it
        raise PluginError(message) from error
