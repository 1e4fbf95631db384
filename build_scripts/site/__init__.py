"""One build of the site as three values, made in order: what was written, what is made of it, and the pages.

Each is whole before the next is begun, and never changes; templates only read them. Nothing here knows when MkDocs
calls what (hooks.py does), so each can be tried without a build.
"""

from build_scripts.site.assets import Assets, make_assets
from build_scripts.site.pages import Pages, find_pages, guidance_of, source_map_of
from build_scripts.site.sources import (
    CHANGES,
    EMBED,
    GUIDANCE,
    SOURCE_MAP,
    WITH_QUESTIONS,
    Sources,
    Written,
    read_sources,
)
from build_scripts.site.templates import template_names

__all__ = [
    "CHANGES",
    "EMBED",
    "GUIDANCE",
    "SOURCE_MAP",
    "WITH_QUESTIONS",
    "Assets",
    "Pages",
    "Sources",
    "Written",
    "find_pages",
    "guidance_of",
    "make_assets",
    "read_sources",
    "source_map_of",
    "template_names",
]
