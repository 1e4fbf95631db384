"""A page that is being written is previewed as the build would write it."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from build_scripts.editor import Editor
from build_scripts.paths import PARTNERSHIP
from build_scripts.workshop import call, preview
from build_scripts.workshop.building import build, page_of
from build_scripts.workshop.session import SESSION

if TYPE_CHECKING:
    from pathlib import Path

PAGE, ADDRESS = "pages/guidance/law.md", "guidance/law/"


@pytest.fixture(autouse=True)
def _new_work(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each test begins with a page of its own."""
    monkeypatch.setenv(PARTNERSHIP, "")
    monkeypatch.setenv("SHARE_SAFELY_PDF", "no")
    monkeypatch.setitem(SESSION.__dict__, "editor", Editor(tmp_path / "work"))
    monkeypatch.setitem(SESSION.__dict__, "folder", tmp_path)
    preview.forget()
    SESSION.editor.copy(PAGE)


def ask(file: str = PAGE) -> dict[str, Any]:
    """Ask for a page as the workshop's page does."""
    reply: dict[str, Any] = json.loads(call("work.preview", json.dumps({"file": file}))[0])
    return reply


def write(text: str) -> None:
    """Put something at the end of the page."""
    SESSION.editor.write(PAGE, SESSION.editor.text(PAGE) + text)


def test_page_is_the_one_that_the_build_writes(tmp_path: Path) -> None:
    """Byte for byte, after the text has changed, and after what it is filled in with has."""
    ask()
    write("\nThe law in {{ partnership.area }} is *the same*, as {{ contacts('report') }} know.\n")
    begun = time.perf_counter()
    shown = ask()["value"]
    print(f"\nA page whose text alone has changed takes {1000 * (time.perf_counter() - begun):.0f} ms")
    assert shown["address"] == ADDRESS
    assert "The law in YOUR AREA is <em>the same</em>" in shown["html"]
    SESSION.editor.set("partnership.area", "Dorsetshire")
    html = ask()["value"]["html"]
    assert "The law in Dorsetshire is <em>the same</em>" in html
    build(SESSION.files, tmp_path / "folder", tmp_path / "site")
    assert html == page_of(tmp_path / "site", ADDRESS)


def test_what_the_build_refuses_is_refused_in_its_words() -> None:
    """And the page is there again once it is put right."""
    right = ask()
    write("\n{{ nonsense }}\n")
    [problem] = ask()["problems"]
    assert problem.startswith("guidance/law.md")
    assert "'nonsense' is undefined" in problem
    SESSION.editor.undo()
    assert ask() == right


@pytest.mark.parametrize("file", ["pages/guidance/myths.md", "partnership.toml"])
def test_what_is_no_page_of_the_folder_is_not_shown(file: str) -> None:
    """The site's own pages are there to be read already."""
    assert ask(file) == {
        "problems": [f"{file}: there is no such page in the folder. For example: pages/guidance/law.md"]
    }
