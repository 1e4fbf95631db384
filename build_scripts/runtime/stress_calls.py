"""Calls of the engine that no visitor makes, so that what is cut keeps whatever refusals and large records need too."""

from __future__ import annotations

import json
from itertools import cycle
from typing import TYPE_CHECKING, Any

from decision_engine.authoring.schema import FLOW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from decision_engine.authoring.schema import Table

TIMES = (
    "2026-01-31T09:30+00:00",
    "2026-01-31T09:30:59-11:30",
    "2024-02-29T23:59:59+14:00",
    "2026-01-31T09:30:00.123456+00:00",
    "2026-01-31T09:30:00Z",
    "2026-01-31 09:30:00+00:00",
    "2025-02-29T09:30:00+00:00",
    "2026-W05-6T09:30:00+00:00",
    "20260131T093000+0000",
    "2026-01-31",
    "",
    "yesterday",
    "٢٠٢٦-01-31T09:30:00+00:00",
    "2026-01-31T09:30:00+99:99",
)
_TEXTS = (
    "",
    " ",
    "\ufeff{}",
    "null",
    "true",
    "17",
    "-0.0",
    "1e999",
    "NaN",
    "-Infinity",
    "123456789012345678901234567890",
    "[1.5e-320, 5.960464477539063e-08, -5.599344797714189e+16, 5.4565387746582105e+197, 0.1, 2.5e22, 1e-5]",
    "[2.2250738585072011e-308, 1.7976931348623157e308, 123456789012345678901234567890.123456789e-40]",
    '"text"',
    "[]",
    "[1, 2.5, null]",
    "{",
    "}",
    '{"a"}',
    '{"a":}',
    '{"a": 1,}',
    "{'a': 1}",
    '{"a": 1} 2',
    '{"a": 1, "a": 2}',
    '"\\ud800"',
    '"\\ud83d\\ude00 \\u00e9 \\/ \\b\\f\\n\\r\\t"',
    '"\\x41"',
    '"\\u12"',
    '"line\nbreak"',
    '"\x00"',
    "😀",
    '{"😀": {"option": "é"}}',
    "[" * 32 + "]" * 32,
    "[" * 33 + "]" * 33,
    "[" * 100_000,
    "{" * 40,
    '["' + "\\u00e9" * 2_000 + '"]',
    "[" + "0," * 2_000 + "0]",
)
_ANSWERS: tuple[Any, ...] = (
    None,
    [],
    "yes",
    {"option": None},
    {"option": 1},
    {"option": ["a"]},
    {"option": ""},
    {"option": "yes", "grounds": "all"},
    {"option": "yes", "grounds": [1]},
    {"option": "yes", "grounds": ["none", "none"]},
    {"option": "yes", "more": 1},
    {"options": []},
)
_LONG = 'A sentence with é, 😀 and <marks> & "quotes", which is said again and again. ' * 20
# Python keeps texts in one, two or four bytes a letter, and joins, splits and compares each kind in functions of its
# own: a flow has one of these around each text, or another one around each.
_LETTERS = ("é", "\u2013", "😀", "\u2028", "é\u2013😀")
# So long that memory has to grow.
_HUGE = '["' + "a" * 8_000_000 + '"]'


def stress_calls(given: Mapping[str, Any], answers: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Yield calls for an opened flow, given as `open_flow` takes it, and answers that end in an outcome.

    The last one opens the flow again.
    """
    for text in _TEXTS:
        yield from ((name, [text]) for name in ("trace", "record", "document"))
    yield "trace", [_HUGE]
    first = next(iter(answers))
    yield from (("trace", [json.dumps({first: answer})]) for answer in _ANSWERS)
    yield from (("trace", [json.dumps({name: answer})]) for name in ("", "é", "?" * 5_000) for answer in _ANSWERS[:6])
    ticked = [f"{checklist['id']}/{item['id']}" for checklist in _checklists(given) for item in checklist["items"]]
    for time in TIMES:
        yield "record", [json.dumps({"answers": answers, "time": time, "ticked": ticked})]
    for name in ("record", "document"):
        yield name, [json.dumps({"answers": {}, "time": TIMES[0], "ticked": []})]
        yield name, [json.dumps({"answers": answers, "time": TIMES[0], "ticked": [1, None, "no/such"]})]
        yield name, [json.dumps({"answers": answers, "time": 7, "ticked": []})]
        yield name, [json.dumps({"answers": answers, "time": TIMES[0]})]
    wrong: tuple[dict[str, Any], ...] = ({}, {"mapping": {}}, {**given, "mapping": None})
    for broken in wrong:
        yield "open_flow", [json.dumps(broken)]
        yield "record", [json.dumps({"answers": answers, "time": TIMES[0], "ticked": []})]
    yield "open_flow", [json.dumps(_swollen(given))]
    for name in ("record", "document"):
        yield name, [json.dumps({"answers": answers, "time": TIMES[1], "ticked": ticked})]
    for letters in (*([letter] for letter in _LETTERS), ["", *_LETTERS], ["", "", "😀", "\u2013"]):
        yield "open_flow", [json.dumps(_lettered(given, letters), ensure_ascii=False)]
        yield "trace", [json.dumps(answers)]
        yield "trace", [json.dumps({**answers, letters[-1]: {"option": letters[-1]}}, ensure_ascii=False)]
        for name in ("record", "document"):
            yield name, [json.dumps({"answers": answers, "time": TIMES[0], "ticked": ticked})]
    yield "open_flow", [json.dumps(given, ensure_ascii=False)]


def _lettered(given: Mapping[str, Any], letters: list[str]) -> dict[str, Any]:
    """Return a flow with letters around each of its texts and names, one after the other."""
    turns = cycle(letters)

    def around(text: str) -> str:
        letter = next(turns)
        return f"{letter}{text}{letter}"

    names = {name: around(value) for name, value in given["names"].items()}
    banner, mapping = around(given["banner"]), _with(FLOW, given["mapping"], around)
    return {**given, "banner": banner, "names": names, "mapping": mapping}


def _with(table: Table, values: Mapping[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    """Return a table of a flow with each of its texts changed, the version apart."""
    made = dict(values)
    for name, value in values.items():
        key = table.keys[name]
        if key.of and isinstance(value, list):
            made[name] = [_with(key.of, one, change) for one in value]
        elif key.of:
            made[name] = _with(key.of, value, change)
        elif key.kind == "texts":
            made[name] = [change(one) for one in value]
        elif key.kind == "text" and name != "version":
            made[name] = change(value)
    return made


def _checklists(given: Mapping[str, Any]) -> list[dict[str, Any]]:
    checklists: list[dict[str, Any]] = given["mapping"].get("checklists", [])
    return checklists


def _swollen(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return a flow whose record is long."""
    mapping = given["mapping"]
    return {**given, "banner": _LONG, "mapping": {**mapping, "limits": [_LONG] * 10}}
