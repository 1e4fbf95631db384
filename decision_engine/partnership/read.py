"""A partnership folder to a Partnership, or to everything that is wrong with its ``partnership.toml``."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from decision_engine.authoring.key_lines import key_lines, line_of
from decision_engine.authoring.problems import Problems
from decision_engine.authoring.text_file import UnreadableError, text_of, toml_of
from decision_engine.errors import PartnershipError, Problem, shown
from decision_engine.partnership.check_tables import Tables
from decision_engine.partnership.check_whole import check_whole
from decision_engine.partnership.model import Colour, Contact, Guidance, Partnership, Text, Version
from decision_engine.partnership.schema import FILE

_EXAMPLE = 'name = "Dorsetshire Safeguarding Children Partnership"'


def read_partnership(folder: Path) -> Partnership:
    """Read and check the ``partnership.toml`` of a folder.

    Raises PartnershipError with every problem, a file that can't be read among them.
    """
    return partnership_from_bytes(_content(folder))


def partnership_from_bytes(content: bytes) -> Partnership:
    """Check the bytes of a ``partnership.toml``.

    Raises PartnershipError with every problem, in the order of lines; whatever the bytes are, nothing else is raised.
    """
    found, problems = _checked(content)
    if problems:
        raise PartnershipError(problems)
    return _made(found)


def usable_part(content: bytes) -> Partnership | None:
    """Return what can be used of a ``partnership.toml`` with problems, for what else there is to say of it.

    What is wrong or missing is as if it said nothing; nothing is returned where the bytes are no TOML.
    """
    found = _checked(content)[0]
    if not found:
        return None
    texts = dict.fromkeys(("area", "host", "maintainer"), "")
    dates = {"last_reviewed": dt.date.min, "next_review": dt.date.max}
    contacts = [{"id": "", "role": "", "name": {"": ""}, **contact} for contact in found.get("contacts", ())]
    guidance = {"title": "", "owner": "", **(found.get("guidance") or {})}
    nothing = {"format": 0, "name": {"": ""}, **texts, **dates}
    return _made({**nothing, **found, "guidance": guidance, "contacts": contacts})


def _checked(content: bytes) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Return what can be used of a file, and everything that is wrong with it in the order of lines."""
    try:
        text = text_of(content)
        raw = toml_of(text, _EXAMPLE)
    except UnreadableError as error:
        return {}, _refused(str(error), error.example).problems
    problems = Problems(FILE, PartnershipError)
    found: dict[str, Any] = {}
    try:
        found = Tables(problems).whole(raw)
        check_whole(found, raw, problems)
        problems.raise_if_any()
    except PartnershipError as error:
        return found, _placed(error.problems, text)
    return found, ()


def partnership_lines(folder: Path) -> dict[str, int]:
    """Return the lines of the keys in a folder's ``partnership.toml``, for what is said of it later.

    Raises PartnershipError for a file that can't be read.
    """
    try:
        return key_lines(text_of(_content(folder)))
    except UnreadableError as error:
        raise _refused(str(error), error.example) from error


def _content(folder: Path) -> bytes:
    try:
        return (folder / FILE).read_bytes()
    except (OSError, ValueError) as error:  # a null character in the path is a ValueError
        reason = getattr(error, "strerror", None) or "unknown reason"
        what = f"there is no such file in {shown(str(folder))}, or it can't be read ({reason})"
        raise _refused(what, "a folder with a file partnership.toml in it") from error


def _refused(what: str, example: str) -> PartnershipError:
    """Return an error about the file as a whole."""
    return PartnershipError((Problem(file=FILE, path="", what=what, example=example),))


def _placed(problems: tuple[Problem, ...], text: str) -> tuple[Problem, ...]:
    """Return problems with their lines and in the order of these; those of the whole file come last."""
    lines = key_lines(text)
    placed = [problem._replace(line=line_of(lines, problem.path)) for problem in problems]
    return tuple(sorted(placed, key=lambda problem: (problem.line is None, problem.line or 0)))


def _made(found: Mapping[str, Any]) -> Partnership:
    """Return the partnership of what has been found right."""
    made = {
        "name": _text(found["name"]),
        "guidance": Guidance(**found["guidance"]),
        "contacts": tuple(_contact(contact) for contact in found["contacts"]),
        "look": {name: Colour(**colour) for name, colour in found.get("look", {}).items()},
    }
    return Partnership(**{**found, **made})


def _contact(found: Mapping[str, Any]) -> Contact:
    renamed = {"audience" if key == "for" else key: value for key, value in found.items()}
    return Contact(**{**renamed, "name": _text(found["name"])})


def _text(texts: Mapping[str, str]) -> Text:
    return Text(tuple(Version(tag, text) for tag, text in texts.items()))
