"""The build's readers, each tried by itself: what it gives, or everything that it finds wrong."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mkdocs.utils.yaml import yaml_load

from build_scripts.assets import check_look
from build_scripts.check import SIGNED, open_legal_points, read_legal_points, read_sign_offs
from build_scripts.content import read_points, read_search_words, read_terms, shipped_points
from build_scripts.errors import BuildError
from build_scripts.partnership.overlay import DOCS
from build_scripts.partnership.starter import starter
from build_scripts.paths import DEMONSTRATION, ROOT
from decision_engine.authoring.key_lines import key_lines
from decision_engine.authoring.read import SHIPPED, FlowFile, look_through, read_flow
from decision_engine.authoring.text_file import UnreadableError, text_of
from decision_engine.errors import EngineError, Problem, ProblemsError
from decision_engine.partnership import partnership_from_bytes, partnership_lines, read_partnership

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from decision_engine.partnership import Partnership


type Said = Problem | str


def content_of(path: Path) -> bytes:
    """Return a file's bytes; of one that can't be read none, which its reader has words for."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def looked_at(path: Path) -> tuple[FlowFile | None, tuple[Problem, ...]]:
    """Return a flow file with everything that is wrong with it; of the same bytes it is read once."""
    try:
        return _looked(path.read_bytes(), path.name)
    except OSError:
        problems: list[Said] = []
        return tried(problems, lambda: read_flow(path)), tuple(one for one in problems if isinstance(one, Problem))


@lru_cache(32)
def _looked(content: bytes, file: str) -> tuple[FlowFile | None, tuple[Problem, ...]]:
    return look_through(content, file)


@lru_cache(1)
def examples() -> Mapping[str, Partnership]:
    """Return the partnerships that are nobody's."""
    return {
        "demonstration's": read_partnership(DEMONSTRATION),
        "example's": partnership_from_bytes(starter().encode()),
    }


@lru_cache(1)
def menu() -> list[Any]:
    """Return the menu of the site as it comes."""
    menu: list[Any] = yaml_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    return menu


def key_lines_of(content: bytes) -> dict[str, int]:
    """Return the lines of the keys of a TOML file; of one that holds no text none."""
    try:
        return key_lines(text_of(content))
    except UnreadableError:
        return {}


def flow_to_adopt(name: str, read: FlowFile) -> Iterator[str]:
    """Yield what keeps a sound flow from being part of an adopted site."""
    try:
        standing = read_sign_offs(DOCS, read).standing
    except BuildError:
        return  # said already
    if read.failing_cases:
        yield f"flows/{name}.toml: {len(read.failing_cases)} of its test cases fail"
    if standing != SIGNED:
        how = "data/sign_off.toml, as docs/_data/sign_off.toml shows it"
        what = f"nobody has signed off exactly this version of the check, {read.flow.version}"
        yield f"flows/{name}.toml: {what}. For example: {how}"


def legal_points_to_adopt() -> Iterator[str]:
    """Yield each point for the legal adviser that nobody has decided."""
    for title in tried([], lambda: open_legal_points(read_legal_points(DOCS))) or []:
        example = 'in data/legal_points.toml: decided = 2027-01-15 and decision = "We use public task"'
        yield f"data/legal_points.toml: nobody has decided the point “{title}”. For example, {example}"


def look_problems(folder: Path, partnership: Partnership) -> list[Said]:
    """Return what is wrong with the colours of a partnership."""
    problems: list[Said] = []
    lines = partnership_lines(folder)
    tried(problems, lambda: check_look(partnership.look, lines))
    return problems


class AnyName(dict[str, str]):
    """Values for texts whose partnership can't be read, or not whole: what is wrong besides is said all the same."""

    def __missing__(self, key: str) -> str:
        return "https://example.org/"


def tried[T](problems: list[Said], work: Callable[[], T]) -> T | None:
    """Return what some work gives, or nothing after noting all that is wrong."""
    try:
        return work()
    except ProblemsError as error:
        problems += error.problems
    except EngineError as error:
        problems.append(str(error))
    except BuildError as error:
        problems += error.problems
    return None


def problems_of_data() -> list[Said]:
    """Return what is wrong in the data files that name nobody."""
    problems: list[Said] = []
    points = tried(problems, lambda: read_points(DOCS)) or []
    known = shipped_points(DOCS) | {point["id"] for point in points}
    readers: list[Callable[[], object]] = [lambda: read_terms(DOCS, known), lambda: read_search_words(DOCS)]
    readers.append(lambda: read_legal_points(DOCS))
    if shipped := tried(problems, lambda: read_flow(SHIPPED)):
        readers.append(lambda: read_sign_offs(DOCS, shipped))
    return problems + all_tried(readers)


def all_tried(readers: Iterable[Callable[[], object]]) -> list[Said]:
    """Return everything that several readers find wrong."""
    problems: list[Said] = []
    for reader in readers:
        tried(problems, reader)
    return problems
