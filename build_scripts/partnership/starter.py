"""A folder to begin with: every key of ``partnership.toml`` with a line on what it is for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from build_scripts.errors import BuildError
from build_scripts.partnership.overlay import FILE
from build_scripts.paths import DEMONSTRATION
from decision_engine.partnership import TABLE, read_partnership

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from decision_engine.authoring.schema import Key

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


def new_folder(folder: Path) -> Path:
    """Write a folder to begin with; raises BuildError where there is something already, and then writes nothing."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BuildError([f"{folder}: there is something here already, and nothing is written over it"])
    try:
        for name, about in _ROOMS.items():
            (folder / name).mkdir(parents=True, exist_ok=True)
            (folder / name / ".about").write_text(f"Here: {about}\n", encoding="utf-8")
        (folder / FILE).write_text(starter(), encoding="utf-8")
    except OSError as error:
        raise BuildError([f"{folder}: it can't be written ({error.strerror}). For example: ../dorsetshire"]) from error
    return folder / FILE


def starter() -> str:
    """Return the text of the file."""
    keys = TABLE.keys
    guidance, contacts = keys["guidance"], keys["contacts"]
    lines = [_HEAD, *_lines({name: key for name, key in keys.items() if not key.of}, _CAPITALS)]
    lines += ["", f"# {guidance.about}", "[guidance]", *_lines(_inside(guidance), _of_the_pages())]
    lines += ["", f"# {contacts.about} Every key that a contact may have:"]
    lines += [f"#   {key.example:<60} {key.about}" for key in _inside(contacts).values()]
    for name, role, called, phone in _CONTACTS:
        lines += ["", "[[contacts]]", f'id = "{name}"', f'role = "{role}"', f'name = "{called}"', f'phone = "{phone}"']
    return "\n".join(lines) + "\n"


def _inside(key: Key) -> Mapping[str, Key]:
    return key.of.keys if key.of else {}


def _of_the_pages() -> Mapping[str, str]:
    """Return the guidance that the site's own pages restate."""
    guidance = read_partnership(DEMONSTRATION).guidance
    return {"title": guidance.title, "edition": guidance.edition, "owner": guidance.owner}


def _lines(keys: Mapping[str, Key], given: Mapping[str, str]) -> Iterator[str]:
    for name, key in keys.items():
        yield f"# {key.about}"
        if name in _DATES:
            yield f"{name} = {_DATES[name]}"
        elif name in given:
            yield f"{name} = {json.dumps(given[name], ensure_ascii=False)}"
        else:
            yield f"# {key.example}" if key.optional and name != "site_name" else key.example
