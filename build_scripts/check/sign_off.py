"""The sign-off record of docs/_data/sign_off.toml: who has signed off a check, and whether it is still this one."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build_scripts.content import flow_problem, read_entries
from build_scripts.errors import BuildError
from decision_engine.authoring.read import FlowFile

FILE = Path("docs/_data/sign_off.toml")
# What signatures can come to; the words for each stand in the language's file, under [review].
NOT_YET = "not_signed"
SIGNED = "signed"
ANOTHER = "signed_another"
_TEXTS = ("reviewer", "role", "flow", "version", "sha256")
_KEYS = {"reviewer": True, "role": True, "flow": True, "date": True, "version": True, "sha256": True}
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
    entries = read_entries(docs / "_data" / FILE.name, "sign_offs", _KEYS)
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
