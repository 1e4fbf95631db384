"""A page's finished HTML as templates put it in: marked as HTML, tables in boxes, the heading apart from the text."""

from collections.abc import Iterable

from markupsafe import Markup
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

_H1_END = Markup("</h1>")


def mark_as_html(page: Page) -> None:
    """Tell templates that a page's content, and the entries of its table of contents, are HTML already."""
    page.content = Markup(page.content or "")  # noqa: S704 - made from the page's own Markdown
    _mark_entries(page.toc)


def title_and_text(page: Page) -> tuple[Markup, Markup]:
    """Return a page's first heading and all below it; where the text has no heading, the page's title is one.

    Tables get a box that can scroll; site.js makes it a region to focus only where it has to scroll.
    """
    html = Markup(page.content or "")  # noqa: S704 - made from the page's own Markdown
    title, end, text = html.partition(_H1_END)
    if not end:
        title, text = Markup("<h1>{}").format(page.title), html
    return title + _H1_END, _boxed(text)


def _boxed(html: Markup) -> Markup:
    return html.replace("<table", Markup('<div class="ss-scroll" data-scroll><table')).replace(
        "</table>", Markup("</table></div>")
    )


def _mark_entries(entries: Iterable[AnchorLink]) -> None:
    for entry in entries:
        entry.title = Markup(entry.title)  # noqa: S704 - "the text of the item, as HTML" (mkdocs/structure/toc.py)
        _mark_entries(entry.children)
