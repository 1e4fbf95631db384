"""The TOML data files under docs/_data: read and held to the keys that each kind of entry has."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from build_scripts.errors import BuildError
from decision_engine.authoring.hidden import hidden_problem, is_blank, without_hidden
from decision_engine.authoring.read import SHIPPED
from decision_engine.authoring.text_file import UnreadableError, read_toml


def read_entries(
    path: Path, table: str, keys: Mapping[str, bool], *, beside: Iterable[str] = ()
) -> list[dict[str, Any]]:
    """Return the entries of ``[[table]]``; ``keys`` says of each key whether it is needed.

    ``beside`` names the other tables that the file may hold. Raises BuildError naming file, entry and key for
    everything that is missing or unknown.
    """
    shown = "/".join(path.parts[-3:])
    try:
        data = read_toml(path, f"a file of [[{table}]] tables")
    except UnreadableError as error:
        raise BuildError([f"{shown}: {error}. For example: {error.example}"]) from error
    except OSError as error:
        raise BuildError([f"{shown}: {error}. For example: a file of [[{table}]] tables"]) from error
    known = (table, *beside)
    problems = [f"{shown}: {name}: unknown table. For example: [[{table}]]" for name in data if name not in known]
    entries = data.get(table)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise BuildError([*problems, f"{shown}: no [[{table}]] in it. For example: [[{table}]]"])
    for at, entry in enumerate(entries):
        problems += [f"{shown}: {table}[{at}].{problem}" for problem in _entry_problems(entry, keys)]
    if problems:
        raise BuildError(problems)
    return entries


def require_unique(entries: Iterable[Mapping[str, Any]], key: str, file: Path) -> None:
    """Raise BuildError naming every value of ``key`` that two entries share."""
    values = [entry[key] for entry in entries]
    twice = sorted({value for value in values if values.count(value) > 1})
    if twice:
        raise BuildError([f'{file}: the {key} "{value}" occurs twice. Keep one of the entries' for value in twice])


def flow_problem(name: str) -> str:
    """Return what is wrong with an unknown flow id; empty when it is known."""
    known = sorted(path.stem for path in SHIPPED.parent.glob("*.toml"))
    return "" if name in known else f'there is no flow "{name}". The flows are {", ".join(known)}'


def _entry_problems(entry: Mapping[str, Any], keys: Mapping[str, bool]) -> list[str]:
    first = next(iter(keys))
    problems = [f'{key}: unknown key. For example: {first} = "…"' for key in entry if key not in keys]
    missing = [key for key, needed in keys.items() if needed and (key not in entry or is_blank(str(entry[key])))]
    problems += [f'{key}: missing. For example: {key} = "…"' for key in missing]
    return problems + [f"{where}: {what}" for key, value in entry.items() for where, what in hidden_texts(key, value)]


def hidden_texts(path: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield each text of a value that holds characters that nobody sees, with its path and what is wrong."""
    if isinstance(value, str):
        if what := hidden_problem(value):
            yield path, f"{what}. For example: {json.dumps(without_hidden(value), ensure_ascii=False)}"
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from hidden_texts(f"{path}.{key}", part)
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from hidden_texts(f"{path}[{at}]", part)
