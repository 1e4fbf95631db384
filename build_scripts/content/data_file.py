"""The TOML data files under docs/_data: read and held to the keys that each kind of entry has."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from build_scripts.errors import BuildError
from build_scripts.paths import partnership_folder
from decision_engine.authoring.hidden import hidden_problem, is_blank, without_hidden
from decision_engine.authoring.text_file import UnreadableError, read_toml
from decision_engine.partnership import flow_files

# Lists and dates, of which whoever reads them says what they must be; every other value is a text.
_OTHER = frozenset({"words", "said", "variants", "steps", "date", "checked", "answers", "decided"})


def read_entries(
    path: Path, table: str, keys: Mapping[str, bool], *, beside: Iterable[str] = (), by: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """Return the entries of ``[[table]]``; ``keys`` says of each key whether it is needed.

    ``beside`` names the other tables that the file may hold. The file of the same name in the partnership's folder adds
    to them: an entry with the same values of ``by``, or of the first key, takes another's place, or takes it away
    where it says ``removed = true``; an empty list leaves none. Raises BuildError naming file, entry and key for
    everything that is missing or unknown.
    """
    known, names = (table, *beside), tuple(by) or (next(iter(keys)),)
    shown = "/".join(path.parts[-3:])
    entries = _read(path, shown, table, known, needed=True) or []
    problems = _problems(entries, shown, table, keys)
    own_path = partnership_folder() / "data" / path.name
    own = _read(own_path, f"data/{path.name}", table, known, needed=False) if own_path.is_file() else None
    taken = [entry for entry in own or [] if entry.get("removed") is True]
    problems += _problems([entry for entry in own or [] if entry not in taken], f"data/{path.name}", table, keys)
    if problems:
        raise BuildError(problems)
    return entries if own is None else merged(entries, own, names)


def merged(entries: list[dict[str, Any]], own: list[dict[str, Any]], by: Sequence[str]) -> list[dict[str, Any]]:
    """Return entries with a partnership's own in the place of those they replace, or after them."""
    found = {_name(entry, by): entry for entry in entries} if own else {}
    for entry in own:
        name = _name(entry, by)
        if entry.get("removed") is True:
            found.pop(name, None)
        else:
            found[name] = entry
    return list(found.values())


def _name(entry: Mapping[str, Any], by: Sequence[str]) -> tuple[str, ...]:
    """Return what tells an entry from the others, whatever kind of value it has there."""
    return tuple(repr(entry.get(key)) for key in by)


def _read(path: Path, shown: str, table: str, known: Sequence[str], *, needed: bool) -> list[dict[str, Any]] | None:
    """Return the entries of a table as they are, or None where the file has no such table."""
    try:
        data = read_toml(path, f"a file of [[{table}]] tables")
    except UnreadableError as error:
        raise BuildError([f"{shown}: {error}. For example: {error.example}"]) from error
    except OSError as error:
        raise BuildError([f"{shown}: {error}. For example: a file of [[{table}]] tables"]) from error
    problems = [f"{shown}: {name}: unknown table. For example: [[{table}]]" for name in data if name not in known]
    entries = data.get(table)
    if (needed or entries is not None) and not (
        isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries)
    ):
        problems.append(f"{shown}: no [[{table}]] in it. For example: [[{table}]]")
    if problems:
        raise BuildError(problems)
    return entries


def _problems(entries: list[dict[str, Any]], shown: str, table: str, keys: Mapping[str, bool]) -> list[str]:
    return [
        f"{shown}: {table}[{at}].{problem}"
        for at, entry in enumerate(entries)
        for problem in _entry_problems(entry, keys)
    ]


def require_unique(entries: Iterable[Mapping[str, Any]], key: str, file: Path) -> None:
    """Raise BuildError naming every value of ``key`` that two entries share."""
    values = [str(entry[key]) for entry in entries]
    twice = sorted({value for value in values if values.count(value) > 1})
    if twice:
        raise BuildError([f'{file}: the {key} "{value}" occurs twice. Keep one of the entries' for value in twice])


def flow_problem(name: str) -> str:
    """Return what is wrong with an unknown flow id; empty when it is known."""
    known = sorted(flow_files(partnership_folder()))
    return "" if name in known else f'there is no flow "{name}". The flows are {", ".join(known)}'


def _entry_problems(entry: Mapping[str, Any], keys: Mapping[str, bool]) -> list[str]:
    first = next(iter(keys))
    problems = [f'{key}: unknown key. For example: {first} = "…"' for key in entry if key not in keys]
    missing = [key for key, needed in keys.items() if needed and (key not in entry or is_blank(str(entry[key])))]
    problems += [f'{key}: missing. For example: {key} = "…"' for key in missing]
    problems += [
        f'{key}: not a text. For example: {key} = "…"'
        for key in keys
        if key in entry and key not in missing and key not in _OTHER and not isinstance(entry[key], str)
    ]
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
