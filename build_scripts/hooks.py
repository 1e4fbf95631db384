"""What MkDocs calls: each event hands over to the module that does the work."""

import os
import re
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

from build_scripts.assets import INSIDE, check_palette, hash_source, page_scripts, page_styles
from build_scripts.check import check_pages
from build_scripts.content import (
    ENGLISH,
    AsWritten,
    ascii_only,
    check_inner_links,
    make_index_file,
    mark_as_html,
    page_texts,
    partnership_pages,
    read_language,
    title_and_text,
)
from build_scripts.errors import BuildError
from build_scripts.paths import cache
from build_scripts.pdf import ADDRESS, guidance_pdf
from build_scripts.servers import HEADERS, server_config, server_table
from build_scripts.site import EMBED, SOURCE_MAP, SiteBuild, read_build
from decision_engine.errors import EngineError

# None of the theme's own files is used; sources that are bundled aren't published.
_PUBLISHED = re.compile(r"assets/(fonts/|favicon\.svg)|(adopt|guidance|about|develop)/")


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
    """Remember whether the site is being served: live reload needs an inline script, so no policy stands there."""
    os.environ["SHARE_SAFELY_COMMAND"] = command


@_failing
def on_config(config: MkDocsConfig, **_: object) -> MkDocsConfig:
    """Read and check every data file."""
    serving = os.environ.get("SHARE_SAFELY_COMMAND") == "serve"
    language = read_language(str(config.extra.get("language", ENGLISH)))
    table = config.extra.get("partnership")
    config.markdown_extensions = [*config.markdown_extensions, AsWritten()]
    config.extra["share_safely"] = read_build(Path(config.docs_dir), table, language, serving=serving)
    return config


@_failing
def on_files(files: Files, config: MkDocsConfig, **_: object) -> Files:
    """Add the pages and files that are made, and take away sources that go into others."""
    build = _of(config)
    for file in list(files):
        published = _PUBLISHED.match(file.src_uri) or file.is_documentation_page()
        if not published or (file.src_uri == EMBED and not build.partnership.embed_on):
            files.remove(file)
    texts = page_texts(files.documentation_pages())
    build.check_pages = check_pages({file: get_data(text)[1] for file, text in texts.items()})
    check_palette()
    build.scripts, build.styles = page_scripts(), page_styles()
    loaded = [made for name, made in build.scripts.items() if name not in INSIDE]
    for made in (*loaded, *build.styles.values()):
        files.append(File.generated(config, made.path, content=made.content))
    for address, text in build.made_pages(texts).items():
        files.append(File.generated(config, address, content=text))
    if build.has_pdf:  # so that pages may link to it; it is printed once they are all built
        files.append(File.generated(config, ADDRESS, content=b""))
    return files


@_failing
def on_nav(nav: Navigation, config: MkDocsConfig, **_: object) -> Navigation:
    """Remember the order of the pages, and which of them are for partnerships."""
    build = _of(config)
    build.put_in_order([page.file.src_uri for page in nav.pages])
    build.partnership_pages = partnership_pages(nav, str(config.extra.get("partnership_section", "")))
    return nav


@_failing
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Fill in a page's Jinja2 and spell out abbreviations."""
    build = _of(config)
    build.urls[page.file.src_uri] = page.url

    def address(file: str) -> str:
        target = files.get_file_from_path(file)
        return target.url_relative_to(page.file) if target else ""

    return build.text(markdown, page.file.src_uri, address)


@_failing
def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Remember what stands on a page: points on guidance, and the parts of a check."""
    build = _of(config)
    build.keep_guidance(page.file.src_uri, page.url, html, page.markdown or "")
    if flow := page.meta.get("flow"):  # its template makes an anchor of each question and outcome
        page.present_anchor_ids = {*(page.present_anchor_ids or ()), *build.check(str(flow)).flow.by_id}
    return html


@_failing
def on_env(env: Environment, config: MkDocsConfig, **_: object) -> Environment:
    """Give the templates what they need of the build."""
    build = _of(config)
    build.find_places()
    env.autoescape = True  # MkDocs leaves it off; what is HTML is marked so where Python makes it
    # Compiled templates have escaping in them or not: those compiled without it lie in another folder, if anywhere.
    templates = cache() / "templates-escaped"
    templates.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(templates))
    functions: dict[str, Callable[..., Any]] = {
        "say": build.language.html,
        "written_day": build.language.day,
        "page_words": lambda page: _json(build.language.page_words(page.meta if page else {})),
        "script_words": lambda table: _json(build.language.words[table]),
        "security_policy": lambda page: build.policy(page.url if page and page.meta.get("flow") else None),
        "inline": lambda page: build.inline(page.url),
        "title_and_text": title_and_text,
        "hash_source": hash_source,
        "check_of": build.check,
        "check_links": build.linked_checks,
        "other_checks": build.other_checks,
        "review_of": build.review,
        "sign_off_of": build.sign_off,
        "check_data": lambda page: htmlsafe_json_dumps(build.check_data(page.meta["flow"])),
        "point_places": build.unique_places,
        "flowchart": build.chart,
    }
    env.globals.update({name: _failing(function) for name, function in functions.items()})
    env.globals["new_tab"] = Markup(' target="_blank" rel="noopener"')
    env.globals["partnership"] = build.partnership.values
    env.globals["language"] = build.language.tag
    env.globals["built"] = {name: script.path for name, script in build.scripts.items()}
    env.globals["styles"] = {name: style.path for name, style in build.styles.items()}
    return env


@event_priority(-100)
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: object) -> dict[str, Any]:
    """Put the source map's list in, now that every point has its place.

    Last of all, content and table of contents are marked as HTML: other plugins read them as plain strings.
    """
    if page.file.src_uri == SOURCE_MAP:
        page.content = (page.content or "") + _of(config).source_map()
    mark_as_html(page)
    return context


@_failing
def on_post_page(output: str, page: Page, **_: object) -> str:
    """Leave nothing on a page that a wrong encoding could change."""
    return ascii_only(output, page.file.src_uri)


@_failing
def on_post_template(output_content: str, template_name: str, **_: object) -> str:
    """Do the same for the page that is shown at addresses that don't exist."""
    return ascii_only(output_content, template_name) if template_name.endswith(".html") else output_content


@_failing
def on_post_build(config: MkDocsConfig, **_: object) -> None:
    """Write what needs the whole site: the runtime, the search index with its further words, the PDF; check links."""
    build = _of(config)
    site = Path(config.site_dir)
    for file in build.runtime.files if build.runtime else ():
        file.write(site)
    make_index_file(site / "search" / "search_index.json", build.docs, build.urls, build.partnership_pages)
    check_inner_links(site)
    if build.has_pdf:
        document = build.guidance_document(site, config.site_name, config.site_url or "")
        (site / ADDRESS).write_bytes(guidance_pdf(document))
    if not build.serving:
        (site / HEADERS).write_text(server_config(HEADERS, server_table(site)), encoding="utf-8")


def _json(data: Any) -> str:
    """Write data as JSON that may stand in an attribute in single quotes or in an element."""
    return htmlsafe_json_dumps(data, ensure_ascii=False, separators=(",", ":"))


def _of(config: MkDocsConfig) -> SiteBuild:
    build: SiteBuild = config.extra["share_safely"]
    return build
