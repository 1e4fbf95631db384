"""A partnership's own folder: what it changes on the site, whether it is sound, and what has changed beneath it."""

from build_scripts.partnership.made_pages import made_pages, sections_of_made
from build_scripts.partnership.menu import changed_menu
from build_scripts.partnership.overlay import BRAND, Overlay, OwnPage, drawing_problems, read_overlay
from build_scripts.partnership.removed_links import without_links
from build_scripts.partnership.soundness import AllFindings, Findings, Soundness, adoption_lines, findings_of
from build_scripts.partnership.starter import new_folder, starter
from build_scripts.partnership.upstream import (
    BASED_ON,
    FLOWS,
    PAGES,
    beginning_of,
    begun_from,
    changed_beneath,
    copy_in,
    remember,
    shipped,
    starting_points,
    title_and_meta,
)

__all__ = [
    "BASED_ON",
    "BRAND",
    "FLOWS",
    "PAGES",
    "AllFindings",
    "Findings",
    "Overlay",
    "OwnPage",
    "Soundness",
    "adoption_lines",
    "beginning_of",
    "begun_from",
    "changed_beneath",
    "changed_menu",
    "copy_in",
    "drawing_problems",
    "findings_of",
    "made_pages",
    "new_folder",
    "read_overlay",
    "remember",
    "sections_of_made",
    "shipped",
    "starter",
    "starting_points",
    "title_and_meta",
    "without_links",
]
