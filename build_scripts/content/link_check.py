"""Links inside the built site: each leads to a file, and to an anchor, that is there; raw HTML's too."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

from selectolax.lexbor import LexborHTMLParser

from build_scripts.errors import BuildError

_ORIGIN = "http://site.invalid/"
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_LINKS = "a[href], link[href], script[src], img[src]"


def check_links(site: Path) -> None:
    """Raise BuildError naming page and address of every link that leads nowhere.

    `404.html` is left out: a server shows it under any address, so it links to the home page alone.
    """
    pages = {
        file.relative_to(site).as_posix(): LexborHTMLParser(file.read_bytes()) for file in sorted(site.rglob("*.html"))
    }
    pages.pop("404.html", None)
    anchors = {name: {node.attributes["id"] for node in tree.css("[id]")} for name, tree in pages.items()}
    problems = []
    for name, tree in pages.items():
        addresses = {node.attributes.get("href") or node.attributes.get("src") or "" for node in tree.css(_LINKS)}
        problems += [
            f'{name}: the link "{address}" leads to no {missing}'
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


@lru_cache(maxsize=20_000)
def _target(address: str, name: str) -> tuple[str | None, str]:
    """Return file and anchor that an address on a page leads to, None for a file outside the site."""
    target, anchor = urldefrag(urljoin(_ORIGIN + name, address))
    path = unquote(target.removeprefix(_ORIGIN))
    file = f"{path}index.html" if path.endswith("/") or not path else path
    return (file if target.startswith(_ORIGIN) else None), unquote(anchor)
