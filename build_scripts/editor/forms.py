"""The forms as plain data: a control for every key of the formats, with what it is for and what it holds.

They are derived from the tables that the readers check by, so a new key is in them by itself. Each control is
``{"name", "label", "help", "kind", "needed", "value"}``; a ``choice`` has ``choices`` too, a ``group`` ``controls``,
and a ``list`` ``items``, each with its ``controls``, or with one ``control`` where the list holds plain values.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from build_scripts.editor.schema import table_at, table_of
from decision_engine import model as flow_model
from decision_engine.partnership import PALETTE
from decision_engine.partnership import model as partnership_model

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from build_scripts.editor.choices import Choices
    from build_scripts.editor.names import Place
    from decision_engine.authoring.schema import Key, Table

    type Data = dict[str, Any]

_LONG = 70  # letters; a text that has more in its example or in itself gets several lines
_LINES = ("origins", "texts", "ids", "places")
_PLAIN = {"flag": "checkbox", "date": "date", "number": "number", "phone": "tel", "email": "email", "url": "url"}
_PLAIN |= {"relay": "tel", "text_number": "tel", "form": "url"}


def form_of(file: str, name: str, data: Mapping[str, Any], choices: Choices) -> list[Data]:
    """Return the controls of a file; ``name`` is that of the file itself, ``data`` what it says."""
    table = table_of(file)
    return [*_Form(choices).controls(table, name, data)] if table else []


def blank(place: Place, items: Any) -> Any:
    """Return an item to begin with for a list: every key that is needed, empty, with an id that no other item has."""
    table = table_at(place)
    if table is None:
        return ""
    taken = {item.get("id") for item in items if isinstance(item, dict)} if isinstance(items, list) else set()
    return _blank(table, str(place.path[-1]).removesuffix("s"), taken)


def _blank(table: Table, stem: str, taken: set[Any]) -> Data:
    made: Data = {}
    for name, key in table.keys.items():
        if name == "id":
            numbers = range(len(taken) + 1, 2 * len(taken) + 3)
            made[name] = next(f"{stem}-{n}" for n in numbers if f"{stem}-{n}" not in taken)
        elif key.optional:
            continue
        elif key.of and key.kind == "tables":
            two = [_blank(key.of, name.removesuffix("s"), {f"{name}-{n}" for n in range(at)}) for at in range(2)]
            made[name] = two if name == "options" else two[:1]
        elif key.of:
            made[name] = _blank(key.of, name, set())
        else:
            made[name] = {"texts": [""], "ids": [""], "places": [""], "answers": {}, "flag": False}.get(key.kind, "")
    return made


class _Form:
    """A form of one file; ``inside`` are the items of lists that it is in, the outermost first."""

    def __init__(self, choices: Choices, inside: tuple[Mapping[str, Any], ...] = ()) -> None:
        self.choices, self.inside = choices, inside

    def controls(self, table: Table, name: str, data: Mapping[str, Any]) -> Iterator[Data]:
        """Yield a control for each key of a table, then what the file has besides."""
        for key_name, key in table.keys.items():
            value = data.get(key_name, _default(table, key_name))
            head: Data = {"name": f"{name}.{key_name}", "label": label_of(key_name), "help": key.about}
            example = "" if key.of else key.example.partition(" = ")[2].strip('"')
            head |= {"needed": not key.optional, "example": example, "there": key_name in data}
            offered = self.choices.of(table.name, key_name, self.inside)
            yield {**head, **self.control(key, f"{name}.{key_name}", value, offered)}
        for key_name in data.keys() - table.keys.keys():
            yield {**_plain(f"{name}.{key_name}", key_name, "unknown", data[key_name]), "help": "", "needed": False}

    def control(self, key: Key, name: str, value: Any, offered: list[Data] | None) -> Data:
        """Return what is particular to a key's control: its kind, and what it holds."""
        inside = value if isinstance(value, dict) else {}
        if key.of and key.kind == "tables":
            return {"kind": "list", "items": [*self.items(key.of, name, value)]}
        if key.of or key.kind in {"look", "answers", "titles"} or inside:
            return self.several(key, name, inside)
        if key.kind in _LINES:
            kind = "choice" if offered else "long" if key.kind == "texts" else "text"
            return {"kind": "list", "items": [*_lines(name, kind, value, offered)]}
        kind = "choice" if offered is not None else _PLAIN.get(key.kind, "text")
        if kind == "text" and max(len(key.example), len(value) if isinstance(value, str) else 0) > _LONG:
            kind = "long"
        shown = _plain(name, "", kind, value, offered)
        return {part: shown[part] for part in shown if part not in {"name", "label"}}

    def several(self, key: Key, name: str, inside: Mapping[str, Any]) -> Data:
        """Return a control of several others: of a table whose keys are known, or of one that has keys of its own."""
        if key.of:
            return {"kind": "group", "controls": [*self.controls(key.of, name, inside)]}
        if key.kind == "look":
            return {"kind": "group", "controls": [*_colours(name, inside)]}
        if key.kind == "answers":
            return {"kind": "table", "controls": [*self.answers(name, inside)]}
        texts = [_plain(f"{name}.{one}", label_of(one), "text", text) for one, text in inside.items()]
        return {"kind": "table", "controls": texts}

    def items(self, table: Table, name: str, value: Any) -> Iterator[Data]:
        """Yield the items of a list of tables, each by what it is known by."""
        for at, item in enumerate(value if isinstance(value, list) else []):
            inside = item if isinstance(item, dict) else {}
            within = _Form(self.choices, (*self.inside, inside))
            controls = [*within.controls(table, f"{name}.{at}", inside)]
            yield {"name": f"{name}.{at}", "label": _called(inside, at), "controls": controls}

    def answers(self, name: str, value: Mapping[str, Any]) -> Iterator[Data]:
        """Yield a choice for each question that a case answers; of several answers one for each of them."""
        for question, chosen in value.items():
            offered, label = self.choices.answers(question), self.choices.question(question)
            if isinstance(chosen, list):
                items = [*_lines(f"{name}.{question}", "choice", chosen, offered)]
                yield {"name": f"{name}.{question}", "label": label, "kind": "list", "items": items}
            else:
                yield _plain(f"{name}.{question}", label, "choice", chosen, offered)


def _default(table: Table, key: str) -> Any:
    """Return what a key that is left out counts as, where that is not nothing: a choice shows it as chosen."""
    made = getattr(flow_model, table.name, None) or getattr(partnership_model, table.name, None)
    default = getattr(made, "_field_defaults", {}).get(key)
    return default if isinstance(default, str | bool) else None


def _lines(name: str, kind: str, value: Any, offered: list[Data] | None) -> Iterator[Data]:
    for at, text in enumerate(value if isinstance(value, list) else []):
        yield {"name": f"{name}.{at}", "control": _plain(f"{name}.{at}", "", kind, text, offered)}


def _plain(name: str, label: str, kind: str, value: Any, offered: list[Data] | None = None) -> Data:
    """Return a control of a single value; what is chosen but not among the choices is one of them all the same."""
    shown = value.isoformat() if isinstance(value, dt.date) else value
    shown = shown if isinstance(shown, bool) else "" if shown is None else str(shown)
    control: Data = {"name": name, "label": label, "kind": kind, "value": shown}
    if kind == "checkbox":
        control["value"] = shown is True
    if offered is not None and kind == "choice":
        known = {choice["value"] for choice in offered}
        unknown = [] if shown in known or shown == "" else [{"value": shown, "label": f"{shown} (there is none)"}]
        control["choices"] = [*offered, *unknown]
    return control


def _called(item: Mapping[str, Any], at: int) -> str:
    """Return what an item of a list is known by: the first of its words that say so."""
    found = (item.get(key) for key in ("name", "title", "text", "label", "reviewer", "id"))
    named = next((one for one in found if isinstance(one, str) and one.strip()), "")
    return named or f"{at + 1}"


def _colours(name: str, value: Mapping[str, Any]) -> Iterator[Data]:
    for colour in PALETTE:
        given = value.get(colour)
        if isinstance(given, dict):
            parts = [_plain(f"{name}.{colour}.{one}", one, "colour", given.get(one)) for one in ("light", "dark")]
            yield {"name": f"{name}.{colour}", "label": label_of(colour), "kind": "group", "controls": parts}
        else:
            yield _plain(f"{name}.{colour}", label_of(colour), "colour", given)


def label_of(key: str) -> str:
    """Return a key as the label of its control."""
    words = key.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]
