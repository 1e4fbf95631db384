"""What templates may ask of a build: the one list of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jinja2 import pass_context
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup
from mkdocs.utils.templates import url_filter

from build_scripts.assets import hash_source
from build_scripts.html import title_and_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from build_scripts.check import CheckPage
    from build_scripts.site.assets import Assets
    from build_scripts.site.pages import Pages
    from build_scripts.site.sources import Sources


def template_names(sources: Sources, assets: Assets, pages: Pages) -> dict[str, Any]:
    """Return what templates may use besides MkDocs' own; nothing in it makes anything."""

    def linked(names: Iterable[str]) -> list[tuple[str, CheckPage]]:
        """Return checks with the addresses of their pages."""
        return [(pages.urls[sources.check_pages[name]], sources.checks[name]) for name in names]

    @pass_context
    def check_of(context: TemplateContext, name: str) -> CheckPage:
        """Return a check, its links to pages as the page in hand needs them."""
        return replace(sources.checks[name], page_link=lambda target: url_filter(context, pages.address(target)))

    def check_data(page: Page) -> Markup:
        """Return what the check's script needs besides the HTML: the engine's files and the record's wording."""
        name = page.meta["flow"]
        engine = assets.runtime.manifest(name, assets.scripts["worker"])
        return to_json({"engine": engine, "record": sources.checks[name].record_wording()})

    def workshop_data() -> Markup:
        """Return the list of the files that the workshop needs; empty while the site is served on this machine."""
        return to_json(assets.workshop.manifest(assets.scripts["workshop-worker"])) if assets.workshop else Markup()

    return {
        "say": sources.language.html,
        "format_date": sources.language.format_date,
        "language": sources.language.tag,
        "page_words": lambda page: to_json(sources.language.page_words(page.meta if page else {})),
        "partnership": sources.local.values,
        "guidance": sources.local.partnership.guidance,
        "emergency": sources.local.emergency,
        "contacts": sources.local.contacts,
        "areas": sources.local.areas,
        "check_of": check_of,
        "changes_of": lambda flow: pages.changes_of(flow.source.changes),
        "check_links": linked,
        "other_checks": lambda name: linked(one for one in pages.in_order(sources.check_pages) if one != name),
        "check_data": check_data,
        "workshop_data": workshop_data,
        "review_of": sources.reviews.__getitem__,
        "sign_off_of": lambda name: sources.reviews[name].sign_offs.standing,
        "point_places": pages.unique_anchors,
        "flowchart": assets.charts.__getitem__,
        "security_policy": assets.policy,
        "inline": assets.inline,
        "colours": assets.colours,
        "hash_source": hash_source,
        "built": {name: script.path for name, script in assets.scripts.items()},
        "styles": {name: style.path for name, style in assets.styles.items()},
        "title_and_text": title_and_text,
        "new_tab": Markup(' target="_blank" rel="noopener"'),
    }


def to_json(data: Any) -> Markup:
    """Write data as JSON that may be inside an element, whatever encoding the page is read in."""
    # An apostrophe is escaped for attributes alone. As Markup, the text would have what is put in escaped as HTML.
    text = str(htmlsafe_json_dumps(data, separators=(",", ":")))
    return Markup(text.replace(r"\u0027", "'"))  # noqa: S704 - made safe
