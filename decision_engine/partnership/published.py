"""The format of ``partnership.toml`` for editors and people: its JSON Schema, and its keys as tables in Markdown."""

from collections.abc import Mapping
from typing import Any

from decision_engine.authoring.json_schema import ID_PATTERN, schema_of
from decision_engine.authoring.reference import reference_of
from decision_engine.authoring.schema import ROLES, Kind
from decision_engine.partnership.model import PALETTE
from decision_engine.partnership.schema import FORMAT, KINDS, PARTNERSHIP

_TEXT = {"type": "string"}
_FILLED = {"type": "string", "pattern": r"\S"}
_NUMBER = {"type": "string", "pattern": "^$|[0-9]"}
_COLOUR = {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"}
_COLOURS = {
    "type": "object",
    "properties": {"light": _COLOUR, "dark": _COLOUR},
    "required": ["light"],
    "additionalProperties": False,
}
_LANGUAGES = {"type": "object", "additionalProperties": _FILLED, "minProperties": 1}
_SIMPLE: Mapping[Kind, Mapping[str, Any]] = {
    "text": _TEXT,
    "filled": _FILLED,
    "name": {"anyOf": [_FILLED, _LANGUAGES]},
    "id": {"type": "string", "pattern": f"^{ID_PATTERN}$"},
    "role": {"enum": list(ROLES)},
    "phone": _NUMBER,
    "relay": _NUMBER,
    "text_number": _NUMBER,
    "email": {"type": "string", "pattern": r"^$|^[^@\s]+@[^@\s]+$"},
    "form": {"type": "string", "pattern": r"^$|^https://\S+$"},
    "url": {"type": "string", "pattern": r"^$|^https?://\S+$"},
    "date": {"type": "string", "format": "date"},
    "flag": {"type": "boolean"},
    "number": {"type": "integer", "const": FORMAT},  # the only number is the format's
    "origins": {
        "type": "array",
        "items": {"type": "string", "pattern": "^https?://[a-z0-9.:-]+$"},
        "uniqueItems": True,
    },
    "titles": {"type": "object", "additionalProperties": _TEXT, "propertyNames": {"pattern": f"^{ID_PATTERN}$"}},
    "look": {
        "type": "object",
        "properties": {name: {"anyOf": [_COLOUR, _COLOURS]} for name in PALETTE},
        "additionalProperties": False,
    },
}


def partnership_schema() -> dict[str, Any]:
    """Return the JSON Schema of ``partnership.toml``; it can't say how a number is written."""
    about = f"What is a partnership's own, format {FORMAT}: its names, its contacts, its guidance and its look."
    return schema_of(PARTNERSHIP, _SIMPLE, "Partnership", about)


def partnership_reference() -> str:
    """Return the Markdown of all tables of ``partnership.toml``."""
    return reference_of(PARTNERSHIP, KINDS)
