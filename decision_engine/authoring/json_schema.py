"""A format as a JSON Schema, for editors that complete and check TOML: made from ``schema``, never by hand."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from typing import Any

from decision_engine.authoring.check_texts import PLACE_PATTERN
from decision_engine.authoring.schema import FLOW, FORMAT, SIGNS, Key, Kind, Table

_TEXT = {"type": "string", "pattern": r"\S"}
# What `check_types.is_id` knows by hand.
ID_PATTERN = "[a-z][a-z0-9_-]{0,63}"
_ID = {"type": "string", "pattern": f"^{ID_PATTERN}$"}
_SIMPLE: Mapping[Kind, dict[str, Any]] = {
    "text": _TEXT,
    "texts": {"type": "array", "items": _TEXT, "minItems": 1},
    "id": _ID,
    "ids": {"type": "array", "items": _ID, "minItems": 1},
    "places": {"type": "array", "items": {"type": "string", "pattern": f"^{PLACE_PATTERN}$"}, "minItems": 1},
    "sign": {"enum": list(SIGNS)},
    "flag": {"type": "boolean"},
    "number": {"type": "integer", "const": FORMAT},  # the only number is the format's
    "answers": {
        "type": "object",
        "additionalProperties": {"anyOf": [_ID, {"type": "array", "items": _ID, "minItems": 1}]},
        "minProperties": 1,
    },
}


def json_schema() -> dict[str, Any]:
    """Return the schema of flows; it says what ``check_types`` checks, and not how a flow's ids must fit together."""
    about = f"A flow file of the decision engine, format {FORMAT}: its questions, answers and outcomes."
    return schema_of(FLOW, _SIMPLE, "Decision flow", about)


def schema_of(root: Table, simple: Mapping[Kind, Mapping[str, Any]], title: str, about: str) -> dict[str, Any]:
    """Return the schema of a format; ``simple`` says what each kind may hold that is no table.

    Draft 7 is what editors of TOML read.
    """
    tables: dict[str, Table] = {}
    _collect(root, tables)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        "description": about,
        **_table(root, simple),
        "definitions": {name: _table(table, simple) for name, table in tables.items()},
    }


def _collect(table: Table, tables: dict[str, Table]) -> None:
    """Gather the tables inside a table; the format nests a few deep."""
    for key in table.keys.values():
        if key.of:
            tables[key.of.name] = key.of
            _collect(key.of, tables)


def _table(table: Table, simple: Mapping[Kind, Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {name: _key(name, key, simple) for name, key in table.keys.items()},
        "required": [name for name, key in table.keys.items() if not key.optional],
        "additionalProperties": False,
    }


def _key(name: str, key: Key, simple: Mapping[Kind, Mapping[str, Any]]) -> dict[str, Any]:
    """Return what one key may hold; with what it is for, and an example where it is a value."""
    about: dict[str, Any] = {"description": key.about}
    if key.of:
        inner = {"$ref": f"#/definitions/{key.of.name}"}
        several = {"type": "array", "items": inner, "minItems": 1}
        return about | (several if key.kind == "tables" else {"allOf": [inner]})
    example = tomllib.loads(key.example)[name]
    return {**about, **simple[key.kind], "examples": [str(example) if isinstance(example, dt.date) else example]}
