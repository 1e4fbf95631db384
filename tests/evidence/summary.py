"""What the tests show as tables below pytest's own output: routes by browser, servers by path, faults by recovery."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest

from tests.evidence.cases import FAILED, NOT_RUN, PASSED, case_of
from tests.evidence.tables import for_the_eye, tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.evidence.cases import Case

_WENT = {"passed": PASSED, "failed": FAILED, "error": FAILED, "skipped": NOT_RUN}


def summary(stats: Mapping[str, Sequence[Any]]) -> Iterator[str]:
    """Return the lines of the tables, from what pytest has counted by outcome; none where no test belongs to one."""
    made, _ = tables(chain.from_iterable(_cases(stats.get(kind, ()), went) for kind, went in _WENT.items()))
    for table in made:
        yield ""
        yield from for_the_eye(table)


def _cases(reports: Sequence[Any], went: str) -> Iterator[Case]:
    """Make the cases of pytest's reports; an error may be of a file that couldn't be read at all."""
    for report in reports:
        if isinstance(report, pytest.TestReport):
            file, _, name = report.nodeid.partition("::")
            module = file.removesuffix(".py").replace("/", ".")
            yield case_of(module, name, went, notes={key: str(value) for key, value in report.user_properties})
