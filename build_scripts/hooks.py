"""What MkDocs calls: each event hands over to the module that does the work."""

import datetime as dt
import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemBytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

from build_scripts.content import (
    ENGLISH,
    PDF_ADDRESS,
    AsWritten,
    Local,
    explicit_anchors,
    make_index_file,
    page_texts,
    places_in,
    read_language,
    read_local,
)
from build_scripts.errors import BuildError
from build_scripts.html import ascii_only, check_links, mark_as_html, without_indents
from build_scripts.machine import this_machine
from build_scripts.partnership import (
    Overlay,
    adoption_lines,
    changed_menu,
    made_pages,
    read_overlay,
    sections_of_made,
    without_links,
)
from build_scripts.paths import cache, partnership_folder
from build_scripts.servers import HEADERS, server_config, server_table
from build_scripts.site import (
    CHANGES,
    EMBED,
    GUIDANCE,
    SOURCE_MAP,
    WITH_QUESTIONS,
    Assets,
    Pages,
    Sources,
    Written,
    find_pages,
    guidance_of,
    make_assets,
    read_sources,
    source_map_of,
    template_names,
)
from decision_engine.errors import EngineError

# None of the theme's own files is used; sources that are bundled aren't published.
_PUBLISHED = re.compile(r"assets/(fonts/|favicon\.svg)|(adopt|guidance|about|develop)/")


# What a page says only where the main check asks what the guidance's own flowchart asks.
_ONLY_AS_IN_SOURCE = re.compile(r"\{% if main_check\.as_in_source %\}.*?\{% (?:else|endif) %\}", re.DOTALL)


def _failing[**P, T](work: Callable[P, T]) -> Callable[P, T]:
    """Turn our own errors into one that MkDocs prints without a traceback."""

    @wraps(work)
    def working(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return work(*args, **kwargs)
        except (BuildError, EngineError) as error:
            message = f"\n{error}"  # MkDocs prints its own word before it
            raise PluginError(message) from error

    return working


def on_startup(command: str, **_: object) -> None:
    """Remember whether the site is being served: live reload needs an inline script, so pages then have no policy."""
    os.environ["SHARE_SAFELY_COMMAND"] = command


@_failing
def on_config(config: MkDocsConfig, **_: object) -> MkDocsConfig:
    """Begin a build, of which nothing is left of the one before, with what the partnership's folder says."""
    config.markdown_extensions = [*config.markdown_extensions, AsWritten()]
    config.extra["share_safely"] = {}
    language = read_language(str(config.extra.get("language", ENGLISH)))
    partnership = _keep(config, read_local(partnership_folder(), language)).partnership
    overlay = _keep(config, read_overlay(partnership_folder()))
    if partnership.adopted and (reasons := list(adoption_lines(overlay.folder, partnership, _today()))):
        raise BuildError(reasons)
    if not partnership.guidance.changes_since:
        overlay = _keep(config, replace(overlay, removed=overlay.removed | {CHANGES}))
    config.extra["header_links"] = [_link_to_main(config), *config.extra["header_links"]]
    config.nav = changed_menu(config.nav or [], overlay, sections_of_made(overlay))
    config.watch.append(str(overlay.folder))
    config.site_name = partnership.site_name
    config.site_url = f"{partnership.site_url.rstrip('/')}/" if partnership.site_url else None
    return config


@_failing
def on_files(files: Files, config: MkDocsConfig, **_: object) -> Files:
    """Read the sources and make the assets; add what is made to the files, and take away what isn't published."""
    for file in list(files):
        if not _PUBLISHED.match(file.src_uri) and not file.is_documentation_page():
            files.remove(file)
    overlay = _kept(config, Overlay)
    _lay_over(files, config, overlay)
    _frame_main_check(files, config, overlay)
    texts = page_texts(files.documentation_pages())
    metas = {file: get_data(text)[1] for file, text in texts.items()}
    docs, local = Path(config.docs_dir), _kept(config, Local)
    as_in_source = overlay.asks_as_in_source(local.partnership)
    written = Written(metas, overlay.flows, _gone(overlay, texts, as_in_source=as_in_source), as_in_source)
    sources = _keep(config, read_sources(docs, local, written, this_machine(), serving=_serving()))
    for address, text in sources.made_pages(texts).items():
        files.append(File.generated(config, address, content=text))
    for made in _keep(config, make_assets(sources, serving=_serving())).files:
        files.append(File.generated(config, made.path, content=made.content))
    if sources.has_pdf:  # so that pages may link to it; it is printed once they are all built
        files.append(File.generated(config, PDF_ADDRESS, content=b""))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, **_: object) -> Navigation:
    """Keep the menu until the pages' HTML is there."""
    config.extra["share_safely"][Navigation] = nav
    return nav


@_failing
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Fill in a page's Jinja2 and spell out abbreviations."""

    def address(file: str) -> str:
        target = files.get_file_from_path(file)
        return target.url_relative_to(page.file) if target else ""

    overlay, name = _kept(config, Overlay), page.file.src_uri
    shown = markdown if name in overlay.pages else without_links(markdown, name, overlay.removed)
    return _kept(config, Sources).text(shown, name, address)


def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Name the anchors that a check's template makes of each question and outcome."""
    if flow := page.meta.get("flow"):
        parts = _kept(config, Sources).checks[str(flow)].flow.by_id
        page.present_anchor_ids = {*(page.present_anchor_ids or ()), *parts}
    return html


@_failing
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Find the pages, now that their HTML is there, and give the templates what they need of the build."""
    sources, assets, nav = _kept(config, Sources), _kept(config, Assets), _kept(config, Navigation)
    section = str(config.extra.get("partnership_section", ""))
    made = (file.page for file in files.documentation_pages() if file.page)
    pages = _keep(config, find_pages(sources, nav, made, section))
    if mark := _kept(config, Overlay).brand.get("mark.svg"):
        env.loader = ChoiceLoader([DictLoader({"assets/icons/mark.svg": mark}), env.loader or DictLoader({})])
    env.autoescape = True  # MkDocs leaves it off; what is HTML is marked so where Python makes it
    # Compiled templates have escaping in them or not: those compiled without it are in another folder, if anywhere.
    templates = cache() / "templates-escaped"
    templates.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(templates))
    names = template_names(sources, assets, pages)
    env.globals |= {name: _failing(value) if callable(value) else value for name, value in names.items()}
    return env


@event_priority(-100)
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: object) -> dict[str, Any]:
    """Put the source map's list in, now that every point has its place.

    Last of all, content and table of contents are marked as HTML: other plugins read them as plain strings.
    """
    if page.file.src_uri == SOURCE_MAP:
        page.content = (page.content or "") + source_map_of(_kept(config, Sources), _kept(config, Pages))
    mark_as_html(page)
    return context


@_failing
def on_post_page(output: str, page: Page, **_: object) -> str:
    """Leave nothing on a page that a wrong encoding could change, and on a check's no byte that nobody needs."""
    return ascii_only(without_indents(output) if page.meta.get("flow") else output, page.file.src_uri)


@_failing
def on_post_template(output_content: str, template_name: str, **_: object) -> str:
    """Do the same for the page that is shown at addresses that don't exist."""
    return ascii_only(output_content, template_name) if template_name.endswith(".html") else output_content


@_failing
def on_post_build(config: MkDocsConfig, **_: object) -> None:
    """Write what needs the whole site: the search index, the PDF, the response headers; and check the links."""
    sources, pages, site = _kept(config, Sources), _kept(config, Pages), Path(config.site_dir)
    index = site / "search" / "search_index.json"
    own = {*_kept(config, Overlay).pages, *(() if sources.as_in_source else (WITH_QUESTIONS,))}
    words = sources.search_words.on(pages.urls, own, places_in(index))
    make_index_file(index, words, pages.urls, pages.for_partnerships)
    check_links(site)
    if sources.has_pdf:
        guidance = guidance_of(sources, pages, site, config.site_name, config.site_url or "")
        (site / PDF_ADDRESS).write_bytes(sources.machine.pdf(guidance))
    if not _serving():
        (site / HEADERS).write_text(server_config(HEADERS, server_table(site)), encoding="utf-8")


def _link_to_main(config: MkDocsConfig) -> dict[str, str]:
    """Return the first link of every page's head: the check that the partnership calls its main one."""
    overlay, local = _kept(config, Overlay), _kept(config, Local)
    name = overlay.main_check(local.partnership)
    address = PurePosixPath(overlay.flow_pages()[name]).with_suffix("")
    return {
        "title": overlay.title_of_check(name, local),
        "url": f"{address.parent if address.name == 'index' else address}/",
    }


def _gone(overlay: Overlay, texts: Mapping[str, str], *, as_in_source: bool) -> set[str]:
    """Name the points of what the folder has replaced or taken away, and that no page has now."""
    guidance = [text for name, text in texts.items() if name.startswith(GUIDANCE)]
    before = {point for text in (*overlay.former_pages(), *guidance) for point in explicit_anchors(text)}
    shown = guidance if as_in_source else [_ONLY_AS_IN_SOURCE.sub("", text) for text in guidance]
    return before - {point for text in shown for point in explicit_anchors(text)}


def _lay_over(files: Files, config: MkDocsConfig, overlay: Overlay) -> None:
    """Put the folder's pages, files and icon in the place of the site's or beside them, and take away what it says."""
    for name in overlay.removed:
        if there := files.get_file_from_path(name):
            files.remove(there)
    own = {**{name: page.path for name, page in overlay.pages.items()}, **overlay.other_files}
    for name in own:
        if there := files.get_file_from_path(name):
            files.remove(there)
        files.append(File(name, str(overlay.folder / "pages"), config.site_dir, config.use_directory_urls))
    for name, text in made_pages(overlay, _kept(config, Local).language).items():
        files.append(File.generated(config, name, content=text))
    if icon := overlay.brand.get("favicon.svg"):
        if there := files.get_file_from_path("assets/favicon.svg"):
            files.remove(there)
        files.append(File.generated(config, "assets/favicon.svg", content=icon))


def _today() -> dt.date:
    """The real day, not the one of SOURCE_DATE_EPOCH: what has been checked long ago is no longer."""
    return dt.datetime.now(tz=dt.UTC).date()


def _frame_main_check(files: Files, config: MkDocsConfig, overlay: Overlay) -> None:
    """Let the page for frames hold the main check; where no other site may show it, there is no such page."""
    embed, local = files.get_file_from_path(EMBED), _kept(config, Local)
    if not embed:
        return
    files.remove(embed)
    if local.partnership.embed_on and EMBED not in overlay.pages:
        name = overlay.main_check(local.partnership)
        title = json.dumps(overlay.title_of_check(name, local))
        text = re.sub(r"^flow: .*$", lambda _: f"flow: {name}", embed.content_string, flags=re.MULTILINE)
        text = re.sub(r"^title: .*$", lambda _: f"title: {title}", text, flags=re.MULTILINE)
        files.append(File.generated(config, EMBED, content=text))


def _serving() -> bool:
    return os.environ.get("SHARE_SAFELY_COMMAND") == "serve"


def _keep[T](config: MkDocsConfig, value: T) -> T:
    """Keep a value of this build for the events that follow."""
    config.extra["share_safely"][type(value)] = value
    return value


def _kept[T](config: MkDocsConfig, kind: type[T]) -> T:
    value: T = config.extra["share_safely"][kind]
    return value
