"""A problem of a check with exactly one possible repair: the value that puts it right, and the whole check with it.

Every value that the control could be given is tried; if the check is sound with one of them and with no other, that is
the repair. What a test case expects is never repaired: whether the case is wrong or the check is for people to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from build_scripts.editor.choices import Choices
from build_scripts.editor.names import Place, path_in
from build_scripts.editor.schema import key_at, tables_on
from build_scripts.errors import BuildError
from build_scripts.toml import data_of, with_value
from decision_engine.authoring.hidden import hidden_problem, without_hidden
from decision_engine.authoring.read import look_through
from decision_engine.authoring.schema import FORMAT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from decision_engine.errors import Problem

# Trying takes as long as checking the flow, each time.
_MOST_TRIED = 40


def repair_of(content: bytes, file: str, problem: Problem, flows: Mapping[str, str]) -> Any:
    """Return the one value that makes a check sound, or None where there is none or there are several."""
    path = path_in(problem.path)
    if not path or path[0] == "cases":
        return None
    try:
        text = content.decode()
        data = data_of(text)
        tried = _possible(Place(f"flows/{file}", path), data, flows)
        sound = [value for value in tried if _is_sound(with_value(text, path, value), file)]
    except (BuildError, UnicodeDecodeError):
        return None
    return sound[0] if len(sound) == 1 else None


def _is_sound(text: str, file: str) -> bool:
    return not look_through(text.encode(), file)[1]


def _possible(place: Place, data: Mapping[str, Any], flows: Mapping[str, str]) -> Sequence[Any]:
    """Return every value that a control could be given instead, where that are few."""
    value, inside = _value(place, data)
    if place.path == ("format",):
        return [FORMAT]
    if isinstance(value, str) and hidden_problem(value):
        return [without_hidden(value)]
    if key_at(place) is None:
        return []
    table = tables_on(place)[-1]
    name = next(str(part) for part in reversed(place.path) if isinstance(part, str))
    choices = Choices(data, flows).of(table.name, name, inside) or []
    return [one["value"] for one in choices if one["value"] != value][:_MOST_TRIED]


def _value(place: Place, data: Any) -> tuple[Any, tuple[Mapping[str, Any], ...]]:
    """Return what is at a place, and the items of lists that it is inside of."""
    inside: list[Mapping[str, Any]] = []
    for part in place.path:
        there = isinstance(data, list) if isinstance(part, int) else isinstance(data, dict)
        if not there or (part >= len(data) if isinstance(part, int) else part not in data):
            return None, tuple(inside)
        data = data[part]
        if isinstance(part, int) and isinstance(data, dict):
            inside.append(data)
    return data, tuple(inside)
