"""Links inside the built site: each leads to a file, and to an anchor, that is there; raw HTML's too."""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from build_scripts.errors import BuildError

_ORIGIN = "http://site.invalid/"
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_LINKS = "a[href], link[href], script[src], img[src]"
# What a link to a part of a page is for: a question or an outcome of a check, or a heading.
_PLACES = ":is([data-question], [data-outcome], h2, h3)[id]"


def check_links(site: Path) -> None:
    """Raise BuildError naming page and address of every link that leads nowhere.

    `404.html` is left out: a server shows it under any address, so it links to the home page alone.
    """
    pages = {
        file.relative_to(site).as_posix(): LexborHTMLParser(file.read_bytes()) for file in sorted(site.rglob("*.html"))
    }
    pages.pop("404.html", None)
    anchors = {name: {node.attributes["id"] for node in tree.css("[id]")} for name, tree in pages.items()}
    places = {name: {str(node.attributes["id"]): node for node in tree.css(_PLACES)} for name, tree in pages.items()}
    problems = []
    for name, tree in pages.items():
        addresses = {node.attributes.get("href") or node.attributes.get("src") or "" for node in tree.css(_LINKS)}
        problems += [
            f'{name}: the link "{address}" leads to no {missing}{_nearest(address, name, places)}'
            for address in sorted(addresses)
            if not _ELSEWHERE.match(address) and (missing := _missing(address, name, site, anchors))
        ]
    if problems:
        example = 'For example: <a href="../law/#law-keep-safe">'
        raise BuildError([f"{problem}. {example}" for problem in problems])


def _missing(address: str, name: str, site: Path, anchors: Mapping[str, set[str | None]]) -> str:
    """Return what is missing at an address: a file, an anchor, or nothing."""
    file, anchor = _target(address, name)
    if file is None or not (site / file).is_file():
        return "file"
    return "anchor" if anchor and anchor not in anchors.get(file, set()) else ""


def _nearest(address: str, name: str, places: Mapping[str, Mapping[str, LexborNode]]) -> str:
    """Say what on the page that is there comes nearest to the place that isn't, by what it says, then by its name."""
    file, anchor = _target(address, name)
    wanted = set(anchor.split("-"))

    def nearness(place: tuple[str, LexborNode]) -> tuple[int, float]:
        heading = place[1].css_first(":is(h1, h2, h3, h4)") or place[1]
        said = heading.text().lower()
        return sum(word in said for word in wanted), SequenceMatcher(None, anchor, place[0]).ratio()

    near = max(places.get(file or "", {}).items(), key=nearness, default=None) if anchor else None
    return f'; the nearest place there is "#{near[0]}"' if near else ""


@lru_cache(maxsize=20_000)
def _target(address: str, name: str) -> tuple[str | None, str]:
    """Return file and anchor that an address on a page leads to, None for a file outside the site."""
    target, anchor = urldefrag(urljoin(_ORIGIN + name, address))
    path = unquote(target.removeprefix(_ORIGIN))
    file = f"{path}index.html" if path.endswith("/") or not path else path
    return (file if target.startswith(_ORIGIN) else None), unquote(anchor)
