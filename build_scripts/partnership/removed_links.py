"""The site's own pages without links to pages that a partnership has taken away."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_LINK = re.compile(r"(?<!!)\[([^\][]*)\]\(([^()\s]*)\)(\{:?\s*[#.][^{}]*\})?")
_ITEM = re.compile(r"\s*(?:[-*]|\d+\.)\s+")


def without_links(markdown: str, page: str, removed: Collection[str]) -> str:
    """Return a page's Markdown: an item of a list that begins with such a link goes, of any other its words stay."""
    if not removed:
        return markdown
    lines = (_line(line, posixpath.dirname(page), removed) for line in markdown.split("\n"))
    return "\n".join(line for line in lines if line is not None)


def _line(line: str, folder: str, removed: Collection[str]) -> str | None:
    def leads_away(link: re.Match[str]) -> bool:
        target = link[2].partition("#")[0]
        return posixpath.normpath(posixpath.join(folder, target)) in removed

    item = _ITEM.match(line)
    if item and (link := _LINK.match(line, item.end())) and leads_away(link):
        return None
    return _LINK.sub(lambda link: link[1] if leads_away(link) else link[0], line)
