"""Where a key or a table is in a text, or would be: what to put in the place of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from build_scripts.toml.paths import EditError, names_of, told
from build_scripts.toml.places import Entry, Section, Value, end_of_line
from build_scripts.toml.written import are_tables, is_table, key_written, table_lines, written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from build_scripts.toml.paths import Path
    from build_scripts.toml.places import Splice


def found_at(sections: Sequence[Section], path: Path) -> Entry | Value | Section | None:
    """Return what is at a path: a key with its value, a part of a list, a table or list with headers, or nothing."""
    for section in sections:
        if section.path and section.path[: len(path)] == path:
            return section
        for entry in section.entries:
            whole = (*section.path, *entry.keys)
            if whole[: len(path)] == path and len(whole) > len(path):
                return section
            if path[: len(whole)] == whole and (found := _inside(entry, path[len(whole) :])):
                return found
    return None


def _inside(found: Entry, rest: Path) -> Entry | Value | None:
    """Return what is inside a value."""
    if not rest:
        return found
    value = found.value
    while rest and isinstance(rest[0], int):
        if value.parts is None or rest[0] >= len(value.parts):
            return None
        value, rest = value.parts[rest[0]], rest[1:]
    if not rest:
        return value
    for entry in value.entries or ():
        if rest[: len(entry.keys)] == entry.keys:
            return _inside(entry, rest[len(entry.keys) :])
    return None


def value_at(sections: Sequence[Section], path: Path) -> Value | None:
    """Return the value that is written at a path, unless it has headers of its own."""
    found = found_at(sections, path)
    return found.value if isinstance(found, Entry) else found if isinstance(found, Value) else None


def with_value_at(body: str, sections: list[Section], path: Path, value: Any, order: Sequence[str]) -> list[Splice]:
    """Put a value in the place of what is there, or in its own where nothing is."""
    if old := value_at(sections, path):
        return [(old.start, old.end, written(value))]
    if found_at(sections, path):
        raise EditError([f"{told(path)} is a table with a header of its own; change what is in it"])
    if (is_table(value) or are_tables(value)) and value_at(sections, path[:-1]) is None:
        return with_table(body, sections, path, value)
    return _with_entry(body, sections, path, written(value), order)


def _with_entry(body: str, sections: list[Section], path: Path, text: str, order: Sequence[str]) -> list[Splice]:
    """Put a new key into the table that it belongs to, as that is written: below a header, in braces, or dotted."""
    holder, key = path[:-1], str(path[-1])
    if table := value_at(sections, holder):
        entries = table.entries or ()
        piece = f"{key_written(key)} = {text}"
        end = entries[-1].value.end if entries else table.start + 1
        return [(end, end, f", {piece}" if entries else piece)]
    own = [section for section in sections if section.path == holder]
    if own:
        before = order[: order.index(key)] if key in order else ()
        ahead = [entry for entry in own[0].entries if not before or entry.keys[0] in before]
        return [_line_after(body, own[0], ahead[-1] if ahead else None, (key,), text)]
    for section in reversed(sections):
        cut = len(holder) - len(section.path)
        dotted = [one for one in section.entries if (*section.path, *one.keys[:cut]) == holder]
        if dotted:
            return [_line_after(body, section, dotted[-1], (*dotted[-1].keys[:cut], key), text)]
    lines = [*table_lines(names_of(holder), {}, item=False), f"{key_written(key)} = {text}"]
    return [_block(body, _last_inside(sections, holder).core, lines)]


def _line_after(body: str, section: Section, entry: Entry | None, keys: Sequence[str], text: str) -> Splice:
    """Put a line below another, indented as that is, or else right below the header."""
    line = f"{'.'.join(map(key_written, keys))} = {text}\n"
    if entry is None and not section.path and section.entries:  # nothing is above the first key of a file
        start = body.rfind("\n", 0, section.entries[0].start) + 1
        return start, start, line
    if entry is None:
        place, indent = section.body if section.path else section.core, ""
    else:
        place = end_of_line(body, entry.value.end)
        indent = body[body.rfind("\n", 0, entry.start) + 1 : entry.start]
    return place, place, ("" if _is_line_start(body, place) else "\n") + indent + line


def with_table(body: str, sections: list[Section], path: Path, value: Any) -> list[Splice]:
    """Put a new table right below the table that it belongs to, or a list of tables below all that is in that."""
    items = value if isinstance(value, list) else [value]
    lines: list[str] = []
    for item in items:
        lines += ["", *table_lines(names_of(path), item, item=isinstance(value, list))]
    own = [section for section in sections if section.path == path[:-1]]
    after = own[0] if own and not isinstance(value, list) else _last_inside(sections, path[:-1])
    return [_block(body, after.core, lines[1:])]


def _last_inside(sections: Sequence[Section], path: Path) -> Section:
    """Return the last section of a table and of all that is in it."""
    return [section for section in sections if section.path[: len(path)] == path][-1]


def _block(body: str, place: int, lines: Sequence[str]) -> Splice:
    """Put lines between others, with an empty line above them, and below where something follows."""
    above = "" if place == 0 else "\n" if _is_line_start(body, place) else "\n\n"
    below = "" if body[place:].startswith(("\n", "\r\n")) or not body[place:] else "\n"
    return place, place, above + "".join(f"{line}\n" for line in lines) + below


def block_after(body: str, section: Section, names: Sequence[str], item: Mapping[str, Any]) -> Splice:
    """Put an item of a list of tables below a section."""
    return _block(body, section.core, [*table_lines(names, item, item=True)])


def _is_line_start(body: str, place: int) -> bool:
    return place == 0 or body[place - 1] == "\n"


def without_key(body: str, sections: list[Section], path: Path) -> list[Splice]:
    """Take away a key with its line, or a table with everything in it."""
    gone = [section for section in sections if section.path[: len(path)] == path]
    splices = without_sections(body, sections, gone)
    for section in sections:
        for entry in section.entries:
            if section not in gone and (*section.path, *entry.keys)[: len(path)] == path:
                start = body.rfind("\n", 0, entry.start) + 1
                splices.append((start, end_of_line(body, entry.value.end), ""))
    if splices:
        return splices
    table = value_at(sections, path[:-1])
    entries = table.entries if table and table.entries else ()
    index = next((n for n, entry in enumerate(entries) if entry.keys == path[-1:]), None)
    if index is None:
        raise EditError([f"{told(path)} can't be taken away here; change it in a text editor"])
    return [cut_out([(entry.start, entry.value.end) for entry in entries], index)]


def cut_out(spans: Sequence[tuple[int, int]], index: int) -> Splice:
    """Cut one of several things on a line out, with the comma that it needed."""
    start, end = spans[index]
    if index + 1 < len(spans):
        return start, spans[index + 1][0], ""
    return (spans[index - 1][1] if index else start), end, ""


def without_sections(body: str, sections: list[Section], gone: Sequence[Section]) -> list[Splice]:
    """Take sections away, and what parted them from others where that is nothing but empty lines."""
    splices = []
    numbers = [number for number, section in enumerate(sections) if any(section is one for one in gone)]
    while numbers:
        first = last = numbers.pop(0)
        while numbers and numbers[0] == last + 1:
            last = numbers.pop(0)
        start, end = sections[first].lead, sections[last].core
        above = sections[first - 1].core if first else start
        if end < sections[last].end and not body[end : sections[last].end].strip() and last + 1 < len(sections):
            end = sections[last].end
        elif not body[above:start].strip():
            start = above
        splices.append((start, end, ""))
    return splices
