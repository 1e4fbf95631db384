"""What is published of the format: its JSON Schema and the tables of its reference, both made from the schema."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from decision_engine.cli import main
from decision_engine.partnership.model import PALETTE, Contact, Guidance, Partnership
from decision_engine.partnership.published import partnership_schema
from decision_engine.partnership.schema import CONTACT, GUIDANCE, KINDS, PARTNERSHIP
from tests.tools.golden import golden

ROOT = Path(__file__).parents[3]
PUBLISHED = ROOT / "docs" / "adopt" / "partnership.schema.json"
PAGE = ROOT / "docs" / "adopt" / "partnership-reference.md"
BETWEEN = re.compile(r"(?<=\{# keys #\}\n).*(?=\{# end of keys #\})", re.DOTALL)
FOLDERS = [
    *sorted((ROOT / "tests" / "folders").glob("*/partnership.toml")),
    ROOT / "docs/_data/partnership/partnership.toml",
]
VALIDATOR = Draft7Validator(partnership_schema())
assert len(FOLDERS) > 8


def as_json(text: str) -> dict[str, Any]:
    """Return a TOML text as editors hand it to a schema: dates as texts."""
    data: dict[str, Any] = json.loads(json.dumps(tomllib.loads(text), default=str))
    return data


def test_published_schema_is_the_present_one(capsys: pytest.CaptureFixture[str]) -> None:
    """What is published is what the command prints."""
    assert main(["schema", "partnership"]) == 0
    golden(PUBLISHED, capsys.readouterr().out)
    Draft7Validator.check_schema(partnership_schema())


def test_published_tables_are_the_present_ones(capsys: pytest.CaptureFixture[str]) -> None:
    """The page holds what the command prints between its two comments, and what people wrote around it stays."""
    assert main(["schema", "partnership", "--markdown"]) == 0
    page = PAGE.read_text(encoding="utf-8")
    assert len(BETWEEN.findall(page)) == 1
    tables = capsys.readouterr().out
    golden(PAGE, BETWEEN.sub(lambda _: f"\n{tables}", page))


@pytest.mark.parametrize("file", FOLDERS, ids=lambda file: file.parent.name)
def test_every_folder_fits_the_schema(file: Path) -> None:
    """What the reader takes the schema takes too."""
    assert [error.message for error in VALIDATOR.iter_errors(as_json(file.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('role = "report"', 'role = "reports"'),
        ('id = "first-response"', 'id = "First response"'),
        ("format = 1", "format = 2"),
        ("adopted = false", 'adopted = "no"'),
        ("embed_on = []", 'embed_on = ["https://a.example", "https://a.example"]'),
        ("[guidance]", "[guidances]"),
        ('short_name = "DSCP"', 'look = {accents = "#0b5c6b"}'),
        ('short_name = "DSCP"', 'look = {accent = "teal"}'),
        ('phone = "01632 960123"', "phone = 999"),
        ('area = "Dorsetshire"', 'area = ""'),
    ],
)
def test_schema_refuses_a_slip(old: str, new: str) -> None:
    """A wrong role, key, type or colour is marked in the editor already."""
    text = (ROOT / "tests" / "folders" / "one-council" / "partnership.toml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    assert not VALIDATOR.is_valid(as_json(text.replace(old, new)))


def test_every_example_fits_its_key() -> None:
    """Each example in the schema is one that the schema takes."""
    tables = [partnership_schema(), *partnership_schema()["definitions"].values()]
    keys = [key for table in tables for key in table["properties"].values() if "examples" in key]
    assert len(keys) > 25
    assert [key for key in keys if not all(Draft7Validator(key).is_valid(one) for one in key["examples"])] == []


@pytest.mark.parametrize(("table", "model"), [(CONTACT, Contact), (GUIDANCE, Guidance), (PARTNERSHIP, Partnership)])
def test_schema_and_model_have_the_same_keys(table: Any, model: Any) -> None:
    """Each key of the format is a field, one that may be left out has a default, and each kind has words."""
    fields = {"for" if field == "audience" else field for field in model._fields}
    assert fields == set(table.keys)
    defaults = {"for" if field == "audience" else field for field in model._field_defaults}
    assert defaults == {name for name, key in table.keys.items() if key.optional}
    assert {key.kind for key in table.keys.values()} <= KINDS.keys()


def test_palette_is_the_one_of_the_stylesheet() -> None:
    """A partnership may set each colour that pages use, and no other."""
    text = (ROOT / "overrides" / "frame" / "tokens.css").read_text(encoding="utf-8")
    assert set(re.findall(r"--ss-([a-z-]+):\s*#[0-9a-f]{6}", text)) == set(PALETTE)
