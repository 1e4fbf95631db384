"""Finished pages as HTML: their tags, where their links lead, and what becomes of them before they go out."""

from build_scripts.html.link_check import check_links
from build_scripts.html.page_content import ascii_only, mark_as_html, title_and_text, without_indents
from build_scripts.html.tags import heading_text, tags

__all__ = [
    "ascii_only",
    "check_links",
    "heading_text",
    "mark_as_html",
    "tags",
    "title_and_text",
    "without_indents",
]
