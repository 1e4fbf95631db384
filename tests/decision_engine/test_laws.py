"""Laws that hold for every flow, every set of answers and all bytes."""

import json
import re
import tomllib
from itertools import islice
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision_engine import AnswersError, Flow, FlowError, Problem, Question, Trace, answers_data, answers_of, trace
from decision_engine.authoring.check_types import is_id
from decision_engine.authoring.graph import route_count, routes
from decision_engine.authoring.json_schema import ID_PATTERN
from decision_engine.authoring.read import SHIPPED, flow_from_bytes
from decision_engine.authoring.schema import FLOW, Table
from decision_engine.fill import fill
from decision_engine.model import Answer
from decision_engine.trace import chosen
from tests.decision_engine.flow_files import (
    MINIMAL,
    flow_by_types,
    flow_from_mapping,
    mapping_of,
    shipped,
    take_several,
)

SHARING = SHIPPED.read_bytes()


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    """Draw a sound flow of up to six questions: each leads to the next and to any later one or outcome."""
    many = draw(st.integers(1, 6))
    outcomes = [f"end{n}" for n in range(draw(st.integers(1, 3)))]
    names = [f"q{n}" for n in range(many)] + outcomes
    targets = [
        [names[at + 1], *draw(st.lists(st.sampled_from(names[at + 1 :]), min_size=1, max_size=2))] for at in range(many)
    ]
    reached = {to for tos in targets for to in tos}
    mapping = mapping_of(targets, [name for name in outcomes if name in reached])
    for question in mapping["questions"]:
        if draw(st.booleans()):
            take_several(question, draw(st.integers(2, 3)))
    return flow_from_mapping(mapping)


def answers_to(question: Question) -> st.SearchStrategy[Answer]:
    """Draw an answer that fits a question."""
    if not question.several:
        return st.sampled_from(question.options).map(lambda option: Answer(option=option.id))
    together = [option.id for option in question.options if not option.alone]
    alone = [(option.id,) for option in question.options if option.alone]
    ticked = st.lists(st.sampled_from(together), min_size=1, unique=True).map(tuple)
    return (ticked | st.sampled_from(alone) if alone else ticked).map(lambda chosen: Answer(options=chosen))


@given(flows())
def test_every_route_of_every_flow_ends_in_an_outcome(flow: Flow) -> None:
    """Whatever is answered, a sound flow ends, and every answer of a route lies on it."""
    for answers in routes(flow):
        route = trace(flow, answers)
        assert route.outcome is not None
        assert route.off_route == ()
        assert [step.question.id for step in route.steps] == list(answers)


@given(flows())
def test_counting_routes_is_listing_them(flow: Flow) -> None:
    """The number of routes is that of the routes listed, no two of which are alike."""
    listed = [json.dumps(answers_data(answers)) for answers in routes(flow)]
    assert route_count(flow) == len(listed) == len(set(listed))


@given(flows(), st.data())
def test_whatever_is_ticked_together_leads_where_each_of_it_leads(flow: Flow, data: st.DataObject) -> None:
    """One answer of several, or all of them: the next question or outcome is the same, and the step has just those."""
    answers: dict[str, Answer] = {}
    while isinstance(question := trace(flow, answers).at, Question):
        answer = data.draw(answers_to(question))
        ends = {
            trace(flow, {**answers, question.id: answer._replace(options=(name,)) if answer.options else answer}).at.id
            for name in chosen(answer)
        }
        answers[question.id] = answer
        route = trace(flow, answers)
        assert ends == {route.at.id}
        assert [option.id for option in route.steps[-1].options] == [
            option.id for option in question.options if option.id in chosen(answer)
        ]


@given(flows())
def test_several_answers_are_one_way_on_for_each_place_that_they_lead_to(flow: Flow) -> None:
    """Routes are counted as people see them: each option is a way, but of several that are ticked each place is one."""

    def ways(name: str) -> int:
        part = flow.by_id[name]
        if not isinstance(part, Question):
            return 1
        tos = [option.to for option in part.options]
        return sum(ways(to) for to in (set(tos) if part.several else tos))

    assert route_count(flow) == ways(flow.start)


@given(flows(), st.data())
def test_replaying_all_equals_step_by_step(flow: Flow, data: st.DataObject) -> None:
    """Answering one question after the other leads where all answers at once do, by the same steps."""
    answers = data.draw(st.sampled_from(list(islice(routes(flow), 50))))
    whole = trace(flow, answers)
    so_far: dict[str, Answer] = {}
    for number, (name, answer) in enumerate(answers.items()):
        before = trace(flow, so_far)
        assert before.at.id == name
        assert before.steps == whole.steps[:number]
        so_far[name] = answer
    assert trace(flow, so_far) == whole


@given(flows(), st.data())
def test_a_trace_depends_on_flow_and_answers_alone(flow: Flow, data: st.DataObject) -> None:
    """The same answers, in whatever order and through JSON, give the same trace; those off the route change nothing."""
    answers = {question.id: data.draw(answers_to(question)) for question in flow.questions if data.draw(st.booleans())}
    route = trace(flow, answers)
    shuffled = dict(data.draw(st.permutations(list(answers.items()))))
    again = trace(flow, answers_of(json.loads(json.dumps(answers_data(shuffled)))))
    assert (again.steps, again.at, sorted(again.off_route)) == (route.steps, route.at, sorted(route.off_route))
    on_route = {name: answer for name, answer in answers.items() if name not in route.off_route}
    alone = trace(flow, on_route)
    assert (alone.steps, alone.at, alone.off_route) == (route.steps, route.at, ())


def sound_or_refused(content: bytes) -> None:
    """Assert that bytes give a flow, or an error of which every line says where, what and how."""
    flow, problems = _read(content)
    assert (flow is None) == bool(problems)
    lines = content.count(b"\n") + 1
    for problem in problems:
        assert "\n" not in str(problem)
        assert problem.what
        assert problem.example
        assert problem.line is None or 1 <= problem.line <= lines
    if flow:
        assert route_count(flow) > 0
        assert trace(flow, next(routes(flow))).outcome


def _read(content: bytes) -> tuple[Flow | None, tuple[Problem, ...]]:
    try:
        return flow_from_bytes(content, "flow.toml", with_cases=True).flow, ()
    except FlowError as error:
        return None, error.problems


@given(st.binary(max_size=300))
def test_any_bytes_are_a_flow_or_refused(content: bytes) -> None:
    """Bytes from nowhere end in nothing but a flow or a FlowError."""
    sound_or_refused(content)


WORDS = (
    *(
        "[",
        "]",
        "[[",
        "]]",
        "{",
        "}",
        "=",
        ".",
        ",",
        "\n",
        "\r\n",
        " ",
        "\t",
        "#",
        "\\",
        '"',
        "'",
        '"""',
        "'''",
        "\ufeff",
    ),
    *(
        "questions",
        "options",
        "outcomes",
        "source",
        "id",
        "to",
        "text",
        "format",
        "grounds",
        '"quoted.key"',
        "é",
        "\x00",
    ),
    *(
        "1",
        "0x" + "f" * 5000,
        "9" * 5000,
        "1.5",
        "inf",
        "true",
        "2026-11-22",
        '"text"',
        '"{x}"',
        "''",
        "\u2028",
        "\\u0041",
    ),
)


@given(st.lists(st.sampled_from(WORDS), max_size=60).map("".join))
def test_whatever_looks_like_toml_is_a_flow_or_refused(text: str) -> None:
    """Pieces of TOML in any order end in nothing but a flow or a FlowError."""
    sound_or_refused(text.encode())


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(WORDS)), min_size=1, max_size=4))
@settings(max_examples=120)
def test_the_shipped_file_hurt_anywhere_is_a_flow_or_refused(cuts: list[tuple[float, int, str]]) -> None:
    """A real file with pieces cut out and put in ends in nothing but a flow or a FlowError."""
    content = SHARING
    for where, length, word in cuts:
        at = int(where * len(content))
        content = content[:at] + word.encode() + content[at + length :]
    sound_or_refused(content)


def _names(table: Table) -> set[str]:
    return set(table.keys).union(*(_names(key.of) for key in table.keys.values() if key.of))


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["", "first", "yes", "{police}", "{", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(_names(FLOW))), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.data())
@settings(max_examples=120)
def test_any_mapping_is_a_flow_or_refused(data: st.DataObject) -> None:
    """The minimal flow with any values put anywhere is a flow or refused, in a text that can be printed."""
    mapping: Any = tomllib.loads(MINIMAL)
    for _ in range(data.draw(st.integers(1, 3))):
        place: Any = mapping
        while data.draw(st.booleans()):
            inner = [
                part for part in (place.values() if isinstance(place, dict) else place) if isinstance(part, dict | list)
            ]
            if not inner:
                break
            place = data.draw(st.sampled_from(inner))
        if isinstance(place, dict):
            place[data.draw(st.sampled_from(sorted(_names(FLOW))))] = data.draw(VALUES)
        else:
            place.append(data.draw(VALUES))
    try:
        found: object = flow_by_types(mapping)
    except FlowError as error:
        found = error
    assert isinstance(found, Flow) or str(found).encode()


@given(VALUES | st.dictionaries(st.sampled_from(["purpose", "consent", "no-purpose", "x\n"]), VALUES))
def test_any_answers_are_traced_or_refused(answers: object) -> None:
    """Whatever the page sends as answers ends in nothing but a trace or an AnswersError."""
    found: Trace | AnswersError
    try:
        found = trace(shipped().flow, answers_of(answers))
    except AnswersError as error:
        found = error
    assert isinstance(found, Trace) or len(str(found).splitlines()) == len(found.problems)


def test_a_diamond_is_counted_exactly() -> None:
    """A flow with 2^200 routes is counted to the last one, and its first routes are listed at once."""
    many = 200
    flow = flow_from_mapping(mapping_of([[f"q{n + 1}"] * 2 for n in range(many - 1)] + [["end", "end"]], ["end"]))
    assert route_count(flow) == 2**many
    assert [len(answers) for answers in islice(routes(flow), 3)] == [many] * 3


def test_ten_thousand_questions_are_checked_without_recursion() -> None:
    """Nothing recurses with the length of a flow: a chain of ten thousand questions is sound, counted and walked."""
    many = 10_000
    flow = flow_from_mapping(mapping_of([[f"q{n + 1}", "end"] for n in range(many - 1)] + [["end", "end"]], ["end"]))
    assert route_count(flow) == many + 1
    longest = next(routes(flow))
    assert len(trace(flow, longest).steps) == many


def test_a_long_circle_is_found_without_recursion() -> None:
    """A circle of more questions than Python's own stack is deep is found and named."""
    many = 2000
    targets = [[f"q{(n + 1) % many}", "end"] for n in range(many)]
    with pytest.raises(FlowError, match=r"^made: .*go round in a circle: q0 → q1 → .* → … → q0"):
        flow_from_mapping(mapping_of(targets, ["end"]))


@given(st.text(alphabet="abz09_-AZ é{", max_size=70) | st.from_regex(ID_PATTERN, fullmatch=True))
def test_an_id_is_what_the_schema_for_editors_calls_one(text: str) -> None:
    """The engine knows an id without a regular expression; editors know it by one."""
    assert is_id(text) == bool(re.fullmatch(ID_PATTERN, text))


@given(st.text(alphabet="{}ab ", max_size=30))
def test_a_placeholder_is_a_name_between_braces_and_nothing_else_changes(text: str) -> None:
    """Whatever braces a text holds, names between them are filled in, and all the rest stays as it is."""
    names = {name: f"<{name}>" for name in re.findall(r"\{([^{}]+)\}", text)}
    assert fill(text, names) == re.sub(r"\{([^{}]+)\}", lambda match: names[match[1]], text)
