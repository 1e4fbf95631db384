"""The flow format, key by key: what each table holds, which keys it needs, and a right example of each."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from decision_engine import model

Kind = Literal["text", "texts", "id", "ids", "sign", "flag", "number", "answers", "table", "tables"]

FORMAT = 1
SIGNS = ("go", "stop", "advice")
KINDS: Mapping[Kind, str] = {
    "text": "text",
    "texts": "a list of texts",
    "id": "an id",
    "ids": "a list of ids",
    "sign": "a sign",
    "flag": "true or false",
    "number": "a whole number",
    "answers": "a table of answers",
    "table": "a table",
    "tables": "a list of tables",
}


class Key(NamedTuple):
    """One key of a table: its kind, what it is for, a right example, and whether it may be left out."""

    kind: Kind
    about: str
    example: str
    optional: bool = False
    of: "Table | None" = None


class Table(NamedTuple):
    """One table of the format and what it becomes."""

    make: Callable[..., Any]
    keys: Mapping[str, Key]


def _points(about: str) -> Key:
    return Key("ids", about, 'points = ["when-purpose"]', optional=True)


def _see(about: str) -> Key:
    return Key("ids", about, 'see = ["consent"]', optional=True)


SOURCE = Table(
    model.Source,
    {
        "title": Key("text", "The guidance's exact title.", 'title = "Information Sharing Guidance"'),
        "edition": Key("text", "The edition that the flow follows.", 'edition = "June 2020"'),
        "section": Key("text", "The section that the flow follows.", 'section = "5.1 When"'),
        "points": _points("The points of the guidance that the flow as a whole follows."),
    },
)
DECISION = Table(
    model.Decision,
    {
        "id": Key("id", "The decision's id.", 'id = "share"'),
        "label": Key("text", "The heading of a result with this decision.", 'label = "You can share"'),
        "sign": Key("sign", "The shape it is shown with: go, stop or advice.", 'sign = "go"'),
    },
)
NOTICE = Table(
    model.Notice,
    {
        "id": Key("id", "The notice's id.", 'id = "child-at-risk"'),
        "title": Key("text", "The notice's heading.", 'title = "Is a child at risk?"'),
        "lines": Key("texts", "Its sentences, most urgent first.", 'lines = ["Call {emergency_phone} now."]'),
    },
)
GROUP = Table(
    model.Group,
    {
        "id": Key("id", "The group's id.", 'id = "lawful"'),
        "title": Key("text", "The heading over its grounds.", 'title = "What makes sharing lawful"'),
    },
)
GROUND = Table(
    model.Ground,
    {
        "id": Key("id", "The ground's id.", 'id = "court-order"'),
        "group": Key("id", "The id of the group it is in.", 'group = "lawful"'),
        "text": Key("text", "The ground in words.", 'text = "A court order requires it"'),
        "settles": Key("flag", "Whether it is enough by itself.", "settles = true", optional=True),
        "points": _points("The points of the guidance it comes from."),
    },
)
OPTION = Table(
    model.Option,
    {
        "id": Key("id", "The option's id.", 'id = "yes"'),
        "label": Key("text", "What the visitor reads beside the button.", 'label = "Yes"'),
        "to": Key("id", "The id of the question or outcome that follows.", 'to = "consent"'),
        "reason": Key("text", "The sentence it adds to the reasons.", 'reason = "You have consent."'),
        "grounds": Key("tables", "Reasons to tick.", "[[questions.options.grounds]]", optional=True, of=GROUND),
        "caution": Key(
            "text",
            "What to add where no ticked ground settles it.",
            'caution = "Confirm your lawful basis before you share."',
            optional=True,
        ),
    },
)
HELP = Table(
    model.Help,
    {
        "counts": Key("texts", "What counts as a yes.", 'counts = ["Keeping a child safe"]', optional=True),
        "does_not_count": Key("texts", "What doesn't.", 'does_not_count = ["Curiosity"]', optional=True),
        "see": _see("The ids of other flows that help to answer it."),
        "points": _points("The points of the guidance to read more in."),
    },
)
QUESTION = Table(
    model.Question,
    {
        "id": Key("id", "The question's id.", 'id = "consent"'),
        "text": Key("text", "The question itself.", 'text = "Do you have consent to share?"'),
        "missing": Key("text", "What is said when nothing is selected.", 'missing = "Select yes if you have consent"'),
        "options": Key("tables", "Its options, two or more.", "[[questions.options]]", of=OPTION),
        "name": Key("text", "A short name, for the flowchart.", 'name = "Consent?"', optional=True),
        "hint": Key("text", "A hint under the question.", 'hint = "Keeping a child safe is one."', optional=True),
        "meaning": Key("text", "What it means, in two sentences.", 'meaning = "Ask why."', optional=True),
        "points": _points("The points of the guidance it puts."),
        "help": Key("table", "What helps to answer it.", "[questions.help]", optional=True, of=HELP),
    },
)
ITEM = Table(
    model.Item,
    {
        "id": Key("id", "The item's id.", 'id = "amount"'),
        "text": Key("text", "The step to tick.", 'text = "Decide how much to share"'),
        "points": _points("The points of the guidance it comes from."),
    },
)
CHECKLIST = Table(
    model.Checklist,
    {
        "id": Key("id", "The checklist's id.", 'id = "how-to-share"'),
        "title": Key("text", "Its heading.", 'title = "How to share"'),
        "items": Key("tables", "Its items.", "[[checklists.items]]", of=ITEM),
    },
)
UNCONFIRMED = Table(
    model.Verdict,
    {
        "label": Key("text", "The heading instead of the decision's.", 'label = "You can share once it is confirmed"'),
        "summary": Key(
            "text",
            "What to do first, and when not to wait, instead of the outcome's summary.",
            'summary = "Confirm your lawful basis first, unless that delay could put a child at risk."',
        ),
    },
)
OUTCOME = Table(
    model.Outcome,
    {
        "id": Key("id", "The outcome's id.", 'id = "share-with-consent"'),
        "decision": Key("id", "The id of its decision.", 'decision = "share"'),
        "name": Key("text", "A short name, for the flowchart and lists.", 'name = "Share: you have consent"'),
        "summary": Key("text", "What was found, in one or two sentences.", 'summary = "You have consent."'),
        "next": Key("texts", "What to do next.", 'next = ["Record your decision and the reasons."]'),
        "unconfirmed": Key(
            "table",
            "What it says instead while a caution on the route is open.",
            "[outcomes.unconfirmed]",
            optional=True,
            of=UNCONFIRMED,
        ),
        "notice": Key("id", "The notice above its reasons.", 'notice = "child-at-risk"', optional=True),
        "again": Key(
            "text",
            "The button back to the deciding question.",
            'again = "Change: a child may be at risk"',
            optional=True,
        ),
        "checklists": Key("ids", "The checklists it offers.", 'checklists = ["how-to-share"]', optional=True),
        "see": _see("The ids of other flows to go through next."),
        "points": _points("The points of the guidance it is based on."),
    },
)
RECORD = Table(
    model.RecordForm,
    {
        "title": Key("text", "The record's heading.", 'title = "Record of an information sharing decision"'),
        "keeping": Key("text", "What the record holds and how to keep it.", 'keeping = "Keep it in your case file."'),
        "lines": Key("texts", "Labels of the lines left empty.", 'lines = ["Date asked"]'),
        "notice": Key("id", "The notice of records whose outcome has none.", 'notice = "child-at-risk"', optional=True),
    },
)
CASE = Table(
    model.Case,
    {
        "name": Key("text", "What it shows, for whoever reads that it fails.", 'name = "With consent"'),
        "answers": Key(
            "answers",
            "The id of the option chosen at each question on the way, by the question's id.",
            'answers = { purpose = "yes", consent = "yes" }',
        ),
        "outcome": Key("id", "The outcome that they must lead to.", 'outcome = "share-with-consent"'),
    },
)
FLOW = Table(
    model.Flow,
    {
        "format": Key("number", f"The version of this format: {FORMAT}.", f"format = {FORMAT}"),
        "id": Key("id", "The flow's id.", 'id = "sharing"'),
        "version": Key("text", "The flow's version; raise it with every change.", 'version = "1.0.0"'),
        "title": Key("text", "The flow's title.", 'title = "Should I share?"'),
        "start": Key("id", "The id of the first question.", 'start = "purpose"'),
        "placeholders": Key("ids", "The local names that its texts use.", 'placeholders = ["police"]'),
        "standing_notice": Key("id", "The notice shown at every step.", 'standing_notice = "help-now"'),
        "limits": Key("texts", "What the check does not decide.", 'limits = ["This is not legal advice."]'),
        "source": Key("table", "The guidance it follows.", "[source]", of=SOURCE),
        "record": Key("table", "The wording of its record.", "[record]", of=RECORD),
        "decisions": Key("tables", "Its decisions.", "[[decisions]]", of=DECISION),
        "notices": Key("tables", "Its notices.", "[[notices]]", of=NOTICE),
        "groups": Key("tables", "Headings for grounds.", "[[groups]]", optional=True, of=GROUP),
        "checklists": Key("tables", "Its checklists.", "[[checklists]]", optional=True, of=CHECKLIST),
        "questions": Key("tables", "Its questions.", "[[questions]]", of=QUESTION),
        "outcomes": Key("tables", "Its outcomes.", "[[outcomes]]", of=OUTCOME),
        "cases": Key("tables", "Its test cases; validate tries them.", "[[cases]]", optional=True, of=CASE),
    },
)
