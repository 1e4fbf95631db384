"""The pages of checks that a partnership has written itself: nobody has to write these too."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from build_scripts.partnership.menu import CHECKS, REVIEWS
from build_scripts.partnership.overlay import DOCS
from decision_engine.authoring.read import read_flow

if TYPE_CHECKING:
    from build_scripts.content import Language
    from build_scripts.partnership.overlay import Overlay

_PAGES = (
    ("check", "check.html", ("pages.flow_title", "pages.flow_description", "pages.flow_lead")),
    ("review", "review.html", ("pages.review_title", "pages.review_description", "pages.review_lead")),
)
_PAGE = """---
title: {title}
description: {description}
template: {template}
flow: {flow}
no_search: true
---
{lead}
"""


def sections_of_made(overlay: Overlay) -> dict[str, str]:
    """Return the section of the menu of each page that is made."""
    names = _own_flows(overlay)
    return {f"check/{name}.md": CHECKS for name in names} | {f"review/{name}.md": REVIEWS for name in names}


def made_pages(overlay: Overlay, language: Language) -> dict[str, str]:
    """Return the Markdown of a page for each check of the folder's own, and of one for its reviewers.

    Raises FlowError with everything that is wrong in a flow.
    """
    pages = {}
    for name in _own_flows(overlay):
        title = read_flow(overlay.flows[name]).flow.title
        for folder, template, keys in _PAGES:
            texts = [language.say(key, title=title) for key in keys]
            head = dict(zip(("title", "description"), map(json.dumps, texts), strict=False))
            pages[f"{folder}/{name}.md"] = _PAGE.format(**head, lead=texts[-1], template=template, flow=name)
    return pages


def _own_flows(overlay: Overlay) -> list[str]:
    """Name the flows that have no page, neither the site's nor the folder's."""
    own = [name for name, path in overlay.flows.items() if path.parent == overlay.folder / "flows"]
    written = {str(page.meta.get("flow")) for page in overlay.pages.values()}
    shipped = {path.stem for path in (DOCS.parent / "decision_engine" / "flows").glob("*.toml")}
    return [name for name in own if name not in shipped and name not in written]
