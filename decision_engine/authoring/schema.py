"""The flow format, key by key: what each table holds, which keys it needs, and a valid example of each.

Names, kinds, nesting and what may be left out come from ``model``; here is only what people are told of each key.
"""

from collections.abc import Mapping
from types import UnionType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from decision_engine import model

Kind = str  # one of those that a format names in its KINDS

FORMAT = 1
SIGNS = ("go", "stop", "advice")
# What people turn to a contact for, in the order in which contacts are shown.
ROLES = ("emergency", "police", "report", "out-of-hours", "advice", "allegation", "early-help", "other")
KINDS: Mapping[Kind, str] = {
    "text": "text",
    "texts": "a list of texts",
    "id": "an id",
    "ids": "a list of ids",
    "place": "a placeholder",
    "places": "a list of placeholders",
    "sign": "a sign",
    "flag": "true or false",
    "number": "a whole number",
    "answers": "a table of answers",
    "table": "a table",
    "tables": "a list of tables",
}
_SIMPLE: Mapping[Any, Kind] = {str: "text", model.Id: "id", model.Sign: "sign", bool: "flag", int: "number"}
_LISTS: Mapping[Any, Kind] = {str: "texts", model.Id: "ids", model.Place: "places"}

# What each key is for, and a valid example; their order is the one in which people are shown the keys of a table.
ABOUT: Mapping[str, tuple[str, str]] = {
    "Flow.format": (f"The version of this format: {FORMAT}.", f"format = {FORMAT}"),
    "Flow.id": ("The flow's id.", 'id = "sharing"'),
    "Flow.version": ("The flow's version; raise it with every change.", 'version = "1.0.0"'),
    "Flow.title": ("The flow's title.", 'title = "Should I share?"'),
    "Flow.start": ("The id of the first question.", 'start = "purpose"'),
    "Flow.placeholders": ("The local names that its texts use, all of them.", 'placeholders = ["police_service"]'),
    "Flow.standing_notice": ("The notice shown at every step.", 'standing_notice = "help-now"'),
    "Flow.limits": ("What the check does not decide.", 'limits = ["This is not legal advice."]'),
    "Flow.source": ("The guidance it follows.", "[source]"),
    "Flow.record": ("The wording of its record.", "[record]"),
    "Flow.decisions": ("Its decisions.", "[[decisions]]"),
    "Flow.notices": ("Its notices.", "[[notices]]"),
    "Flow.groups": ("Headings for grounds.", "[[groups]]"),
    "Flow.checklists": ("Its checklists.", "[[checklists]]"),
    "Flow.questions": ("Its questions.", "[[questions]]"),
    "Flow.outcomes": ("Its outcomes.", "[[outcomes]]"),
    "Flow.cases": ("Its test cases; validate tries them.", "[[cases]]"),
    "Source.title": ("The guidance's exact title.", 'title = "Information Sharing Guidance"'),
    "Source.edition": ("The edition that the flow follows.", 'edition = "May 2024"'),
    "Source.section": ("The section that the flow follows.", 'section = "5.1 When"'),
    "Source.points": ("The points of the guidance that the flow as a whole follows.", 'points = ["when-purpose"]'),
    "Source.changes": (
        f"The page on what has changed since: {model.CHANGES} if not given, {model.NO_PAGE} where there is none.",
        f'changes = "{model.CHANGES}"',
    ),
    "RecordForm.title": ("The record's heading.", 'title = "Record of an information sharing decision"'),
    "RecordForm.keeping": ("What the record holds and how to keep it.", 'keeping = "Keep it in your case file."'),
    "RecordForm.lines": ("Labels of the lines left empty.", 'lines = ["Date asked"]'),
    "RecordForm.notice": ("The notice of records whose outcome has none.", 'notice = "child-at-risk"'),
    "Decision.id": ("The decision's id.", 'id = "share"'),
    "Decision.label": ("The heading of a result with this decision.", 'label = "You can share"'),
    "Decision.sign": ("The shape it is shown with: go, stop or advice.", 'sign = "go"'),
    "Notice.id": ("The notice's id.", 'id = "child-at-risk"'),
    "Notice.title": ("The notice's heading.", 'title = "Is a child at risk?"'),
    "Notice.lines": ("Its sentences, most urgent first.", 'lines = ["Call {emergency_number} now."]'),
    "Notice.contacts": (
        f"The roles of the partnership's contacts to show below: {', '.join(ROLES)}.",
        'contacts = ["emergency", "report", "out-of-hours", "police"]',
    ),
    "Group.id": ("The group's id.", 'id = "lawful"'),
    "Group.title": ("The heading over its grounds.", 'title = "What makes sharing lawful"'),
    "Checklist.id": ("The checklist's id.", 'id = "how-to-share"'),
    "Checklist.title": ("Its heading.", 'title = "How to share"'),
    "Checklist.items": ("Its items.", "[[checklists.items]]"),
    "Item.id": ("The item's id.", 'id = "amount"'),
    "Item.text": ("The step to tick.", 'text = "Decide how much to share"'),
    "Item.points": ("The points of the guidance it comes from.", 'points = ["when-purpose"]'),
    "Question.id": ("The question's id.", 'id = "consent"'),
    "Question.text": ("The question itself.", 'text = "Do you have consent to share?"'),
    "Question.missing": ("What is said when nothing is selected.", 'missing = "Select yes if you have consent"'),
    "Question.options": ("Its options, two or more.", "[[questions.options]]"),
    "Question.name": ("A short name, for the flowchart.", 'name = "Consent?"'),
    "Question.hint": ("A hint under the question.", 'hint = "Keeping a child safe is one."'),
    "Question.meaning": ("What it means, in two sentences.", 'meaning = "Ask why."'),
    "Question.points": ("The points of the guidance it puts.", 'points = ["when-purpose"]'),
    "Question.help": ("What helps to answer it.", "[questions.help]"),
    "Question.several": (
        "Whether several answers can be ticked: all that apply. They all lead to the same question or outcome.",
        "several = true",
    ),
    "Option.id": ("The option's id.", 'id = "yes"'),
    "Option.label": ("What the visitor reads beside the button.", 'label = "Yes"'),
    "Option.to": ("The id of the question or outcome that follows.", 'to = "consent"'),
    "Option.reason": ("The sentence it adds to the reasons.", 'reason = "You have consent."'),
    "Option.grounds": ("Reasons to tick.", "[[questions.options.grounds]]"),
    "Option.caution": (
        "What to add where no ticked ground settles it.",
        'caution = "Confirm your lawful basis before you share."',
    ),
    "Option.alone": (
        "Whether it excludes the other answers, of which several can be ticked; it comes after them.",
        "alone = true",
    ),
    "Ground.id": ("The ground's id.", 'id = "court-order"'),
    "Ground.group": ("The id of the group it is in.", 'group = "lawful"'),
    "Ground.text": ("The ground in words.", 'text = "A court order requires it"'),
    "Ground.settles": ("Whether it is enough by itself.", "settles = true"),
    "Ground.points": ("The points of the guidance it comes from.", 'points = ["when-purpose"]'),
    "Help.counts": ("What counts as a yes.", 'counts = ["Keeping a child safe"]'),
    "Help.does_not_count": ("What doesn't.", 'does_not_count = ["Curiosity"]'),
    "Help.see": ("The ids of other flows that help to answer it.", 'see = ["consent"]'),
    "Help.points": ("The points of the guidance to read more in.", 'points = ["when-purpose"]'),
    "Outcome.id": ("The outcome's id.", 'id = "share-with-consent"'),
    "Outcome.decision": ("The id of its decision.", 'decision = "share"'),
    "Outcome.name": ("A short name, for the flowchart and lists.", 'name = "Share: you have consent"'),
    "Outcome.summary": ("What was found, in one or two sentences.", 'summary = "You have consent."'),
    "Outcome.next": ("What to do next.", 'next = ["Record your decision and the reasons."]'),
    "Outcome.unconfirmed": ("What it says instead while a caution on the route is open.", "[outcomes.unconfirmed]"),
    "Outcome.notice": ("The notice above its reasons.", 'notice = "child-at-risk"'),
    "Outcome.again": ("The button back to the deciding question.", 'again = "Change: a child may be at risk"'),
    "Outcome.checklists": ("The checklists it offers.", 'checklists = ["how-to-share"]'),
    "Outcome.see": ("The ids of other flows to go through next.", 'see = ["consent"]'),
    "Outcome.points": ("The points of the guidance it is based on.", 'points = ["when-purpose"]'),
    "Verdict.label": ("The heading instead of the decision's.", 'label = "You can share once it is confirmed"'),
    "Verdict.summary": (
        "What to do first, and when not to wait, instead of the outcome's summary.",
        'summary = "Confirm your lawful basis first, unless that delay could put a child at risk."',
    ),
    "Case.name": ("What it shows, for the person who reads that it fails.", 'name = "With consent"'),
    "Case.answers": (
        "The id of the option chosen at each question on the way, by the question's id; of several a list.",
        'answers = { purpose = "yes", consent = "yes" }',
    ),
    "Case.outcome": ("The outcome that they must lead to.", 'outcome = "share-with-consent"'),
}


class Key(NamedTuple):
    """One key of a table: its kind, what it is for, a valid example, and whether it may be left out."""

    kind: Kind
    about: str
    example: str
    optional: bool = False
    of: "Table | None" = None


class Table(NamedTuple):
    """One table of the format, by the name of what it becomes."""

    name: str
    keys: Mapping[str, Key]


def _table(kind: Any) -> Table:
    """Derive a table from a class of the model."""
    hints = get_type_hints(kind)
    keys = {}
    for path, (about, example) in ABOUT.items():
        owner, _, name = path.partition(".")
        if owner == kind.__name__:
            held, of = _kind(hints[name])
            optional = name in kind._field_defaults
            keys[name] = Key(held, about, example, optional, _table(of) if of else None)
    return Table(kind.__name__, keys)


def _kind(hint: Any) -> tuple[Kind, Any]:
    """Return the kind of a field, and the class of the tables that it holds, if any."""
    if hint in _SIMPLE:
        return _SIMPLE[hint], None
    match get_origin(hint), get_args(hint):
        case origin, (part, *_) if origin is tuple:
            return (_LISTS[part], None) if part in _LISTS else ("tables", part)
        case origin, (part, _) if origin is UnionType:
            return "table", part
        case None, _:
            return "table", hint
    return "answers", None


FLOW = _table(model.Flow)
