"""TOML file to Flow, for the build and the command line; the browser is handed the checked mapping instead."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from decision_engine.authoring.cases import check_cases
from decision_engine.authoring.check_ids import check_ids
from decision_engine.authoring.check_types import load_partial
from decision_engine.authoring.key_lines import key_lines, line_of
from decision_engine.authoring.problems import Problems
from decision_engine.authoring.rich_text import all_plain
from decision_engine.authoring.text_file import UnreadableError, text_of, toml_of
from decision_engine.errors import FlowError, Problem
from decision_engine.make import make
from decision_engine.model import Flow

SHIPPED = Path(__file__).parents[1] / "flows" / "sharing.toml"


class FlowFile(NamedTuple):
    """A flow with the file it came from: its name, the sha256 of its bytes, and the checked mapping.

    Its own test cases that fail are kept: the build warns of them, and only ``validate`` refuses the flow.
    """

    flow: Flow
    file: str
    sha256: str
    mapping: dict[str, Any]
    failing_cases: tuple[Problem, ...] = ()

    def plain(self, names: Mapping[str, str]) -> Flow:
        """Return the flow with each text's links and optional parts written out, for a terminal or a record.

        Raises KeyError for an optional part's placeholder that isn't among the names.
        """
        return make(self.plain_mapping(names))

    def plain_mapping(self, names: Mapping[str, str]) -> dict[str, Any]:
        """Return the mapping of the same, without its test cases, which are for its authors; raises the same."""
        mapping = {name: part for name, part in self.mapping.items() if name != "cases"}
        return {**all_plain(mapping, names), "placeholders": list(self.flow.placeholders)}


def read_flow(path: Path, *, with_cases: bool = False) -> FlowFile:
    """Read and check a flow file, its own test cases too where that is wanted.

    Raises FlowError with every problem, a file that can't be read among them.
    """
    file = path.name or str(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        what = f"the file can't be read ({error.strerror or 'unknown reason'})"
        example = "python -m decision_engine validate decision_engine/flows/sharing.toml"
        raise _refused(file, what, example) from error
    return flow_from_bytes(content, file, with_cases=with_cases)


def flow_from_bytes(content: bytes, file: str, *, with_cases: bool = False) -> FlowFile:
    """Check the bytes of a flow file and return the flow with the sha256 of exactly these bytes.

    Raises FlowError with every problem, in the order of lines; whatever the bytes are, nothing else is raised.
    """
    read, problems = _looked_through(content, file, all_cases=with_cases)
    if read is None or (with_cases and problems):
        raise FlowError(problems)
    return read


def look_through(content: bytes, file: str) -> tuple[FlowFile | None, tuple[Problem, ...]]:
    """Return a flow file with everything that is wrong with it, failing test cases included, in the order of lines.

    The flow is there where nothing but its cases fails; nothing is raised, whatever the bytes are.
    """
    return _looked_through(content, file, all_cases=True)


def _looked_through(content: bytes, file: str, *, all_cases: bool) -> tuple[FlowFile | None, tuple[Problem, ...]]:
    """Do the same; ``all_cases`` where the cases of a flow with other problems are tried too."""
    try:
        text, mapping = _parsed(content, file)
    except FlowError as error:
        return None, error.problems
    problems = Problems(file)
    sound = False
    try:
        flow = load_partial(mapping, problems)
        check_ids(flow, problems)
        sound = not problems.found
        if sound or all_cases:
            check_cases(flow, problems)
        problems.raise_if_any()
    except FlowError as error:
        placed = _placed(error.problems, text)
        return _file(flow, file, content, mapping, placed) if sound else None, placed
    return _file(flow, file, content, mapping), ()


def _file(
    flow: Flow, file: str, content: bytes, mapping: dict[str, Any], failing: tuple[Problem, ...] = ()
) -> FlowFile:
    return FlowFile(flow, file, hashlib.sha256(content).hexdigest(), mapping, failing)


def _parsed(content: bytes, file: str) -> tuple[str, dict[str, Any]]:
    """Decode and parse; raises FlowError with the one thing in the way."""
    try:
        text = text_of(content)
        return text, toml_of(text, 'title = "Should I share?"')
    except UnreadableError as error:
        raise _refused(file, str(error), error.example) from error


def _refused(file: str, what: str, example: str) -> FlowError:
    """Return an error about the file as a whole."""
    return FlowError((Problem(file=file, path="", what=what, example=example),))


def _placed(problems: tuple[Problem, ...], text: str) -> tuple[Problem, ...]:
    """Return problems with their lines and in the order of these; those of the whole file come last."""
    lines = key_lines(text)
    placed = [problem._replace(line=line_of(lines, problem.path)) for problem in problems]
    return tuple(sorted(placed, key=lambda problem: (not problem.path, problem.line or 0)))
