"""What is known of a flowchart before it is drawn: rows of one or two boxes, sizes, lanes, and where arrows go."""

from collections.abc import Callable, Iterator
from functools import cache

from build_scripts.flowchart.elk import MARGIN
from build_scripts.flowchart.text_width import lines_of, spaced_width_of, width_of
from decision_engine.authoring.graph import Branch, branches
from decision_engine.model import Flow, Outcome, Question

SIZE = 14.0  # of all letters: 13 CSS pixels and more where the picture is 288 pixels wide
LINE = 17.0
HEAD = 30.0  # a box's first row: its number or sign
EDGE = 10.0  # between a box's border and its words
_SPACED_EDGE = 1.0  # what is left of that at the right where a reader spaces letters and words out
PHONE = 308.0  # a picture this wide still has letters of 13 CSS pixels on the narrowest phone
ENTRY = 13.0  # from a box's corner to where arrows end, and to where its first arrow starts: so ways go straight down
_WIDE, _NARROW, _NARROWEST = 150.0, 116.0, 160.0
BESIDE = 7.0  # from an arrow to its label
_AFTER = 6.0  # from there to the next arrow, unless a reader spaces letters and words out
_GAP = 8.0
_LANE = 9.0  # from one lane to the next
_BACKLOG = 3  # so many results waiting for a place get a row of their own before the next question

LabelOf = Callable[[Question | Outcome | Branch], str]


class Plan:
    """A flow in one or two columns: for each box its row, size and words, for each branch its exit and its label."""

    def __init__(self, flow: Flow, columns: int, text: LabelOf) -> None:
        self.flow, self.text = flow, text
        self.rows = rows_of(flow, columns)
        self.row = {name: n for n, row in enumerate(self.rows) for name in row}
        self.lanes = dict(self._lanes())
        self.labels: dict[tuple[str, str], list[str]] = {}
        self.exits: dict[tuple[str, str], float] = {}
        whole = _WIDE + _GAP + _NARROW
        if columns == 1:
            most = max(sum(n in rows for rows in self.lanes.values()) for n in range(len(self.rows)))
            whole = min(whole, max(_NARROWEST, PHONE - 2 * MARGIN - _LANE * most - ENTRY))
        self.width: dict[str, float] = {}
        for row in self.rows:
            for name, width in zip(row, (_WIDE, _NARROW) if len(row) > 1 else (whole,), strict=True):
                box = flow.by_id[name]
                self.width[name] = max(width, self._place_exits(box, width)) if isinstance(box, Question) else width
        self.words = {name: self._words(name) for name in self.row}
        tall = {n: max(HEAD + EDGE + LINE * len(self.words[name]) for name in row) for n, row in enumerate(self.rows)}
        self.height = {name: tall[n] for name, n in self.row.items()}

    def _lanes(self) -> Iterator[tuple[str, range]]:
        """List the rows that arrows to a box have to pass; those to the same box share a lane beside the rows."""
        for name, row in self.row.items():
            start = min((self.row[question] for question in _before(self.flow, name)), default=row)
            if row - start > 1:
                yield name, range(start + 1, row)

    def _words(self, name: str) -> tuple[str, ...]:
        room = self.width[name] - EDGE
        return tuple(lines_of(self.text(self.flow.by_id[name]), lambda line: _fits(line, room)))

    def _place_exits(self, question: Question, room: float) -> float:
        """Put a question's arrows side by side, those first that lead to the nearest box; return the width needed."""
        ways = sorted(branches(question), key=lambda branch: self._nearness(question, branch))
        for width in range(int(room), 0, -5):  # labels on one line each, if they fit
            broken = [_label(self.text(branch), width) for branch in ways]
            sizes = [BESIDE + max(map(_room, lines)) for lines in broken]
            if ENTRY + sum(sizes) <= room:
                break
        at = ENTRY
        for branch, lines, size in zip(ways, broken, sizes, strict=True):
            self.exits[question.id, branch.id] = at
            self.labels[question.id, branch.id] = lines
            at += size
        return at

    def _nearness(self, question: Question, branch: Branch) -> tuple[int, int]:
        row = self.row[branch.to]
        return row - self.row[question.id], self.rows[row].index(branch.to)

    def entry(self, name: str) -> float:
        """Let arrows in at the left, and into the last box at the right where a lane comes down to it."""
        return self.width[name] - ENTRY if name in self.lanes and self.is_whole_row(name) else ENTRY

    def is_whole_row(self, name: str) -> bool:
        """Return whether a box takes the whole width: it is alone at the top or bottom, and no lane passes it."""
        row = self.row[name]
        return row in (0, len(self.rows) - 1) and len(self.rows[row]) == 1

    def room(self, name: str) -> float:
        """Return how high a box is together with the labels under it."""
        lines = [len(label) for (question, _), label in self.labels.items() if question == name]
        return self.height[name] + (8 + LINE * max(lines) if lines else 0.0)


def _fits(line: str, room: float) -> bool:
    """Return whether a line leaves its box an edge at the right, and is still inside it once it is spaced out."""
    return width_of(line) * SIZE <= room - EDGE and spaced_width_of(line) * SIZE <= room - _SPACED_EDGE


def _label(text: str, width: float) -> list[str]:
    """Break a label, between words only."""
    most = max(width, *(spaced_width_of(word) * SIZE for word in ("", *text.split())))
    return lines_of(text, lambda line: spaced_width_of(line) * SIZE <= most)


def _room(label: str) -> float:
    """Return how much room a label's line needs up to the next arrow, as it is drawn and spaced out."""
    return max(width_of(label) * SIZE + _AFTER, spaced_width_of(label) * SIZE)


def rows_of(flow: Flow, columns: int) -> list[tuple[str, ...]]:
    """Put every box into a row below all boxes that lead to it: questions left, results right."""
    waiting = {name: _before(flow, name) for name in _longest_first(flow)}
    rows: list[tuple[str, ...]] = []
    while waiting:
        placed = flow.by_id.keys() - waiting.keys()
        ready = [name for name, before in waiting.items() if before <= placed]
        asked = [name for name in ready if isinstance(flow.by_id[name], Question)]
        ended = [name for name in ready if name not in asked]
        row = ended if len(ended) >= _BACKLOG or not asked else [asked[0], *ended, *asked[1:]]
        rows.append(tuple(row[:columns]))
        for name in rows[-1]:
            del waiting[name]
    return rows


def _before(flow: Flow, name: str) -> set[str]:
    return {question.id for question in flow.questions if any(option.to == name for option in question.options)}


def _longest_first(flow: Flow) -> list[str]:
    """List the questions, those with the longest way to a result first, then the results in the file's order."""

    @cache
    def steps_left(name: str) -> int:
        box = flow.by_id[name]
        return 1 + max(steps_left(option.to) for option in box.options) if isinstance(box, Question) else 0

    questions = sorted((question.id for question in flow.questions), key=steps_left, reverse=True)
    return [*questions, *(outcome.id for outcome in flow.outcomes)]
