"""The records that the page's own writer must make, as CPython writes them: `record.test.js` compares."""

from __future__ import annotations

import json
from pathlib import Path

from build_scripts.check import check_page
from decision_engine.record import Context, record_of
from decision_engine.trace import answers_of, trace
from tests.decision_engine.written_records import FLOW, NAMES, READ, WRITTEN
from tests.folders.partnerships import demonstration
from tests.tools.golden import golden

GOLDEN = Path(__file__).parent / "golden" / "record.json"


def test_records_of_the_page_are_compared_with_those_of_the_engine() -> None:
    """The golden file holds what a page is given, what is asked of it, and the engine's data, blocks and text."""
    check = check_page(READ, FLOW, demonstration())
    given = check.engine_input()
    context = Context(given["sha256"], given["names"], given["words"], given["banner"], given["contacts"])
    records = []
    for name in NAMES:
        asked = WRITTEN["records"][name]
        request = {"answers": asked["answers"], "time": WRITTEN["time"], "ticked": asked["ticked"]}
        route = trace(READ.flow, answers_of(asked["answers"]))
        record = record_of(READ.flow, route, context, time=WRITTEN["time"], ticked=tuple(asked["ticked"]))
        written = {"data": record.data, "blocks": record.blocks(), "text": record.text()}
        records.append({"name": name, "request": request, "record": written})
    page = {"wording": check.record_wording(), "words": check.local.language.check_words}
    golden(GOLDEN, json.dumps(page | {"records": records}, ensure_ascii=False, indent=1) + "\n")
    assert len(records) > 2
