"""A folder to begin with: every key of ``partnership.toml`` with a line on what it is for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from build_scripts.errors import BuildError
from build_scripts.partnership.overlay import FILE
from build_scripts.partnership.upstream import begun_from
from build_scripts.paths import DEMONSTRATION
from decision_engine.partnership import TABLE, read_partnership

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from decision_engine.authoring.schema import Key
    from decision_engine.partnership import Partnership

_HEAD = """\
# Everything that is your partnership's own. Save it as UTF-8, change it, and run `check` until it has no complaint.
# Keys behind a # may be left out. Each line above a key says what it is for.
"""
# What is filled in must be somebody's: these can be taken for nobody's, and `check` says so until they are changed.
_CAPITALS = {
    "name": "YOUR PARTNERSHIP'S NAME",
    "area": "YOUR AREA",
    "host": "WHO RUNS YOUR WEB SERVER",
    "maintainer": "WHO KEEPS THIS SITE UP TO DATE",
}
# Long ago, so that nobody takes the folder for reviewed.
_DATES = {"last_reviewed": "2000-01-01", "next_review": "2000-07-01"}
_CONTACTS = (
    ("emergency", "emergency", "Emergency services", "999"),
    ("social-care", "report", "YOUR CHILDREN'S SOCIAL CARE TEAM", "01632 960123"),
    ("night", "out-of-hours", "YOUR OUT-OF-HOURS TEAM", "01632 960124"),
    ("police", "police", "YOUR POLICE FORCE", "101"),
)
_ROOMS = {
    "pages": "a page of yours, or one in the place of the site's: pages/guidance/law.md",
    "flows": "a check of yours, or one in the place of the site's: flows/sharing.toml",
    "data": "links, terms, examples and signatures of yours: data/links.toml",
    "brand": "your mark and icon: brand/mark.svg and brand/favicon.svg",
}


def new_folder(folder: Path, beginning: str = "") -> Path:
    """Write a folder to begin with, empty or with all that one of the starting points has.

    Raises BuildError, before anything is written, where there is something already, or for a starting point that there
    isn't.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BuildError([f"{folder}: there is something here already, and nothing is written over it"])
    files = begun_from(beginning) if beginning else {FILE: starter().encode()}
    try:
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        for name, about in _ROOMS.items():
            (folder / name).mkdir(parents=True, exist_ok=True)
            (folder / name / ".about").write_text(f"Here: {about}\n", encoding="utf-8")
    except OSError as error:
        raise BuildError([f"{folder}: it can't be written ({error.strerror}). For example: ../dorsetshire"]) from error
    return folder / FILE


def starter(of: Path = DEMONSTRATION) -> str:
    """Return the text of the file, for the guidance and the main check of a folder."""
    keys = TABLE.keys
    guidance, contacts = keys["guidance"], keys["contacts"]
    partnership = read_partnership(of)
    given = dict(_CAPITALS)
    if partnership.main_check != read_partnership(DEMONSTRATION).main_check:
        given["main_check"] = partnership.main_check
    lines = [_HEAD, *_lines({name: key for name, key in keys.items() if not key.of}, given)]
    lines += ["", f"# {guidance.about}", "[guidance]", *_lines(_inside(guidance), _of_the_pages(partnership))]
    lines += ["", f"# {contacts.about} Every key that a contact may have:"]
    lines += [f"#   {key.example:<60} {key.about}" for key in _inside(contacts).values()]
    for name, role, called, phone in _CONTACTS:
        lines += ["", "[[contacts]]", f'id = "{name}"', f'role = "{role}"', f'name = "{called}"', f'phone = "{phone}"']
    return "\n".join(lines) + "\n"


def _inside(key: Key) -> Mapping[str, Key]:
    return key.of.keys if key.of else {}


def _of_the_pages(partnership: Partnership) -> Mapping[str, object]:
    """Return the guidance that a folder's pages restate, its choices only where they are not the usual ones."""
    guidance = partnership.guidance
    given: dict[str, object] = {"title": guidance.title, "edition": guidance.edition, "owner": guidance.owner}
    unusual = {"changes_since": (guidance.changes_since, True), "draft": (guidance.draft, False)}
    return given | {key: value for key, (value, usual) in unusual.items() if value != usual}


def _lines(keys: Mapping[str, Key], given: Mapping[str, object]) -> Iterator[str]:
    for name, key in keys.items():
        yield f"# {key.about}"
        if name in _DATES:
            yield f"{name} = {_DATES[name]}"
        elif name in given:
            yield f"{name} = {json.dumps(given[name], ensure_ascii=False)}"
        else:
            yield f"# {key.example}" if key.optional and name != "site_name" else key.example
