"""The reference of flow files: its tables are made from the format and name every key."""

from build_scripts.flow_reference import PAGE, flow_reference
from decision_engine.schema import FLOW, Table


def test_the_published_tables_are_the_present_ones() -> None:
    """The page holds the tables of the format as it is; after a change `python -m build_scripts.flow_reference`."""
    page = PAGE.read_text()
    assert flow_reference(page) == page


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


def test_only_the_tables_are_written() -> None:
    """What people wrote around the tables stays as it is."""
    made = flow_reference("before\n{# keys #}\nold\n{# end of keys #}\nafter\n")
    assert made.startswith("before\n{# keys #}\n\n### At the top of the file")
    assert made.endswith("\n{# end of keys #}\nafter\n")
    assert "old\n" not in made
