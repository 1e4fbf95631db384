"""A TOML file changed in one place: it says exactly what was meant, and every other byte is as it was."""

from __future__ import annotations

import tomllib
from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.paths import ROOT
from build_scripts.toml import EditError, added, data_of, duplicated, moved, removed, with_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    type Data = dict[str, Any]

CASES = tomllib.loads(Path(__file__).with_name("edits.toml").read_text(encoding="utf-8"))
DO: dict[str, Callable[..., str]] = {
    "set": with_value,
    "remove": removed,
    "add": added,
    "duplicate": duplicated,
    "move": moved,
}
FILES = [
    path.read_bytes().decode()
    for folder in ("decision_engine/flows", "tests/folders", "docs/_data/partnership")
    for path in sorted((ROOT / folder).rglob("*.toml"))
    if b"\0" not in path.read_bytes()
]
SOUND = [text for text in FILES if "=" in text and len(text) < 40_000]
KEYS = st.sampled_from(["id", "to", "name", "two words", "a.b"])
TEXTS = st.text(st.sampled_from("a \"'\\#[]{}=,\n\té"), max_size=8)


@pytest.mark.parametrize("case", CASES["edits"], ids=lambda case: str(case["name"]))
def test_edit_leaves_the_rest_as_it_was(case: Data) -> None:
    """Comments, order, indents, line ends, with the file's own way to write a list."""
    assert DO[case["do"]](case["before"], tuple(case["path"]), *case.get("given", [])) == case["after"]


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: str(case["name"]))
def test_what_cannot_be_done_is_refused_in_words(case: Data) -> None:
    """And the file is as it was."""
    with pytest.raises(EditError) as caught:
        DO[case["do"]](case["before"], tuple(case["path"]), *case.get("given", []))
    assert str(caught.value) == case["message"]


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A file as people write them: comments, empty lines, lists in brackets and with headers, either line end."""
    lines: list[str] = []

    def trivia() -> None:
        lines.extend(draw(st.lists(st.sampled_from(["", "# a comment", "  # [not] = a key"]), max_size=2)))

    def value() -> str:
        texts = [written(text) for text in draw(st.lists(TEXTS, max_size=3))]
        return draw(
            st.sampled_from(
                [
                    "1",
                    "true",
                    "2026-11-22",
                    "'plain'",
                    '"""two\nlines"""',
                    f"[{', '.join(texts)}]",
                    "".join(["[\n", *(f"  {text}, # why\n" for text in texts), "]"]),
                    "[\n" + ",\n  ".join(texts) + "]",
                    "{x = 1, y = [1, 2]}",
                    "{}",
                ]
            )
        )

    def entries(names: Iterable[str]) -> None:
        for name in names:
            trivia()
            lines.append(f"{name} = {value()}{draw(st.sampled_from(['', '  # said']))}")
        trivia()

    entries(draw(st.lists(st.sampled_from(["a", "b", "c.d", "c.e"]), unique=True)))
    for table in draw(st.lists(st.sampled_from(["t", "u.v"]), unique=True)):
        lines.append(f"[{table}]")
        entries(draw(st.lists(st.sampled_from(["k", "l"]), unique=True)))
    for _ in range(draw(st.integers(0, 3))):
        lines.append("[[q]]")
        entries(draw(st.lists(st.sampled_from(["id", "n"]), unique=True)))
        for _ in range(draw(st.integers(0, 2))):
            lines.append("[[q.o]]")
            entries(draw(st.lists(st.sampled_from(["id", "n"]), unique=True)))
    end = draw(st.sampled_from(["", "\n"]))
    return draw(st.sampled_from(["\n", "\r\n"])).join("\n".join(lines).split("\n")) + end


def written(text: str) -> str:
    """Write a text, by a hand other than that of the code that is tried."""
    return '"' + "".join(f"\\u{ord(sign):04x}" if sign in '"\\\n\t' else sign for sign in text) + '"'


def lists_of(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the paths of all lists with something in them."""
    parts: list[tuple[str | int, Any]] = []
    if isinstance(data, dict):
        parts = list(data.items())
    elif isinstance(data, list):
        parts = list(enumerate(data))
    found = [path] if isinstance(data, list) and data else []
    return found + [inner for key, part in parts for inner in lists_of(part, (*path, key))]


def keys_of(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the paths of all keys."""
    if isinstance(data, list):
        return [inner for at, part in enumerate(data) for inner in keys_of(part, (*path, at))]
    if not isinstance(data, dict):
        return []
    return [inner for key, part in data.items() for inner in ((*path, key), *keys_of(part, (*path, key)))]


def part_of(data: Any, path: tuple[str | int, ...]) -> Any:
    """Follow a path."""
    for key in path:
        data = data[key]
    return data


def subsequence(few: list[str], many: list[str]) -> bool:
    """Return whether all of some lines are among others, in their order."""
    rest = iter(many)
    return all(line in rest for line in few)


def lines_of(text: str) -> list[str]:
    """Return the lines that say something."""
    return [line.rstrip("\r") for line in text.split("\n") if line.strip()]


def tidy(data: Any) -> Any:
    """Return data without tables and lists that hold nothing: where each part has a header, these are not there."""
    if isinstance(data, dict):
        parts = {key: tidy(part) for key, part in data.items()}
        return {key: part for key, part in parts.items() if part not in ([], {})}
    return [tidy(part) for part in data] if isinstance(data, list) else data


def check(text: str, new: str, change: Callable[[Data], object]) -> None:
    """Hold a changed text to the data that it should have."""
    wanted = deepcopy(data_of(text))
    change(wanted)
    assert tidy(data_of(new)) == tidy(wanted)


TRIED = st.one_of(documents(), st.sampled_from(SOUND))


@settings(max_examples=80, deadline=None)
@given(TRIED, st.data())
def test_moved_items_keep_every_line(text: str, data: st.DataObject) -> None:
    """In another order, and none is lost or changed; moved back the file says what it said."""
    if lists := lists_of(data_of(text)):
        path = data.draw(st.sampled_from(lists))
        last = len(part_of(data_of(text), path)) - 1
        one, two = data.draw(st.tuples(st.integers(0, last), st.integers(0, last)))
        new = moved(text, path, one, two)
        check(text, new, lambda wanted: part_of(wanted, path).insert(two, part_of(wanted, path).pop(one)))
        assert data_of(moved(new, path, two, one)) == data_of(text)
        assert Counter(new.replace("\n", "").replace("\r", "")) == Counter(text.replace("\n", "").replace("\r", ""))


@settings(max_examples=80, deadline=None)
@given(TRIED, st.data())
def test_removed_items_and_keys_take_nothing_else_along(text: str, data: st.DataObject) -> None:
    """What is left is the file's own lines in their order, but for a line with several items on it."""
    paths = [*keys_of(data_of(text)), *((*path, 0) for path in lists_of(data_of(text)))]
    if paths:
        path = data.draw(st.sampled_from(paths))
        new = removed(text, path)
        check(text, new, lambda wanted: part_of(wanted, path[:-1]).__delitem__(path[-1]))
        changed = [line for line in lines_of(new) if line not in lines_of(text)]
        assert len(changed) <= 1
        assert subsequence([line for line in lines_of(new) if line not in changed], lines_of(text))


@settings(max_examples=80, deadline=None)
@given(TRIED, st.data())
def test_added_and_copied_items_leave_the_others(text: str, data: st.DataObject) -> None:
    """Each in its place, with the lines of the file round it."""
    if lists := lists_of(data_of(text)):
        path = data.draw(st.sampled_from(lists))
        items = part_of(data_of(text), path)
        index = data.draw(st.integers(0, len(items) - 1))
        new = duplicated(text, path, index)
        check(text, new, lambda wanted: part_of(wanted, path).insert(index + 1, deepcopy(items[index])))
        item = {"id": data.draw(TEXTS), "inside": [{"x": 1}]} if isinstance(items[0], dict) else data.draw(TEXTS)
        put = data.draw(st.one_of(st.none(), st.integers(0, len(items))))
        more = added(text, path, item, put)
        check(text, more, lambda wanted: part_of(wanted, path).insert(len(items) if put is None else put, item))
        for made in (new, more):
            missing = [line for line in lines_of(text) if line not in lines_of(made)]
            assert len(missing) <= 1, "the line of a list that is written on one"


@settings(max_examples=80, deadline=None)
@given(TRIED, st.data())
def test_set_values_change_no_other_sign(text: str, data: st.DataObject) -> None:
    """A text in the place of another, or a key that wasn't there."""
    value = data.draw(st.one_of(TEXTS, st.booleans(), st.integers(), st.dates(), st.lists(TEXTS)))
    parsed = data_of(text)
    old = [path for path in keys_of(parsed) if not isinstance(part_of(parsed, path), dict | list)]
    tables = [(), *(path for path in keys_of(parsed) if isinstance(part_of(parsed, path), dict))]
    tables += [(*path, 0) for path in lists_of(parsed) if isinstance(part_of(parsed, path)[0], dict)]
    new_keys = [(*table, data.draw(KEYS)) for table in tables]
    path = data.draw(st.sampled_from([*old, *(one for one in new_keys if one[-1] not in part_of(parsed, one[:-1]))]))
    new = with_value(text, path, value)
    check(text, new, lambda wanted: part_of(wanted, path[:-1]).__setitem__(path[-1], value))
    if path in old:
        assert Counter(line for line in new.split("\n") if line.startswith("#")) >= Counter(
            line for line in text.split("\n") if line.startswith("#")
        )
    else:
        assert subsequence(lines_of(text), lines_of(new)) or "{" in text


def test_files_that_are_tried_are_there() -> None:
    """Flows and the folders of many partnerships."""
    assert len(SOUND) > 10
