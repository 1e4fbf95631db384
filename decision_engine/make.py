"""Mapping to Flow, trusted: for a flow that the build has checked and the browser has verified by its hash.

``authoring.check_types`` makes its flows here too, once it has checked every type and key.
"""

from collections.abc import Mapping
from typing import Any

from decision_engine import model

# What a table becomes, by the key that holds it; a test compares this with the model.
TABLES: Mapping[str, Any] = {
    "source": model.Source,
    "record": model.RecordForm,
    "decisions": model.Decision,
    "notices": model.Notice,
    "groups": model.Group,
    "checklists": model.Checklist,
    "items": model.Item,
    "questions": model.Question,
    "help": model.Help,
    "options": model.Option,
    "grounds": model.Ground,
    "outcomes": model.Outcome,
    "unconfirmed": model.Verdict,
    "cases": model.Case,
    "answers": dict,
}


def make(mapping: Mapping[str, Any]) -> model.Flow:
    """Return the flow that a flow file's mapping says; raises TypeError or KeyError where it is none."""
    return model.Flow(**{key: _value(key, value) for key, value in mapping.items()})


def _value(key: str, value: Any) -> Any:
    if isinstance(value, dict):
        return TABLES[key](**{name: _value(name, part) for name, part in value.items()})
    if isinstance(value, list):
        return tuple([_value(key, part) for part in value])
    return value
