"""The engine for people: what the commands print, what they exit with, and that nothing ends in a traceback."""

import hashlib
import io
import json
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from decision_engine.cli import main
from decision_engine.model import Outcome
from tests.decision_engine.flow_files import HERE, MINIMAL, broken, shipped

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def minimal(tmp_path: Path) -> str:
    """The minimal flow as a file."""
    path = tmp_path / "tiny.toml"
    path.write_text(MINIMAL)
    return str(path)


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        """Say that it is a terminal."""
        return True


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Type answers ahead at a terminal."""
    monkeypatch.setattr(sys, "stdin", Terminal(text))


def piped(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Hand answers over on a pipe."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_a_sound_flow_is_said_to_be_sound(capsys: Capture) -> None:
    """``validate`` says what the shipped flow holds, in a line or as JSON, and exits 0."""
    read = shipped()
    assert main(["validate"]) == 0
    said = capsys.readouterr().out
    start = (
        f"sharing.toml is sound: flow sharing, version {read.flow.version}, questions 4, outcomes 6, routes 9, cases 9"
    )
    assert said == f"{start}, sha256 {read.sha256}\n"
    assert main(["validate", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "sound": True,
        "file": "sharing.toml",
        "flow": "sharing",
        "version": read.flow.version,
        "questions": 4,
        "outcomes": 6,
        "routes": 9,
        "cases": 9,
        "sha256": read.sha256,
    }


def test_a_broken_flow_is_listed_as_json(tmp_path: Path, capsys: Capture) -> None:
    """``validate --json`` gives the problems as data, and exits 2."""
    flow = tmp_path / "flow.toml"
    flow.write_bytes(broken(HERE / "broken" / "five-faults.toml"))
    assert main(["validate", str(flow), "--json"]) == 2
    captured = capsys.readouterr()
    found = json.loads(captured.out)
    assert (found["sound"], len(found["problems"]), captured.err) == (False, 5, "")
    assert found["problems"][0] == {
        "file": "flow.toml",
        "path": "version",
        "what": "expected text, found a whole number",
        "example": 'version = "1.0.0"',
        "line": 5,
    }


@pytest.mark.parametrize("command", ["validate", "run", "routes"])
def test_a_missing_file_is_an_error_of_one_line(command: str, tmp_path: Path, capsys: Capture) -> None:
    """Every command exits 2 with a line on stderr where there is no flow file."""
    assert main([command, str(tmp_path / "none.toml")]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("none.toml: the file can't be read (No such file or directory).")
    assert len(captured.err.splitlines()) == 1


def test_routes_are_listed(minimal: str, capsys: Capture) -> None:
    """``routes`` prints a line a route and the count."""
    assert main(["routes", minimal]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "first yes, second yes  →  shared",
        "first yes, second no  →  advised",
        "first no  →  refused",
        "3 routes",
    ]


def test_routes_say_where_they_stop(minimal: str, capsys: Capture) -> None:
    """A cap on the list is said, the count stays exact."""
    assert main(["routes", minimal, "--most", "1"]) == 0
    assert capsys.readouterr().out.splitlines() == ["first yes, second yes  →  shared", "3 routes, the first 1 listed"]
    assert main(["routes", minimal, "--json", "--most", "0"]) == 0
    assert json.loads(capsys.readouterr().out) == {"flow": "tiny", "count": 3, "listed": 0, "routes": []}


def test_routes_come_as_json(minimal: str, capsys: Capture) -> None:
    """``routes --json`` gives each route's answers and outcome."""
    assert main(["routes", minimal, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["count"], found["listed"]) == (3, 3)
    assert found["routes"][0] == {"answers": {"first": "yes", "second": "yes"}, "outcome": "shared"}


@pytest.mark.parametrize(
    "arguments", [[], ["dance"], ["routes", "--most", "-1"], ["routes", "--most", "x"], ["validate", "--loud"]]
)
def test_wrong_arguments_are_explained(arguments: list[str], capsys: Capture) -> None:
    """Arguments that no command takes exit 2 and say how it is used."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "usage: python -m decision_engine" in capsys.readouterr().err


COMMANDS = ("validate", "run", "routes", "diff", "export", "replay", "schema")


@pytest.mark.parametrize("arguments", [["--help"], *([command, "--help"] for command in COMMANDS)], ids=" ".join)
def test_help_comes_with_an_example(arguments: list[str], capsys: Capture) -> None:
    """Help of the whole and of each command exits 0 and holds an example to copy."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 0
    said = capsys.readouterr().out
    assert "example" in said
    for command in COMMANDS if arguments == ["--help"] else arguments[:1]:
        assert f"python -m decision_engine {command}" in said


def test_run_asks_until_outcome_and_prints_its_record(
    minimal: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """``run`` shows the standing notice, asks, and ends with the text of the decision record; exit 0."""
    typed(monkeypatch, "yes\nyes order\n")
    assert main(["run", minimal]) == 0
    lines = capsys.readouterr().out.splitlines()
    end = lines.index("RECORD")
    assert lines[:end] == [
        "Worried?",
        "  Call police.",
        *["", "Is there a purpose?", "  yes: Yes", "  no: No"],
        *["", "Is it lawful?", "  yes: Yes", "      order: A court order", "      other: Another", "  no: No"],
        "",
    ]
    assert re.fullmatch(r"Made \d{4}-\d\d-\d\dT\d\d:\d\d[+-]\d\d:\d\d", lines[end + 2])
    assert lines[end + 3 :] == [
        *["May I? (flow tiny, version 1)", "", "WORRIED?", "Call police.", "", "RESULT: You can", "Share it."],
        *["", "WHY", "1. Is there a purpose? Yes.", "   There is a purpose."],
        *["2. Is it lawful? Yes.", "   It is lawful.", "   - A court order"],
        *["", "WHAT NEXT", "- Record it.", "", "HOW", "[ ] Keep to facts.", "[ ] Send it securely."],
        *["", "TO FILL IN", f"Name: {'_' * 40}", "", "PLEASE NOTE", "Not advice.", "Keep it."],
        *["", "Based on Guidance, 2020, 1.", f"Flow file sha256: {hashlib.sha256(MINIMAL.encode()).hexdigest()}"],
    ]


def test_run_shows_hint_notice_before_result_and_caution(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """An outcome that isn't a share opens with its notice; hints are shown; a caution is under its reason."""
    flow = shipped().flow
    typed(monkeypatch, "no\n")
    assert main(["run"]) == 0
    said = capsys.readouterr().out
    outcome = flow.by_id["no-purpose"]
    assert isinstance(outcome, Outcome)
    assert f"  ({flow.questions[0].hint})" in said
    assert said.index(flow.notice("child-at-risk").title.upper()) < said.index(flow.decision(outcome).label)
    assert "{" not in said
    typed(monkeypatch, "yes\nno\nyes\nyes other\n")
    assert main(["run"]) == 0
    assert f"   {flow.questions[3].options[0].caution}" in capsys.readouterr().out.splitlines()


def test_a_run_asks_again_after_what_is_no_answer(
    minimal: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """Empty lines, unknown options and unknown grounds are answered by asking for one that fits."""
    typed(monkeypatch, "\nmaybe\nyes\nyes order hearsay\nno\n")
    assert main(["run", minimal]) == 0
    said = capsys.readouterr().out
    assert said.count("Select one\n") == 2
    assert "The answer yes has no ground hearsay\n" in said
    assert said.count("Is it lawful?\n") == 1


def test_a_run_that_ends_early_is_an_error(minimal: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """Input that ends before an outcome exits 2 and names the open question."""
    typed(monkeypatch, "yes\n")
    assert main(["run", minimal]) == 2
    said = "answers: second: the input ended before this question was answered. For example: yes\n"
    assert capsys.readouterr().err == said


def test_a_run_gives_json(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """``run --json`` prints the result as data, local names in words, and asks on stderr."""
    flow = shipped().flow
    typed(monkeypatch, "maybe\nyes\nno\nyes\nyes hearsay\nyes other\n")
    assert main(["run", "--json"]) == 0
    captured = capsys.readouterr()
    found = json.loads(captured.out)
    assert (found["flow"], found["version"]) == (flow.id, flow.version)
    assert found["answers"]["lawful-reason"] == {"option": "yes", "grounds": ["other"]}
    assert (found["outcome"], found["decision"]) == ("share-lawful-reason", "share")
    assert found["notice"][0] == flow.notice("child-at-risk").title
    assert found["label"] == "You can share once you have confirmed your lawful basis"
    assert found["steps"][-1]["caution"] == flow.questions[3].options[0].caution
    assert captured.err.count(flow.questions[0].text) == 1
    assert flow.questions[0].missing in captured.err
    typed(monkeypatch, "no\n")
    assert main(["run", "--json"]) == 0
    notice = json.loads(capsys.readouterr().out)["notice"]
    assert notice[0] == flow.notice("child-at-risk").title
    assert "{" not in "".join(notice)


@pytest.mark.parametrize("command", ["validate", "run", "routes", "diff", "replay"])
def test_errors_come_as_json(command: str, tmp_path: Path, capsys: Capture) -> None:
    """Where JSON is asked for, an error is JSON too, exits 2 and leaves stderr alone."""
    missing = str(tmp_path / "none.toml")
    assert main([command, missing, *([missing] if command == "diff" else []), "--json"]) == 2
    captured = capsys.readouterr()
    (problem,) = json.loads(captured.out)["problems"]
    assert "the file can't be read" in problem["what"]
    assert (problem.keys(), captured.err) == ({"file", "path", "what", "example", "line"}, "")


def test_an_interrupted_run_ends_quietly(minimal: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """Ctrl-C ends a run with the shell's own exit code and no traceback."""

    class Interrupted:
        def isatty(self) -> bool:
            return True

        def readline(self) -> str:
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", Interrupted())
    assert main(["run", minimal]) == 130
    assert capsys.readouterr().err == ""


def test_a_reader_that_has_seen_enough_is_no_error(minimal: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe closed by its reader, as ``head`` does, ends the command well."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        assert main(["routes", minimal]) == 0


def test_a_terminal_of_few_signs_is_served(minimal: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that knows no arrows gets them spelled out."""
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    assert main(["routes", minimal]) == 0
    assert b"first no  \\u2192  refused\n" in written.getvalue()


def test_the_module_runs_over_a_pipe() -> None:
    """``python -m decision_engine`` takes answers from a pipe; bytes that are no text give no decision."""
    command = [sys.executable, "-m", "decision_engine", "run"]
    label = shipped().flow.decisions[0].label
    for answers, code in ((b"\xef\xbb\xbfyes\r\nyes\r\n\r\n", 0), (b"\xff\nyes\nyes\n", 2)):
        done = subprocess.run(command, input=answers, capture_output=True, cwd=HERE.parents[1], check=False)
        assert done.returncode == code
        assert (label in done.stdout.decode()) == (code == 0)
        assert (b"is no answer to this question" in done.stderr) == (code == 2)


NO_ANSWERS = {
    "an unknown option": ("maybe\nyes\nno\n", 'first: "maybe" is no answer to this question: Select one'),
    "an empty line": ("\nyes\nno\n", 'first: "" is no answer to this question: Select one'),
    "an unknown ground": (
        "yes\nyes order hearsay\n",
        'second: "yes order hearsay" is no answer to this question: The answer yes has no ground hearsay',
    ),
    "a line left over": ("no\nyes\nno\n", 'refused: lines are left over after the answers that lead here: "yes / no"'),
    "a line missing": ("yes\n", "second: the input ended before this question was answered"),
    "a mark inside": ("yes\n\u200bno\n", 'second: "\\u200bno" is no answer to this question: Select one or the other'),
}


@pytest.mark.parametrize("name", NO_ANSWERS)
@pytest.mark.parametrize("options", [[], ["--json"]], ids=["text", "json"])
def test_a_pipe_that_cannot_be_read_gets_no_decision(
    name: str, options: list[str], minimal: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """The run exits 2, names the question and the line, and prints no outcome."""
    answers, problem = NO_ANSWERS[name]
    piped(monkeypatch, answers)
    assert main(["run", minimal, *options]) == 2
    captured = capsys.readouterr()
    if options:
        (found,) = json.loads(captured.out)["problems"]
        assert f"{found['path']}: {found['what']}" == problem
    else:
        assert captured.err.startswith(f"answers: {problem}. For example: ")
        assert not any(label in captured.out for label in ("You can", "Do not", "Get advice"))


@pytest.mark.parametrize("mark", ["\ufeff", "\u00ef\u00bb\u00bf"], ids=["UTF-8", "read as Latin"])
def test_a_byte_order_mark_is_no_character_of_an_answer(
    mark: str, minimal: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """What Windows writes before the first line is passed over; blank lines at the end are nothing left over."""
    piped(monkeypatch, f"{mark}yes\nno\n\n \n")
    assert main(["run", minimal]) == 0
    assert "Is it lawful? No" in capsys.readouterr().out


def test_the_module_exits_with_the_commands_code(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """``python -m decision_engine`` leaves with what the command returned."""
    monkeypatch.setattr(sys, "argv", ["decision_engine", "validate", "none.toml"])
    with pytest.raises(SystemExit) as left:
        runpy.run_module("decision_engine", run_name="__main__")
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith("none.toml: the file can't be read")
