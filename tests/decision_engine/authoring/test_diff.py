"""What differs between two flows: counted and listed as if every route of both had been written down."""

import copy
import json
import tomllib
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_engine import Flow
from decision_engine.authoring.diff import KINDS, Counts, Differences, RouteChange
from decision_engine.authoring.graph import route_count
from decision_engine.authoring.read import SHIPPED, FlowFile
from decision_engine.cli import main
from decision_engine.model import Answer, Outcome
from decision_engine.trace import chosen, trace
from tests.decision_engine.flow_files import (
    HERE,
    MINIMAL,
    broken,
    flow_from_mapping,
    mapping_of,
    shipped,
    take_several,
    toml,
)
from tests.tools.golden import golden

Capture = pytest.CaptureFixture[str]
CASES = sorted((HERE / "differences").glob("*.toml"))
assert len(CASES) >= 6

End = tuple[str, str, str]
Listed = dict[tuple[tuple[str, str], ...], End]


def written_down(flow: Flow) -> Listed:
    """Return every route of a flow, one answer a question, with its outcome, its decision and the decision's sign."""
    found: Listed = {}
    waiting: list[dict[str, Answer]] = [{}]
    while waiting:
        answers = waiting.pop()
        part = trace(flow, answers).at
        if isinstance(part, Outcome):
            key = tuple((name, chosen(answer)[0]) for name, answer in answers.items())
            found[key] = (part.id, part.decision, flow.decision(part).sign)
            continue
        for option in part.options:
            answer = Answer(options=(option.id,)) if part.several else Answer(option=option.id)
            waiting.append({**answers, part.id: answer})
    return found


def assert_all_is_found(old: Flow, new: Flow) -> int:
    """Hold what is found against all routes of both flows; return how many differ."""
    before, after = written_down(old), written_down(new)
    right = {
        "changed": [key for key in before if key in after and before[key] != after[key]],
        "removed": [key for key in before if key not in after],
        "added": [key for key in after if key not in before],
    }
    differences = Differences(old, new)
    for kind in KINDS:
        found = list(differences.routes(kind))
        keys = [_written_out(route) for route in found]
        assert sorted(key for alike in keys for key in alike) == sorted(right[kind])
        assert len(found) == getattr(differences.counts, kind)
        for route, alike in zip(found, keys, strict=True):
            assert {before.get(key, (None,))[0] for key in alike} == {route.old.id if route.old else None}
            assert {after.get(key, (None,))[0] for key in alike} == {route.new.id if route.new else None}
    if not any(question.several for flow in (old, new) for question in flow.questions):
        assert differences.counts.kept == len(before) - len(right["changed"]) - len(right["removed"])
    return sum(map(len, right.values()))


def _written_out(route: RouteChange) -> list[tuple[tuple[str, str], ...]]:
    """Return the routes with one answer to each question that a route with any of several answers is."""
    return list(product(*([(name, option) for option in options] for name, options in route.answers.items())))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Flow, Flow]:
    """Draw a sound flow of up to five questions, and the same with some of its arrows, options or ends changed."""
    many = draw(st.integers(1, 5))
    names = [f"q{n}" for n in range(many)] + ["end0", "end1", "end2"]
    targets = [draw(st.lists(st.sampled_from(names[n + 1 :]), min_size=2, max_size=3)) for n in range(many)]
    changed = [
        draw(st.just(tos) | st.lists(st.sampled_from(names[n + 1 :]), min_size=2, max_size=3))
        for n, tos in enumerate(targets)
    ]
    decisions = draw(st.lists(st.sampled_from(["share", "share", "ask"]), min_size=3, max_size=3))
    several = draw(st.lists(st.sampled_from([0, 0, 2, 3]), min_size=many, max_size=many))
    now = draw(st.just(several) | st.lists(st.sampled_from([0, 2, 3]), min_size=many, max_size=many))
    return _drawn(targets, ["share"] * 3, several), _drawn(changed, decisions, now)


def _drawn(targets: list[list[str]], decisions: list[str], several: list[int]) -> Flow:
    """Make a flow; ``several`` says how many answers to each question can be ticked together."""
    mapping = mapping_of(targets, ["end0", "end1", "end2"])
    for question, together in zip(mapping["questions"], several, strict=True):
        if together:
            take_several(question, together)
    for outcome, decision in zip(mapping["outcomes"], decisions, strict=True):
        outcome |= {"decision": decision, "notice": "urgent"}
    return flow_from_mapping(_pruned(mapping))


def _pruned(mapping: dict[str, Any]) -> dict[str, Any]:
    """Leave what can be reached from the start, and what an outcome says unconfirmed only while there are cautions."""
    questions = {question["id"]: question for question in mapping["questions"]}
    reached: set[str] = set()
    waiting = [mapping["start"]]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += [option["to"] for option in questions[name]["options"]] if name in questions else []
    left = {name: [part for part in mapping[name] if part["id"] in reached] for name in ("questions", "outcomes")}
    if not any(option.get("caution") for question in left["questions"] for option in question["options"]):
        left["outcomes"] = [
            {key: value for key, value in outcome.items() if key != "unconfirmed"} for outcome in left["outcomes"]
        ]
    return mapping | left


@given(pairs())
def test_what_is_found_is_what_differs(pair: tuple[Flow, Flow]) -> None:
    """The routes named and counted are those that differ where all routes of both flows are written down."""
    assert_all_is_found(*pair)
    assert assert_all_is_found(pair[0], pair[0]) == 0
    assert Differences(pair[0], pair[0]).counts == Counts(kept=route_count(pair[0]))


def test_every_edge_of_the_shipped_flow_can_be_changed() -> None:
    """Whichever one answer of the shipped flow is sent elsewhere, exactly the routes that it changes are named."""
    mapping = {key: value for key, value in shipped().mapping.items() if key != "cases"}
    parts = [part["id"] for part in (*mapping["questions"], *mapping["outcomes"])]
    tried = 0
    for at, question in enumerate(mapping["questions"]):
        for n, option in enumerate(question["options"]):
            for to in set(parts[at + 1 :]) - {option["to"]}:
                edited = copy.deepcopy(mapping)
                edited["questions"][at]["options"][n]["to"] = to
                assert assert_all_is_found(shipped().flow, flow_from_mapping(_pruned(edited))) > 0
                tried += 1
    assert tried > 60


def test_one_edge_of_the_shipped_flow_is_named(tmp_path: Path, capsys: Capture) -> None:
    """A refusal that comes where advice came is the one route that the command names, and every other is as before."""
    text = SHIPPED.read_text()
    place = text.index('to = "seek-advice"', text.index('id = "lawful-reason"'))
    new = tmp_path / "new.toml"
    new.write_text(text[:place] + 'to = "no-lawful-reason"' + text[place + len('to = "seek-advice"') :])
    assert main(["diff", str(SHIPPED), str(new), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["count"] == {"changed": 1, "removed": 0, "added": 0, "kept": 8}
    assert found["routes"] == [
        {
            "kind": "changed",
            "answers": {"purpose": "yes", "consent": "no", "identifiable": "yes", "lawful-reason": "unsure"},
            "old": {"outcome": "seek-advice", "decision": "seek-advice", "sign": "advice"},
            "new": {"outcome": "no-lawful-reason", "decision": "do-not-share", "sign": "stop"},
        }
    ]
    assert (found["same"], found["beside"], found["more_beside"]) == (False, [], False)
    assert found["old"] == {"file": "sharing.toml", "flow": "sharing", **_version(shipped())}


def _version(read: FlowFile) -> dict[str, str]:
    return {"version": read.flow.version, "sha256": read.sha256}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_differences_are_said(case: Path, tmp_path: Path, capsys: Capture) -> None:
    """The command says what stands beside the case, and its exit code tells whether routes differ."""
    old, new = tmp_path / "old.toml", tmp_path / "new.toml"
    old.write_text(MINIMAL)
    new.write_bytes(broken(case))
    code = main(["diff", str(old), str(new)])
    captured = capsys.readouterr()
    golden(case.with_suffix(".expected"), captured.out)
    assert (code, captured.err) == (tomllib.loads(case.read_text())["exit"], "")
    assert main(["diff", str(old), str(new), "--json"]) == code
    found = json.loads(capsys.readouterr().out)
    assert (found["same"], found["listed"]) == (code == 0, sum(found["count"][kind] for kind in KINDS))
    ends = {"changed": (True, True), "removed": (True, False), "added": (False, True)}
    assert all((bool(route["old"]), bool(route["new"])) == ends[route["kind"]] for route in found["routes"])


def test_two_flows_with_more_differences_than_one_can_list(tmp_path: Path, capsys: Capture) -> None:
    """Of 2^200 routes that differ the first are listed at once, the list says that it stops, and the count is exact."""
    many = 200
    old, new = tmp_path / "old.toml", tmp_path / "new.toml"
    for path, end in ((old, "end"), (new, "other")):
        targets = [[f"q{n + 1}"] * 2 for n in range(many - 1)] + [[end, end]]
        path.write_text(toml(mapping_of(targets, [end])))
    assert main(["diff", str(old), str(new), "--most", "1"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[2] == f"{2**many} routes lead elsewhere, the first 1 listed:"
    assert said[3].count(", q") == many - 1
    assert said[5] == "0 routes are as before."
    assert said[7:9] == ["Other than routes, this differs, the first 1 listed:", "  outcomes[end]"]
    assert main(["diff", str(old), str(new), "--most", "0", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["count"]["changed"], found["listed"], found["more_beside"]) == (2**many, 0, True)


def test_long_flows_are_compared_without_recursion() -> None:
    """Two chains of more questions than Python's own stack is deep are compared, and the route that differs found."""
    many = 2000
    targets = [[f"q{n + 1}", "end"] for n in range(many - 1)]
    old = flow_from_mapping(mapping_of([*targets, ["end", "end"]], ["end"]))
    new = flow_from_mapping(mapping_of([*targets, ["end", "late"]], ["end", "late"]))
    differences = Differences(old, new)
    assert (differences.counts.changed, differences.counts.kept) == (1, many)
    (route,) = differences.routes("changed")
    assert len(route.answers) == many


@pytest.mark.parametrize("missing", [0, 1])
def test_a_flow_that_is_none_has_no_differences(missing: int, tmp_path: Path, capsys: Capture) -> None:
    """Where either file is no sound flow the command exits 2 and says what is wrong with it."""
    files = [str(SHIPPED), str(SHIPPED)]
    files[missing] = str(tmp_path / "none.toml")
    assert main(["diff", *files]) == 2
    assert capsys.readouterr().err.startswith("none.toml: the file can't be read")


def test_more_routes_than_python_would_print(tmp_path: Path, capsys: Capture) -> None:
    """With 15,000 questions of two answers each, a number of 4,516 digits is said by its size, by every command."""
    many = 15_000
    old, new = tmp_path / "old.toml", tmp_path / "new.toml"
    for path, end in ((old, "end"), (new, "other")):
        targets = [[f"q{n + 1}"] * 2 for n in range(many - 1)] + [[end, end]]
        path.write_text(toml(mapping_of(targets, [end])))
    said = {}
    for arguments in (["validate", str(old)], ["routes", str(old), "--most", "0"]):
        for options in ([], ["--json"]):
            assert main([*arguments, *options]) == 0
            said[arguments[0], *options] = capsys.readouterr().out
    assert "routes about 10^4515" in said["validate",]
    assert said["routes",] == "about 10^4515 routes, the first 0 listed\n"
    assert json.loads(said["validate", "--json"])["routes"] == "about 10^4515"
    assert json.loads(said["routes", "--json"])["count"] == "about 10^4515"
    assert main(["diff", str(old), str(new), "--most", "0"]) == 1
    assert "about 10^4515 routes lead elsewhere" in capsys.readouterr().out
