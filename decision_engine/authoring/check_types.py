"""Mapping to Flow: types, required and unknown keys, each problem with its path. First step after parsing."""

from collections.abc import Mapping
from typing import Any

from decision_engine.authoring.check_texts import is_place, used_places
from decision_engine.authoring.problems import Problems
from decision_engine.authoring.schema import FLOW, FORMAT, KINDS, SIGNS, Key, Kind, Table
from decision_engine.errors import quoted, shown
from decision_engine.make import make
from decision_engine.model import Flow

# An id is a small letter, then up to 63 small letters, digits, underscores or hyphens.
_FIRST = frozenset("abcdefghijklmnopqrstuvwxyz")
_FURTHER = _FIRST | frozenset("0123456789_-")
_LONGEST_ID = 64
_LARGEST = 2**63
_PLACEHOLDERS: Mapping[Kind, Any] = {"flag": False, "number": 0, "texts": [], "ids": [], "places": [], "answers": {}}
_ONE_OF: Mapping[Kind, Kind] = {"ids": "id", "places": "place"}
_TYPES: Mapping[type, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "text",
    dict: "a table",
    list: "a list",
    type(None): "null",
}


def is_id(text: str) -> bool:
    """Return whether a text has the form of an id, such as ``lawful-reason``."""
    return 0 < len(text) <= _LONGEST_ID and text[0] in _FIRST and _FURTHER.issuperset(text)


def load_partial(mapping: Mapping[str, Any], problems: Problems) -> Flow:
    """Turn the parsed mapping of a flow file into a Flow, its texts with placeholders as they are.

    The placeholders are those that its texts use, where the file doesn't list them.
    What is wrong with types and keys is added to the problems; whether ids fit together is for ``check_ids``.
    What can't be read becomes a placeholder (an id then is an empty text), so that the rest can still be checked.
    """
    checker = _Checker(problems)
    flow = make(checker.table(FLOW, checker.root(mapping), ""))
    listed = isinstance(mapping, dict) and "placeholders" in mapping
    return flow if listed else flow._replace(placeholders=used_places(flow))


class _Checker:
    """Checks tables against the schema and returns them with a placeholder for each value that is wrong."""

    def __init__(self, problems: Problems) -> None:
        self.add = problems.add

    def root(self, mapping: object) -> dict[str, Any]:
        """Return the whole mapping, its format checked."""
        if not isinstance(mapping, dict):
            self.add("", f"expected a table, found {type_name(mapping)}", f"format = {FORMAT}")
            return {}
        number = mapping.get("format", FORMAT)
        if _fits("number", number) and number != FORMAT:
            says = f"the file says {number}" if abs(number) < _LARGEST else "the file says another"
            self.add("format", f"this engine reads format {FORMAT}, {says}", f"format = {FORMAT}")
        return mapping

    def table(self, table: Table, mapping: Mapping[str, Any], path: str) -> dict[str, Any]:
        """Return a table with the keys that it may have and must have."""
        dot = f"{path}." if path else ""
        for name in mapping:
            if name not in table.keys:
                what = f"unknown key {quoted(name)}; the keys here are {', '.join(table.keys)}"
                self.add(dot + shown(name), what, next(iter(table.keys.values())).example)
        checked = {}
        for name, key in table.keys.items():
            if name in mapping:
                checked[name] = self.value(key, mapping[name], dot + name)
            elif not key.optional:
                self.add(dot + name, f'"{name}" is missing', key.example)
                checked[name] = _placeholder(key)
        return checked

    def value(self, key: Key, value: object, path: str) -> Any:
        """Return a value of a key's kind."""
        if not _fits(key.kind, value):
            self.add(path, f"expected {KINDS[key.kind]}, found {type_name(value)}", key.example)
            return _placeholder(key)
        if isinstance(value, str):
            return self.text(key, value, path)
        if isinstance(value, list):
            return self.parts(key, value, path)
        if isinstance(value, dict):
            return self.table(key.of, value, path) if key.of else self.answers(key, value, path)
        return value

    def parts(self, key: Key, values: list[Any], path: str) -> Any:
        """Return a list, part by part."""
        if not values:
            self.add(path, "the list is empty", key.example)
            return _placeholder(key)
        if key.of:
            return [self.table(key.of, part, f"{path}[{at}]") for at, part in enumerate(values)]
        one = Key(_ONE_OF.get(key.kind, "text"), key.about, key.example)
        return [self.value(one, part, f"{path}[{at}]") for at, part in enumerate(values)]

    def answers(self, key: Key, values: Mapping[str, Any], path: str) -> dict[str, Any]:
        """Return answers: each an id, or a list of ids, under a question's id, which is looked up by ``cases``."""
        if not values:
            self.add(path, "the table is empty", key.example)
        one, several = (Key(kind, key.about, key.example) for kind in ("id", "ids"))
        return {
            name: self.value(several if isinstance(part, list) else one, part, f"{path}.{shown(name)}")
            for name, part in values.items()
        }

    def text(self, key: Key, value: str, path: str) -> str:
        """Return a text, an id or a sign."""
        if not value.strip():
            self.add(path, "the text is empty", key.example)
            return ""
        if key.kind == "id" and not is_id(value):
            what = "is not an id: small letters, digits, - and _ only, a letter first, 64 at most"
            self.add(path, f"{quoted(value)} {what}", key.example)
        if key.kind == "place" and not is_place(value):
            what = "is not a placeholder: small letters, digits, - and _ only, parts joined by full stops"
            self.add(path, f"{quoted(value)} {what}", key.example)
        if key.kind == "sign" and value not in SIGNS:
            self.add(path, f"{quoted(value)} is not a sign; the signs are {', '.join(SIGNS)}", key.example)
        return value


def _placeholder(key: Key) -> Any:
    """Return what takes the place of a value that can't be read; for tables one table with nothing in it."""
    if key.of is None:
        return _PLACEHOLDERS.get(key.kind, "")
    table = {name: _placeholder(part) for name, part in key.of.keys.items() if not part.optional}
    return table if key.kind == "table" else [table]


def _fits(kind: Kind, value: object) -> bool:
    """Return whether a value has the outer type of a kind; the parts of a list of texts are checked one by one."""
    match kind:
        case "flag":
            return isinstance(value, bool)
        case "number":
            return isinstance(value, int) and not isinstance(value, bool)
        case "texts" | "ids" | "places":
            return isinstance(value, list)
        case "table" | "answers":
            return isinstance(value, dict)
        case "tables":
            return isinstance(value, list) and all(isinstance(part, dict) for part in value)
        case _:
            return isinstance(value, str)


def type_name(value: object) -> str:
    """Name a value's type as someone who writes TOML knows it."""
    if isinstance(value, list):
        others = [part for part in value if not isinstance(part, dict)]
        return f"a list with {_TYPES.get(type(others[0]), 'a date or time')} in it" if others else "a list"
    return _TYPES.get(type(value), "a date or time")
