"""Flow, worked examples and signatures to what the page "For trainers and reviewers" shows."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from build_scripts.check.examples import Examples, read_examples
from build_scripts.check.view import CheckPage
from build_scripts.content import flow_problem, read_entries
from build_scripts.errors import BuildError
from decision_engine.authoring.counts import told
from decision_engine.authoring.graph import route_count
from decision_engine.authoring.graph import routes as routes_of
from decision_engine.authoring.read import FlowFile
from decision_engine.model import Flow, Outcome, Step
from decision_engine.trace import trace

FILE = Path("docs/_data/sign_off.toml")
# What signatures can come to; the words for each are in the language's file, under [review].
NOT_YET = "not_signed"
SIGNED = "signed"
ANOTHER = "signed_another"
_TEXTS = ("reviewer", "role", "flow", "version", "sha256")
_KEYS = {"reviewer": True, "role": True, "flow": True, "date": True, "version": True, "sha256": True}
# A longer list is read by nobody; the number of routes is said all the same.
MOST_ROUTES = 200
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """One person's signature; ``current`` while the flow is, byte for byte, the one that was signed."""

    reviewer: str
    role: str
    flow: str
    date: dt.date
    version: str
    sha256: str
    current: bool

    @property
    def standing(self) -> str:
        """What the signature is worth today."""
        return SIGNED if self.current else ANOTHER


@dataclass(frozen=True, slots=True)
class SignOffs:
    """All signatures under one flow."""

    entries: tuple[SignOff, ...]

    @property
    def standing(self) -> str:
        """What they come to: one signature under the present flow is enough to say that it is signed off."""
        if not self.entries:
            return NOT_YET
        return SIGNED if any(entry.current for entry in self.entries) else ANOTHER


def read_sign_offs(docs: Path, flow: FlowFile) -> SignOffs:
    """Read the signatures and compare a flow's own with the flow as it is; raises BuildError with every problem."""
    entries = read_entries(docs / "_data" / FILE.name, "sign_offs", _KEYS, by=("reviewer", "flow"))
    problems = [
        f"{FILE}: sign_offs[{at}].{problem}" for at, entry in enumerate(entries) for problem in _problems(entry)
    ]
    if problems:
        raise BuildError(problems)
    present = (flow.flow.version, flow.sha256)
    return SignOffs(
        tuple(
            SignOff(**entry, current=(entry["version"], entry["sha256"]) == present)
            for entry in entries
            if entry["flow"] == flow.flow.id
        )
    )


def _problems(entry: Mapping[str, Any]) -> Iterator[str]:
    for key in _TEXTS:
        if not isinstance(entry[key], str):
            yield f'{key}: not a text. For example: {key} = "…"'
    if isinstance(entry["flow"], str) and (problem := flow_problem(entry["flow"])):
        yield f"flow: {problem}"
    if not isinstance(entry["date"], dt.date) or isinstance(entry["date"], dt.datetime):
        yield "date: not a date. For example: date = 2027-01-15"
    if isinstance(entry["sha256"], str) and not _SHA256.fullmatch(entry["sha256"]):
        yield "sha256: not 64 digits from 0-9 and a-f. Copy it from the page"


@dataclass(frozen=True, slots=True)
class Route:
    """One way through the check and where it ends."""

    steps: tuple[Step, ...]
    outcome: Outcome

    @property
    def answers(self) -> str:
        """The route in ids, for tests and other tools."""
        return " ".join(f"{step.question.id}={'+'.join(option.id for option in step.options)}" for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """What a reviewer reads and signs off, and a trainer steps through."""

    sign_offs: SignOffs
    examples: Examples
    routes: tuple[Route, ...]
    count: str
    all_listed: bool

    @property
    def warnings(self) -> list[str]:
        """What to warn of: the examples that no longer fit the flow."""
        return [
            f"An example does not fit the flow and is left out: {mismatch}" for mismatch in self.examples.mismatches
        ]


def review_page(check: CheckPage, docs: Path, *, most_routes: int = MOST_ROUTES) -> ReviewPage:
    """Put together what the page shows; at most ``most_routes`` routes are listed, all are counted.

    Raises BuildError with everything wrong in the data file that is read first.
    """
    flow = check.flow
    listed = tuple(islice(_routes(flow), most_routes))
    count = route_count(flow)
    shown = told(count)
    return ReviewPage(
        sign_offs=read_sign_offs(docs, check.file),
        examples=read_examples(docs, check),
        routes=listed,
        count=f"{shown:,}" if isinstance(shown, int) else shown,
        all_listed=count == len(listed),
    )


def _routes(flow: Flow) -> Iterator[Route]:
    for answers in routes_of(flow):
        walked = trace(flow, answers)
        if walked.outcome:  # every route has one
            yield Route(walked.steps, walked.outcome)
