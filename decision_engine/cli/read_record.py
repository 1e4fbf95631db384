"""JSON file to a structure that calls itself a decision record, within bounds; nothing in it is trusted yet."""

import json
import re
from pathlib import Path
from typing import Any

from decision_engine.errors import Problem, RecordError, quoted, shown
from decision_engine.record import FORMAT, KIND

MOST_BYTES = 8 * 1024 * 1024
MOST_NESTING = 32
_MOST_DIGITS = 18
_MADE = "the .json file that the check has made, as it was downloaded"

# A text, ended or not (one that never ends must not be looked at twice), or a bracket.
_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*+"?|(?P<open>[\[{])|(?P<close>[\]}])', re.DOTALL)


def read_record(path: Path) -> dict[str, Any]:
    """Read a record's JSON file and return what it holds, its kind and format checked and nothing else.

    Raises RecordError with a line that says what is in the way; whatever the file is, nothing else is raised.
    """
    file = file_name(path)
    data = _parsed(file, _content(path, file))
    if not isinstance(data, dict):
        raise refused(file, "", f"expected a table, found {named(data)}", f'{{"kind": "{KIND}", "format": {FORMAT}}}')
    if data.get("kind") != KIND:
        what = f"expected {quoted(KIND)}, found {named(data.get('kind'))}: this is no record of the check"
        raise refused(file, "kind", what, f'"kind": "{KIND}"')
    if data.get("format") != FORMAT or not isinstance(data["format"], int) or isinstance(data["format"], bool):
        what = f"this engine reads format {FORMAT}, the file says {named(data.get('format'))}"
        raise refused(file, "format", what, f'"format": {FORMAT}')
    return data


def file_name(path: Path) -> str:
    """Return a file's name as messages can have it."""
    return shown(path.name or str(path))


def refused(file: str, path: str, what: str, example: str) -> RecordError:
    """Return the error for one thing that is wrong with the file."""
    return RecordError(str(Problem(file=file, path=path, what=what, example=example)))


def named(value: object) -> str:
    """Return a value from JSON as messages have it."""
    match value:
        case None:
            return "nothing"
        case dict():
            return "a table"
        case list():
            return "a list"
        case str():
            return quoted(value)
        case _:
            return json.dumps(value)


def _content(path: Path, file: str) -> bytes:
    try:
        with path.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # a ValueError: a name with a null in it
        reason = getattr(error, "strerror", None) or "no such name"
        example = "python -m decision_engine replay record.json"
        raise refused(file, "", f"the file can't be read ({reason})", example) from error
    if len(content) > MOST_BYTES:
        raise refused(file, "", f"the file has more than {MOST_BYTES} bytes, the most for a record", _MADE)
    return content


def _parsed(file: str, content: bytes) -> Any:
    """Decode and parse within the bound on depth: ``json`` itself recurses, and takes two keys of one name."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused(file, "", f"byte {error.start} is not UTF-8 text", _MADE) from error
    if _too_deep(text):
        raise refused(file, "", f"brackets are nested deeper than {MOST_NESTING}", _MADE)
    try:
        return json.loads(text, object_pairs_hook=_table, parse_int=_number, parse_constant=_constant)
    except ValueError as error:
        raise refused(file, "", f"this can't be read as JSON: {error}", _MADE) from error


def _too_deep(text: str) -> bool:
    depth = 0
    for token in _TOKENS.finditer(text):
        depth += (token.lastgroup == "open") - (token.lastgroup == "close")
        if depth > MOST_NESTING:
            return True
    return False


def _table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for name, value in pairs:
        if name in table:
            what = f"the key {quoted(name)} is used twice in one table"
            raise ValueError(what)
        table[name] = value
    return table


def _number(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        what = f"a number has {len(digits)} digits"
        raise ValueError(what)
    return int(digits)


def _constant(name: str) -> None:
    what = f"{name} is no value"
    raise ValueError(what)
