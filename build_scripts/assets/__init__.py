"""The pages' scripts and style sheets, and what of them is inside a page; their colours' contrast."""

from build_scripts.assets.bundles import INSIDE_SHEET, page_scripts, page_styles
from build_scripts.assets.contrast import check_palette
from build_scripts.assets.inline import INSIDE, InlineParts, hash_source, inline_parts, sources_in
from build_scripts.assets.look import check_look, page_colours
from build_scripts.assets.static_file import StaticFile

__all__ = [
    "INSIDE",
    "INSIDE_SHEET",
    "InlineParts",
    "StaticFile",
    "check_look",
    "check_palette",
    "hash_source",
    "inline_parts",
    "page_colours",
    "page_scripts",
    "page_styles",
    "sources_in",
]
