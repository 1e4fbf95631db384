"""Everything that is wrong with a partnership's folder, and what still keeps its site from being adopted."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from mkdocs.utils.yaml import yaml_load

from build_scripts.assets import check_look
from build_scripts.check import SIGNED, open_legal_points, read_legal_points, read_sign_offs
from build_scripts.content import (
    Local,
    read_changes,
    read_language,
    read_links,
    read_points,
    read_search_words,
    read_terms,
    review_warning,
    shipped_points,
)
from build_scripts.errors import BuildError
from build_scripts.partnership.made_pages import sections_of_made
from build_scripts.partnership.menu import changed_menu
from build_scripts.partnership.overlay import DOCS, FILE, read_overlay
from build_scripts.partnership.starter import starter
from build_scripts.partnership.upstream import changed_beneath
from build_scripts.paths import DEMONSTRATION, PARTNERSHIP, ROOT
from decision_engine.authoring.read import SHIPPED, read_flow
from decision_engine.errors import EngineError, ProblemsError
from decision_engine.partnership import (
    adoption_problems,
    flow_files,
    flow_problems,
    flow_warnings,
    main_check_problems,
    partnership_from_bytes,
    partnership_lines,
    partnership_warnings,
    read_partnership,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from decision_engine.model import Flow
    from decision_engine.partnership import Partnership


class Findings(NamedTuple):
    """What keeps a site from being built, what else to look at, and what keeps it from being adopted."""

    problems: list[str]
    warnings: list[str]
    to_adopt: list[str]


def findings_of(folder: Path, today: dt.date) -> Findings:
    """Look through a folder as a build would, and go on after whatever is wrong."""
    os.environ[PARTNERSHIP] = str(folder)
    problems: list[str] = []
    partnership = _tried(problems, lambda: read_partnership(folder))
    overlay = _tried(problems, lambda: read_overlay(folder))
    if overlay:
        menu = yaml_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
        _tried(problems, lambda: changed_menu(menu, overlay, sections_of_made(overlay)))
    if partnership and partnership.look:
        look, lines = partnership.look, partnership_lines(folder)
        _tried(problems, lambda: check_look(look, lines))
    problems += _flow_problems(folder, partnership)
    problems += _data_problems(partnership)
    if partnership is None:
        return Findings(problems, [], [])
    warnings = [*partnership_warnings(partnership), *filter(None, [review_warning(partnership, today)])]
    warnings += [warning for _, flow in _flows(folder) for warning in flow_warnings(flow, partnership)]
    warnings += changed_beneath(folder)
    to_adopt = [] if problems else [*adoption_lines(folder, partnership, today)]
    if partnership.adopted and to_adopt:
        line = partnership_lines(folder)["adopted"]
        what = "it says true, and the lines below say why that can't be so yet"
        return Findings([f"{FILE}:{line}: adopted: {what}. For example: adopted = false", *to_adopt], warnings, [])
    return Findings(problems, warnings, to_adopt)


def adoption_lines(folder: Path, partnership: Partnership, today: dt.date) -> Iterator[str]:
    """Yield every reason not to call a folder's site adopted, whether or not it says so."""
    lines = partnership_lines(folder)
    examples = {
        "demonstration's": read_partnership(DEMONSTRATION),
        "example's": partnership_from_bytes(starter().encode()),
    }
    found = [
        str(problem).replace("is still the demonstration's", f"is still the {whose}")
        for whose, example in examples.items()
        for problem in adoption_problems(partnership, example, today, lines)
    ]
    yield from dict.fromkeys(found)
    for title in _tried([], lambda: open_legal_points(read_legal_points(DOCS))) or []:
        example = 'in data/legal_points.toml: decided = 2027-01-15 and decision = "We use public task"'
        yield f"data/legal_points.toml: nobody has decided the point “{title}”. For example, {example}"
    for name in read_overlay(folder).flow_pages():
        try:
            read = read_flow(flow_files(folder)[name])
            standing = read_sign_offs(DOCS, read).standing
        except (BuildError, EngineError, KeyError):
            continue  # said already
        if read.failing_cases:
            yield f"flows/{name}.toml: {len(read.failing_cases)} of its test cases fail"
        if standing != SIGNED:
            how = "data/sign_off.toml, as docs/_data/sign_off.toml shows it"
            what = f"nobody has signed off exactly this version of the check, {read.flow.version}"
            yield f"flows/{name}.toml: {what}. For example: {how}"


class _AnyName(dict[str, str]):
    """Values for texts whose partnership can't be read: what is wrong besides is said all the same."""

    def __missing__(self, key: str) -> str:
        return "https://example.org/"


def _tried[T](problems: list[str], work: Callable[[], T]) -> T | None:
    """Return what some work gives, or nothing after noting all that is wrong."""
    try:
        return work()
    except ProblemsError as error:
        problems += map(str, error.problems)
    except EngineError as error:
        problems.append(str(error))
    except BuildError as error:
        problems += error.problems
    return None


def _flows(folder: Path) -> Iterator[tuple[Path, Flow]]:
    for path in flow_files(folder).values():
        try:
            yield path, read_flow(path).flow
        except EngineError:
            continue


def _flow_problems(folder: Path, partnership: Partnership | None) -> Iterator[str]:
    for path in flow_files(folder).values():
        problems: list[str] = []
        own = path.parent == folder / "flows"
        read = _tried(problems, partial(read_flow, path, with_cases=own))
        if read and partnership:
            problems += map(str, flow_problems(read, path, partnership))
        yield from problems
    if partnership:
        yield from map(str, main_check_problems(partnership, folder))


def _data_problems(partnership: Partnership | None) -> Iterator[str]:
    problems: list[str] = []
    language = read_language()
    names = Local(partnership, language).names if partnership else _AnyName()
    points = _tried(problems, lambda: read_points(DOCS)) or []
    known = shipped_points(DOCS) | {point["id"] for point in points}
    readers: list[Callable[[], object]] = [lambda: read_terms(DOCS, known), lambda: read_search_words(DOCS)]
    readers += [lambda: read_legal_points(DOCS)]
    readers += [lambda: read_links(DOCS, names, language), lambda: read_changes(DOCS, names, language)]
    if shipped := _tried(problems, lambda: read_flow(SHIPPED)):
        readers.append(lambda: read_sign_offs(DOCS, shipped))
    for reader in readers:
        _tried(problems, reader)
    return iter(problems)
