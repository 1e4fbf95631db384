"""For trainers and reviewers: what of its data is refused, with which words, and what becomes of what is accepted."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from build_scripts.check.review import ANOTHER, NOT_YET, SIGNED, review_page
from build_scripts.check.view import CheckPage, check_page
from build_scripts.errors import BuildError
from build_scripts.paths import ROOT
from decision_engine.authoring.graph import routes
from decision_engine.authoring.read import SHIPPED, flow_from_bytes, read_flow
from decision_engine.trace import trace
from tests.decision_engine.flow_files import SEVERAL
from tests.folders.partnerships import local

if TYPE_CHECKING:
    from collections.abc import Mapping

CASES = Path(__file__).parent / "cases"
EXAMPLES, REFUSED_SIGN_OFFS = (
    tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["cases"] for name in ("examples", "sign_off")
)
REFUSED_EXAMPLES = [case for case in EXAMPLES if "message" in case]
MISMATCHES = [case for case in EXAMPLES if "mismatch" in case]
EXAMPLE: dict[str, Any] = {
    "key": "agreed",
    "flow": "sharing",
    "title": "A mother agrees",
    "story": "A midwife asks.",
    "outcome": "share-with-consent",
    "ending": "She shares.",
    "steps": [
        {"question": "purpose", "answer": "yes", "why": "Help."},
        {"question": "consent", "answer": "yes", "why": "She agreed."},
    ],
}


@pytest.fixture(scope="module")
def check() -> CheckPage:
    """The shipped check in Westmarch."""
    return check_page(read_flow(SHIPPED), SHIPPED, local())


def toml(value: Any) -> str:
    """Write a value as TOML, in one line."""
    match value:
        case dict():
            return "{" + ", ".join(f"{key} = {toml(inner)}" for key, inner in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(toml, value)) + "]"
        case dt.date():
            return value.isoformat()
        case str():
            return f'"{value}"'
    return str(value).lower()


def docs(folder: Path, examples: list[Mapping[str, Any]], sign_offs: list[Mapping[str, Any]]) -> Path:
    """Write both data files into a folder of their own."""
    data = folder / "docs" / "_data"
    data.mkdir(parents=True)
    (data / "examples.toml").write_text(f"examples = {toml(examples)}\n", encoding="utf-8")
    (data / "sign_off.toml").write_text(f"sign_offs = {toml(sign_offs)}\n", encoding="utf-8")
    return folder / "docs"


def changed(sound: Mapping[str, Any], case: Mapping[str, Any]) -> dict[str, Any]:
    """Give the sound entry as a case has it."""
    entry = {**sound, **case.get("set", {})}
    if "steps" in case:
        entry["steps"] = case["steps"]
    return {key: value for key, value in entry.items() if key not in case.get("remove", [])}


def signature(check: CheckPage, **changes: Any) -> dict[str, Any]:
    """Give a signature under the check as it is, with changes."""
    date = dt.date(2027, 1, 15)
    present = {"flow": check.flow.id, "version": check.flow.version, "sha256": check.file.sha256}
    return {"reviewer": "A reviewer", "role": "Safeguarding lead", "date": date, **present, **changes}


@pytest.mark.parametrize("case", REFUSED_EXAMPLES, ids=lambda case: str(case["name"]))
def test_an_unfit_example_is_refused_with_all_its_problems(
    case: dict[str, Any], check: CheckPage, tmp_path: Path
) -> None:
    """The message is exactly this: file, key path, what is wrong, and a right example."""
    where = docs(tmp_path, [changed(EXAMPLE, case)], [])
    with pytest.raises(BuildError) as caught:
        review_page(check, where)
    assert str(caught.value).splitlines() == case["message"]


def test_the_problems_of_all_examples_come_at_once(check: CheckPage, tmp_path: Path) -> None:
    """Each with its own place in the file."""
    other = {**EXAMPLE, "key": "other", "title": "{y}"}
    with pytest.raises(BuildError) as caught:
        review_page(check, docs(tmp_path, [{**EXAMPLE, "story": "{x}"}, other], []))
    assert [problem.split(": ")[1] for problem in caught.value.problems] == ["examples[0].story", "examples[1].title"]


@pytest.mark.parametrize("case", MISMATCHES, ids=lambda case: str(case["name"]))
def test_an_example_that_does_not_fit_the_flow_is_left_out(
    case: dict[str, Any], check: CheckPage, tmp_path: Path
) -> None:
    """It is said with file, key path, what is wrong, and a right example; the others stay."""
    read = review_page(check, docs(tmp_path, [changed(EXAMPLE, case), {**EXAMPLE, "key": "other"}], [])).examples
    assert list(read.mismatches) == case["mismatch"]
    assert [example.key for example in read.fitting] == ["other"]


def test_two_examples_of_one_key_are_refused(check: CheckPage, tmp_path: Path) -> None:
    """Their headings would have one address."""
    with pytest.raises(BuildError, match=r'examples\.toml: the key "agreed" occurs twice'):
        review_page(check, docs(tmp_path, [EXAMPLE, EXAMPLE], []))


def test_an_example_of_another_flow_stands_on_that_flows_page(check: CheckPage, tmp_path: Path) -> None:
    """It is neither shown here nor called a mismatch."""
    other = {**EXAMPLE, "key": "other", "flow": "consent"}
    read = review_page(check, docs(tmp_path, [other, EXAMPLE], [])).examples
    assert [example.key for example in read.fitting] == ["agreed"]
    assert read.mismatches == ()


@pytest.mark.parametrize("flow", ["consent", "asking"])
def test_the_shipped_examples_of_the_other_flows_fit(flow: str) -> None:
    """Each has some, and one of them ends in what the flow is for."""
    other = check_page(read_flow(SHIPPED.with_stem(flow)), SHIPPED.with_stem(flow), local())
    examples = review_page(other, ROOT / "docs").examples
    assert examples.mismatches == ()
    assert "go" in {other.decision(example.outcome).sign for example in examples.fitting}
    assert len({example.outcome.id for example in examples.fitting}) > 1


def test_grounds_come_in_the_order_of_the_flow(check: CheckPage, tmp_path: Path) -> None:
    """Whatever order the example gives them in, they stand as in the check."""
    steps = [
        {"question": "purpose", "answer": "yes", "why": "W"},
        {"question": "consent", "answer": "no", "why": "W"},
        {"question": "identifiable", "answer": "yes", "why": "W"},
        {"question": "lawful-reason", "answer": "yes", "grounds": ["asking-risks-child", "safeguarding"], "why": "W"},
    ]
    example = {**EXAMPLE, "steps": steps, "outcome": "share-lawful-reason"}
    read = review_page(check, docs(tmp_path, [example], [])).examples.fitting[0]
    assert [ground.id for ground in read.steps[-1].grounds] == ["safeguarding", "asking-risks-child"]


@pytest.mark.parametrize(
    ("answer", "grounds", "says"),
    [
        (["law", "agreed"], ["court-order", "spoken"], ""),
        ("safety", [], ""),
        (["safety", "none"], [], '"none" excludes the others: it can\'t be chosen together with them'),
        (["safety", "savety"], [], '"bases" has no answer "savety". The answers are agreed, safety, law, none, unsure'),
        (
            ["safety", "law"],
            ["spoken"],
            'answer "safety", "law" has no ground "spoken". The grounds are court-order',
        ),
    ],
)
def test_a_step_has_several_answers_where_its_question_takes_them(
    answer: str | list[str], grounds: list[str], says: str, tmp_path: Path
) -> None:
    """In the order of the flow; those that can't be given together leave the example out."""
    text = SEVERAL.read_text(encoding="utf-8").replace('id = "several"', 'id = "sharing"')
    several = check_page(flow_from_bytes(text.encode(), SEVERAL.name), SEVERAL, local())
    steps = [
        {"question": "purpose", "answer": "yes", "why": "W"},
        {"question": "bases", "answer": answer, "grounds": grounds, "why": "W"},
        {"question": "secure", "answer": "no", "why": "W"},
    ]
    example = {**EXAMPLE, "steps": steps, "outcome": "advice"}
    read = review_page(several, docs(tmp_path, [example], [])).examples
    if says:
        assert says in read.mismatches[0]
        return
    step = read.fitting[0].steps[1]
    assert [option.id for option in step.options] == (["agreed", "law"] if grounds else ["safety"])
    assert [ground.id for ground in step.grounds] == (["spoken", "court-order"] if grounds else [])


def test_the_shipped_examples_reach_every_outcome(check: CheckPage) -> None:
    """There are six of them, and each end of the check is shown by one."""
    examples = review_page(check, ROOT / "docs").examples
    assert examples.mismatches == ()
    assert len(examples.fitting) == 6
    assert {example.outcome.id for example in examples.fitting} == {outcome.id for outcome in check.flow.outcomes}


@pytest.mark.parametrize("case", REFUSED_SIGN_OFFS, ids=lambda case: str(case["name"]))
def test_an_unfit_signature_is_refused_with_all_its_problems(
    case: dict[str, Any], check: CheckPage, tmp_path: Path
) -> None:
    """The message is exactly this: file, key path, what is wrong, and a right example."""
    where = docs(tmp_path, [EXAMPLE], [changed(signature(check), case)])
    with pytest.raises(BuildError) as caught:
        review_page(check, where)
    assert str(caught.value).splitlines() == case["message"]


def test_without_a_signature_the_check_is_not_yet_signed_off(check: CheckPage) -> None:
    """The site comes like this."""
    assert review_page(check, ROOT / "docs").sign_offs.standing == NOT_YET


@pytest.mark.parametrize(
    ("changes", "standing"),
    [
        ({}, SIGNED),
        ({"version": "0.9.0"}, ANOTHER),
        ({"sha256": "0" * 64}, ANOTHER),
    ],
    ids=["as it is", "another version", "the same version, other bytes"],
)
def test_a_signature_counts_for_what_was_signed(
    changes: dict[str, Any], standing: str, check: CheckPage, tmp_path: Path
) -> None:
    """Version and bytes must both be the present ones."""
    read = review_page(check, docs(tmp_path, [EXAMPLE], [signature(check, **changes)])).sign_offs
    assert read.standing == standing
    assert [(entry.date, entry.standing) for entry in read.entries] == [(dt.date(2027, 1, 15), standing)]


def test_one_signature_under_the_present_check_is_enough(check: CheckPage, tmp_path: Path) -> None:
    """Older ones stay listed as what they are."""
    old = signature(check, version="0.9.0")
    read = review_page(check, docs(tmp_path, [EXAMPLE], [old, signature(check)])).sign_offs
    assert read.standing == SIGNED
    assert [entry.current for entry in read.entries] == [False, True]


def test_a_signature_under_another_check_is_none_under_this(check: CheckPage, tmp_path: Path) -> None:
    """Each check is signed off by itself."""
    read = review_page(check, docs(tmp_path, [EXAMPLE], [signature(check, flow="consent")])).sign_offs
    assert (read.standing, read.entries) == (NOT_YET, ())


def test_the_routes_are_the_engines_with_their_outcomes(check: CheckPage) -> None:
    """None is left out and none is made up."""
    read = review_page(check, ROOT / "docs")
    expected = [
        (" ".join(f"{name}={answer.option}" for name, answer in answers.items()), trace(check.flow, answers).at.id)
        for answers in routes(check.flow)
    ]
    assert [(route.answers, route.outcome.id) for route in read.routes] == expected
    assert (read.count, read.all_listed) == (str(len(expected)), True)


def test_routes_beyond_the_bound_are_counted_and_not_listed(check: CheckPage) -> None:
    """The page says how many there are."""
    read = review_page(check, ROOT / "docs", most_routes=2)
    assert (len(read.routes), read.count, read.all_listed) == (2, "9", False)
