"""Mapping to Flow: types, needed and unknown keys, each problem with its path. First step after parsing."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from decision_engine.authoring.schema import FLOW, FORMAT, KINDS, SIGNS, Key, Kind, Table
from decision_engine.errors import Findings, FlowError, quoted, shown
from decision_engine.model import Flow

# An id is a small letter, then up to 63 small letters, digits, underscores or hyphens. No regular expression checks it,
# nor any other text on a visitor's way: to import `re` takes a browser longer than the whole engine.
_FIRST = frozenset("abcdefghijklmnopqrstuvwxyz")
_FURTHER = _FIRST | frozenset("0123456789_-")
_LONGEST_ID = 64
_LARGEST = 2**63
_HOLLOW: Mapping[Kind, Any] = {
    "text": "",
    "texts": (),
    "id": "",
    "ids": (),
    "sign": "",
    "flag": False,
    "number": 0,
    "answers": MappingProxyType({}),
    "table": None,
}
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
    """Say whether a text has the form of an id, such as ``lawful-reason``."""
    return 0 < len(text) <= _LONGEST_ID and text[0] in _FIRST and _FURTHER.issuperset(text)


def flow_of(mapping: Mapping[str, Any], file: str) -> Flow:
    """Turn the parsed mapping of a flow file into a Flow, its texts with placeholders as they stand.

    Types and keys are checked here; whether ids fit together is checked by ``validate``.
    Raises FlowError with every problem found.
    """
    findings = Findings(file, FlowError)
    flow = as_far_as_read(mapping, findings)
    findings.finish()
    return flow


def as_far_as_read(mapping: Mapping[str, Any], findings: Findings) -> Flow:
    """Turn a mapping into a Flow and note what is wrong with its types and keys.

    What can't be read is left hollow (an id is then an empty text), so that the rest can still be checked.
    """
    reader = _Reader(findings)
    fields = reader.fields(FLOW, reader.root(mapping), "")
    by_id = MappingProxyType({part.id: part for part in (*fields["questions"], *fields["outcomes"])})
    return Flow(**fields, by_id=by_id)


class _Reader:
    """Reads tables by the schema and notes what is wrong with them."""

    def __init__(self, findings: Findings) -> None:
        self.note = findings.note

    def root(self, mapping: object) -> dict[str, Any]:
        """Return the whole mapping, its format checked."""
        if not isinstance(mapping, dict):
            self.note("", f"expected a table, found {_found(mapping)}", f"format = {FORMAT}")
            return {}
        number = mapping.get("format", FORMAT)
        if _fits("number", number) and number != FORMAT:
            says = f"the file says {number}" if abs(number) < _LARGEST else "the file says another"
            self.note("format", f"this engine reads format {FORMAT}, {says}", f"format = {FORMAT}")
        return mapping

    def fields(self, table: Table, mapping: Mapping[str, Any], path: str) -> dict[str, Any]:
        """Read the keys of a table into the fields of what it becomes."""
        dot = f"{path}." if path else ""
        for name in mapping:
            if name not in table.keys:
                what = f"unknown key {quoted(name)}; the keys here are {', '.join(table.keys)}"
                self.note(dot + shown(name), what, next(iter(table.keys.values())).example)
        found = {}
        for name, key in table.keys.items():
            if name in mapping:
                found[name] = self.value(key, mapping[name], dot + name)
            elif not key.optional:
                self.note(dot + name, f'"{name}" is missing', key.example)
                found[name] = _hollow(key)
        return found

    def value(self, key: Key, value: object, path: str) -> Any:
        """Read one value; what is wrong with it is noted."""
        if not _fits(key.kind, value):
            self.note(path, f"expected {KINDS[key.kind]}, found {_found(value)}", key.example)
            return _hollow(key)
        if isinstance(value, str):
            return self.text(key, value, path)
        if isinstance(value, list):
            return self.listed(key, value, path)
        if isinstance(value, dict):
            return self.made(key.of, value, path) if key.of else self.answers(key, value, path)
        return value

    def listed(self, key: Key, values: list[Any], path: str) -> Any:
        """Read a list, part by part."""
        if not values:
            self.note(path, "the list is empty", key.example)
            return _hollow(key)
        if key.of:
            return tuple(self.made(key.of, part, f"{path}[{at}]") for at, part in enumerate(values))
        one = Key("id" if key.kind == "ids" else "text", key.about, key.example)
        return tuple(self.value(one, part, f"{path}[{at}]") for at, part in enumerate(values))

    def answers(self, key: Key, values: Mapping[str, Any], path: str) -> Any:
        """Read answers: each an id under a question's id, which is looked up by ``validate``."""
        if not values:
            self.note(path, "the table is empty", key.example)
        one = Key("id", key.about, key.example)
        return MappingProxyType({name: self.value(one, part, f"{path}.{shown(name)}") for name, part in values.items()})

    def text(self, key: Key, value: str, path: str) -> str:
        """Read a text, an id or a sign."""
        if not value.strip():
            self.note(path, "the text is empty", key.example)
            return ""
        if key.kind == "id" and not is_id(value):
            what = "is not an id: small letters, digits, - and _ only, a letter first, 64 at most"
            self.note(path, f"{quoted(value)} {what}", key.example)
        if key.kind == "sign" and value not in SIGNS:
            self.note(path, f"{quoted(value)} is not a sign; the signs are {', '.join(SIGNS)}", key.example)
        return value

    def made(self, table: Table, mapping: Mapping[str, Any], path: str) -> Any:
        """Make what a table stands for."""
        return table.make(**self.fields(table, mapping, path))


def _hollow(key: Key) -> Any:
    """Return what stands for a value that can't be read; for tables one table of which nothing is known."""
    if key.of is None or (key.kind == "table" and key.optional):
        return _HOLLOW[key.kind]
    needed = {name: _hollow(part) for name, part in key.of.keys.items() if not part.optional}
    made = key.of.make(**needed)
    return made if key.kind == "table" else (made,)


def _fits(kind: Kind, value: object) -> bool:
    """Say whether a value has the outer type of a kind; what a list of texts holds is looked at one by one."""
    match kind:
        case "flag":
            return isinstance(value, bool)
        case "number":
            return isinstance(value, int) and not isinstance(value, bool)
        case "texts" | "ids":
            return isinstance(value, list)
        case "table" | "answers":
            return isinstance(value, dict)
        case "tables":
            return isinstance(value, list) and all(isinstance(part, dict) for part in value)
        case _:
            return isinstance(value, str)


def _found(value: object) -> str:
    """Name a value's type as somebody who writes TOML knows it."""
    if isinstance(value, list):
        others = [part for part in value if not isinstance(part, dict)][:1]
        return f"a list with {_TYPES.get(type(others[0]), 'a date or time')} in it" if others else "a list"
    return _TYPES.get(type(value), "a date or time")
