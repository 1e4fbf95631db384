"""Tables of ``partnership.toml`` against the schema: each key's type, what is missing, what is unknown."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from decision_engine.authoring.check_types import type_name
from decision_engine.authoring.problems import Problems
from decision_engine.authoring.schema import Key, Kind
from decision_engine.errors import quoted, shown
from decision_engine.partnership.check_values import (
    is_colour,
    is_date,
    is_language,
    is_origin,
    is_title_key,
    is_unset,
    kind_problem,
)
from decision_engine.partnership.model import PALETTE
from decision_engine.partnership.schema import FORMAT, KINDS, PARTNERSHIP, is_web_title, title_example
from decision_engine.partnership.values import closest

_PALETTES = ("light", "dark")
_ONE_ALONE = ("phone", "relay", "text_number", "email", "form", "role")  # people try lists of these


class Tables:
    """Checks the parsed file, table by table: what is wrong becomes a problem and is left out of what is returned."""

    def __init__(self, problems: Problems) -> None:
        """Take the problems to add to."""
        self.add = problems.add
        self._special: Mapping[Kind, Callable[[Key, Any, str], Any]] = {
            "name": self._name,
            "date": self._date,
            "flag": self._flag,
            "number": self._number,
            "origins": self._origins,
            "titles": self._titles,
            "look": self._look,
            "table": self._table,
            "tables": self._tables,
        }

    def whole(self, mapping: Mapping[str, Any]) -> dict[str, Any]:
        """Return what can be used of a whole file."""
        return self._keys(PARTNERSHIP.keys, mapping, "")

    def _keys(self, keys: Mapping[str, Key], mapping: Mapping[str, Any], path: str) -> dict[str, Any]:
        dot = f"{path}." if path else ""
        for name in mapping:
            if name not in keys:
                self._unknown(name, tuple(keys), dot, lambda near: keys[near].example)
        for name, key in keys.items():
            if not key.optional and is_unset(mapping.get(name)):
                what = f'"{name}" is empty' if name in mapping else f'"{name}" is missing'
                self.add(dot + name, what, key.example)
        found = {name: mapping[name] for name in keys if not is_unset(mapping.get(name))}
        checked = {name: self._value(keys[name], value, dot + name) for name, value in found.items()}
        return {name: value for name, value in checked.items() if value is not None}

    def _unknown(self, name: str, known: tuple[str, ...], dot: str, example: Callable[[str], str]) -> None:
        near = closest(name, known)
        hint = f"the closest is {quoted(near)}" if near else f"the keys here are {', '.join(known)}"
        self.add(dot + shown(name), f"unknown key {quoted(name)}; {hint}", example(near or known[0]))

    def _value(self, key: Key, value: object, path: str) -> Any:
        special = self._special.get(key.kind)
        return special(key, value, path) if special else self._text(key, value, path)

    def _wrong(self, key: Key, value: object, path: str) -> None:
        """Add the problem of a value whose type is not the one of its kind."""
        hint = "; write a contact for each" if key.kind in _ONE_ALONE and isinstance(value, list) else ""
        self.add(path, f"expected {KINDS[key.kind]}, found {type_name(value)}{hint}", key.example)

    def _text(self, key: Key, value: object, path: str) -> str | None:
        if not isinstance(value, str):
            self._wrong(key, value, path)
            return None
        text = value.strip()
        if what := kind_problem(key.kind, text):
            self.add(path, what, key.example)
            return None
        return text

    def _name(self, key: Key, value: object, path: str) -> Any:
        """Return a name by the tags of its languages, English first."""
        if isinstance(value, str):
            text = self._text(key, value, path)
            return {"": text} if text else None
        if not isinstance(value, dict):
            self._wrong(key, value, path)
            return None
        if not value:
            self.add(path, "the table is empty", key.example)
        example = """name = {en = "Children's Services", cy = "Gwasanaethau Plant"}"""
        texts = {}
        for tag, text in value.items():
            if not is_language(tag):
                self.add(
                    f"{path}.{shown(tag)}", f"{quoted(tag)} is not the tag of a language, such as en or cy", example
                )
            elif is_unset(text):
                self.add(f"{path}.{tag}", "the text is empty", example)
            else:
                texts[tag] = self._text(key._replace(example=example), text, f"{path}.{tag}")
        order = sorted(texts, key=lambda tag: tag.partition("-")[0] != "en")
        return {tag: texts[tag] for tag in order if texts[tag]} or None

    def _date(self, key: Key, value: object, path: str) -> dt.date | None:
        if isinstance(value, dt.date) and is_date(value):
            return value
        what = f"expected a date, found {type_name(value)}"
        if isinstance(value, str):
            what = f"expected a date, which is written without quotation marks, found {quoted(value)}"
        elif isinstance(value, dt.datetime):
            what = "expected a date, found a date with a time"
        self.add(path, what, key.example)
        return None

    def _flag(self, key: Key, value: object, path: str) -> bool | None:
        if isinstance(value, bool):
            return value
        self._wrong(key, value, path)
        return None

    def _number(self, key: Key, value: object, path: str) -> int | None:
        if not isinstance(value, int) or isinstance(value, bool):
            self._wrong(key, value, path)
        elif value != FORMAT:
            says = str(value) if abs(value) < 10**9 else "another"
            what = f"this program reads format {FORMAT}, and the file says {says}; a later format needs a later version"
            self.add(path, what, key.example)
        else:
            return value
        return None

    def _origins(self, key: Key, value: object, path: str) -> tuple[str, ...] | None:
        if not isinstance(value, list):
            self._wrong(key, value, path)
            return None
        seen: set[str] = set()
        for at, origin in enumerate(value):
            place = f"{path}[{at}]"
            if not isinstance(origin, str):
                self.add(place, f"expected a site's address, found {type_name(origin)}", key.example)
            elif not is_origin(origin):
                what = "is not a site's address: http or https and a name in small letters, with nothing after it"
                self.add(place, f"{quoted(origin)} {what}", key.example)
            elif origin in seen:
                self.add(place, f"{quoted(origin)} is in the list already", key.example)
            else:
                seen.add(origin)
        return tuple(part for part in value if isinstance(part, str))

    def _titles(self, key: Key, value: object, path: str) -> dict[str, str] | None:
        if not isinstance(value, dict):
            self._wrong(key, value, path)
            return None
        titles = {}
        for name, title in value.items():
            place = f"{path}.{shown(name)}"
            if not is_title_key(name):
                what = f"{quoted(name)} can't name a title: small letters, digits, - and _ only, a letter first"
                self.add(place, what, key.example)
            elif is_unset(title):
                titles[name] = ""
            else:
                one = Key("url" if is_web_title(name) else "text", "", title_example(name))
                titles[name] = self._text(one, title, place) or ""
        return titles

    def _look(self, key: Key, value: object, path: str) -> dict[str, dict[str, str]] | None:
        if not isinstance(value, dict):
            self._wrong(key, value, path)
            return None
        look = {}
        for name, colour in value.items():
            if name not in PALETTE:
                self._unknown(name, PALETTE, f"{path}.", lambda near: f'{near} = "#0b5c6b"')
            elif not is_unset(colour):
                look[name] = self._colour(name, colour, f"{path}.{name}")
        return look

    def _colour(self, name: str, value: object, path: str) -> dict[str, str]:
        """Return a colour for the light palette, and one for the dark palette where that is given too."""
        both = f'{name} = {{light = "#0b5c6b", dark = "#7cc6d6"}}'
        example = both if isinstance(value, dict) else f'{name} = "#0b5c6b"'
        colours = value if isinstance(value, dict) else {"light": value}
        if "light" not in colours:
            self.add(path, '"light" is missing', both)
        for palette, colour in colours.items():
            place = f"{path}.{shown(palette)}" if isinstance(value, dict) else path
            if palette not in _PALETTES:
                self._unknown(palette, _PALETTES, f"{path}.", lambda _: both)
            elif not isinstance(colour, str):
                self.add(place, f"expected a colour, found {type_name(colour)}", example)
            elif not is_colour(colour):
                self.add(place, f"{quoted(colour)} is not a colour: # and six of 0-9 and a-f", example)
        return {palette: str(colours[palette]) for palette in _PALETTES if palette in colours}

    def _table(self, key: Key, value: object, path: str) -> dict[str, Any] | None:
        if isinstance(value, dict) and key.of:
            return self._keys(key.of.keys, value, path)
        self._wrong(key, value, path)
        return None

    def _tables(self, key: Key, value: object, path: str) -> list[dict[str, Any]] | None:
        if isinstance(value, list) and key.of and all(isinstance(part, dict) for part in value):
            return [self._keys(key.of.keys, part, f"{path}[{at}]") for at, part in enumerate(value)]
        self._wrong(key, value, path)
        return None
