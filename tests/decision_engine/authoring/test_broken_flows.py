"""Every fault that a flow file can have, with the exact words that are said about it."""

from pathlib import Path

import pytest

from decision_engine.authoring.read import flow_from_bytes
from decision_engine.cli import main
from decision_engine.errors import FlowError
from tests.decision_engine.flow_files import HERE, MINIMAL, broken
from tests.tools.golden import golden

CASES = sorted((HERE / "broken").glob("*.toml"))
assert len(CASES) > 80  # a folder that was moved must not pass as one without faults


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_broken_flow_is_refused_with_every_problem(case: Path) -> None:
    """A broken flow is refused with exactly the messages that stand beside it."""
    with pytest.raises(FlowError) as refused:
        flow_from_bytes(broken(case), "flow.toml", with_cases=True)
    golden(case.with_suffix(".expected"), f"{refused.value}\n")


def test_every_expectation_has_its_case() -> None:
    """No expected messages stand there without a flow."""
    assert {path.stem for path in (HERE / "broken").glob("*.expected")} == {case.stem for case in CASES}


def test_the_flow_that_is_broken_is_sound_before() -> None:
    """The flow that all cases start from has no fault of its own."""
    assert flow_from_bytes(MINIMAL.encode(), "flow.toml").flow.id == "tiny"


def test_cases_that_fail_are_found_by_validate_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only ``validate`` tries a flow's cases: the other commands work on a flow whose cases are not yet in line."""
    flow = tmp_path / "flow.toml"
    flow.write_bytes(broken(HERE / "broken" / "case-that-fails.toml"))
    assert main(["validate", str(flow)]) == 2
    golden(HERE / "broken" / "case-that-fails.expected", capsys.readouterr().err)
    assert main(["diff", str(flow), str(flow)]) == main(["routes", str(flow)]) == 0


def test_five_faults_are_five_messages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints five messages for five faults and exits 2."""
    flow = tmp_path / "flow.toml"
    flow.write_bytes(broken(HERE / "broken" / "five-faults.toml"))
    assert main(["validate", str(flow)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    golden(HERE / "broken" / "five-faults.expected", captured.err)
    assert len(captured.err.splitlines()) == 5
