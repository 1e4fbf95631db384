"""The page edits, saves and opens the work by calls; whatever it asks, it has an answer, and the work is whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import build_scripts.workshop.editing  # noqa: F401 - imported for what it answers
from build_scripts.editor import Editor
from build_scripts.paths import PARTNERSHIP
from build_scripts.workshop import call
from build_scripts.workshop.session import SESSION, Session

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _new_work(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each test begins anew."""
    monkeypatch.setenv(PARTNERSHIP, "")
    monkeypatch.setitem(SESSION.__dict__, "editor", Editor(tmp_path / "work"))


def ask(asked: str, data: bytes = b"", /, **request: Any) -> tuple[dict[str, Any], bytes]:
    """Ask as the page does."""
    reply, content = call(asked, json.dumps(request), data)
    return json.loads(reply), content


def test_work_is_edited_saved_and_opened_again() -> None:
    """With the problems of each state, and nothing to save after that."""
    reply, _ = ask("work.set", name="partnership.area", value="Dorsetshire")
    assert reply["value"]["unsaved"]
    reply, content = ask("work.save")
    assert not reply["value"]["unsaved"]
    files = dict(SESSION.files)
    ask("work.set", name="partnership.area", value="Westmarch")
    reply, _ = ask("work.open", content)
    assert not reply["value"]["unsaved"]
    assert {name: SESSION.files[name] for name in files} == files
    assert reply["value"]["problems"] == []


def test_refused_action_and_wrong_zip_leave_the_work_as_it_is() -> None:
    """And are answered in words."""
    ask("work.set", name="partnership.area", value="Dorsetshire")
    files = SESSION.files
    reply, _ = ask("work.move", name="partnership.contacts.0", to=99)
    assert reply == {"problems": ["partnership.toml: there is no contacts[99] here"]}
    reply, _ = ask("work.open", b"GIF89a")
    assert reply["problems"][0].startswith("this is no ZIP")
    assert "failed" in ask("work.set", nonsense=1)[0]
    assert SESSION.files == files


def test_work_that_the_page_kept_is_given_back_unsaved() -> None:
    """By the browser that it was kept in."""
    ask("work.set", name="partnership.area", value="Dorsetshire")
    reply, kept = ask("work.keep")
    assert reply["value"] is None
    ask("work.set", name="partnership.area", value="Westmarch")
    reply, _ = ask("work.give_back", kept)
    assert reply["value"]["unsaved"]
    assert b'area = "Dorsetshire"' in SESSION.files["partnership.toml"]


def test_carried_work_goes_on_with_its_steps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """After the worker was ended amid a build: what is saved, undone and to be done again is as it was."""
    ask("work.set", name="partnership.area", value="Dorsetshire")
    ask("work.save")
    ask("work.set", name="partnership.host", value="the council")
    before, _ = ask("work.undo")
    reply, carried = ask("work.carry")
    assert reply["value"] is None
    monkeypatch.setitem(SESSION.__dict__, "editor", Editor(tmp_path / "another"))
    reply, _ = ask("work.carry_on", carried)
    assert reply == before
    assert reply["value"]["unsaved"] is False
    assert ask("work.redo")[0]["value"]["unsaved"]
    ask("work.undo")
    ask("work.undo")
    assert SESSION.files == Editor(tmp_path / "new").work.files


def test_drawing_is_taken_in_cleaned() -> None:
    """Or refused."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script/></svg>'
    ask("work.draw", svg, name="mark.svg")
    assert b"script" not in SESSION.files["brand/mark.svg"]
    assert "problems" in ask("work.draw", svg, name="photo.svg")[0]


def test_work_is_laid_out_for_a_build() -> None:
    """In a folder that is the session's own."""
    session = Session()
    assert (session.laid_out() / "partnership.toml").read_bytes() == session.files["partnership.toml"]
