"""The menu with a partnership's own pages in it, and without those that it takes away."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from build_scripts.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from build_scripts.partnership.overlay import Overlay

# The sections in which a check that the site doesn't come with gets its pages.
CHECKS, REVIEWS = "Checks", "Train and review"
Entries = list[Any]


def changed_menu(nav: Entries, overlay: Overlay, made: dict[str, str]) -> Entries:
    """Return the menu of mkdocs.yml, changed; `made` has the section of each page that the build makes itself.

    Raises BuildError for each page whose section there isn't, or whose place after another page there isn't.
    """
    menu = _without(deepcopy(nav), overlay.removed)
    problems = []
    wanted: dict[str, tuple[str, Any]] = {name: (title, None) for name, title in made.items()}
    new = {name: page.meta for name, page in overlay.pages.items() if not page.replaces}
    wanted |= {name: (str(meta["menu"]), meta.get("after")) for name, meta in new.items()}
    for name, (title, after) in wanted.items():
        section = next((entries for found, entries in _sections(menu) if found == title), None)
        if section is None:
            known = ", ".join(found for found, _ in _sections(menu))
            problems.append(f'pages/{name}: menu: the menu has no section "{title}". The sections are {known}')
        elif after is None:
            section.append(name)
        elif (at := _place(section, str(after))) is None:
            problems.append(f'pages/{name}: after: "{after}" is no page of the section "{title}"')
        else:
            section.insert(at + 1, name)
    if problems:
        raise BuildError(problems)
    return _without_empty(menu)


def _without(entries: Entries, removed: frozenset[str]) -> Entries:
    """Take pages away; a section that then has none stays until the folder's own pages are in it."""
    kept: Entries = []
    for entry in entries:
        if isinstance(entry, dict):
            for title, inside in entry.items():
                rest = _without(inside, removed) if isinstance(inside, list) else inside
                if not (isinstance(rest, str) and rest in removed):
                    kept.append({title: rest})
        elif entry not in removed:
            kept.append(entry)
    return kept


def _without_empty(entries: Entries) -> Entries:
    kept: Entries = []
    for entry in entries:
        if not isinstance(entry, dict):
            kept.append(entry)
            continue
        for title, inside in entry.items():
            if rest := _without_empty(inside) if isinstance(inside, list) else inside:
                kept.append({title: rest})
    return kept


def _sections(entries: Entries) -> Iterator[tuple[str, Entries]]:
    for entry in entries:
        for title, inside in entry.items() if isinstance(entry, dict) else ():
            if isinstance(inside, list):
                yield title, inside
                yield from _sections(inside)


def _place(section: Entries, page: str) -> int | None:
    for at, entry in enumerate(section):
        if page in (entry.values() if isinstance(entry, dict) else (entry,)):
            return at
    return None
