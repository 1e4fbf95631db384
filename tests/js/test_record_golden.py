"""The records that the page's own writer must make, as CPython writes them: `record.test.js` compares."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from build_scripts.check import check_page
from decision_engine.authoring.read import FlowFile, read_flow
from decision_engine.record import Context, record_of
from decision_engine.trace import answers_of, trace
from tests.decision_engine.flow_files import SEVERAL
from tests.decision_engine.written_records import FLOW, NAMES, READ, WRITTEN
from tests.folders.partnerships import demonstration
from tests.tools.golden import golden

GOLDEN = Path(__file__).parent / "golden"
BASES: dict[str, Any] = {"options": ["agreed", "safety", "law"], "grounds": ["court-order", "spoken"]}
SHARED: dict[str, Any] = {"purpose": {"option": "yes"}, "bases": BASES, "secure": {"option": "yes"}}
# The records to write under each flow: one with questions of one answer each, one with a question of several.
ASKED: dict[str, tuple[Path, FlowFile, dict[str, Any]]] = {
    "record": (FLOW, READ, {name: WRITTEN["records"][name] for name in NAMES}),
    "several": (
        SEVERAL,
        read_flow(SEVERAL),
        {
            "several answers": {"answers": SHARED, "ticked": ["how/facts"]},
            "an answer alone": {"answers": {**SHARED, "bases": {"options": ["none"]}}, "ticked": []},
            "one of several": {"answers": {**SHARED, "bases": {"options": ["safety"]}}, "ticked": []},
        },
    ),
}


@pytest.mark.parametrize("file", ASKED)
def test_records_of_the_page_are_compared_with_those_of_the_engine(file: str) -> None:
    """The golden file holds what a page is given, what is asked of it, and the engine's data, blocks and text."""
    path, read, wanted = ASKED[file]
    check = check_page(read, path, demonstration())
    given = check.engine_input()
    context = Context(given["sha256"], given["names"], given["words"], given["banner"], given["contacts"])
    records = []
    for name, asked in wanted.items():
        request = {"answers": asked["answers"], "time": WRITTEN["time"], "ticked": asked["ticked"]}
        route = trace(read.flow, answers_of(asked["answers"]))
        record = record_of(read.flow, route, context, time=WRITTEN["time"], ticked=tuple(asked["ticked"]))
        written = {"data": record.data, "blocks": record.blocks(), "text": record.text()}
        records.append({"name": name, "request": request, "record": written})
    page = {"wording": check.record_wording(), "words": check.local.language.check_words}
    golden(GOLDEN / f"{file}.json", json.dumps(page | {"records": records}, ensure_ascii=False, indent=1) + "\n")
    assert len(records) > 2
