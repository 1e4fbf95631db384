"""What each key of the folder's TOML files may hold: the tables of the formats, found by the place of a control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from build_scripts.editor.names import PARTNERSHIP
from decision_engine.authoring.schema import FLOW, Key, Table
from decision_engine.partnership import TABLE

if TYPE_CHECKING:
    from build_scripts.editor.names import Place

# Who has signed a check off, as `build_scripts.check` reads it.
_SIGN_OFF = Table(
    "SignOff",
    {
        "reviewer": Key("filled", "Who has read the check in full; shown on a public page.", 'reviewer = "A. Lee"'),
        "role": Key("filled", "Their role, and for whom they sign.", 'role = "Head of safeguarding, Dorsetshire"'),
        "flow": Key("id", "The check that is signed off.", 'flow = "sharing"'),
        "date": Key("date", "When they signed.", "date = 2027-01-15"),
        "version": Key("filled", "The version that was signed.", 'version = "3.0.0"'),
        "sha256": Key("filled", "The checksum of exactly what was signed.", 'sha256 = "0123…"'),
    },
)
_SIGN_OFFS = Table("SignOffs", {"sign_offs": Key("tables", "Who has signed.", "[[sign_offs]]", of=_SIGN_OFF)})


def table_of(file: str) -> Table | None:
    """Return the format of a file, or nothing where its entries are edited as text."""
    if file == PARTNERSHIP:
        return TABLE
    if file.startswith("flows/"):
        return FLOW
    return _SIGN_OFFS if file == "data/sign_off.toml" else None


def tables_on(place: Place) -> list[Table]:
    """Return the tables on the way to a key, the one that the key is in last; none for a key that there isn't."""
    names = [part for part in place.path if isinstance(part, str)]
    table = table_of(place.file)
    found = []
    for name in names:
        if table is None:
            return []
        found.append(table)
        key = table.keys.get(name)
        table = key.of if key else None
    return found


def key_at(place: Place) -> Key | None:
    """Return the key that a place is of; for an item of a list the key of the list, for the unknown nothing."""
    tables = tables_on(place)
    names = [part for part in place.path if isinstance(part, str)]
    return tables[-1].keys.get(names[-1]) if tables else None


def order_at(place: Place) -> tuple[str, ...]:
    """Return the order of the keys of the table that a place is in."""
    tables = tables_on(place)
    return tuple(tables[-1].keys) if tables else ()


def table_at(place: Place) -> Table | None:
    """Return the table that the items of a list are, or nothing where they are plain values."""
    key = key_at(place)
    return key.of if key else None
