"""The flows that the tests use: the shipped one, the minimal one and what is broken in it, and generated ones."""

import json
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from decision_engine.authoring.check_ids import check_ids
from decision_engine.authoring.check_types import load_partial
from decision_engine.authoring.problems import Problems
from decision_engine.authoring.read import SHIPPED, FlowFile, flow_from_bytes
from decision_engine.model import Flow
from decision_engine.partnership import contact_data, read_partnership

HERE = Path(__file__).parent
MINIMAL = (HERE / "cases" / "minimal.toml").read_text()
SEVERAL = HERE / "cases" / "several.toml"  # has a question that takes several answers
NAMES = {
    "emergency_number": "999",
    "children_services": "Anyshire Children's Services",
    "police_service": "Anyshire Police",
    "emergency_phone": "999",
    "police": "Anyshire Police",
    "police_phone": "101",
    "social_work_services": "Anyshire Children's Services",
    "social_work_phone": "01632 960001",
    "social_work_out_of_hours": "01632 960002",
}
# The contacts of four councils: everyone's, and those of areas, with numbers, forms and an address to write to.
CONTACTS = tuple(map(contact_data, read_partnership(HERE.parent / "folders" / "four-councils").contacts))


def shipped() -> FlowFile:
    """Read the flow that ships with the engine."""
    return flow_from_bytes(SHIPPED.read_bytes(), SHIPPED.name)


def broken(case: Path, sound: str = MINIMAL) -> bytes:
    """Make the bytes of a broken file: the minimal flow, or another that is sound, patched as the case says."""
    patch = tomllib.loads(case.read_text())
    if whole := patch.get("whole_hex"):
        return bytes.fromhex(whole)
    text: str = patch.get("whole", sound)
    for change in patch.get("replace", []):
        assert text.count(change["old"]) == 1, (case.name, change["old"])
        text = text.replace(change["old"], change["new"] * change.get("times", 1))
    text += patch.get("append", "")
    return bytes.fromhex(patch.get("before_hex", "")) + text.encode()


def mapping_of(targets: Sequence[Sequence[str]], outcomes: Sequence[str]) -> dict[str, Any]:
    """Make the mapping of a flow with a question ``q0``, ``q1``, … for each list of targets."""
    mapping = tomllib.loads(MINIMAL)
    mapping["start"] = "q0"
    mapping["questions"] = [
        {
            "id": f"q{at}",
            "text": "Well?",
            "missing": "Select one",
            "options": [{"id": f"o{n}", "label": "So", "to": to, "reason": "So."} for n, to in enumerate(tos)],
        }
        for at, tos in enumerate(targets)
    ]
    end = {"decision": "share", "name": "End", "summary": "The end.", "next": ["Go."]}
    mapping["outcomes"] = [{"id": name, **end} for name in outcomes]
    return mapping


def take_several(question: dict[str, Any], many: int) -> None:
    """Let a question of a mapping take several answers: so many that lead where its first does, the others alone."""
    first, *others = question["options"]
    together = [first | {"id": f"t{n}", "reason": f"So {n}."} for n in range(many)]
    question |= {"several": True, "options": [*together, *(option | {"alone": True} for option in others)]}


def flow_by_types(mapping: Any, file: str = "flow") -> Flow:
    """Check the types and keys of a mapping alone: ids need not fit together."""
    problems = Problems(file)
    flow = load_partial(mapping, problems)
    problems.raise_if_any()
    return flow


def flow_from_mapping(mapping: dict[str, Any]) -> Flow:
    """Check a mapping just as a file's is checked."""
    problems = Problems("made")
    flow = load_partial(mapping, problems)
    check_ids(flow, problems)
    problems.raise_if_any()
    return flow


def toml(mapping: dict[str, Any]) -> str:
    """Write a mapping as TOML, a key a line, everything below it inline."""
    return "\n".join(f"{json.dumps(key)} = {_inline(value)}" for key, value in mapping.items())


def _inline(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_inline(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return json.dumps(value)
