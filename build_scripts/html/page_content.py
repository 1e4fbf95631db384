"""A page's finished HTML as templates put it in: marked as HTML, tables in boxes, the heading apart from the text."""

import re
from collections.abc import Iterable

from markupsafe import Markup
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from build_scripts.errors import BuildError

_RAW = re.compile(r"<(script|style)\b[^>]*>(.*?)</\1>", re.DOTALL)
_H1_END = Markup("</h1>")


_KEPT = re.compile(r"(<(?:script|style|pre|textarea)\b.*?</(?:script|style|pre|textarea)>)", re.DOTALL)
# In an attribute a sign for less is never itself.
_INDENT = re.compile(r"\n[ \t\n]+(?=<)")
_KEEPS_BLANKS = re.compile(r"<(?:script|style|pre|textarea)\b")


def mark_as_html(page: Page) -> None:
    """Mark a page's content, and the entries of its table of contents, as the HTML that they are."""
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


def without_indents(html: str) -> str:
    """Return HTML without the blanks before tags that begin a line: no browser shows them, and no text has them."""
    return "".join(part if _KEEPS_BLANKS.match(part) else _INDENT.sub("\n", part) for part in _KEPT.split(html))


def ascii_only(html: str, file: str) -> str:
    """Return a page's HTML with every character beyond ASCII as a reference.

    It then reads the same whatever encoding a server names in its header, which counts for more than the page's own.
    Raises BuildError for a script or style with such a character: no references are read there, and a hash is over it.
    """
    for part in _RAW.finditer(html):
        if not part[2].isascii():
            sign = next(sign for sign in part[2] if not sign.isascii())
            what = f"the {part[1]} inside the page holds {sign}, which no other encoding reads the same"
            example = f"\\{ord(sign):x} in a style, \\u{ord(sign):04x} in a script"
            raise BuildError([f"{file}: {what}. For example: {example}"])
    return html.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _boxed(html: Markup) -> Markup:
    return html.replace("<table", Markup('<div class="ss-scroll" data-scroll><table')).replace(
        "</table>", Markup("</table></div>")
    )


def _mark_entries(entries: Iterable[AnchorLink]) -> None:
    for entry in entries:
        entry.title = Markup(entry.title)  # noqa: S704 - "the text of the item, as HTML" (mkdocs/structure/toc.py)
        _mark_entries(entry.children)
