"""A partnership's own folder: what it changes on the site, whether it is sound, and what has changed beneath it."""

from build_scripts.partnership.made_pages import made_pages, sections_of_made
from build_scripts.partnership.menu import changed_menu
from build_scripts.partnership.overlay import Overlay, OwnPage, read_overlay
from build_scripts.partnership.removed_links import without_links
from build_scripts.partnership.soundness import Findings, adoption_lines, findings_of
from build_scripts.partnership.starter import new_folder, starter
from build_scripts.partnership.upstream import changed_beneath, copy_in, remember, starting_points

__all__ = [
    "Findings",
    "Overlay",
    "OwnPage",
    "adoption_lines",
    "changed_beneath",
    "changed_menu",
    "copy_in",
    "findings_of",
    "made_pages",
    "new_folder",
    "read_overlay",
    "remember",
    "sections_of_made",
    "starter",
    "starting_points",
    "without_links",
]
