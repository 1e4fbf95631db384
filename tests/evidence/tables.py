"""The tables that the tests' cases make: routes by browser, servers by path, faults by recovery, visits by browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.evidence.cases import FAILED, NOT_RUN, PASSED, Case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

ROUTES, SERVERS, FAULTS = "Routes by browser", "Servers by path", "Faults by recovery"
PRIVACY = "Nothing leaves, nothing stays"
CORNERS = {ROUTES: "Route", SERVERS: "Server", FAULTS: "Fault", PRIVACY: "Shown of two visitors"}
# The end of a test's module, its name and what the case is about; its row and its column.
_PLACES = (
    (ROUTES, r"test_routes::test_the_engine_ends_\w+\[(?P<at>/(?:.*/)?)-(?P<row>.+)\]", "Chromium, {at}"),
    (ROUTES, r"test_routes::test_the_page_by_itself_\w+\[(?P<row>.+)\]", "Chromium, without the engine"),
    (ROUTES, r"test_routes::test_without_script_\w+\[(?P<row>.+)\]", "Chromium, without script"),
    (ROUTES, r"test_routes_elsewhere::test_the_engine_\w+\[(?P<at>[^-]+)-(?P<row>.+)\]", "{at}, /"),
    (SERVERS, r"test_servers::\w+\[(?P<row>\w+)-(?P<at>/.*)\]", "as it is, {at}"),
    (SERVERS, r"test_ready_made::\w+\[(?P<row>\w+) (?P<at>/(?:sub/)?).*\]", "our settings, {at}"),
    (SERVERS, r"test_awkward_servers::test_the_engine_\w+\[(?P<row>.+)\]", "as it is, /"),
    (PRIVACY, r"test_nothing_\w+::test_(?P<row>\w+)\[(?P<at>\w+)\]", "{at}"),
)
ENDS, RESULT = "Ends with", "Result"
NOTHING = "-"
# Of several cases in one place the worst is shown.
_WORST = (PASSED, NOT_RUN, FAILED)


@dataclass(frozen=True, slots=True)
class Table:
    """A title, the words of its head and its rows, each as long as the head."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables(cases: Iterable[Case]) -> tuple[list[Table], list[Case]]:
    """Return the tables that have any case, and the cases that have no place in one."""
    cells: dict[str, dict[str, dict[str, str]]] = {title: {} for title in CORNERS}
    rest = []
    for case in cases:
        if place := _place(case):
            title, row, column = place
            line = cells[title].setdefault(row, {})
            line[column] = max(line.get(column, PASSED), case.went, key=_WORST.index)
        elif "recovery" in case.notes:
            cells[FAULTS][case.notes["fault"]] = {ENDS: case.notes["recovery"], RESULT: case.went}
        else:
            rest.append(case)
    return [_table(title, lines) for title, lines in cells.items() if lines], rest


def markdown(table: Table, plain: Callable[[str], str]) -> str:
    """Write a table in Markdown; `plain` makes words safe to stand there."""
    rows = [table.head, tuple("---" for _ in table.head), *table.rows]
    made = [
        "| " + " | ".join(cell if number == 1 else plain(cell) for cell in row) + " |"
        for number, row in enumerate(rows)
    ]
    return "\n".join(made)


def for_the_eye(table: Table) -> Iterator[str]:
    """Write a table in lines for a terminal."""
    rows: Sequence[tuple[str, ...]] = (table.head, *table.rows)
    widths = [max(len(row[at]) for row in rows) for at in range(len(table.head))]
    yield table.title
    for row in rows:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _place(case: Case) -> tuple[str, str, str] | None:
    """Return the table, the row and the column of a case that has them."""
    key = f"{case.module.rpartition('.')[2]}::{case.test}" + (f"[{case.about}]" if case.about else "")
    for title, pattern, column in _PLACES:
        if found := re.fullmatch(pattern, key):
            row = found["row"].replace("_", " ") if title == PRIVACY else found["row"]
            return title, row, column.format(**found.groupdict())
    return None


def _table(title: str, lines: dict[str, dict[str, str]]) -> Table:
    columns = sorted({column for line in lines.values() for column in line})
    rows = tuple((row, *(line.get(column, NOTHING) for column in columns)) for row, line in lines.items())
    return Table(title, (CORNERS[title], *columns), rows)
