"""Which pages are for partnerships that adopt the site: those in one section of the menu, not a practitioner's."""

import re

from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

_FOLDERS = re.compile(r"(adopt|develop|review)/|review\.md$|guidance/source-map\.md$")


def partnership_pages(nav: Navigation, section: str) -> frozenset[str]:
    """Return the source files of the pages anywhere below the section of that title in the menu."""
    return frozenset(page.file.src_uri for page in nav.pages if _is_below(page, section))


def _is_below(page: Page, section: str) -> bool:
    titles = {ancestor.title for ancestor in page.ancestors}
    return section in titles or bool(_FOLDERS.match(page.file.src_uri))
