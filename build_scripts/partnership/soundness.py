"""Everything that is wrong with a partnership's folder, and what still keeps its site from being adopted."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from build_scripts.content import Local, read_changes, read_language, read_links, review_warning
from build_scripts.partnership.made_pages import sections_of_made
from build_scripts.partnership.menu import changed_menu
from build_scripts.partnership.overlay import DOCS, FILE, Overlay, read_overlay
from build_scripts.partnership.tried import (
    AnyName,
    all_tried,
    content_of,
    examples,
    flow_to_adopt,
    key_lines_of,
    legal_points_to_adopt,
    look_problems,
    looked_at,
    menu,
    problems_of_data,
    tried,
)
from build_scripts.partnership.upstream import changed_beneath
from build_scripts.paths import PARTNERSHIP
from decision_engine.errors import Problem
from decision_engine.partnership import (
    adoption_problems,
    flow_files,
    flow_problems,
    flow_warnings,
    main_check_problems,
    partnership_warnings,
    read_partnership,
    usable_part,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from build_scripts.partnership.tried import Said
    from decision_engine.authoring.read import FlowFile
    from decision_engine.partnership import Partnership


class Findings(NamedTuple):
    """What keeps a site from being built, what else to look at, and what keeps it from being adopted."""

    problems: list[str]
    warnings: list[str]
    to_adopt: list[str]


class AllFindings(NamedTuple):
    """The same, each with its key path where it has one; ``to_adopt`` is complete whatever else is wrong.

    ``too_early`` is there where the file calls the site adopted all the same.
    """

    problems: list[Said]
    warnings: list[str]
    to_adopt: list[Said]
    too_early: Problem | None


def findings_of(folder: Path, today: dt.date) -> Findings:
    """Look through a folder as a build would, and go on after whatever is wrong."""
    found = Soundness(folder).findings(today)
    problems, to_adopt = [str(one) for one in found.problems], [str(one) for one in found.to_adopt]
    if problems:
        return Findings(problems, found.warnings, [])
    if found.too_early:
        return Findings([str(found.too_early), *to_adopt], found.warnings, [])
    return Findings([], found.warnings, to_adopt)


def adoption_lines(folder: Path, partnership: Partnership, today: dt.date) -> Iterator[str]:
    """Yield every reason not to call a folder's site adopted, whether or not it says so."""
    yield from map(str, Soundness(folder).to_adopt(partnership, read_overlay(folder), today))


class Soundness:
    """Looks through a folder again and again: what hasn't changed in between isn't read anew."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, which may change from one look to the next."""
        self.folder = folder
        self._known: dict[str, tuple[object, Any]] = {}

    def findings(self, today: dt.date) -> AllFindings:
        """Look through the folder as a build would, and go on after whatever is wrong."""
        os.environ[PARTNERSHIP] = str(self.folder)
        written = content_of(self.folder / FILE)
        partnership, problems = self._once("partnership", written, self._partnership)
        overlay, said = self._once("overlay", self._outside(), self._overlay)
        problems = [*problems, *said]
        if partnership and partnership.look:
            problems += self._once("look", written, lambda: look_problems(self.folder, partnership))
        problems += self._flow_problems(partnership, written)
        usable = partnership or usable_part(written)
        problems += self._data_problems(partnership, usable)
        wrong = {one.path for one in problems if isinstance(one, Problem) and one.file == FILE}
        to_adopt = [] if usable is None else self.to_adopt(usable, overlay or Overlay(self.folder), today)
        to_adopt = [one for one in to_adopt if not (isinstance(one, Problem) and one.path in wrong)]
        too_early = self._adopted_too_early() if usable and usable.adopted and to_adopt else None
        return AllFindings(problems, self._warnings(partnership, today) if partnership else [], to_adopt, too_early)

    def to_adopt(self, partnership: Partnership, overlay: Overlay, today: dt.date) -> list[Said]:
        """Return every reason not to call the site adopted, whether or not it says so."""
        found: dict[Said, None] = {}
        lines = key_lines_of(content_of(self.folder / FILE))
        for whose, example in examples().items():
            for problem in adoption_problems(partnership, example, today, lines):
                what = problem.what.replace("is still the demonstration's", f"is still the {whose}")
                found[problem._replace(what=what)] = None
        found |= dict.fromkeys(legal_points_to_adopt())
        files = flow_files(self.folder)
        for name in self._once("flow pages", overlay, overlay.flow_pages):
            read = looked_at(files[name])[0] if name in files else None
            found |= dict.fromkeys(flow_to_adopt(name, read) if read else ())
        return list(found)

    def flow(self, name: str) -> tuple[FlowFile | None, tuple[Problem, ...]]:
        """Return a flow of the folder's site with everything that is wrong with it; raises KeyError for no flow."""
        return looked_at(flow_files(self.folder)[name])

    def _once[T](self, name: str, key: object, work: Callable[[], T]) -> T:
        """Do some work, unless it has been done with the same key."""
        if name not in self._known or self._known[name][0] != key:
            self._known[name] = (key, work())
        known: T = self._known[name][1]
        return known

    def _room(self, room: str) -> tuple[tuple[str, bytes], ...]:
        """Return the files of a room of the folder."""
        paths = sorted(path for path in (self.folder / room).rglob("*") if path.is_file())
        return tuple((path.relative_to(self.folder).as_posix(), path.read_bytes()) for path in paths)

    def _outside(self) -> object:
        """Return all that the overlay is made of: names of files, and what is in pages and drawings."""
        names = tuple(sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*")))
        return names, self._room("pages"), self._room("brand"), self._room("flows")

    def _partnership(self) -> tuple[Partnership | None, list[Said]]:
        problems: list[Said] = []
        return tried(problems, lambda: read_partnership(self.folder)), problems

    def _overlay(self) -> tuple[Overlay | None, list[Said]]:
        problems: list[Said] = []
        if overlay := tried(problems, lambda: read_overlay(self.folder)):
            tried(problems, lambda: changed_menu(menu(), overlay, sections_of_made(overlay)))
        return overlay, problems

    def _flow_problems(self, partnership: Partnership | None, written: bytes) -> Iterator[Said]:
        for name, path in flow_files(self.folder).items():
            own = path.parent == self.folder / "flows"
            read, problems = looked_at(path)
            if own or read is None:
                yield from problems
            if read and partnership and not (own and problems):
                key = (read.sha256, written)
                there = partial(flow_problems, read, path, partnership)
                yield from self._once(f"flow {name}", key, there)
        if partnership:
            yield from main_check_problems(partnership, self.folder)

    def _data_problems(self, partnership: Partnership | None, usable: Partnership | None) -> list[Said]:
        """Find what is wrong in data files: first in what names nobody, then in what says the partnership's names."""
        language = self._once("language", None, read_language)
        names = Local(usable, language).names if usable else {}
        if not partnership:
            names = AnyName(names)
        data = (self._room("data"), tuple(flow_files(self.folder)))
        named = (data, tuple(names.items()))
        said: list[Callable[[], object]] = [lambda: read_links(DOCS, names, language)]
        said.append(lambda: read_changes(DOCS, names, language))
        return self._once("data", data, problems_of_data) + self._once("named", named, lambda: all_tried(said))

    def _warnings(self, partnership: Partnership, today: dt.date) -> list[str]:
        warnings = [*partnership_warnings(partnership), *filter(None, [review_warning(partnership, today)])]
        for name in flow_files(self.folder):
            if read := self.flow(name)[0]:
                warnings += flow_warnings(read.flow, partnership)
        based = (self._room("pages"), self._room("flows"), self._room("data"), self._room("based-on"))
        return warnings + self._once("beneath", based, lambda: list(changed_beneath(self.folder)))

    def _adopted_too_early(self) -> Problem:
        line = key_lines_of(content_of(self.folder / FILE)).get("adopted")
        what = "it says true, and the lines below say why that can't be so yet"
        return Problem(FILE, "adopted", what, "adopted = false", line)
