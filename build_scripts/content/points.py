"""The source's points: where each is on the site, that none is missing, and the source map that shows it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.utils import get_relative_url

from build_scripts.content.data_file import read_entries, require_unique
from build_scripts.content.language import Language
from build_scripts.errors import BuildError
from build_scripts.html import heading_text, tags
from decision_engine.authoring.text_file import read_toml

FILE = Path("docs/_data/points.toml")
_KEYS = {"id": True, "section": True, "says": True, "fact": False, "certainty": False, "either_way": False}
# How sure a point is: its source was seen, or others' summaries of it, or neither; or it is the site's own advice.
SEEN = "seen"
UNSEEN = ("summary", "check")
# The words for each.
CERTAINTIES = {
    SEEN: "pages.certainty_seen",
    "summary": "pages.certainty_summary",
    "check": "pages.certainty_check",
    "ours": "pages.certainty_ours",
}
_EXPLICIT = re.compile(r"\{:?\s*#([\w-]+)[^}\n]*\}")
_WHERE = "on a heading, on a paragraph's last line or on a list item's own last line"

_SOURCE_MAP_PAGE = """---
title: {title}
description: {description}
guidance: true
search:
  exclude: true
---
# {heading}

{lead}
"""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a point is: the page, the heading above it, and the address of its anchor."""

    page: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class GuidancePage:
    """A guidance page as far as points go: its address, its HTML, and the anchors its Markdown sets by name."""

    url: str
    html: str
    explicit: list[str]


def read_points(docs: Path) -> list[dict[str, Any]]:
    """Read the register of points; raises BuildError with everything wrong in it."""
    points = read_entries(docs / "_data" / FILE.name, "points", _KEYS)
    require_unique(points, "id", FILE)
    problems = [f"{FILE.name}: {point['id']}.{problem}" for point in points if (problem := _certainty_problem(point))]
    if problems:
        raise BuildError(problems)
    return points


def _certainty_problem(point: Mapping[str, Any]) -> str:
    """Return what is wrong with how sure a point is said to be, or ""."""
    certainty = point.get("certainty", SEEN)
    if certainty not in CERTAINTIES:
        return f'certainty: "{certainty}" is none of {", ".join(CERTAINTIES)}. For example: certainty = "{SEEN}"'
    if "certainty" in point and "fact" not in point:
        return 'fact: missing, beside a certainty. For example: fact = "Rule 1, first sentence"'
    if (certainty in UNSEEN) != ("either_way" in point):
        wanted = "missing, where the source was not seen" if certainty in UNSEEN else f'not for "{certainty}"'
        return f'either_way: {wanted}. For example: either_way = "It only says to check, whichever date it is."'
    return ""


def shipped_points(docs: Path) -> frozenset[str]:
    """Return the ids of the points that the site comes with, whatever a partnership's folder makes of them."""
    data = read_toml(docs / "_data" / FILE.name, "[[points]]")
    return frozenset(str(point["id"]) for point in data["points"])


def explicit_anchors(markdown: str) -> list[str]:
    """List the anchors that a page's Markdown sets by name, in order."""
    return _EXPLICIT.findall(markdown)


def anchors_of(pages: Mapping[str, GuidancePage], points: list[dict[str, Any]]) -> dict[str, Anchor]:
    """Find each point on the guidance pages, given by source file.

    Raises BuildError naming id and file for every point on no page or on two, and for every anchor set by name
    that is no point.
    """
    known = [point["id"] for point in points]
    anchors = {file: _anchors(page.html) for file, page in pages.items()}
    problems = [
        f'{file}: the anchor "{name}" is no point of {FILE}. For example: {{ #{known[0]} }}'
        for file, page in pages.items()
        for name in page.explicit
        if known and name not in known
    ]
    places = {}
    for name in known:
        files = [file for file, page in pages.items() for _ in range(_times(name, page, anchors[file]))]
        if not files:
            problems.append(f'{FILE}: the point "{name}" is on no page. Put {{ #{name} }} {_WHERE}')
        elif len(files) > 1:
            problems.append(
                f'{FILE}: the point "{name}" occurs {len(files)} times: {", ".join(files)}. Keep one anchor'
            )
        elif headings := [heading for anchor, heading in anchors[files[0]] if anchor == name]:
            places[name] = Anchor(files[0], headings[0], f"{pages[files[0]].url}#{name}")
        else:
            problems.append(f'{files[0]}: the anchor "{name}" did not reach the page. Put {{ #{name} }} {_WHERE}')
    if problems:
        raise BuildError(problems)
    return places


def source_map_page(language: Language) -> str:
    """Return the Markdown of the source map's page, its list left out."""
    say = language.say
    return _SOURCE_MAP_PAGE.format(
        heading=say("pages.source_map"),
        title=json.dumps(say("pages.source_map")),
        description=json.dumps(say("pages.source_map_description")),
        lead=say("pages.source_map_lead"),
    )


def source_map(points: list[dict[str, Any]], anchors: Mapping[str, Anchor], url: str, language: Language) -> str:
    """Return the HTML of the source map at an address: section by section of the source, each point a link.

    Where the register says what a point is based on, and how sure that is, the map says so beneath it.
    """
    parts = []
    for section, group in groupby(points, key=lambda point: str(point["section"])):
        rows = "\n".join(_row(point, anchors[point["id"]], url, language) for point in group)
        parts.append(f"<h2>{escape(section)}</h2>\n<ul>\n{rows}\n</ul>")
    return "\n".join(parts)


def _row(point: Mapping[str, Any], anchor: Anchor, url: str, language: Language) -> str:
    link = f'<a href="{get_relative_url(anchor.url, url)}"><code>#{point["id"]}</code></a>'
    return f"<li>{link} {escape(point['says'])}{_based_on(point, language)}</li>"


def _based_on(point: Mapping[str, Any], language: Language) -> str:
    """Return the HTML that says what a point is based on and how sure that is, or "" where the register doesn't."""
    if "certainty" not in point:
        return ""
    lines = [(language.say("pages.based_on"), point["fact"])]
    lines += [(language.say("pages.certainty"), language.say(CERTAINTIES[point["certainty"]]))]
    lines += [(language.say("pages.either_way"), point["either_way"])] if "either_way" in point else []
    return "".join(f"<br><small><b>{escape(label)}</b> {escape(text)}</small>" for label, text in lines)


def _anchors(html: str) -> list[tuple[str, str]]:
    """List each id in a page's HTML with the text of the heading above it."""
    anchors = []
    heading = ""
    for tag in tags(html):
        if tag.name in {"h1", "h2", "h3", "h4"}:
            heading = heading_text(html, tag)
        if name := tag.get("id"):
            anchors.append((name, heading))
    return anchors


def _times(name: str, page: GuidancePage, anchors: list[tuple[str, str]]) -> int:
    """Count a point's anchors on a page, those that only its raw HTML or only its Markdown sets included."""
    return max(page.explicit.count(name), sum(anchor == name for anchor, _ in anchors))
