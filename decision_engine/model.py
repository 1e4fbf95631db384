"""What a flow, a trace and a record are: plain frozen data, no behaviour beyond look-ups.

Named tuples, because a dataclass takes twenty times as long to declare, and every visitor waits for it.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Source(NamedTuple):
    """The guidance that a flow puts into questions."""

    title: str
    edition: str
    section: str
    points: tuple[str, ...] = ()


class Decision(NamedTuple):
    """A kind of answer that the flow can end in; ``sign`` is go, stop or advice."""

    id: str
    label: str
    sign: str


class Notice(NamedTuple):
    """Something that is said whatever the answers, above everything else."""

    id: str
    title: str
    lines: tuple[str, ...]


class Group(NamedTuple):
    """A heading under which grounds are offered."""

    id: str
    title: str


class Ground(NamedTuple):
    """A reason to tick under an option; ``settles`` when it is enough by itself."""

    id: str
    group: str
    text: str
    settles: bool = False
    points: tuple[str, ...] = ()


class Option(NamedTuple):
    """One possible answer, where it leads, and the sentence it adds to the reasons."""

    id: str
    label: str
    to: str
    reason: str
    grounds: tuple[Ground, ...] = ()
    caution: str = ""


class Help(NamedTuple):
    """What helps somebody answer: what counts, what doesn't, other flows to go through, where to read more."""

    counts: tuple[str, ...] = ()
    does_not_count: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


class Question(NamedTuple):
    """One question with its options."""

    id: str
    text: str
    missing: str
    options: tuple[Option, ...]
    name: str = ""
    hint: str = ""
    meaning: str = ""
    points: tuple[str, ...] = ()
    help: Help | None = None


class Item(NamedTuple):
    """One line of a checklist."""

    id: str
    text: str
    points: tuple[str, ...] = ()


class Checklist(NamedTuple):
    """Steps to tick once an outcome is reached."""

    id: str
    title: str
    items: tuple[Item, ...]


class Verdict(NamedTuple):
    """What a result says above everything else: its heading, and what was found."""

    label: str
    summary: str


class Outcome(NamedTuple):
    """An end of the flow: its decision, what it means and what comes next."""

    id: str
    decision: str
    name: str
    summary: str
    next: tuple[str, ...]
    unconfirmed: Verdict | None = None
    notice: str = ""
    again: str = ""
    checklists: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


class RecordForm(NamedTuple):
    """The wording of the flow's decision record, with the lines left empty for the practitioner."""

    title: str
    keeping: str
    lines: tuple[str, ...]
    notice: str = ""


class Case(NamedTuple):
    """Answers, by their questions' ids, and the outcome that they must lead to: a test that the flow carries."""

    name: str
    answers: Mapping[str, str]
    outcome: str


class Flow(NamedTuple):
    """A whole flow; tuples keep the file's order, ``by_id`` finds a question or outcome at once."""

    format: int
    id: str
    version: str
    title: str
    start: str
    placeholders: tuple[str, ...]
    standing_notice: str
    limits: tuple[str, ...]
    source: Source
    record: RecordForm
    decisions: tuple[Decision, ...]
    notices: tuple[Notice, ...]
    questions: tuple[Question, ...]
    outcomes: tuple[Outcome, ...]
    by_id: Mapping[str, Question | Outcome]
    groups: tuple[Group, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    cases: tuple[Case, ...] = ()

    def decision(self, outcome: Outcome) -> Decision:
        """Return the decision that an outcome declares."""
        return next(decision for decision in self.decisions if decision.id == outcome.decision)

    def notice(self, name: str) -> Notice:
        """Return the notice of that id."""
        return next(notice for notice in self.notices if notice.id == name)

    def verdict(self, outcome: Outcome, trace: "Trace") -> Verdict:
        """Return what the outcome says at the end of a route: something else while a caution on it is open."""
        return trace.unconfirmed or Verdict(self.decision(outcome).label, outcome.summary)


class Answer(NamedTuple):
    """What was chosen at one question."""

    option: str
    grounds: tuple[str, ...] = ()


class Step(NamedTuple):
    """A question that was asked and answered on the route."""

    question: Question
    option: Option
    grounds: tuple[Ground, ...]

    @property
    def caution(self) -> str:
        """What to add because no ticked ground is enough by itself; empty where one is."""
        return "" if any(ground.settles for ground in self.grounds) else self.option.caution


class Trace(NamedTuple):
    """The route that some answers take: its steps, where it stands, and answers off the route."""

    steps: tuple[Step, ...]
    at: Question | Outcome
    off_route: tuple[str, ...]

    @property
    def outcome(self) -> Outcome | None:
        """The outcome reached, or None where a question is still open."""
        return self.at if isinstance(self.at, Outcome) else None

    @property
    def unconfirmed(self) -> Verdict | None:
        """What the outcome says instead, because a caution on the route is open; None where there is none."""
        cautioned = any(step.caution for step in self.steps)
        return self.at.unconfirmed if cautioned and isinstance(self.at, Outcome) else None
