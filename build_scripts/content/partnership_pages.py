"""Which pages are for partnerships that adopt the site: those in one section of the menu, not a practitioner's."""

from mkdocs.structure.nav import Navigation

from build_scripts.errors import BuildError


def partnership_pages(nav: Navigation, section: str) -> frozenset[str]:
    """Return the source files of the pages anywhere below the section of that title in the menu; none without a title.

    Raises BuildError if the menu has no such section: its pages would be listed among the practitioners'.
    """
    files = {page.file.src_uri for page in nav.pages if section in {str(ancestor.title) for ancestor in page.ancestors}}
    if section and not files:
        where = f'extra.partnership_section: the menu (nav) has no section "{section}" with pages in it'
        raise BuildError([f'mkdocs.yml: {where}. For example: partnership_section: "For partnerships"'])
    return frozenset(files)
