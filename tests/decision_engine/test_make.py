"""The model as the one list of a flow's keys: what is made, and what people are told, follow from it."""

from collections.abc import Iterator

import pytest

from decision_engine import make, model
from decision_engine.authoring.schema import ABOUT, FLOW, Key, Table
from decision_engine.make import TABLES
from tests.decision_engine.flow_files import mapping_of, shipped


def keys(table: Table = FLOW) -> Iterator[tuple[Table, str, Key]]:
    """Yield every key of the format with its table."""
    for name, key in table.keys.items():
        yield table, name, key
        if key.of:
            yield from keys(key.of)


def test_every_table_is_made_into_what_the_model_says() -> None:
    """The keys that hold tables are the same, and so are the classes that these become."""
    made = {name: key.of.name if key.of else "dict" for _, name, key in keys() if key.of or key.kind == "answers"}
    assert made | {"checklists": "Checklist"} == {name: kind.__name__ for name, kind in TABLES.items()}


def test_every_key_of_the_model_is_explained_and_no_other() -> None:
    """Each field of each class has what people are told of it, and nothing is told of a field that there isn't."""
    kinds = {table.name: table for table, _, _ in keys()}
    fields = {f"{name}.{field}" for name in kinds for field in getattr(model, name)._fields}
    assert fields == set(ABOUT)
    assert {f"{table.name}.{name}" for table, name, _ in keys()} == fields


def test_question_and_outcome_are_found_by_their_ids() -> None:
    """They come in the file's order, and a flow that was changed has those that it has now."""
    flow = make(mapping_of([["end", "end"]], ["end"]))
    assert list(flow.by_id) == ["q0", "end"]
    assert list(flow._replace(questions=()).by_id) == ["end"]


def test_list_of_tables_becomes_tuple_in_the_order_of_the_file() -> None:
    """What was made can't be changed by whoever has the mapping."""
    read = shipped()
    assert [question.id for question in make(read.mapping).questions] == [
        one["id"] for one in read.mapping["questions"]
    ]


@pytest.mark.parametrize("key", ["id", "questions", "record"])
def test_mapping_without_required_key_is_refused(key: str) -> None:
    """A flow lacks nothing that the model has no default for."""
    mapping = {name: value for name, value in shipped().mapping.items() if name != key}
    with pytest.raises((TypeError, KeyError)):
        make(mapping)
