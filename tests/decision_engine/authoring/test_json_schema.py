"""The published JSON Schema of flow files: made from the format, in step with it, and as strict as the loader."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from decision_engine import FlowError
from decision_engine.authoring.json_schema import json_schema
from decision_engine.authoring.read import SHIPPED
from decision_engine.cli import main
from tests.decision_engine.flow_files import HERE, MINIMAL, broken, flow_by_types
from tests.tools.golden import golden

PUBLISHED = HERE.parents[1] / "docs" / "adopt" / "flow.schema.json"
FLOWS = sorted(SHIPPED.parent.glob("*.toml"))
BROKEN = sorted((HERE / "broken").glob("*.toml"))
VALIDATOR = Draft7Validator(json_schema())
assert SHIPPED in FLOWS


def parsed() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the broken flows that are TOML."""
    for case in BROKEN:
        try:
            yield case.stem, tomllib.loads(broken(case).decode("utf-8-sig"))
        except (ValueError, RecursionError):
            continue


# JSON, and so its schemas, take 1.0 for the same number as 1.
LEFT_TO_THE_LOADER = {"type-number-float"}
PARSED = dict(parsed())
assert len(PARSED) > 80


def test_the_published_schema_is_the_present_one(capsys: pytest.CaptureFixture[str]) -> None:
    """What is published is what the command prints; after a change of the format that command writes it anew."""
    assert main(["schema"]) == 0
    golden(PUBLISHED, capsys.readouterr().out)


def test_the_schema_is_one() -> None:
    """The schema follows its own standard."""
    Draft7Validator.check_schema(json_schema())


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.stem)
def test_shipped_flows_fit_and_name_the_schema(flow: Path) -> None:
    """Every flow that ships fits the schema, and its first line tells editors where that is."""
    text = flow.read_text()
    assert [error.message for error in VALIDATOR.iter_errors(tomllib.loads(text))] == []
    named = re.match(r"#:schema (\S+)\n", text)
    assert named
    assert (flow.parent / named[1]).resolve() == PUBLISHED


def test_the_minimal_flow_fits() -> None:
    """A flow without any optional key fits too."""
    assert [error.message for error in VALIDATOR.iter_errors(tomllib.loads(MINIMAL))] == []


@pytest.mark.parametrize("name", sorted(PARSED.keys() - LEFT_TO_THE_LOADER))
def test_the_schema_refuses_what_the_loader_refuses(name: str) -> None:
    """A wrong flow is refused by the schema if, and only if, a type or key of it is wrong: ids are looked up later."""
    try:
        flow_by_types(PARSED[name])
        loads = True
    except FlowError:
        loads = False
    assert VALIDATOR.is_valid(PARSED[name]) == loads


def test_every_example_fits_its_key() -> None:
    """Each example in the schema is one that the schema takes."""
    tables = [json_schema(), *json_schema()["definitions"].values()]
    examples = [
        (key | {"definitions": {}}, example)
        for table in tables
        for key in table["properties"].values()
        for example in key.get("examples", [])
    ]
    assert len(examples) > 40
    assert [example for schema, example in examples if not Draft7Validator(schema).is_valid(example)] == []


def test_the_schema_is_plain_json() -> None:
    """The schema goes through JSON unchanged."""
    assert json.loads(json.dumps(json_schema())) == json_schema()
