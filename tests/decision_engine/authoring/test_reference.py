"""The reference of flow files: its tables are made from the format and name every key."""

import re

import pytest

from decision_engine.authoring.reference import flow_reference
from decision_engine.authoring.schema import FLOW, Table
from decision_engine.cli import main
from tests.conftest import ROOT
from tests.tools.golden import golden

PAGE = ROOT / "docs" / "adopt" / "flow-reference.md"
BETWEEN = re.compile(r"(?<=\{# keys #\}\n).*(?=\{# end of keys #\})", re.DOTALL)


def test_the_published_tables_are_the_present_ones(capsys: pytest.CaptureFixture[str]) -> None:
    """The page holds what the command prints between its two comments, and what people wrote around it stays."""
    assert main(["schema", "--markdown"]) == 0
    tables = capsys.readouterr().out
    assert tables == flow_reference() + "\n"
    page = PAGE.read_text(encoding="utf-8")
    assert len(BETWEEN.findall(page)) == 1
    golden(PAGE, BETWEEN.sub(lambda _: f"\n{tables}", page))


def test_no_key_is_missing() -> None:
    """Every key of every table stands under its table's heading."""
    page = PAGE.read_text()
    found = _keys(FLOW, "")
    assert len(found) > 12
    for path, names in found:
        after = page.partition(f"{{ #{path.replace('.', '-') or 'the-file'} }}")[2].partition("\n### ")[0]
        assert [name for name in names if f"| `{name}` |" not in after] == []


def _keys(table: Table, path: str) -> list[tuple[str, list[str]]]:
    found = [(path, list(table.keys))]
    for name, key in table.keys.items():
        found += _keys(key.of, f"{path}.{name}".lstrip(".")) if key.of else []
    return found
