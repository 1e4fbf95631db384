"""The records of ``records/written.toml``, written by the engine under ``records/sharing.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from decision_engine.authoring.read import FlowFile, read_flow
from decision_engine.record import Context, Record, record_of
from decision_engine.trace import answers_of, trace
from decision_engine.words import RECORD, read_words
from tests.decision_engine.flow_files import CONTACTS

CASES = Path(__file__).parent / "records"
WRITTEN: dict[str, Any] = tomllib.loads((CASES / "written.toml").read_text("utf-8"))
NAMES = tuple(WRITTEN["records"])
FLOW = CASES / "sharing.toml"
READ = read_flow(FLOW)


def written(
    name: str,
    *,
    banner: str = WRITTEN["banner"],
    names: dict[str, str] = WRITTEN["names"],
    read: FlowFile = READ,
) -> Record:
    """Write one of the records."""
    given = WRITTEN["records"][name]
    context = Context(sha256=read.sha256, names=names, words=read_words(*RECORD), banner=banner, contacts=CONTACTS)
    route = trace(read.flow, answers_of(given["answers"]))
    return record_of(read.flow, route, context, time=WRITTEN["time"], ticked=tuple(given["ticked"]))
