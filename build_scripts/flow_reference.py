"""Flow format to the tables of docs/adopt/flow-reference.md: every table of a flow file, with each of its keys.

After a change of the format:  python -m build_scripts.flow_reference
"""

import re
from collections.abc import Iterator

from build_scripts.paths import ROOT
from decision_engine.schema import FLOW, KINDS, Key, Table

PAGE = ROOT / "docs" / "adopt" / "flow-reference.md"
_BETWEEN = re.compile(r"(?<=\{# keys #\}\n).*(?=\{# end of keys #\})", re.DOTALL)


def flow_reference(page: str) -> str:
    """Return the page's Markdown with its tables made anew, between the two comments that mark their place."""
    tables = "\n".join(line for path, key, table in _tables() for line in _section(path, key, table))
    return _BETWEEN.sub(lambda _: f"\n{tables}\n", page)


def _tables(table: Table = FLOW, path: str = "", key: Key | None = None) -> Iterator[tuple[str, Key | None, Table]]:
    """Give each table of the format with its path and the key that holds it; it nests a few deep."""
    yield path, key, table
    for name, inner in table.keys.items():
        if inner.of:
            yield from _tables(inner.of, f"{path}.{name}".lstrip("."), inner)


def _section(path: str, key: Key | None, table: Table) -> Iterator[str]:
    yield f"### {_heading(path, key)} {{ #{path.replace('.', '-') or 'the-file'} }}"
    yield ""
    if key:
        yield f"{key.about} {'May be left out.' if key.optional else 'Needed.'}"
        yield ""
    yield "| Key | Value | What it is for |"
    yield "| --- | --- | --- |"
    for name, one in table.keys.items():
        optional = " May be left out." if one.optional else ""
        yield f"| `{name}` | {KINDS[one.kind]} | {one.about}{optional}<br>`{one.example}` |"
    yield ""


def _heading(path: str, key: Key | None) -> str:
    if key is None:
        return "At the top of the file"
    return f"`[[{path}]]`" if key.kind == "tables" else f"`[{path}]`"


def main() -> None:
    """Write the tables into the page."""
    PAGE.write_text(flow_reference(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
