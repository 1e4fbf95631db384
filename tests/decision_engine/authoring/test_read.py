"""From a file to a flow: bytes, encodings, hashes, lines."""

import hashlib
from pathlib import Path

import pytest

from decision_engine import FlowError, make
from decision_engine.authoring.key_lines import key_lines, line_of
from decision_engine.authoring.read import SHIPPED, flow_from_bytes, read_flow
from decision_engine.errors import Problem
from decision_engine.fill import fill
from tests.decision_engine.flow_files import HERE, MINIMAL, broken, flow_by_types, shipped


def test_the_shipped_flow_is_read_with_the_hash_of_its_bytes() -> None:
    """A flow is read with its file's name and the sha256 of exactly its bytes."""
    read = read_flow(SHIPPED)
    assert (read.file, read.flow.id) == ("sharing.toml", "sharing")
    assert read.sha256 == hashlib.sha256(SHIPPED.read_bytes()).hexdigest()


def test_the_mapping_alone_gives_the_same_flow() -> None:
    """What the browser is handed makes the very flow that the build checked."""
    read = shipped()
    assert make(read.mapping) == read.flow


@pytest.mark.parametrize("change", [b"\xef\xbb\xbf", b"# \xc3\xa9\r\n"], ids=["byte order mark", "crlf"])
def test_marks_of_other_editors_are_accepted(change: bytes) -> None:
    """A byte order mark and CRLF line ends make no other flow, but another hash."""
    content = MINIMAL.replace("\n", "\r\n").encode()
    read = flow_from_bytes(change + content, "flow.toml")
    assert read.flow == flow_from_bytes(MINIMAL.encode(), "flow.toml").flow
    assert read.sha256 == hashlib.sha256(change + content).hexdigest()


def test_lines_are_counted_alike_whatever_ends_them() -> None:
    """A fault in a file with CRLF has the line that it has with LF."""
    content = broken(HERE / "broken" / "five-faults.toml")
    said = []
    for text in (content, content.replace(b"\n", b"\r\n")):
        with pytest.raises(FlowError) as refused:
            flow_from_bytes(text, "flow.toml")
        said.append(refused.value.problems)
    assert said[0] == said[1]


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """A missing file and a folder are refused by name, with the reason."""
    with pytest.raises(FlowError, match=r"^none\.toml: the file can't be read \(No such file or directory\)\. For"):
        read_flow(tmp_path / "none.toml")
    with pytest.raises(FlowError, match=r"^\.: the file can't be read \(Is a directory\)\. For"):
        read_flow(Path())


def test_a_mapping_that_is_no_table_is_refused() -> None:
    """Where no table comes in, that is said, with all that lacks."""
    with pytest.raises(FlowError, match=r"^flow: expected a table, found a list with null in it\."):
        flow_by_types([None])


def test_every_key_of_the_shipped_flow_has_its_own_line() -> None:
    """The lines that problems carry are those where the keys stand."""
    text = SHIPPED.read_text()
    rows = text.split("\n")
    lines = key_lines(text)
    assert len(lines) > 200
    for path, line in lines.items():
        assert path.rpartition(".")[2].partition("[")[0] in rows[line - 1], path


@pytest.mark.parametrize(
    ("path", "line"),
    [("a", 1), ("a.b", 2), ("a.b.c[3].d", 2), ("a.list[1].x", 9), ("a.list[2]", 1), ("list", None), ("", None)],
)
def test_a_problem_has_the_line_of_the_nearest_holder(path: str, line: int | None) -> None:
    """What has no line of its own has the line of what holds it, if anything does."""
    assert line_of({"a": 1, "a.b": 2, "a.list[1]": 9}, path) == line


def test_a_problem_says_where_what_and_how() -> None:
    """A problem is one line: file, line and path as far as known, fault, right form."""
    problem = Problem(file="f.toml", path="a.b", what="is wrong", example="a = 1", line=3)
    assert str(problem) == "f.toml:3: a.b: is wrong. For example: a = 1"


def test_local_names_are_filled_in() -> None:
    """Placeholders give way to names, once, in the way that the caller writes them."""
    assert fill("Call {police} on {phone}.", {"police": "{phone}", "phone": "101"}) == "Call {phone} on 101."
    assert fill("On {phone}", {"phone": "101"}, lambda name, value: f"{name}:{value}") == "On phone:101"
    with pytest.raises(KeyError):
        fill("{nobody}", {})


def test_flow_whose_own_cases_fail_is_read_with_them() -> None:
    """The build warns of what validate refuses, in the same words."""
    content = broken(HERE / "broken" / "case-that-fails.toml")
    read = flow_from_bytes(content, "flow.toml")
    with pytest.raises(FlowError) as refused:
        flow_from_bytes(content, "flow.toml", with_cases=True)
    assert read.failing_cases == refused.value.problems
    assert shipped().failing_cases == ()
