"""Which boxes of a flowchart stand side by side: rows of one or two, so that the picture fits a phone."""

from functools import cache

from decision_engine.model import Flow, Question

_BACKLOG = 3  # so many results waiting for a place get a row of their own before the next question


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
