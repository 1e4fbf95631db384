"""Links inside the built site: each leads to a file, and to an anchor, that is there; raw HTML's too."""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

from build_scripts.errors import BuildError
from build_scripts.html.tags import heading_text, tags

_ORIGIN = "http://site.invalid/"
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_LINKS = {"a": "href", "link": "href", "script": "src", "img": "src"}


def check_links(site: Path) -> None:
    """Raise BuildError naming page and address of every link that leads nowhere.

    `404.html` is left out: a server shows it under any address, so it links to the home page alone.
    """
    anchors: dict[str, set[str]] = {}
    links: dict[str, set[str]] = {}
    for file in sorted(site.rglob("*.html")):
        name = file.relative_to(site).as_posix()
        found = list(tags(file.read_text(encoding="utf-8"))) if name != "404.html" else []
        anchors[name] = {anchor for tag in found if (anchor := tag.get("id")) is not None}
        led = (tag.get(_LINKS[tag.name]) for tag in found if tag.name in _LINKS)
        links[name] = {address for address in led if address is not None}
    problems = []
    for name, addresses in links.items():
        problems += [
            f'{name}: the link "{address}" leads to no {missing}{_nearest(address, name, site)}'
            for address in sorted(addresses)
            if not _ELSEWHERE.match(address) and (missing := _missing(address, name, site, anchors))
        ]
    if problems:
        example = 'For example: <a href="../law/#law-keep-safe">'
        raise BuildError([f"{problem}. {example}" for problem in problems])


def _missing(address: str, name: str, site: Path, anchors: Mapping[str, set[str]]) -> str:
    """Return what is missing at an address: a file, an anchor, or nothing."""
    file, anchor = _target(address, name)
    if file is None or not (site / file).is_file():
        return "file"
    return "anchor" if anchor and anchor not in anchors.get(file, set()) else ""


def _nearest(address: str, name: str, site: Path) -> str:
    """Say what on the page that is there comes nearest to the place that isn't, by what it says, then by its name."""
    file, anchor = _target(address, name)
    if not anchor or file is None or not (site / file).is_file():
        return ""
    words = anchor.split("-")
    places = {place: said.lower() for place, said in _places((site / file).read_text(encoding="utf-8"))}
    nearness = {
        place: (sum(word in said for word in words), SequenceMatcher(None, anchor, place).ratio())
        for place, said in places.items()
    }
    return f'; the nearest place there is "#{max(nearness, key=lambda place: nearness[place])}"' if nearness else ""


def _places(html: str) -> Iterator[tuple[str, str]]:
    """Yield what a link to a part of a page is for, with what it says: questions and outcomes of a check, headings."""
    for tag in tags(html):
        said = tag.get("data-text") or tag.get("data-name")
        if (place := tag.get("id")) and (tag.name in {"h2", "h3"} or said):
            yield place, said or heading_text(html, tag)


@lru_cache(maxsize=20_000)
def _target(address: str, name: str) -> tuple[str | None, str]:
    """Return file and anchor that an address on a page leads to, None for a file outside the site."""
    target, anchor = urldefrag(urljoin(_ORIGIN + name, address))
    path = unquote(target.removeprefix(_ORIGIN))
    file = f"{path}index.html" if path.endswith("/") or not path else path
    return (file if target.startswith(_ORIGIN) else None), unquote(anchor)
