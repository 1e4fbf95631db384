"""What a browser fetches for a page of the built site, found in the files themselves: their names and sizes."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selectolax.lexbor import LexborNode

HASH = re.compile(r"\.[0-9a-f]{10}(?=\.)")
STYLE_URL = re.compile(r'url\("?([^")]+)"?\)')
# What is fetched as soon as it is met; the page's own links are not.
FETCHED = "link[rel=stylesheet], link[rel=icon], link[rel=preload], link[rel=modulepreload], script[src], img[src]"
# What stands in the page itself; data is part of the page.
STYLE, SCRIPT = "style", "script:not([type])"


def page_files(site: Path, page: str) -> dict[str, int]:
    """Give the bytes of each file that a page, named by its path in the site, has fetched; the page is one of them."""
    names = {page, *_named(site, page)}
    styles = [name for name in names if name.endswith(".css")]
    names |= {fetched for style in styles for fetched in _in_style(style, (site / style).read_text(encoding="utf-8"))}
    return {name: (site / name).stat().st_size for name in sorted(names)}


def later_files(site: Path, page: str) -> dict[str, int]:
    """Give the bytes of each file that a page has fetched only when needed: the search's script once someone searches.

    And the style beside a check, where no script runs or the style inside the page was refused.
    """
    tree = LexborHTMLParser((site / page).read_bytes())
    scripts = [node.attributes["data-script"] or "" for node in tree.css("[data-script]")]
    styles = [address for node in tree.css("noscript[data-styles]") for address in _words(node, "data-styles")]
    return {name: (site / name).stat().st_size for address in (*scripts, *styles) for name in [urljoin(page, address)]}


def page_parts(site: Path, page: str) -> dict[str, int]:
    """Give the bytes of a page's styles, of its scripts, and of the rest of it, each by a name that says which."""
    parts = {
        f"{page} <{tag}>": sum(len(text.encode()) for text in _texts(site, page, selector))
        for tag, selector in (("style", STYLE), ("script", SCRIPT))
    }
    return {**parts, page: (site / page).stat().st_size - sum(parts.values())}


def runtime_of(site: Path, page: str) -> dict[str, int]:
    """Give the bytes of each file that the check on a page has fetched for its engine; none where there is no check."""
    engine = _check_data(site, page).get("engine", {})
    entries = [engine["worker"], engine["flow"], *engine["files"].values()] if engine else []
    return {entry["url"]: (site / entry["url"]).stat().st_size for entry in entries}


def without_hash(name: str) -> str:
    """Give a file's name without the hash in it, as it stays from build to build."""
    return HASH.sub("", name)


def _named(site: Path, page: str) -> Iterator[str]:
    tree = LexborHTMLParser((site / page).read_bytes())
    for style in tree.css("style"):
        yield from _in_style(page, style.text())
    for node in tree.css(FETCHED):
        address = node.attributes.get("src") or node.attributes.get("href") or ""
        without_script = node.parent is not None and node.parent.tag == "noscript"
        if not address.startswith("data:") and not without_script:
            yield urljoin(page, address)


def _in_style(where: str, style: str) -> Iterator[str]:
    for address in STYLE_URL.findall(style):
        if not address.startswith("data:"):
            yield urljoin(where, address)


def _words(node: LexborNode, attribute: str) -> list[str]:
    return (node.attributes[attribute] or "").split()


def _texts(site: Path, page: str, selector: str) -> list[str]:
    return [node.text() for node in LexborHTMLParser((site / page).read_bytes()).css(selector)]


def _check_data(site: Path, page: str) -> dict[str, Any]:
    node = LexborHTMLParser((site / page).read_bytes()).css_first("#check-data")
    data: dict[str, Any] = json.loads(node.text()) if node else {}
    return data
