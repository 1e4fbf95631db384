"""The folder `national-2024` for tests: its files, every text in it, and the site that is built of it."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from build_scripts.paths import STARTING_POINTS

if TYPE_CHECKING:
    from collections.abc import Iterator

NATIONAL = STARTING_POINTS / "national-2024"
FLOW = NATIONAL / "flows" / "sharing-2024.toml"
CHECK = "check/sharing-2024/"
# Keys whose values are ids, where they are no tables; and tables of nothing else.
_IDS = frozenset(
    (
        *("id", "key", "flow", "to", "start", "page", "anchor", "point", "points", "question", "answer", "outcome"),
        *("grounds", "words", "decision", "notice", "standing_notice", "group", "certainty", "sign", "see", "contacts"),
        *("checklists", "placeholders", "changes", "version"),
    )
)
_TABLES_OF_IDS = frozenset(("answers", "cases"))
_NOT_WORDS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{\s*[.#][^}\n]*\}|</?div[^>]*>", re.DOTALL)


def data(name: str) -> dict[str, Any]:
    """Give one of the folder's data files."""
    return tomllib.loads((NATIONAL / "data" / name).read_text(encoding="utf-8"))


def texts() -> Iterator[tuple[str, str]]:
    """Give every text of the flow, the data and the pages, a paragraph or a list at a time, with its place."""
    for file in (FLOW, *sorted((NATIONAL / "data").glob("*.toml"))):
        for path, text in _strings(tomllib.loads(file.read_text(encoding="utf-8"))):
            yield f"{file.name}: {path}", text
    for file in sorted((NATIONAL / "pages").rglob("*.md")):
        matter = _NOT_WORDS.sub("", file.read_text(encoding="utf-8").rpartition("\n---\n")[2])
        for number, block in enumerate(re.split(r"\n\s*\n", matter)):
            if block.strip():
                yield f"{file.relative_to(NATIONAL)}: block {number}", " ".join(block.split())


def _strings(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        if value.get("removed") is True:
            return
        for key, part in value.items():
            tables = isinstance(part, list) and any(isinstance(one, dict) for one in part)
            if key not in _TABLES_OF_IDS and (tables or key not in _IDS):
                yield from _strings(part, f"{path}.{key}")
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from _strings(part, f"{path}[{at}]")
    elif isinstance(value, str):
        yield path.removeprefix("."), value
