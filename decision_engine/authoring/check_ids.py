"""Whether the ids of a flow fit together: unique, known, no cycle, all reachable. Second step after parsing."""

from collections import Counter
from itertools import chain

from decision_engine.authoring.check_several import check_several
from decision_engine.authoring.check_texts import check_links, check_places, texts_of
from decision_engine.authoring.graph import cycles, reachable
from decision_engine.authoring.hidden import hidden_problem, is_blank, without_hidden
from decision_engine.authoring.known import Found, Known, part_ids
from decision_engine.authoring.problems import Problems
from decision_engine.authoring.rich_text import is_page
from decision_engine.authoring.schema import ROLES
from decision_engine.errors import quoted, shown
from decision_engine.model import CHANGES, NO_PAGE, Flow, Question

_MOST_OF_A_CYCLE = 9  # more questions don't fit a line
# Never an arrow: whatever it led to would be the answer to a question that nobody was asked.
_WAY_BACK = 'again = "I have had advice: change my answer", in an outcome that says to get it'


def check_ids(flow: Flow, problems: Problems) -> None:
    """Add everything that keeps the flow from leading every visitor to an outcome.

    The flow has placeholders where it couldn't be read; no path gets two problems.
    """
    taken = {problem.path for problem in problems.found}
    parts = Known("question or outcome", part_ids(flow))
    checks = (
        _duplicates(flow),
        _references(flow, parts),
        _rules(flow),
        _elsewhere(flow),
        check_places(flow, whole=not taken),
        check_links(flow),
        _hidden(flow),
        _cycles(flow, parts),
        _unreachable(flow, parts),
    )
    for path, what, example in chain(*checks):
        if path not in taken:
            problems.add(path, what, example)


def _duplicates(flow: Flow) -> Found:
    """Find ids used twice where each must name one thing."""
    places = [(f"questions[{at}].id", question.id) for at, question in enumerate(flow.questions)]
    places += [(f"outcomes[{at}].id", outcome.id) for at, outcome in enumerate(flow.outcomes)]
    yield from _repeated(places)
    for name in ("decisions", "notices", "groups", "checklists"):
        yield from _repeated([(f"{name}[{at}].id", part.id) for at, part in enumerate(getattr(flow, name))])
    for at, question in enumerate(flow.questions):
        yield from _repeated([(f"questions[{at}].options[{n}].id", o.id) for n, o in enumerate(question.options)])
        grounds = [
            (f"questions[{at}].options[{n}].grounds[{g}].id", ground.id)
            for n, option in enumerate(question.options)
            for g, ground in enumerate(option.grounds)
        ]
        yield from _repeated(grounds)
    for at, checklist in enumerate(flow.checklists):
        yield from _repeated([(f"checklists[{at}].items[{n}].id", item.id) for n, item in enumerate(checklist.items)])


def _repeated(places: list[tuple[str, str]]) -> Found:
    first: dict[str, str] = {}
    for path, name in places:
        if name and name in first:
            yield path, f"the id {quoted(name)} is used already, at {first[name]}", f'id = "{shown(name)}-2"'
        first.setdefault(name, path)


def _references(flow: Flow, parts: Known) -> Found:
    """Find ids that name nothing."""
    decisions = Known("decision", [decision.id for decision in flow.decisions])
    notices = Known("notice", [notice.id for notice in flow.notices])
    groups = Known("group", [group.id for group in flow.groups])
    checklists = Known("checklist", [checklist.id for checklist in flow.checklists])
    roles = Known("role", ROLES)
    yield from Known("question", [question.id for question in flow.questions]).unknown("start", flow.start)
    yield from notices.unknown("standing_notice", flow.standing_notice)
    yield from notices.unknown("record.notice", flow.record.notice)
    for at, one in enumerate(flow.notices):
        for n, role in enumerate(one.contacts):
            yield from roles.unknown(f"notices[{at}].contacts[{n}]", role)
    for at, question in enumerate(flow.questions):
        for n, option in enumerate(question.options):
            path = f"questions[{at}].options[{n}]"
            yield from parts.unknown(f"{path}.to", option.to)
            for g, ground in enumerate(option.grounds):
                yield from groups.unknown(f"{path}.grounds[{g}].group", ground.group)
    for at, outcome in enumerate(flow.outcomes):
        path = f"outcomes[{at}]"
        yield from decisions.unknown(f"{path}.decision", outcome.decision)
        yield from notices.unknown(f"{path}.notice", outcome.notice)
        for n, name in enumerate(outcome.checklists):
            yield from checklists.unknown(f"{path}.checklists[{n}]", name)


def _rules(flow: Flow) -> Found:
    """Find what breaks a rule of every flow: a real choice, cautions that can apply, safety where it is needed."""
    signs = {decision.id: decision.sign for decision in reversed(flow.decisions)}  # of an id used twice the first
    for at, question in enumerate(flow.questions):
        if len(question.options) == 1:
            yield f"questions[{at}].options", "a question needs two options or more", "[[questions.options]]"
        for n, option in enumerate(question.options):
            path = f"questions[{at}].options[{n}]"
            if option.caution and not option.grounds:
                yield f"{path}.caution", "a caution needs grounds to depend on", "[[questions.options.grounds]]"
        yield from check_several(question, f"questions[{at}]")
    notice = next((notice.id for notice in flow.notices if notice.id), "child-at-risk")
    cautions = any(option.caution for question in flow.questions for option in question.options)
    for at, outcome in enumerate(flow.outcomes):
        sign = signs.get(outcome.decision)
        if outcome.unconfirmed and not cautions:
            what = "nothing here can be unconfirmed: no option of the flow has a caution"
            yield f"outcomes[{at}].unconfirmed", what, 'caution = "Confirm your lawful basis before you share."'
        if sign in {"stop", "advice"} and not outcome.notice:
            what = "an outcome that doesn't say share needs a notice for a child at risk"
            yield f"outcomes[{at}].notice", what, f"notice = {quoted(notice)}"
        if sign == "stop" and not outcome.again:
            what = "an outcome that says stop needs a button back to the deciding question"
            yield f"outcomes[{at}].again", what, 'again = "Change: a child may be at risk"'


def _elsewhere(flow: Flow) -> Found:
    """Find where the flow sends people to itself, or to no page; which flows and pages there are isn't known here."""
    if (page := flow.source.changes) not in {"", NO_PAGE} and not (is_page(page) and "#" not in page):
        what = f"{quoted(page)} is neither a page, by its path from the folder of pages, nor {quoted(NO_PAGE)}"
        yield "source.changes", what, f"changes = {quoted(CHANGES)}"
    seen = [
        (f"questions[{at}].help.see", question.help.see) for at, question in enumerate(flow.questions) if question.help
    ]
    seen += [(f"outcomes[{at}].see", outcome.see) for at, outcome in enumerate(flow.outcomes)]
    for path, names in seen:
        for n, name in enumerate(names):
            if name == flow.id:
                yield f"{path}[{n}]", f"this is the flow {quoted(name)} itself", 'see = ["another-flow"]'


def _hidden(flow: Flow) -> Found:
    """Find texts with nothing to see in them, and characters that nobody sees."""
    for path, text in texts_of(flow):
        if text and is_blank(text):
            yield path, "the text is empty: there is nothing to see in it", quoted("Do you have consent to share?")
        elif what := hidden_problem(text):
            yield path, what, quoted(without_hidden(text))


def _cycles(flow: Flow, parts: Known) -> Found:
    """Find cycles that share no question; an id used twice is in none."""
    uses = Counter(part_ids(flow))
    once = [question for question in flow.questions if question.id and uses[question.id] == 1]
    places = {question.id: at for at, question in enumerate(flow.questions)}
    for cycle in cycles({one.id: [parts.closest(option.to) for option in one.options] for one in once}):
        first = cycle.index(min(cycle, key=places.__getitem__))
        names = [shown(name) for name in (*cycle[first:], *cycle[: first + 1])]
        if len(names) > _MOST_OF_A_CYCLE:
            names[_MOST_OF_A_CYCLE - 1 : -1] = ["…"]
        what = f"the questions go round in a circle: {' → '.join(names)}. To send people back, end at an outcome"
        yield f"questions[{places[cycle[first]]}]", what, _WAY_BACK


def _unreachable(flow: Flow, parts: Known) -> Found:
    """Find questions and outcomes that no answer leads to.

    An arrow that can't be followed is taken to lead to a part to which no other does, so that one fault is one problem.
    """
    start = parts.closest(flow.start)
    if not isinstance(flow.by_id.get(start), Question):
        return
    targets = [(one.id, [parts.closest(option.to) for option in one.options]) for one in flow.questions]
    lost = sum(tos.count("") for _, tos in targets)
    if lost or len(parts.names) < len(part_ids(flow)):
        reached = {start}.union(*(tos for _, tos in targets))
    else:
        reached = reachable(start, dict(targets))
    places: dict[str, tuple[str, int]] = {}  # of an id used twice the first
    for kind, ids in (("question", [one.id for one in flow.questions]), ("outcome", [one.id for one in flow.outcomes])):
        for at, name in enumerate(ids):
            places.setdefault(name, (kind, at))
    for name in [name for name in places if name and name not in reached][lost:]:
        kind, at = places[name]
        yield f"{kind}s[{at}].id", f"no answer leads to the {kind} {quoted(name)}", f"to = {quoted(name)}"
