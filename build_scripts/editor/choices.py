"""What a control may be chosen from: ids that a file declares, those of other checks, the words of the formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from decision_engine.authoring.schema import FLOW, ROLES, SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from decision_engine.authoring.schema import Table

    type Data = dict[str, Any]

# Each key that names something, by its table, with the lists of the file that declare what it may name.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "Flow.start": ("questions",),
    "Flow.standing_notice": ("notices",),
    "RecordForm.notice": ("notices",),
    "Option.to": ("questions", "outcomes"),
    "Ground.group": ("groups",),
    "Outcome.decision": ("decisions",),
    "Outcome.notice": ("notices",),
    "Outcome.checklists": ("checklists",),
    "Case.outcome": ("outcomes",),
}
_FLOWS = frozenset(("Help.see", "Outcome.see", "Partnership.main_check", "SignOff.flow"))
_WORDS: Mapping[str, tuple[str, ...]] = {"Contact.role": ROLES, "Notice.contacts": ROLES, "Decision.sign": SIGNS}


class Choices:
    """The choices of one file, as it is now."""

    def __init__(self, data: Mapping[str, Any], flows: Mapping[str, str]) -> None:
        """Take what the file says, and the titles of the site's checks by their ids."""
        self._data = data
        self._flows = flows

    def of(self, table: str, key: str, inside: tuple[Mapping[str, Any], ...]) -> list[Data] | None:
        """Return the choices of a key of a table, or nothing where anything may be written.

        A question isn't offered as what follows on itself.
        """
        name = f"{table}.{key}"
        if name in _WORDS:
            return [{"value": word, "label": word} for word in _WORDS[name]]
        if name in _FLOWS:
            own = self._data.get("id") if name != "Partnership.main_check" else None
            return [{"value": one, "label": title} for one, title in self._flows.items() if one != own]
        if name not in _NAMES:
            return None
        found = [one for part in _NAMES[name] for one in self._declared(part)]
        return [one for one in found if not inside or one["value"] != inside[0].get("id")]

    def question(self, name: str) -> str:
        """Return the words of a question, or its id where there is none."""
        return next((one["label"] for one in self._declared("questions") if one["value"] == name), name)

    def answers(self, question: str) -> list[Data]:
        """Return the answers of a question."""
        found = next((one for one in self._tables("questions") if one.get("id") == question), {})
        return [_choice(one) for one in found.get("options", ()) if isinstance(one, dict)]

    def _declared(self, part: str) -> list[Data]:
        return [_choice(one) for one in self._tables(part) if one.get("id")]

    def _tables(self, part: str) -> Iterable[Mapping[str, Any]]:
        value = self._data.get(part, [])
        return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def references(data: Mapping[str, Any], part: str, name: str) -> Iterator[tuple[str | int, ...]]:
    """Yield the places in a check that name one of a list's items, answers of test cases left out."""
    yield from _named(FLOW, data, part, name, ())


def _named(
    table: Table, data: Mapping[str, Any], part: str, name: str, path: tuple[str | int, ...]
) -> Iterator[tuple[str | int, ...]]:
    for key_name, key in table.keys.items():
        value, place = data.get(key_name), (*path, key_name)
        if part in _NAMES.get(f"{table.name}.{key_name}", ()):
            lines = enumerate(value) if isinstance(value, list) else []
            yield from ([place] if value == name else [(*place, at) for at, line in lines if line == name])
        elif key.of and isinstance(value, dict):
            yield from _named(key.of, value, part, name, place)
        elif key.of and isinstance(value, list):
            for at, item in enumerate(value):
                if isinstance(item, dict):
                    yield from _named(key.of, item, part, name, (*place, at))


def _choice(item: Mapping[str, Any]) -> Data:
    words = next((str(item[key]) for key in ("name", "title", "text", "label") if item.get(key)), str(item.get("id")))
    return {"value": str(item.get("id", "")), "label": words}
