"""Flows for other tools: charts that hold every part and arrow, whatever signs stand in the texts, and JSON."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from decision_engine.authoring.read import SHIPPED
from decision_engine.cli import main
from tests.decision_engine.flow_files import HERE, broken, shipped
from tests.tools.golden import golden

Capture = pytest.CaptureFixture[str]
EXPORTS = HERE / "exports"


@pytest.mark.parametrize("form", ["mermaid", "dot"])
def test_awkward_texts_are_quoted(form: str, tmp_path: Path, capsys: Capture) -> None:
    """Signs and words that a tool could take for its own come out quoted, just as in the file beside the case."""
    flow = tmp_path / "awkward.toml"
    flow.write_bytes(broken(EXPORTS / "awkward.toml"))
    assert main(["export", str(flow), "--to", form]) == 0
    golden(EXPORTS / f"awkward.{form}", capsys.readouterr().out)


@pytest.mark.parametrize(("form", "arrow"), [("mermaid", r"-->\|"), ("dot", r'" -> ".*\[label=')])
def test_a_chart_holds_every_part_and_arrow(form: str, arrow: str, capsys: Capture) -> None:
    """Each question and outcome is named in a chart, and each answer is one arrow."""
    flow = shipped().flow
    assert main(["export", "--to", form]) == 0
    chart = capsys.readouterr().out
    for name in (*(question.name for question in flow.questions), *(outcome.name for outcome in flow.outcomes)):
        assert chart.count(f'"{name}"') == 1
    assert len(re.findall(arrow, chart)) == sum(len(question.options) for question in flow.questions)


def test_json_is_what_the_file_says(capsys: Capture) -> None:
    """The JSON holds the file's keys and values, no more and no less."""
    assert main(["export", "--to", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == tomllib.loads(SHIPPED.read_text("utf-8"))


def test_an_unknown_form_is_explained(capsys: Capture) -> None:
    """A form that there isn't exits 2 and lists those that there are."""
    with pytest.raises(SystemExit) as left:
        main(["export", "--to", "pdf"])
    assert left.value.code == 2
    assert "mermaid, dot, json" in capsys.readouterr().err.replace("'", "")
