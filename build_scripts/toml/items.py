"""The items of a list, in brackets or each with a header: put in, taken away, copied, in another order.

A moved item takes the comments right above it along. What parts two items, such as an empty line, stays where it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from build_scripts.toml.paths import EditError, names_of, told
from build_scripts.toml.places import after_trivia, end_of_line
from build_scripts.toml.tables import block_after, cut_out, found_at, value_at, with_value_at, without_sections
from build_scripts.toml.written import table_lines, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from build_scripts.toml.paths import Path
    from build_scripts.toml.places import Section, Splice, Value


def item_put_in(body: str, sections: list[Section], path: Path, item: Any, index: int | None) -> list[Splice]:
    """Put an item into a list, as the others are written."""
    value = value_at(sections, path)
    if value is None and found_at(sections, path) is None:
        return with_value_at(body, sections, path, [item], ())
    if value is None:
        items = _items(sections, path)
        if index is None or index >= len(items):
            return [block_after(body, items[-1][-1], names_of(path), item)]
        lead = items[max(index, 0)][0].lead
        return [(lead, lead, "".join(f"{line}\n" for line in (*table_lines(names_of(path), item, item=True), "")))]
    if not value.parts and isinstance(item, Mapping):
        return [(value.start, value.end, f"[{written(item)}]")]
    return _put_in_brackets(body, value, written(item), index)


def _put_in_brackets(body: str, value: Value, text: str, index: int | None) -> list[Splice]:
    parts = value.parts or ()
    if not parts:
        return [(value.start + 1, value.start + 1, text)]
    in_lines = "\n" in body[value.start : parts[0].start]
    if index is not None and index < len(parts):
        part = parts[max(index, 0)]
        between = f"\n{_indent(body, part)}" if in_lines and _begins_line(body, part) else " "
        return [(part.start, part.start, f"{text},{between}")]
    last = parts[-1]
    if not in_lines:
        return [(last.end, last.end, f", {text}")]
    comma = after_trivia(body, last.end)
    line_end = end_of_line(body, comma)
    indent = _indent(body, last)
    if body[comma] == "," and line_end < value.end:
        return [(line_end, line_end, f"{indent}{text},\n")]
    return [(last.end, last.end, f",\n{indent}{text}")]


def without_item(body: str, sections: list[Section], path: Path, index: int) -> list[Splice]:
    """Take an item away; of one that has lines for itself the whole lines."""
    value = value_at(sections, path)
    if value is None:
        return without_sections(body, sections, _items(sections, path)[index])
    parts = value.parts or ()
    part = parts[index]
    if len(parts) == 1:
        return [(value.start, value.end, "[]")]
    comma = after_trivia(body, part.end)
    end = comma + 1 if body[comma] == "," and "\n" not in body[part.end : comma] else part.end
    rest = body[end : end_of_line(body, end)].strip()
    if _begins_line(body, part) and (not rest or rest.startswith("#")):
        return [(body.rfind("\n", 0, part.start) + 1, end_of_line(body, end), "")]
    return [cut_out([(one.start, one.end) for one in parts], index)]


def copied_item(body: str, sections: list[Section], path: Path, index: int) -> list[Splice]:
    """Put a copy of an item right after it."""
    value = value_at(sections, path)
    if value is not None:
        part = (value.parts or ())[index]
        return _put_in_brackets(body, value, body[part.start : part.end], index + 1)
    item = _together(sections, path)[index]
    core = body[item[0].lead : item[-1].core]
    place = item[-1].core
    return [(place, place, f"\n{core}" if core.endswith("\n") else f"\n\n{core}")]


def items_in_order(body: str, sections: list[Section], path: Path, order: Sequence[int]) -> list[Splice]:
    """Put the items into another order."""
    value = value_at(sections, path)
    if value is not None:
        parts = value.parts or ()
        texts = [body[part.start : part.end] for part in parts]
        return [(part.start, part.end, texts[n]) for part, n in zip(parts, order, strict=True)]
    items = _together(sections, path)
    cores = [body[item[0].lead : item[-1].core] for item in items]
    whole = [core if core.endswith("\n") else f"{core}\n" for core in cores]
    places = [(item[0].lead, item[-1].core) for item in items]
    return [(*place, whole[n]) for place, n in zip(places, order, strict=True)]


def _items(sections: Sequence[Section], path: Path) -> list[list[Section]]:
    """Return the sections of each item of a list of tables."""
    items: dict[str | int, list[Section]] = {}
    for section in sections:
        if len(section.path) > len(path) and section.path[: len(path)] == path:
            items.setdefault(section.path[len(path)], []).append(section)
    return list(items.values())


def _together(sections: list[Section], path: Path) -> list[list[Section]]:
    """Return the same of a list whose items are each in one piece."""
    items = _items(sections, path)
    numbers = {id(section): number for number, section in enumerate(sections)}
    for item in items:
        if numbers[id(item[-1])] - numbers[id(item[0])] != len(item) - 1:
            raise EditError([f"{told(path)} has another table amid one of its own; move it in a text editor"])
    return items


def _begins_line(body: str, part: Value) -> bool:
    return not _indent(body, part).strip()


def _indent(body: str, part: Value) -> str:
    """Return what is on the line before a part."""
    return body[body.rfind("\n", 0, part.start) + 1 : part.start]
