"""What a control does to the work: each returns the files that it changes, and changes none itself.

An edit of a check of the site takes a copy of it into the folder first, with what it was made from beside it.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from build_scripts.editor.choices import references
from build_scripts.editor.forms import blank
from build_scripts.editor.names import Place, name_of, place_of
from build_scripts.editor.schema import key_at, order_at
from build_scripts.errors import BuildError
from build_scripts.partnership import BASED_ON, FLOWS, beginning_of, begun_from, shipped, starter
from build_scripts.toml import EditError, added, data_of, duplicated, moved, removed, with_value
from decision_engine.authoring.read import look_through

if TYPE_CHECKING:
    from collections.abc import Callable

    from build_scripts.editor.work import Changes, Files

_ITEM_S_ID = 3  # parts of its path, such as questions.1.id
_ID = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_EMPTY: tuple[object, ...] = ("", None, [])
_NOT_TEXT = "this file is no text in UTF-8; save it in a text editor with the encoding UTF-8, then open it again"


def value_set(files: Files, name: str, value: Any, *, keep: bool = False) -> Changes:
    """Set what a control edits; an empty value takes away what may be left out, unless it is to be kept.

    Raises BuildError for a name that names nothing, and for a file that can't be edited here.
    """
    place = place_of(name)
    key = key_at(place)

    def change(text: str) -> str:
        there = _found(data_of(text), place.path) is not None
        if not keep and value in _EMPTY and (key is None or key.optional) and isinstance(place.path[-1], str):
            return removed(text, place.path) if there else text
        return with_value(text, place.path, _for_toml(key.kind if key else "", value), order_at(place))

    return _edited(files, place, _renaming(place, value) if _is_new_id(place, value) else change)


def _is_new_id(place: Place, value: Any) -> bool:
    """Return whether an item of a check gets another id, by which the rest of the check names it."""
    is_item = place.file.startswith("flows/") and len(place.path) == _ITEM_S_ID and place.path[-1] == "id"
    return is_item and isinstance(value, str) and value != ""


def _renaming(place: Place, value: str) -> Callable[[str], str]:
    """Give an item another id wherever the check names it, its test cases included."""
    part = str(place.path[0])

    def change(text: str) -> str:
        data = data_of(text)
        old = _found(data, place.path)
        text = with_value(text, place.path, value, order_at(place))
        if not isinstance(old, str) or [one.get("id") for one in data.get(part, [])].count(old) > 1:
            return text  # which of several is meant, nobody knows
        for path in references(data, part, old):
            text = with_value(text, path, value)
        for at, case in enumerate(data.get("cases", []) if part == "questions" else []):
            if old in case.get("answers", {}):
                chosen = case["answers"][old]
                text = with_value(removed(text, ("cases", at, "answers", old)), ("cases", at, "answers", value), chosen)
        return text

    return change


def item_added(files: Files, name: str, value: Any, index: int | None = None) -> Changes:
    """Put an item into the list of that name, if none is given one to begin with; raises BuildError."""
    place = place_of(name)

    def change(text: str) -> str:
        found = _found(data_of(text), place.path)
        return added(text, place.path, blank(place, found) if value is None else value, index)

    return _edited(files, place, change)


def taken_away(files: Files, name: str) -> Changes:
    """Take an item, a table or a whole file away; raises BuildError."""
    place = place_of(name)
    if not place.path:
        if place.file not in files:
            raise BuildError([f"{place.file}: there is no such file in the folder"])
        return {place.file: None, f"{BASED_ON}/{place.file}": None}
    return _edited(files, place, lambda text: removed(text, place.path))


def item_moved(files: Files, name: str, to: int) -> Changes:
    """Give the item of that name another place in its list; raises BuildError."""
    place, holder, index = _item(name)
    return _edited(files, place, lambda text: moved(text, holder, index, to))


def item_doubled(files: Files, name: str) -> Changes:
    """Put a copy of an item after it, with an id of its own; raises BuildError."""
    place, holder, index = _item(name)

    def change(text: str) -> str:
        new = duplicated(text, holder, index)
        items: Any = data_of(new)
        for part in holder:
            items = items[part]
        if not isinstance(items[index], dict) or "id" not in items[index]:
            return new
        return with_value(new, (*holder, index + 1, "id"), _free(str(items[index]["id"]), items))

    return _edited(files, place, change)


def file_written(files: Files, file: str, text: str) -> Changes:
    """Put a text in the place of a file's, in the line ends that it had; raises BuildError."""
    place = place_of(name_of(file))
    if place.file != file:
        raise BuildError([f'"{file}" is no file of a folder. For example: pages/guidance/law.md'])
    old = files.get(file, b"")
    plain = text.replace("\r\n", "\n")
    return {file: _in_utf_8(plain.replace("\n", "\r\n") if b"\r\n" in old else plain, file)}


def copied_in(files: Files, file: str) -> Changes:
    """Take a page, a check or a data file of the site into the folder, to be changed there; raises BuildError."""
    if file in files:
        raise BuildError([f"{file}: it is there already, and nothing is written over it"])
    original = shipped(file, beginning_of(files))
    if original is None:
        raise BuildError([f'the site has no "{file}". For example: pages/guidance/law.md'])
    return {file: original, f"{BASED_ON}/{file}": original}


def begun_anew(files: Files, beginning: str) -> Changes:
    """Put a folder to begin with in the place of all files: a starting point's, or the empty one; raises BuildError."""
    gone: Changes = dict.fromkeys(files)
    return {**gone, **(begun_from(beginning) if beginning else {"partnership.toml": starter().encode()})}


def flow_begun(files: Files, source: str, name: str) -> Changes:
    """Begin a check of the folder's own as a copy of another, under a new id; raises BuildError."""
    if not _ID.fullmatch(name):
        what = "can't be the id of a check: it begins with a small letter and holds small letters, digits and hyphens"
        raise BuildError([f'"{name[:60]}" {what}. For example: housing'])
    file = f"flows/{name}.toml"
    if file in files or shipped(file, beginning_of(files)) is not None:
        raise BuildError([f'there is a check "{name}" already; give the new one another id'])
    text = text_of(files, f"flows/{source}.toml")
    return {file: with_value(text, ("id",), name).encode()}


def signed(files: Files, flow: str, reviewer: str, role: str, date: str) -> Changes:
    """Sign a check off as it is, in the place of what the same person has signed of it; raises BuildError."""
    day = _for_toml("date", date)
    if not reviewer.strip() or not role.strip() or not isinstance(day, dt.date):
        what = "a signature needs a name, a role and a date"
        raise BuildError([f"{what}. For example: A. Lee, Head of safeguarding, 2027-01-15"])
    content = text_of(files, f"flows/{flow}.toml").encode()
    read, problems = look_through(content, f"{flow}.toml")
    if read is None or problems:
        raise BuildError([f"flows/{flow}.toml: a check that has problems can't be signed off"])
    entry = {
        "reviewer": reviewer,
        "role": role,
        "flow": flow,
        "date": day,
        "version": read.flow.version,
        "sha256": read.sha256,
    }

    def change(text: str) -> str:
        entries = data_of(text).get("sign_offs", [])
        same = [at for at, one in enumerate(entries) if (one.get("reviewer"), one.get("flow")) == (reviewer, flow)]
        for at in reversed(same):
            text = removed(text, ("sign_offs", at))
        return added(text, ("sign_offs",), entry)

    changes = _edited(files, Place("data/sign_off.toml", ("sign_offs",)), change)
    return {**changes, signed_copy(flow): content}


def signed_copy(flow: str) -> str:
    """Return where the folder keeps a check as it was when it was last signed off."""
    return f"{BASED_ON}/signed/{flow}.toml"


def flow_titles(files: Files) -> dict[str, str]:
    """Return the titles of the site's checks by their ids: those that it comes with, and the folder's own."""
    names = {*FLOWS, *(name[6:-5] for name in files if name.startswith("flows/") and name.endswith(".toml"))}
    titles = {}
    for name in sorted(names):
        try:
            title = data_of(text_of(files, f"flows/{name}.toml")).get("title")
        except BuildError:
            title = None
        titles[name] = title if isinstance(title, str) and title else name
    return titles


def _item(name: str) -> tuple[Place, tuple[str | int, ...], int]:
    place = place_of(name)
    index = place.path[-1] if place.path else ""
    if not isinstance(index, int):
        raise BuildError([f'"{name}" is no item of a list. For example: partnership.contacts.0'])
    return place, place.path[:-1], index


def _edited(files: Files, place: Place, change: Callable[[str], str]) -> Changes:
    """Change a TOML file of the folder, or the site's own, which then is in the folder too."""
    if not place.path or not place.file.endswith(".toml"):
        raise BuildError([f"{place.file}: this file is edited as a whole"])
    text = text_of(files, place.file)
    try:
        new = change(text)
    except EditError as error:
        raise BuildError([f"{place.file}: {problem}" for problem in error.problems]) from error
    if place.file in files or place.file.startswith("data/"):
        return {place.file: _in_utf_8(new, place.file)}
    return {**copied_in(files, place.file), place.file: _in_utf_8(new, place.file)}


def _in_utf_8(text: str, file: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise BuildError(
            [f"{file}: the text holds half a sign, which no file can hold; type or paste it again"]
        ) from error


def text_of(files: Files, file: str) -> str:
    """Return the text of the folder's file, or else of the site's own; data that adds to the site's begins empty."""
    content = files.get(file)
    if content is None:
        content = b"" if file.startswith("data/") else shipped(file, beginning_of(files))
    if content is None:
        raise BuildError([f"{file}: there is no such file"])
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise BuildError([f"{file}: {_NOT_TEXT}"]) from error


def _found(data: Any, path: tuple[str | int, ...]) -> Any:
    """Return what is at a path, or nothing."""
    for part in path:
        inside = isinstance(data, list) if isinstance(part, int) else isinstance(data, dict)
        if not inside or (part >= len(data) if isinstance(part, int) else part not in data):
            return None
        data = data[part]
    return data


def _for_toml(kind: str, value: Any) -> Any:
    """Return what a control holds as TOML has it: dates and numbers where they can be read as such."""
    if kind == "date" and isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return value  # whose reader says what is wrong with it
    if kind == "number" and isinstance(value, str) and value.isdecimal():
        return int(value)
    return "" if value is None else value


def _free(name: str, items: list[dict[str, Any]]) -> str:
    """Return an id like another that no item of the list has."""
    taken = {item.get("id") for item in items}
    number = next(n for n in range(2, len(items) + 3) if f"{name[:60]}-{n}" not in taken)
    return f"{name[:60]}-{number}"
