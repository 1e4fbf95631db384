"""The ids that a flow declares, a kind at a time, and the problem with one that it doesn't: for ids and cases."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import islice

from decision_engine.errors import quoted
from decision_engine.model import Flow

Found = Iterator[tuple[str, str, str]]

_MOST_HINTS = 50  # looking for the closest match takes time, which a broken file must not multiply
_MOST_COMPARED = 1000
_NEAR = 0.75  # a slip of the keyboard; what is less alike is more often another word
_LONGEST_ID = 64


class Known:
    """The declared ids of one kind; an empty one among them is a placeholder for some that couldn't be read."""

    def __init__(self, kind: str, names: Iterable[str]) -> None:
        """Take the ids in the file's order; ``kind`` is what they name, as messages have it."""
        self.kind = kind
        self.names = dict.fromkeys(names)
        self._closest: dict[str, str] = {}

    def closest(self, name: str) -> str:
        """Return the id itself if it is declared, else the closest match among the declared ones, else nothing."""
        if name in self.names:
            return name
        if name not in self._closest:
            if len(self._closest) >= _MOST_HINTS or len(name) > _LONGEST_ID:
                return ""
            among = [known for known in islice(self.names, _MOST_COMPARED) if len(known) <= _LONGEST_ID]
            self._closest[name] = next(iter(get_close_matches(name, among, n=1, cutoff=_NEAR)), "")
        return self._closest[name]

    def unknown(self, path: str, name: str) -> Found:
        """Yield a problem where an id names nothing, unless it or a declared one couldn't be read."""
        if not name or name in self.names or "" in self.names:
            return
        near = self.closest(name)
        hint = f", the nearest is {quoted(near)}" if near else ""
        declared = near or next(reversed(self.names), "")
        key, _, listed = path.rpartition(".")[2].partition("[")
        example = f"{key} = [{quoted(declared)}]" if listed else f"{key} = {quoted(declared)}"
        yield path, f"there is no {self.kind} {quoted(name)}{hint}", example if declared else f"[[{self.kind}s]]"


def part_ids(flow: Flow) -> list[str]:
    """List the ids that an option can lead to, in the file's order."""
    return [question.id for question in flow.questions] + [outcome.id for outcome in flow.outcomes]
