"""What is published beside the pages, or inside them: scripts, style sheets, the runtime; the colours' contrast."""

from build_scripts.assets.contrast import check_palette
from build_scripts.assets.inline import INSIDE, InlineParts, hash_source, inline_parts, sources_in
from build_scripts.assets.look import check_look, page_colours
from build_scripts.assets.runtime_files import ENGINE_FOLDER, RuntimeBundle, entries
from build_scripts.assets.sheets import INSIDE_SHEET, page_styles
from build_scripts.assets.static_file import PublishedFile, StaticFile
from build_scripts.assets.workshop_files import WorkshopBundle

__all__ = [
    "ENGINE_FOLDER",
    "INSIDE",
    "INSIDE_SHEET",
    "InlineParts",
    "PublishedFile",
    "RuntimeBundle",
    "StaticFile",
    "WorkshopBundle",
    "check_look",
    "check_palette",
    "entries",
    "hash_source",
    "inline_parts",
    "page_colours",
    "page_styles",
    "sources_in",
]
