"""What a flow and a trace are: plain frozen data, no behaviour beyond look-ups.

The fields of a flow's classes are the keys of a flow file, and the only list of them: ``authoring.schema`` derives from
them which keys there are, which may be left out, and what each holds.

Named tuples, because a dataclass takes twenty times as long to declare, and every visitor waits for it.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    Id = str
    Place = str
    Sign = str
else:

    class Id(str):
        """Marks a field that holds an id, such as ``lawful-reason``, as no other text."""

        __slots__ = ()

    class Place(str):
        """Marks a field that holds a placeholder's name, such as ``contacts.police.phone``."""

        __slots__ = ()

    class Sign(str):
        """Marks a field that holds ``go``, ``stop`` or ``advice``."""

        __slots__ = ()


CHANGES = "about/changes.md"
NO_PAGE = "none"


class Source(NamedTuple):
    """The guidance that a flow puts into questions; ``changes`` is the page that says what has changed since."""

    title: str
    edition: str
    section: str
    points: tuple[Id, ...] = ()
    changes: str = CHANGES


class Decision(NamedTuple):
    """A kind of answer that the flow can end in; ``sign`` is go, stop or advice."""

    id: Id
    label: str
    sign: Sign


class Notice(NamedTuple):
    """What is shown whatever the answers, above everything else; under its lines the contacts with these roles."""

    id: Id
    title: str
    lines: tuple[str, ...]
    contacts: tuple[Id, ...] = ()


class Group(NamedTuple):
    """A heading under which grounds are offered."""

    id: Id
    title: str


class Ground(NamedTuple):
    """A reason to tick under an option; ``settles`` when it is enough by itself."""

    id: Id
    group: Id
    text: str
    settles: bool = False
    points: tuple[Id, ...] = ()


class Option(NamedTuple):
    """One possible answer, where it leads, and the sentence it adds to the reasons.

    ``alone`` where it excludes the other answers of a question that takes several.
    """

    id: Id
    label: str
    to: Id
    reason: str
    grounds: tuple[Ground, ...] = ()
    caution: str = ""
    alone: bool = False


class Help(NamedTuple):
    """What helps someone answer: what counts, what doesn't, other flows to go through, where to read more."""

    counts: tuple[str, ...] = ()
    does_not_count: tuple[str, ...] = ()
    see: tuple[Id, ...] = ()
    points: tuple[Id, ...] = ()


class Question(NamedTuple):
    """One question with its options; ``several`` where those that are not ``alone`` may be ticked together."""

    id: Id
    text: str
    missing: str
    options: tuple[Option, ...]
    name: str = ""
    hint: str = ""
    meaning: str = ""
    points: tuple[Id, ...] = ()
    help: Help | None = None
    several: bool = False


class Item(NamedTuple):
    """One line of a checklist."""

    id: Id
    text: str
    points: tuple[Id, ...] = ()


class Checklist(NamedTuple):
    """Steps to tick once an outcome is reached."""

    id: Id
    title: str
    items: tuple[Item, ...]


class Verdict(NamedTuple):
    """What a result says above everything else: its heading, and what was found."""

    label: str
    summary: str


class Outcome(NamedTuple):
    """An end of the flow: its decision, what it means and what comes next."""

    id: Id
    decision: Id
    name: str
    summary: str
    next: tuple[str, ...]
    unconfirmed: Verdict | None = None
    notice: Id = ""
    again: str = ""
    checklists: tuple[Id, ...] = ()
    see: tuple[Id, ...] = ()
    points: tuple[Id, ...] = ()


class RecordForm(NamedTuple):
    """The wording of the flow's decision record, with the lines left empty for the practitioner."""

    title: str
    keeping: str
    lines: tuple[str, ...]
    notice: Id = ""


class Case(NamedTuple):
    """Answers, by their questions' ids, and the outcome that they must lead to: a test that the flow carries."""

    name: str
    answers: Mapping[Id, Id | tuple[Id, ...]]
    outcome: Id


class _FlowKeys(NamedTuple):
    """The keys of a flow file."""

    format: int
    id: Id
    version: str
    title: str
    start: Id
    standing_notice: Id
    limits: tuple[str, ...]
    source: Source
    record: RecordForm
    decisions: tuple[Decision, ...]
    notices: tuple[Notice, ...]
    questions: tuple[Question, ...]
    outcomes: tuple[Outcome, ...]
    placeholders: tuple[Place, ...] = ()
    groups: tuple[Group, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    cases: tuple[Case, ...] = ()


class Flow(_FlowKeys):
    """A whole flow; tuples keep the file's order, ``by_id`` finds a question or outcome at once."""

    _by_id: Mapping[str, Question | Outcome] | None = None

    @property
    def by_id(self) -> Mapping[str, Question | Outcome]:
        """The questions and outcomes by their ids, in the file's order."""
        if self._by_id is None:
            self._by_id = {part.id: part for parts in (self.questions, self.outcomes) for part in parts}
        return self._by_id

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
    """What was chosen at one question: its option, or its options where the question takes several."""

    option: str = ""
    grounds: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


class Step(NamedTuple):
    """A question that was asked and answered on the route: with one option, or with several in the file's order.

    ``label`` is the answer in words, ``reason`` what it adds to the reasons.
    ``caution`` is what to add because no ticked ground of an option is enough by itself; empty where one is for each.
    """

    question: Question
    options: tuple[Option, ...]
    grounds: tuple[Ground, ...]
    label: str
    reason: str
    caution: str


class Trace(NamedTuple):
    """The route that some answers take: its steps, where it has got to, and the answers off it."""

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
