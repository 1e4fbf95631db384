"""The flowchart of a check being edited is the one that its page has."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

import build_scripts.workshop.charts  # noqa: F401 - imported for what it answers
from build_scripts.check import FLOWS, read_check
from build_scripts.content import read_language, read_local
from build_scripts.editor import Editor
from build_scripts.flowchart import flowchart
from build_scripts.machine import this_machine
from build_scripts.paths import PARTNERSHIP
from build_scripts.workshop import call
from build_scripts.workshop.session import SESSION

if TYPE_CHECKING:
    from pathlib import Path

PAGES = {name: f"check/{name}.md" for name in ("asking", "consent", "sharing")}


@pytest.fixture(autouse=True)
def _new_work(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each test begins anew."""
    monkeypatch.setenv(PARTNERSHIP, "")
    monkeypatch.setitem(SESSION.__dict__, "editor", Editor(tmp_path / "work"))


def chart(flow: str) -> dict[str, Any]:
    """Ask for a flowchart as the page does."""
    reply: dict[str, Any] = json.loads(call("work.chart", json.dumps({"flow": flow}))[0])
    return reply


def test_it_is_drawn_as_on_the_page_of_the_check() -> None:
    """Letter by letter, but for where its boxes lead: to the controls of what they show."""
    drawn = chart("consent")["value"]["html"]
    check = read_check("consent", FLOWS, PAGES, read_local(SESSION.laid_out(), read_language()))
    page = str(flowchart(check, links=lambda part: f"#{part}", place=this_machine().place))
    led = re.compile(r'(?<=href=")[^"]*')
    assert led.sub("", drawn) == led.sub("", page)
    boxes = dict(re.findall(r'href="([^"]*)" data-box="([^"]*)"', drawn))
    parts = [*(one.id for one in check.flow.questions), *(one.id for one in check.flow.outcomes)]
    assert sorted(boxes.values()) == sorted(parts)
    assert boxes["flows.consent.questions.1"] == check.flow.questions[1].id
    assert boxes["flows.consent.outcomes.0"] == check.flow.outcomes[0].id


def test_it_follows_each_change() -> None:
    """And what is taken back."""
    before = chart("consent")
    SESSION.editor.set("flows.consent.questions.0.name", "Is it dangerous to ask?")
    assert "Is it dangerous to" in chart("consent")["value"]["html"]
    SESSION.editor.undo()
    assert chart("consent") == before


@pytest.mark.parametrize(("name", "value"), [("flows.consent.start", "nowhere"), ("partnership.contacts.1.phone", "x")])
def test_nothing_is_drawn_of_what_is_not_sound(name: str, value: str) -> None:
    """Neither of a broken check nor without the names that its texts take from the partnership's file."""
    SESSION.editor.set(name, value)
    assert chart("consent")["problems"]
