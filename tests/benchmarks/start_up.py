"""Measures how long each subject takes from the navigation to its first result, cold and warm, and what is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.samples import Key
from tests.benchmarks.subjects import ANSWERABLE, OURS, PLAIN, READY, RESULT, SUBJECTS, until_answered, until_result
from tests.benchmarks.visit import fresh_profile, visit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Playwright

    from tests.benchmarks.lines import Line
    from tests.benchmarks.samples import Samples
    from tests.benchmarks.subjects import Subject

LONGEST = "longest task while the engine loads"
BYTES, REQUESTS = "bytes", "requests"
MILLISECONDS = "ms"


def measure_start(
    playwright: Playwright, lines: Sequence[Line], subjects: Sequence[Subject], turn: int, samples: Samples
) -> None:
    """Visit every subject on every line, cold and then warm, beginning with another subject each turn."""
    for line in lines:
        for subject in _turned(subjects, turn):
            _visit_twice(playwright, line, subject, samples)


def measure_answering(playwright: Playwright, lines: Sequence[Line], turn: int, samples: Samples) -> None:
    """Answer question one as soon as it can be answered, in our check and in the plain page."""
    for line in lines:
        for subject in _turned([SUBJECTS[OURS], SUBJECTS[PLAIN]], turn):
            with fresh_profile(playwright) as context:
                noted = visit(context, line.url + subject.path, until_answered(), rest=False)
            for mark, moment in noted.marks.items():
                samples.add(Key(mark, MILLISECONDS, f"{line.name}, cold", subject.name), moment)


def _visit_twice(playwright: Playwright, line: Line, subject: Subject, samples: Samples) -> None:
    with fresh_profile(playwright) as context:
        for cache in ("cold", "warm"):
            line.served.sent.clear()
            noted = visit(context, line.url + subject.path, until_result(subject))
            sent = list(line.served.sent)
            conditions = f"{line.name}, {cache}"
            samples.add(Key(RESULT, MILLISECONDS, conditions, subject.name), noted.marks[RESULT])
            ready = noted.marks.get(READY, noted.marks[RESULT])
            task = noted.longest_task(noted.marks.get(ANSWERABLE, 0.0), ready)
            samples.add(Key(LONGEST, MILLISECONDS, conditions, subject.name), task)
            samples.add(Key(BYTES, "B", conditions, subject.name), sum(one.size for one in sent))
            samples.add(Key(REQUESTS, "", conditions, subject.name), len(sent))


def _turned(subjects: Sequence[Subject], turn: int) -> list[Subject]:
    at = turn % len(subjects)
    return [*subjects[at:], *subjects[:at]]
