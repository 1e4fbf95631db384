"""What pages say and where it comes from: partnership, words, data files, links, glossary, points, search."""

from build_scripts.content.changes import Changes, read_changes
from build_scripts.content.data_file import flow_problem, read_entries, require_unique
from build_scripts.content.glossary import abbreviations, glossary_page, read_terms
from build_scripts.content.guidance import PDF_ADDRESS, Guidance
from build_scripts.content.language import Language, placeholders, read_language
from build_scripts.content.links import Links, read_links
from build_scripts.content.page_text import AsWritten, as_written, page_text, page_texts
from build_scripts.content.partnership import Local, read_local, review_warning
from build_scripts.content.points import (
    Anchor,
    GuidancePage,
    anchors_of,
    explicit_anchors,
    read_points,
    shipped_points,
    source_map,
    source_map_page,
)
from build_scripts.content.search_index import (
    SearchWords,
    make_index_file,
    partnership_pages,
    places_in,
    read_search_words,
)
from decision_engine.words import ENGLISH

__all__ = [
    "ENGLISH",
    "PDF_ADDRESS",
    "Anchor",
    "AsWritten",
    "Changes",
    "Guidance",
    "GuidancePage",
    "Language",
    "Links",
    "Local",
    "SearchWords",
    "abbreviations",
    "anchors_of",
    "as_written",
    "explicit_anchors",
    "flow_problem",
    "glossary_page",
    "make_index_file",
    "page_text",
    "page_texts",
    "partnership_pages",
    "placeholders",
    "places_in",
    "read_changes",
    "read_entries",
    "read_language",
    "read_links",
    "read_local",
    "read_points",
    "read_search_words",
    "read_terms",
    "require_unique",
    "review_warning",
    "shipped_points",
    "source_map",
    "source_map_page",
]
