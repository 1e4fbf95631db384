"""Commands with a partnership's folder: the folder and its flows checked together, and a run that speaks its names."""

import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from decision_engine.cli import main
from tests.decision_engine.flow_files import HERE, MINIMAL

Capture = pytest.CaptureFixture[str]
FOLDERS = HERE.parent / "folders"
ALL_WEEK = ('phone = "0808 157 0110"\nhours = "24 hours"', 'phone = "0808 157 0110"\nhours = "24/7"')
ELSEWHERE = ('role = "police"\narea = "South Borderlands"', 'role = "police"\narea = "Eastmarch"')


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., str]:
    """Return a way to write a folder: an invented one with some of its words changed, and flows of its own."""

    def write(*changes: tuple[str, str], name: str = "one-council", **flows: str) -> str:
        place = tmp_path / "folder"
        shutil.copytree(FOLDERS / name, place)
        file = place / "partnership.toml"
        text = file.read_text(encoding="utf-8")
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
        (place / "flows").mkdir(exist_ok=True)
        for flow, content in flows.items():
            (place / "flows" / f"{flow}.toml").write_text(content, encoding="utf-8")
        return str(place)

    return write


def without_names(flow: str) -> str:
    """Return a flow that takes the place of a shipped one and names nothing local."""
    return (
        MINIMAL.replace('id = "tiny"', f'id = "{flow}"')
        .replace("{police}", "the police")
        .replace('placeholders = ["police"]\n', "")
    )


def answered(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Hand answers over on a pipe."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_folder_and_its_flows_are_said_to_be_sound(folder: Callable[..., str], capsys: Capture) -> None:
    """Each flow of the site is named, those of the folder in the place of the shipped ones."""
    place = folder(sharing=without_names("sharing"))
    assert main(["validate", "--partnership", place]) == 0
    said = capsys.readouterr()
    lines = said.out.splitlines()
    name = "Dorsetshire Safeguarding Children Partnership"
    assert lines[0] == f"partnership.toml is sound: name {name}, contacts 4, areas 0"
    assert [line.split()[0] for line in lines[1:]] == ["asking.toml", "consent.toml", "sharing.toml"]
    assert "version 1, questions 2" in lines[3]
    assert said.err == ""
    assert main(["validate", "--json", "--partnership", place]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["sound"], found["contacts"], found["warnings"]) == (True, 4, [])
    assert [flow["flow"] for flow in found["flows"]] == ["asking", "consent", "sharing"]


def test_problems_of_folder_and_flows_come_all_at_once(
    folder: Callable[..., str], capsys: Capture, tmp_path: Path
) -> None:
    """A wrong number in the folder and a fault in a flow are told together, in words or as JSON."""
    place = folder(('"01632 960124"', '"01632 96012"'), sharing=MINIMAL.replace('start = "first"', 'start = "fist"'))
    assert main(["validate", "--partnership", place]) == 2
    told = capsys.readouterr().err.splitlines()
    assert [line.partition(":")[0] for line in told] == ["partnership.toml", "sharing.toml"]
    assert main(["validate", "--json", "--partnership", place]) == 2
    assert [problem["file"] for problem in json.loads(capsys.readouterr().out)["problems"]] == [
        "partnership.toml",
        "sharing.toml",
    ]
    assert main(["validate", "--partnership", str(tmp_path / "nowhere")]) == 2
    assert capsys.readouterr().err.startswith("partnership.toml: there is no such file in ")


@pytest.mark.parametrize(
    ("name", "placeholder", "what"),
    [
        ("one-council", "polices", 'the partnership has no value "{polices}"; the closest is {police}'),
        (
            "one-council",
            "publisher",
            "{publisher} is empty in this partnership's file; put what needs it in double square",
        ),
        (
            "two-forces",
            "police",
            "{police} has a value only where one contact alone has the role police; name roles in",
        ),
        ("four-councils", "social_work_phone", "{social_work_phone} has a value only where one contact alone has the"),
    ],
)
def test_placeholder_without_a_value_is_a_problem_at_its_line(
    name: str, placeholder: str, what: str, folder: Callable[..., str], capsys: Capture
) -> None:
    """A flow that names what this partnership doesn't have is refused, each place by its line."""
    flow = MINIMAL.replace('placeholders = ["police"]', f'placeholders = ["{placeholder}"]')
    flow = flow.replace("{police}", f"{{{placeholder}}}")
    place = folder(name=name, tiny=flow)
    file = str(Path(place) / "flows" / "tiny.toml")
    for command in ("validate", "run"):
        assert main([command, file, "--partnership", place]) == 2
        told = capsys.readouterr().err.splitlines()
        lines = [number for number, line in enumerate(flow.splitlines(), 1) if f"{{{placeholder}}}" in line]
        assert [line.partition(": ")[0] for line in told] == [f"tiny.toml:{number}" for number in lines]
        assert all(f".lines[0]: {what}" in line for line in told)


def test_main_check_that_is_no_flow_is_a_problem(folder: Callable[..., str], capsys: Capture) -> None:
    """The home page and a run need a flow to start."""
    place = folder(('main_check = "sharing"', 'main_check = "shearing"'))
    for command in ("validate", "run"):
        assert main([command, "--partnership", place]) == 2
        what = (
            'there is no flow "shearing"; the flows are asking, consent, sharing. For example: main_check = "sharing"'
        )
        assert capsys.readouterr().err == f"partnership.toml:16: main_check: {what}\n"


@pytest.mark.parametrize(
    ("name", "changes", "warning"),
    [
        ("form-only", (), "there is no contact out of hours; if one with the role report is open day and night"),
        ("day-and-night", (), ""),
        ("day-and-night", (ALL_WEEK,), ""),
        ("two-forces", (ELSEWHERE,), 'no contact for the area "Eastmarch", or for everyone, has the role report'),
        ("two-forces", (), ""),
    ],
)
def test_gap_in_who_there_is_to_tell_is_a_warning(
    name: str, changes: tuple[tuple[str, str], ...], warning: str, folder: Callable[..., str], capsys: Capture
) -> None:
    """A folder without a contact for an area, or at night, is sound; what is missing is told all the same."""
    flows = {flow: without_names(flow) for flow in ("asking", "consent", "sharing")}
    assert main(["validate", "--partnership", folder(*changes, name=name, **flows)]) == 0
    told = capsys.readouterr().err
    assert told.startswith(f"Warning: partnership.toml: contacts: {warning}") if warning else told == ""


def test_run_speaks_the_partnerships_names(
    folder: Callable[..., str], monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """A run asks the folder's main check; notice, record and JSON name its police."""
    place = folder(('main_check = "sharing"', 'main_check = "tiny"'), tiny=MINIMAL)
    for options in ([], ["--json"]):
        answered(monkeypatch, "no\n")
        assert main(["run", "--partnership", place, *options]) == 0
        said = capsys.readouterr()
        assert "Call Dorsetshire Constabulary." in said.out + said.err
        assert "Call Dorsetshire Constabulary now." in said.out


def test_run_of_a_named_flow_takes_the_names_alone(
    folder: Callable[..., str], monkeypatch: pytest.MonkeyPatch, capsys: Capture, tmp_path: Path
) -> None:
    """With a flow named, that one is asked whatever the folder's main check is."""
    flow = tmp_path / "tiny.toml"
    flow.write_text(MINIMAL, encoding="utf-8")
    answered(monkeypatch, "no\n")
    assert main(["run", str(flow), "--partnership", folder()]) == 0
    assert "Call Dorsetshire Constabulary now." in capsys.readouterr().out
