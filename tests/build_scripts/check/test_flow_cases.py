"""What whoever builds is told of a flow's own test cases."""

from pathlib import Path

from build_scripts.check.flow_cases import case_warning
from decision_engine.authoring.read import SHIPPED
from tests.decision_engine.flow_files import HERE, broken


def test_failing_cases_are_told(tmp_path: Path) -> None:
    """A flow whose case leads elsewhere gives the message that validate gives."""
    flow = tmp_path / "flow.toml"
    flow.write_bytes(broken(HERE / "broken" / "case-that-fails.toml"))
    expected = (HERE / "broken" / "case-that-fails.expected").read_text().rstrip()
    assert (case_warning(flow) or "").endswith(f"\n{expected}")


def test_cases_that_hold_are_not_mentioned() -> None:
    """There is nothing to tell of a flow whose cases all lead where they must."""
    assert case_warning(SHIPPED) is None
