"""Whatever is handed to the workshop ends in a sentence, and nothing of the work is lost by it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import build_scripts.workshop.editing  # noqa: F401 - imported for what it answers
from build_scripts.editor import Editor
from build_scripts.paths import PARTNERSHIP
from build_scripts.workshop import call
from build_scripts.workshop.session import SESSION
from tests.tools.wrong_inputs import INPUTS, LISTED, RIGHT, Input

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("wrong_inputs.toml").read_text(encoding="utf-8")
)
LONGEST = 260


@pytest.fixture(autouse=True)
def _work(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Some work with steps to undo: a page of the site's, changed, and an area."""
    monkeypatch.setenv(PARTNERSHIP, "")
    monkeypatch.setitem(SESSION.__dict__, "editor", Editor(tmp_path / "work"))
    done("work.copy", {"file": "pages/guidance/law.md"})
    done("work.set", {"name": "partnership.area", "value": "Westmarch"})


def asked(wrong: Input) -> dict[str, Any]:
    """Make a call as the page does; return the reply."""
    reply: dict[str, Any] = json.loads(call(wrong.call, json.dumps(wrong.request), wrong.data)[0])
    return reply


def done(name: str, request: Mapping[str, Any]) -> Any:
    """Make a call that is answered."""
    return asked(Input(name, request))["value"]


def laid_out() -> dict[str, bytes]:
    """Return the folder as the readers of the build see it."""
    folder = SESSION.laid_out()
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", INPUTS)
def test_wrong_input_is_refused_in_words_and_the_work_is_as_it_was(name: str) -> None:
    """Its files, its steps, what is wrong with it; and the next action works."""
    files, before = SESSION.files, done("work.state", {})
    reply = asked(INPUTS[name])
    assert set(reply) == {"problems"}
    assert " ".join(reply["problems"]) == SENTENCES["refused"][name]
    assert SESSION.files == files
    assert done("work.state", {}) == before
    assert laid_out() == files
    done("work.set", {"name": "partnership.host", "value": "the council"})
    done("work.undo", {})
    assert SESSION.files == files


@pytest.mark.parametrize("name", LISTED)
def test_input_that_can_be_put_right_is_taken_and_its_problems_are_listed(name: str) -> None:
    """In words at their place; undo brings back what was there."""
    files = SESSION.files
    problems = asked(LISTED[name])["value"]["problems"]
    assert SENTENCES["listed"][name] in [one["message"] for one in problems]
    assert laid_out() == SESSION.files
    done("work.undo", {})
    assert SESSION.files == files


@pytest.mark.parametrize("name", RIGHT)
def test_odd_but_right_input_is_taken(name: str) -> None:
    """Without a word, and with a way back."""
    files = SESSION.files
    assert "value" in asked(RIGHT[name])
    assert SESSION.files != files
    done("work.undo", {})
    assert SESSION.files == files


def test_every_input_has_its_sentence_and_none_is_a_traceback() -> None:
    """Short, and for people."""
    assert set(SENTENCES["refused"]) == set(INPUTS)
    assert set(SENTENCES["listed"]) == set(LISTED)
    assert len(INPUTS) >= 20
    said = [*SENTENCES["refused"].values(), *SENTENCES["listed"].values()]
    assert [one for one in said if len(one) > LONGEST or "Traceback" in one or "Error" in one] == []
