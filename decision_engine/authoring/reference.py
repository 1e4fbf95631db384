"""A format as Markdown: a table for each table of its files, with each of its keys."""

from collections.abc import Iterator, Mapping

from decision_engine.authoring.schema import FLOW, KINDS, Key, Kind, Table


def flow_reference() -> str:
    """Return the Markdown of all tables of the flow format."""
    return reference_of(FLOW, KINDS)


def reference_of(root: Table, kinds: Mapping[Kind, str]) -> str:
    """Return the Markdown of all tables of a format; ``kinds`` has each kind in words."""
    return "\n".join(line for path, key, table in _tables(root) for line in _section(path, key, table, kinds))


def _tables(table: Table, path: str = "", key: Key | None = None) -> Iterator[tuple[str, Key | None, Table]]:
    """Yield each table of the format with its path and the key that holds it; it nests a few deep."""
    yield path, key, table
    for name, inner in table.keys.items():
        if inner.of:
            yield from _tables(inner.of, f"{path}.{name}".lstrip("."), inner)


def _section(path: str, key: Key | None, table: Table, kinds: Mapping[Kind, str]) -> Iterator[str]:
    yield f"### {_heading(path, key)} {{ #{path.replace('.', '-') or 'the-file'} }}"
    yield ""
    if key:
        yield f"{key.about} {'May be left out.' if key.optional else 'Needed.'}"
        yield ""
    yield "| Key | Value | What it is for |"
    yield "| --- | --- | --- |"
    for name, one in table.keys.items():
        optional = " May be left out." if one.optional else ""
        yield f"| `{name}` | {kinds[one.kind]} | {one.about}{optional}<br>`{one.example}` |"
    yield ""


def _heading(path: str, key: Key | None) -> str:
    if key is None:
        return "At the top of the file"
    return f"`[[{path}]]`" if key.kind == "tables" else f"`[{path}]`"
