"""Laws of the work, tried with random edits of whole folders: a few by `make test`, a thousand by `make soak`."""

from __future__ import annotations

import io
import json
import os
from contextlib import redirect_stdout, suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.editor import Editor
from build_scripts.editor.findings import told
from build_scripts.errors import BuildError
from build_scripts.partnership import FLOWS, findings_of
from build_scripts.paths import PARTNERSHIP
from build_scripts.saved_work import opened, saved
from decision_engine.cli import main
from decision_engine.errors import Problem
from tests.folders.partnerships import FOLDERS, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SOAK = os.environ.get("SHARE_SAFELY_SOAK") == "yes"
# Each of a row is looked through by the engine's own command and by a check of the folder.
MOST_ROWS = 1_000 if SOAK else 12
MOST_UNDONE = 1_000 if SOAK else 40
STARTS = sorted(FOLDERS.glob("*/partnership.toml"))
LISTS = (
    *("partnership.contacts", "partnership.embed_on", "flows.sharing.questions", "flows.sharing.outcomes"),
    *("flows.sharing.cases", "flows.sharing.questions.1.options", "flows.sharing.questions.1.help.counts"),
    *("flows.consent.checklists", "flows.consent.outcomes.1.next", "flows.asking.notices", "data.sign_off.sign_offs"),
)
KEYS = (
    *("partnership.name", "partnership.area", "partnership.next_review", "partnership.adopted", "partnership.format"),
    *("partnership.guidance.licence", "partnership.look.accent", "partnership.titles.procedures"),
    *("partnership.contacts.0.phone", "partnership.contacts.1.role", "partnership.contacts.2.checked"),
    *("flows.sharing.title", "flows.sharing.version", "flows.sharing.start", "flows.sharing.questions.1.id"),
    *("flows.sharing.questions.0.options.0.to", "flows.sharing.questions.1.hint", "flows.sharing.cases.0.outcome"),
    *("flows.consent.questions.0.several", "flows.consent.outcomes.0.decision", "flows.asking.id", "flows.mine.title"),
)
TEXTS = st.one_of(
    st.sampled_from(
        ["", "x", "share", "no-purpose", "01632 960123", "2027-01-15", "#1d4f91", 'a "b" \\ {c}', "\u202e"]
    ),
    st.text(max_size=12),
    st.booleans(),
)
ITEMS = st.builds("{}.{}".format, st.sampled_from(LISTS), st.integers(0, 4))
TOO_EARLY = "it says true, and the lines below say why"
PAGES = ("pages/guidance/law.md", "pages/about/ours.md", "pages/check/consent.md")
EDITS = st.one_of(
    st.tuples(st.just("set"), st.sampled_from(KEYS), TEXTS),
    st.tuples(st.just("add"), st.sampled_from(LISTS), st.none()),
    st.tuples(st.just("remove"), ITEMS),
    st.tuples(st.just("duplicate"), ITEMS),
    st.tuples(st.just("move"), ITEMS, st.integers(0, 4)),
    st.tuples(st.just("write"), st.sampled_from(PAGES), st.text(max_size=40)),
    st.tuples(st.just("copy"), st.sampled_from((*PAGES, "flows/asking.toml"))),
    st.tuples(st.just("begin_flow"), st.sampled_from(["sharing", "mine"]), st.just("mine")),
    st.tuples(st.just("sign"), st.sampled_from(sorted(FLOWS)), st.text(max_size=5), st.just("Lead"), TEXTS.map(str)),
    st.tuples(st.just("remove"), st.sampled_from(["flows.sharing", "pages.about/ours.md"])),
)


@pytest.fixture(autouse=True)
def _no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a look leaves in the environment is gone after each test."""
    monkeypatch.setenv(PARTNERSHIP, "")


def edited(editor: Editor, edits: list[tuple[Any, ...]]) -> Iterator[None]:
    """Make each edit that isn't refused, and yield after each."""
    for name, *given_to_it in edits:
        work: Callable[..., object] = getattr(editor, name)
        with suppress(BuildError):
            work(*given_to_it)
        yield


@settings(max_examples=MOST_UNDONE)
@given(st.sampled_from(STARTS), st.lists(EDITS, max_size=60))
def test_as_many_undos_as_edits_give_the_same_bytes_and_redo_the_others(
    tmp_path_factory: pytest.TempPathFactory, start: Path, edits: list[tuple[Any, ...]]
) -> None:
    """Every file on the way back is, byte for byte, what it was on the way there."""
    editor = Editor(tmp_path_factory.mktemp("work"), {"partnership.toml": start.read_bytes()})
    with pytest.MonkeyPatch.context() as patch:  # what is wrong on the way is for the law below
        patch.setattr(editor, "state", dict)
        way = [editor.work.files]
        for _ in edited(editor, edits):
            if editor.work.files != way[-1]:
                way.append(editor.work.files)
    for former in reversed(way[:-1]):
        assert editor.work.undo()
        assert editor.work.files == former
    assert not editor.work.undo()
    for later in way[1:]:
        assert editor.work.redo()
        assert editor.work.files == later
    assert not editor.work.redo()


@settings(max_examples=MOST_ROWS)
@given(st.sampled_from(STARTS), st.lists(EDITS, min_size=1, max_size=10))
def test_workshop_and_engine_say_the_same_of_the_saved_folder(
    tmp_path_factory: pytest.TempPathFactory,
    start: Path,
    edits: list[tuple[Any, ...]],
) -> None:
    """After random edits, of every file.

    Each problem that `validate` has is shown, no check that it finds sound has another, and a look at the saved folder
    with fresh eyes finds what is shown, line by line.
    """
    editor = Editor(tmp_path_factory.mktemp("work"), {"partnership.toml": start.read_bytes()})
    for _ in edited(editor, edits):
        shown = editor.findings.all(editor.work.files, TODAY)
    folder = tmp_path_factory.mktemp("saved")
    for name, content in opened(saved(editor.work.files)).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    fresh = findings_of(folder, TODAY)
    # A command says that a site is called adopted too early once nothing else is wrong; the workshop says it at once.
    early = [one for one in shown["problems"] if one["message"].startswith(TOO_EARLY)]
    messages = [one["message"] for one in shown["problems"] if one not in early]
    is_early = any(f": {TOO_EARLY}" in one for one in fresh.problems)
    said = [] if is_early else fresh.problems
    assert len(early) == 1 or not is_early
    assert len(messages) == len(said)
    assert all(whole.endswith(message) for whole, message in zip(said, messages, strict=True))
    assert [one["message"] for one in shown["warnings"]] == [told(one)["message"] for one in fresh.warnings]
    engine = validated(folder)
    seen = {(one["file"], one["message"]) for one in shown["problems"]}
    assert engine - seen == set()
    wrong = {file for file, _ in engine}
    own = {name for name in editor.work.files if name.startswith("flows/")}
    assert {file for file, _ in seen if file in own} <= wrong


def validated(folder: Path) -> set[tuple[str, str]]:
    """Return what the engine's command says is wrong with a folder: files and messages as the workshop has them."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        code = main(["validate", "--partnership", str(folder), "--json"])
    said = json.loads(printed.getvalue())
    assert said["sound"] == (code == 0)
    problems = [told(Problem(**one)) for one in said.get("problems", ())]
    return {(one["file"], one["message"]) for one in problems}
