"""Folders in the shapes that real partnerships have, and the demonstration: each is read, and nothing of it is lost."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from decision_engine.partnership import contact_data, partnership_from_bytes, read_partnership, values, ways
from decision_engine.partnership.schema import CONTACT, GUIDANCE, PARTNERSHIP

ROOT = Path(__file__).parents[3]
DEMONSTRATION = ROOT / "docs" / "_data" / "partnership"
FOLDERS = sorted(path.parent for path in (ROOT / "tests" / "folders").glob("*/partnership.toml"))
assert len(FOLDERS) > 8
WAYS = {
    "phone": "phone",
    "text_relay": "text-relay",
    "text_message": "text-message",
    "email": "email",
    "form": "form",
}
SCHEMES = {"phone": "tel:", "text-relay": "tel:1800", "text-message": "sms:", "email": "mailto:", "form": "https:"}


@pytest.fixture(params=[*FOLDERS, DEMONSTRATION], ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    """Each folder in turn."""
    path: Path = request.param
    return path


def written(folder: Path) -> dict[str, Any]:
    """Return what a folder's file says, as TOML alone reads it."""
    return tomllib.loads((folder / "partnership.toml").read_text(encoding="utf-8"))


def test_every_contact_keeps_every_way_to_reach_it(folder: Path) -> None:
    """Each key that names a way becomes one, with the scheme that a telephone or browser knows it by."""
    found = read_partnership(folder).contacts
    for contact, wanted in zip(found, written(folder)["contacts"], strict=True):
        kinds = [way.kind for way in ways(contact)]
        assert kinds == [kind for key, kind in WAYS.items() if key in wanted]
        assert all(way.link.startswith(SCHEMES[way.kind]) for way in ways(contact))


def test_contact_data_says_what_was_written(folder: Path) -> None:
    """The plain shape holds each text of the file as it is."""
    for contact, wanted in zip(read_partnership(folder).contacts, written(folder)["contacts"], strict=True):
        data = contact_data(contact)
        for key in ("id", "role", "area", "hours", "for", "note"):
            assert data[key] == wanted.get(key, "")
        names = wanted["name"] if isinstance(wanted["name"], dict) else {"": wanted["name"]}
        assert {name["lang"]: name["text"] for name in data["names"]} == names


def test_every_text_is_a_value_that_a_placeholder_can_name(folder: Path) -> None:
    """Top-level texts, titles and contacts' texts are all there under their keys."""
    known = values(read_partnership(folder))
    data = written(folder)
    for contact in data["contacts"]:
        for key, text in contact.items():
            if isinstance(text, str) and key not in {"id", "role", "text_relay"}:
                assert known[f"contacts.{contact['id']}.{key}"] == " ".join(text.split())
    for key, text in data.get("titles", {}).items():
        assert known[f"titles.{key}"] == text
    for key in ("area", "host", "maintainer", "contact_email", "publisher"):
        assert known[key] == data[key]


def test_key_that_is_empty_is_left_out() -> None:
    """A text of nothing, wherever a key may be left out, changes nothing but what titles there are."""
    text = (ROOT / "tests" / "folders" / "one-council" / "partnership.toml").read_text(encoding="utf-8")
    tables = {"": PARTNERSHIP, "[guidance]\n": GUIDANCE, '[[contacts]]\nid = "night"\n': CONTACT}
    emptied = f'{text}[look]\naccent = ""\n'.replace("[titles]\n", '[titles]\nprocedures = ""\n')
    for start, table in tables.items():
        said = tomllib.loads(text)
        held = said["contacts"][2] if "night" in start else said["guidance"] if start else said
        unsaid = [name for name, key in table.keys.items() if key.optional and name not in {*held, "look"}]
        lines = "".join(f'{name} = ""\n' for name in unsaid)
        emptied = emptied.replace(start, start + lines, 1) if start else lines + emptied
    read = partnership_from_bytes(emptied.encode())
    titles = {name: title for name, title in read.titles.items() if title}
    assert read._replace(titles=titles) == partnership_from_bytes(text.encode())
