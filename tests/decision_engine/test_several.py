"""A question that takes several answers, from its file to the trace, the record and the terminal."""

import io
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from decision_engine import AnswersError, Context, Record, answers_data, answers_of, record_of, trace
from decision_engine.authoring.read import read_flow
from decision_engine.cli import main
from decision_engine.record.docx import docx_of
from decision_engine.words import RECORD, read_words
from tests.decision_engine.flow_files import HERE, SEVERAL
from tests.tools.golden import golden

Capture = pytest.CaptureFixture[str]
READ = read_flow(SEVERAL, with_cases=True)
FLOW = READ.flow
CASES = tomllib.loads((HERE / "cases" / "several_answers.toml").read_text())
TIME = "2026-11-22T14:05+00:00"
SHARED: dict[str, Any] = {
    "purpose": {"option": "yes", "grounds": []},
    "bases": {"options": ["agreed", "safety", "law"], "grounds": ["spoken", "court-order"]},
    "secure": {"option": "yes", "grounds": []},
}
EXAMPLES = {
    False: '{"consent": {"option": "yes", "grounds": []}}',
    True: '{"reasons": {"options": ["safety", "crime"], "grounds": []}}',
}
assert len(CASES["taken"]) > 3
assert len(CASES["refused"]) > 3


def record() -> Record:
    """Write the record of several answers with grounds, one of which is not enough."""
    context = Context(sha256=READ.sha256, names={"police": "Anyshire Police"}, words=read_words(*RECORD))
    return record_of(FLOW, trace(FLOW, answers_of(SHARED)), context, time=TIME)


@pytest.mark.parametrize("case", CASES["taken"], ids=lambda case: case["name"])
def test_several_answers_are_one_step(case: dict[str, Any]) -> None:
    """The step has all of them in the file's order, with what each adds and the cautions that are still open."""
    route = trace(FLOW, answers_of({"purpose": {"option": "yes"}, "bases": case["answer"]}))
    step = route.steps[-1]
    assert (route.at.id, step.question.id) == (case["at"], "bases")
    assert (step.label, step.reason, step.caution) == (case["label"], case["reason"], case["caution"])
    assert [ground.id for ground in step.grounds] == case.get("grounds", [])
    assert {option.id for option in step.options} == set(case["answer"]["options"])


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["name"])
def test_answers_that_can_not_be_given_together_are_refused(case: dict[str, Any]) -> None:
    """Everything that is wrong with them is said, with an answer that fits."""
    with pytest.raises(AnswersError) as refused:
        trace(FLOW, answers_of({"bases": case["answer"]}))
    found = [f"answers: {says}" for says in case["says"]]
    example = EXAMPLES[not case["says"][0].startswith("bases.grounds")]
    assert str(refused.value).splitlines() == [f"{says}. For example: {example}" for says in found]


def test_a_sentence_that_two_answers_add_is_said_once() -> None:
    """Reasons alike, or cautions alike, are not repeated."""
    asked = FLOW.questions[1]
    alike = [
        option._replace(reason="It is lawful.", caution=option.caution and "Confirm it.") for option in asked.options
    ]
    flow = FLOW._replace(questions=(FLOW.questions[0], asked._replace(options=tuple(alike)), FLOW.questions[2]))
    step = trace(flow, answers_of({**SHARED, "bases": {"options": ["agreed", "law"]}})).steps[1]
    assert (step.reason, step.caution) == ("It is lawful.", "Confirm it.")


def test_an_open_caution_of_one_of_several_answers_keeps_the_result_unconfirmed() -> None:
    """Another answer's ground doesn't settle it."""
    for grounds, unconfirmed in ((["in-writing", "court-order"], False), (["spoken", "court-order"], True)):
        bases = {"options": ["agreed", "law"], "grounds": grounds}
        assert (trace(FLOW, answers_of({**SHARED, "bases": bases})).unconfirmed is not None) == unconfirmed


def test_a_record_of_several_answers_reads_as_it_should() -> None:
    """As text it is exactly the one beside the tests; its data has each option by its id, and can be replayed."""
    golden(HERE / "cases" / "several.txt", record().text())
    step = record().data["steps"][1]
    assert step["options"] == ["agreed", "safety", "law"]
    assert "option" not in step
    assert step["label"] == "They have agreed; A child has to be kept safe; The law requires it"
    assert record().data["answers"] == SHARED
    assert answers_data(answers_of(SHARED)) == SHARED


def test_a_word_document_has_all_answers() -> None:
    """In the step of their question, in the order of the file, with the grounds and the caution below."""
    lines = [paragraph.text for paragraph in Document(io.BytesIO(docx_of(record()))).paragraphs]
    step = record().data["steps"][1]
    at = lines.index(f"{step['text']} {step['label']}.\n{step['reason']}")
    assert lines[at + 1 : at + 4] == ["They said so", "A court order", "Get the agreement in writing."]


def test_a_record_of_several_answers_is_replayed(tmp_path: Path, capsys: Capture) -> None:
    """It agrees with its flow; one whose answers were changed, or end early, is refused with an answer that fits."""
    file = tmp_path / "record.json"
    data = json.loads(json.dumps(record().data))
    file.write_text(json.dumps(data))
    assert main(["replay", str(file), "--flow", str(SEVERAL)]) == 0
    assert "2. What makes sharing lawful? They have agreed; A child" in capsys.readouterr().out
    file.write_text(json.dumps(data | {"answers": {**SHARED, "bases": {"options": ["safety"], "grounds": []}}}))
    assert main(["replay", str(file), "--flow", str(SEVERAL)]) == 2
    assert "steps[1].options[0]: the record says" in capsys.readouterr().err
    file.write_text(json.dumps(data | {"answers": {"purpose": SHARED["purpose"]}}))
    assert main(["replay", str(file), "--flow", str(SEVERAL)]) == 2
    assert capsys.readouterr().err.endswith('For example: "bases": {"options": ["agreed"], "grounds": []}\n')


def typed(text: str, monkeypatch: pytest.MonkeyPatch, *, by_hand: bool) -> None:
    """Type lines, or hand them over on a pipe."""
    stdin = io.StringIO(text)
    stdin.isatty = lambda: by_hand  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stdin", stdin)


def test_several_answers_are_typed_on_one_line(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """Options and grounds in any order, each once; the terminal says that all that apply can be selected."""
    typed("yes\nlaw court-order agreed law spoken safety\nyes\n", monkeypatch, by_hand=False)
    assert main(["run", str(SEVERAL), "--json"]) == 0
    captured = capsys.readouterr()
    bases = {"options": ["law", "agreed", "safety"], "grounds": ["court-order", "spoken"]}
    assert json.loads(captured.out)["answers"] == {**SHARED, "bases": bases}
    assert captured.err.count("(Select all that apply, with a space between them)") == 1


SLIPS = {
    "": FLOW.questions[1].missing,
    "maybe": FLOW.questions[1].missing,
    "court-order": FLOW.questions[1].missing,
    "safety none": "The answer none cannot be given together with others",
    "safety law hearsay in-writing": "The answer safety, law has no ground hearsay, in-writing",
}


@pytest.mark.parametrize("line", SLIPS)
def test_what_is_no_answer_to_several_is_explained(line: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """Someone at a terminal is asked again; a pipe gets no decision."""
    typed(f"yes\n{line}\nnone\n", monkeypatch, by_hand=True)
    assert main(["run", str(SEVERAL)]) == 0
    assert f"{SLIPS[line]}\n" in capsys.readouterr().out
    typed(f"yes\n{line}\nnone\n", monkeypatch, by_hand=False)
    assert main(["run", str(SEVERAL)]) == 2
    assert f"is no answer to this question: {SLIPS[line]}. For example: " in capsys.readouterr().err


def test_routes_are_what_people_see(capsys: Capture) -> None:
    """Any of several answers is one way on: five routes, not one for each set that can be ticked."""
    assert main(["routes", str(SEVERAL)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "purpose yes, bases agreed or safety or law, secure yes  →  shared"
    assert (len(said), said[-1]) == (6, "5 routes")
    assert main(["routes", str(SEVERAL), "--json"]) == 0
    answers = {"purpose": "yes", "bases": ["none"]}
    assert {"answers": answers, "outcome": "no-basis"} in json.loads(capsys.readouterr().out)["routes"]


def test_a_chart_has_one_arrow_for_several_answers(capsys: Capture) -> None:
    """Labelled with all of them."""
    arrow = '"bases" -> "secure" [label="They have agreed; A child has to be kept safe; The law requires it"];'
    assert main(["export", str(SEVERAL), "--to", "dot"]) == 0
    assert arrow in capsys.readouterr().out
    assert main(["export", str(SEVERAL), "--to", "mermaid"]) == 0
    assert capsys.readouterr().out.count("-->") == 7


NEW_ANSWER = """
[[questions.options]]
id = "crime"
label = "A crime has to be stopped"
to = "secure"
reason = "A crime has to be stopped."
"""
CHANGES: dict[str, tuple[list[tuple[str, str]], list[str]]] = {
    "every answer leads elsewhere": (
        [
            ('to = "no-basis"\nreason = "There is no clear', 'to = "SECURE"\nreason = "There is no clear'),
            ('to = "secure"', 'to = "advice"'),
            ('"SECURE"', '"secure"'),
        ],
        [
            "3 routes are gone:",
            "  purpose yes, bases agreed or safety or law, secure yes  →  shared (go: You can share); ",
            "3 routes are new:",
            "  purpose yes, bases agreed or safety or law  →  advice (advice: Get advice first)",
            "2 routes are as before.",
        ],
    ),
    "one answer more": (
        [('[[questions.options]]\nid = "none"', f'{NEW_ANSWER}\n[[questions.options]]\nid = "none"')],
        ["2 routes are new:", "  purpose yes, bases crime, secure yes  →  shared (go:", "5 routes are as before."],
    ),
    "one answer by another name": (
        [('id = "safety"', 'id = "welfare"')],
        ["2 routes are gone:", "  purpose yes, bases safety, secure yes  →  shared (go:", "now asked: bases"],
    ),
    "one answer alone, and elsewhere": (
        [
            ('to = "secure"\nreason = "The law', 'to = "advice"\nalone = true\nreason = "The law'),
        ],
        [
            "2 routes are gone:",
            "  purpose yes, bases law, secure yes  →  shared",
            "1 route is new:",
            "bases law  →  ad",
        ],
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_changes_among_several_answers_are_named(name: str, tmp_path: Path, capsys: Capture) -> None:
    """Answers that change alike are named together, one that is new or gone by itself."""
    changes, says = CHANGES[name]
    text = SEVERAL.read_text().replace('["safety", "law"]', '"agreed"')
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    changed = tmp_path / "new.toml"
    changed.write_text(text)
    assert main(["diff", str(SEVERAL), str(changed)]) == 1
    said = capsys.readouterr().out
    assert [line for line in says if line not in said] == []
