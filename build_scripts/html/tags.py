"""The tags of a page, read without building a tree: all that links, anchors and policies need of it.

Plain Python, so that a build can run where no compiled library can. A test holds it to what a browser's parser reads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Possessive throughout, and what is never closed goes on to the end, as browsers have it: so no text, however broken,
# is looked at more than once.
_VALUE = r"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+)"""
_ATTRIBUTE = rf"[^\s/>][^\s/>=]*+(?:\s*+=\s*+{_VALUE}?+)?+"
_TOKEN = re.compile(
    rf"<!--(?:-?>|.*?(?:--!?>|\Z))|<(?P<name>[a-zA-Z][^\s/>]*+)(?P<attributes>(?:[\s/]++|{_ATTRIBUTE})*+)(?P<whole>>?+)"
    r"|</(?P<end>[a-zA-Z][^\s/>]*+)[^>]*+>?+|<[!?/][^>]*+>?+",
    re.DOTALL,
)
_PART = re.compile(r"""([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"'][^\s>]*+))?+)?+""")
# In an attribute, as in an address, a reference without its semicolon is none where a name or a value goes on after it.
_NO_REFERENCE = re.compile(r"&(?=\w+[\w=])(?!\w+;)")
# Within these nothing is a tag but their own end.
_RAW = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(frozen=True)
class Tag:
    """The beginning of an element: its name, what it has for attributes, and where it and the element's text begin."""

    name: str
    written: str
    at: int
    text_at: int

    def get(self, name: str) -> str | None:
        """Return an attribute's value, None where it isn't there; quick where it can't be."""
        return self.attributes.get(name) if name in self.written.lower() else None

    @cached_property
    def attributes(self) -> Mapping[str, str]:
        """The attributes by name, as a browser reads them; of two with one name it keeps the first."""
        parts = reversed(_PART.findall(self.written))
        return {name.lower(): _value(double or single or bare) for name, double, single, bare in parts}


def tags(html: str) -> Iterator[Tag]:
    """Yield the tags that begin elements, in order; what is in comments, scripts and the like is none."""
    at = 0
    while token := _TOKEN.search(html, at):
        at = token.end()
        if token["whole"]:
            name = token["name"].lower()
            yield Tag(name, token["attributes"], token.start(), at)
            if name in _RAW:
                end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(html, at)
                at = end.start() if end else len(html)


def heading_text(html: str, heading: Tag) -> str:
    """Return the text of a heading: up to the end of any heading, as browsers have it, without its tags."""
    text, at = [], heading.text_at
    while token := _TOKEN.search(html, at):
        text.append(html[at : token.start()])
        at = token.end()
        if (token["end"] or "").lower() in _HEADINGS:
            return unescape("".join(text)).strip()
    return unescape("".join(text) + html[at:]).strip()


def _value(written: str) -> str:
    return unescape(_NO_REFERENCE.sub("&amp;", written)) if "&" in written else written
