"""The menu decides which pages are for partnerships."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from build_scripts.content.partnership_pages import partnership_pages
from build_scripts.errors import BuildError

if TYPE_CHECKING:
    from mkdocs.structure.nav import Navigation

MENU = {"index.md": [], "law.md": ["Guidance"], "host.md": ["For hosts"], "flow.md": ["Deeper", "For hosts"]}


def menu() -> Navigation:
    """A menu whose pages know what is above them, as MkDocs makes it."""
    pages = [
        SimpleNamespace(file=SimpleNamespace(src_uri=file), ancestors=[SimpleNamespace(title=one) for one in above])
        for file, above in MENU.items()
    ]
    return cast("Navigation", SimpleNamespace(pages=pages))


def test_pages_at_any_depth_of_the_section_are_for_partnerships() -> None:
    """And no other."""
    assert partnership_pages(menu(), "For hosts") == {"host.md", "flow.md"}


def test_without_a_section_no_page_is() -> None:
    """A site that names none has a single list of results."""
    assert partnership_pages(menu(), "") == frozenset()


@pytest.mark.parametrize("section", ["For partners", "Home", "for hosts"])
def test_section_that_the_menu_lacks_is_refused(section: str) -> None:
    """Its pages would push practitioners' pages down without anyone noticing."""
    with pytest.raises(BuildError) as caught:
        partnership_pages(menu(), section)
    (problem,) = caught.value.problems
    assert problem == (
        f'mkdocs.yml: extra.partnership_section: the menu (nav) has no section "{section}" with pages in it. '
        'For example: partnership_section: "For partnerships"'
    )
