"""A folder edited by the names of controls: what each action does, its way back, and what is said beside controls."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.editor import Editor, Work, name_of, place_of
from build_scripts.editor.findings import told
from build_scripts.errors import BuildError
from build_scripts.partnership import findings_of, new_folder, shipped, starter, starting_points
from build_scripts.paths import PARTNERSHIP, ROOT
from build_scripts.saved_work import changed_upstream
from decision_engine.authoring.read import read_flow
from decision_engine.errors import FlowError, PartnershipError
from decision_engine.partnership import partnership_from_bytes
from tests.folders.partnerships import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = tomllib.loads(Path(__file__).with_name("edits.toml").read_text(encoding="utf-8"))
FOLDERS = sorted((ROOT / "tests" / "folders").glob("*/partnership.toml"))
STARTER = starter().encode()


@pytest.fixture(autouse=True)
def _no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each editor names its own folder."""
    monkeypatch.setenv(PARTNERSHIP, "")


def files_of(folder: Path) -> dict[str, bytes]:
    """Read a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def editor_of(folder: Path, files: dict[str, str]) -> Editor:
    """Begin an editor with texts."""
    return Editor(folder, {name: text.encode() for name, text in files.items()})


@pytest.mark.parametrize("case", CASES["done"], ids=lambda case: str(case["name"]))
def test_action_changes_what_it_names_and_undo_brings_it_back(case: dict[str, Any], tmp_path: Path) -> None:
    """Byte for byte, both ways."""
    editor = editor_of(tmp_path, case["before"])
    before = editor.work.files
    state = getattr(editor, case["do"])(*case["given"])
    assert {name: text.decode() for name, text in editor.work.files.items()} == case["after"]
    assert state["unsaved"]
    assert state["undo"]
    assert editor.undo()["unsaved"] is False
    assert editor.work.files == before
    editor.redo()
    assert {name: text.decode() for name, text in editor.work.files.items()} == case["after"]
    assert files_of(tmp_path) == editor.work.files, "the folder that builds read is the same"


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: str(case["name"]))
def test_refused_action_says_why_and_loses_nothing(case: dict[str, Any], tmp_path: Path) -> None:
    """In one sentence, and there is nothing to undo."""
    editor = editor_of(tmp_path, case["before"])
    before = editor.work.files
    with pytest.raises(BuildError) as caught:
        getattr(editor, case["do"])(*case["given"])
    assert list(caught.value.problems) == [case["message"]]
    assert editor.work.files == before
    assert editor.work.undoable == ""


def test_edited_check_of_the_site_is_taken_into_the_folder_with_its_original(tmp_path: Path) -> None:
    """So that a later release can show what has changed on both sides; one undo takes both back."""
    editor = Editor(tmp_path)
    editor.set("flows.sharing.questions.1.text", "Do they agree?")
    original = shipped("flows/sharing.toml")
    assert editor.work.files["based-on/flows/sharing.toml"] == original
    changed = editor.work.files["flows/sharing.toml"]
    assert original
    assert len(changed.splitlines()) == len(original.splitlines())
    assert tomllib.loads(changed.decode())["questions"][1]["text"] == "Do they agree?"
    editor.undo()
    assert editor.work.files == {"partnership.toml": STARTER}


def test_work_starts_from_the_national_advice_as_a_folder_on_a_machine_does(tmp_path: Path) -> None:
    """Its files are those that `new --from` writes, and its check is compared with the one that it was begun from."""
    editor = Editor(tmp_path / "work")
    before = editor.work.files
    assert {one["name"] for one in editor.beginnings()} == {"", *starting_points()}
    state = editor.begin("national-2024")
    new_folder(tmp_path / "new", "national-2024")
    written = {name: text for name, text in files_of(tmp_path / "new").items() if not name.endswith("/.about")}
    assert editor.work.files == written
    assert state["unsaved"]
    assert changed_upstream(editor.work.files)["files"] == []
    assert editor.check("sharing-2024")["differences"]["shipped"] == []
    editor.set("flows.sharing-2024.questions.0.text", "Is a child in danger?")
    assert editor.check("sharing-2024")["differences"]["shipped"] != []
    editor.begin("")
    assert editor.work.files == {"partnership.toml": STARTER}
    for _ in range(3):
        editor.undo()
    assert editor.work.files == before


def test_work_starts_from_nothing_unknown(tmp_path: Path) -> None:
    """And what was there stays."""
    editor = Editor(tmp_path)
    with pytest.raises(BuildError, match='there is no starting point "national-2042"'):
        editor.begin("national-2042")
    assert editor.work.files == {"partnership.toml": STARTER}


@pytest.mark.parametrize(
    "name", ["questions.1.id", "outcomes.2.id", "decisions.0.id", "notices.1.id", "groups.0.id", "checklists.0.id"]
)
def test_item_with_another_id_is_named_by_it_everywhere(name: str, tmp_path: Path) -> None:
    """The check is as sound as before, its test cases hold, and nothing names it by the old one."""
    editor = Editor(tmp_path)
    original = tomllib.loads((shipped("flows/sharing.toml") or b"").decode())
    part, at, _ = name.split(".")
    old = original[part][int(at)]["id"]
    state = editor.set(f"flows.sharing.{name}", "quite-another")
    assert state["problems"] == []
    text = editor.work.files["flows/sharing.toml"].decode()
    changed = tomllib.loads(text)
    assert changed[part][int(at)]["id"] == "quite-another"
    assert len(text.split("\n")) == len((shipped("flows/sharing.toml") or b"").decode().split("\n"))
    assert f'= "{old}"' not in text or sum(one.get("id") == old for one in changed["questions"]) == 0
    editor.undo()
    assert "flows/sharing.toml" not in editor.work.files


def test_a_new_check_is_a_copy_under_its_own_id(tmp_path: Path) -> None:
    """Sound at once."""
    editor = Editor(tmp_path)
    state = editor.begin_flow("sharing", "housing")
    assert state["problems"] == []
    assert tomllib.loads(editor.work.files["flows/housing.toml"].decode())["id"] == "housing"


def test_typing_into_one_control_is_one_step(tmp_path: Path) -> None:
    """Each other action is a step of its own."""
    editor = Editor(tmp_path)
    for text in ("D", "Do", "Dor"):
        editor.set("partnership.area", text, typing=True)
    editor.set("partnership.host", "D", typing=True)
    editor.undo()
    assert b'area = "Dor"' in editor.work.files["partnership.toml"]
    editor.undo()
    assert editor.work.files["partnership.toml"] == STARTER


def test_opening_another_folder_is_a_step_that_can_be_undone(tmp_path: Path) -> None:
    """What was there before is not lost, and the opened folder counts as saved."""
    editor = Editor(tmp_path)
    editor.set("partnership.area", "Dorsetshire")
    before = editor.work.files
    state = editor.open({"partnership.toml": FOLDERS[0].read_bytes(), "pages/a.md": b"# A"})
    assert not state["unsaved"]
    assert set(editor.work.files) == {"partnership.toml", "pages/a.md"}
    editor.undo()
    assert editor.work.files == before
    assert files_of(tmp_path) == before


NAMES = st.sampled_from(
    [
        *("partnership.area", "partnership.publisher", "partnership.contacts.0.phone", "partnership.contacts.1.note"),
        *("partnership.look.accent", "partnership.titles.procedures", "partnership.next_review", "partnership.adopted"),
        *("flows.sharing.title", "flows.sharing.questions.0.options.0.to", "flows.sharing.questions.1.hint"),
        *("flows.consent.outcomes.0.next.0", "flows.consent.questions.0.several", "flows.sharing.cases.0.outcome"),
    ]
)
LISTS = st.sampled_from(
    ["partnership.contacts", "flows.sharing.questions", "flows.sharing.limits", "flows.sharing.questions.0.options"]
)
VALUES = st.one_of(st.sampled_from(["", "x", "01632 960123", "2027-01-15", 'a "b" \\ {c}']), st.booleans())
ACTIONS = st.one_of(
    st.tuples(st.just("set"), NAMES, VALUES),
    st.tuples(st.just("remove"), st.builds("{}.{}".format, LISTS, st.integers(0, 3))),
    st.tuples(st.just("duplicate"), st.builds("{}.{}".format, LISTS, st.integers(0, 3))),
    st.tuples(st.just("move"), st.builds("{}.{}".format, LISTS, st.integers(0, 3)), st.integers(0, 3)),
    st.tuples(st.just("add"), LISTS, st.just({"id": "new"})),
    st.just(("undo",)),
    st.just(("redo",)),
)


def act(editor: Editor, action: tuple[Any, ...]) -> None:
    """Do something, whether or not it is refused."""
    work: Callable[..., object] = getattr(editor, action[0])
    with suppress(BuildError):
        work(*action[1:])


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(FOLDERS), st.lists(ACTIONS, max_size=60))
def test_any_actions_followed_by_undo_give_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, path: Path, actions: list[tuple[Any, ...]]
) -> None:
    """And redo brings all of it back; what is laid out for the build is the work at each end."""
    folder = tmp_path_factory.mktemp("work")
    editor = Editor(folder, {"partnership.toml": path.read_bytes()})
    with pytest.MonkeyPatch.context() as patch:  # what is wrong after each is for other tests
        patch.setattr(editor.findings, "all", lambda files, _: {"files": sorted(files)})
        for action in actions:
            act(editor, action)
    after = editor.work.files
    steps = 0
    while editor.work.undo():
        steps += 1
    assert editor.work.files == {"partnership.toml": path.read_bytes()}
    for _ in range(steps):
        editor.work.redo()
    assert editor.work.files == after
    editor.findings.lay_out(editor.work.files)
    assert files_of(folder) == dict(after)


def test_sixty_steps_and_more_can_be_undone() -> None:
    """Each of them, in their order."""
    work = Work({"a": b""})
    for number in range(400):
        work.do("a", {"a": str(number).encode()})
    for number in range(399, 0, -1):
        assert work.files["a"] == str(number).encode()
        assert work.undo()
    assert work.undo()
    assert not work.undo()
    assert work.files == {"a": b""}


CONTENTS = st.none() | st.sampled_from([b"", b"a", b"b", b"\xff\x00"])
STEPS = st.one_of(
    st.tuples(
        st.just("do"), st.dictionaries(st.sampled_from(["a", "b/c", "d.md"]), CONTENTS), st.sampled_from(["", "a"])
    ),
    st.sampled_from([("undo",), ("redo",), ("saved",)]),
)


def step(work: Work, action: tuple[Any, ...]) -> tuple[object, ...]:
    """Do something; return all that shows of the work."""
    if action[0] == "do":
        work.do("did", action[1], typed=action[2])
    else:
        getattr(work, action[0])()
    return work.files, work.unsaved, work.undoable, work.redoable


@given(st.lists(STEPS), st.lists(STEPS))
def test_carried_work_equals_the_original_whatever_is_done_next(
    before: list[tuple[Any, ...]], after: list[tuple[Any, ...]]
) -> None:
    """Edits, undo, redo and saving; and the ways back to the first step and on to the last."""
    work = Work({"a": b"a"})
    for action in before:
        step(work, action)
    carried = Work.carried_on(work.carried())
    assert carried.carried() == work.carried()
    for action in [*after, *[("undo",)] * 99, *[("redo",)] * 99]:
        assert step(carried, action) == step(work, action)


def test_carried_work_holds_each_content_once() -> None:
    """However many steps go to and fro between them."""
    work = Work({"a": b"x" * 10_000})
    for number in range(200):
        work.do("a", {"a": (b"x", b"y")[number % 2] * 10_000})
    assert len(work.carried()) < 40_000


@pytest.mark.parametrize(
    "name", ["partnership.contacts.0.phone", "flows.sharing", "pages.guidance/law.md", "brand.mark"]
)
def test_names_and_places_are_each_other(name: str) -> None:
    """Whatever kind of file they are in."""
    assert name_of(*place_of(name)) == name


def test_problems_are_those_of_the_readers_each_at_its_control(tmp_path: Path) -> None:
    """In their words, and what keeps the site from being adopted is there besides, without what is wrong already."""
    editor = Editor(tmp_path)
    editor.set("partnership.contacts.1.phone", "01632 96011")
    state = editor.set("flows.sharing.questions.0.options.0.to", "consnet")
    [phone, to] = state["problems"]
    with pytest.raises(PartnershipError) as caught:
        partnership_from_bytes(editor.work.files["partnership.toml"])
    said = caught.value.problems[0]
    assert phone == {
        "name": "partnership.contacts.1.phone",
        "file": "partnership.toml",
        "line": said.line,
        "message": f"{said.what}. For example: {said.example}",
    }
    with pytest.raises(FlowError) as refused:
        read_flow(tmp_path / "flows" / "sharing.toml")
    assert to["name"] == "flows.sharing.questions.0.options.0.to"
    assert str(refused.value.problems[0]).endswith(to["message"])
    names = {one["name"] for one in state["to_adopt"]}
    assert {"partnership.name", "partnership.publisher", "partnership.contacts.0.checked"} <= names
    assert "partnership.contacts.1.phone" not in names, "it is wrong already"
    assert "data.sign_off.sign_offs" in names


@pytest.mark.parametrize(
    ("said", "name", "message"),
    [
        (
            'partnership.toml:12: look.accent: light colours: too faint. For example: accent = "#000000"',
            "partnership.look.accent",
            'light colours: too faint. For example: accent = "#000000"',
        ),
        (
            "data/links.toml: links[0].title: missing. For example: x",
            "data.links.links.0.title",
            "missing. For example: x",
        ),
        (
            "docs/_data/sign_off.toml: sign_offs[1].flow: there is no flow",
            "data.sign_off.sign_offs.1.flow",
            "there is no flow",
        ),
        (
            "pages/guidance/a.md: menu: the menu has no section",
            "pages.guidance/a.md",
            "the menu has no section",
        ),
        ("page/: nothing reads this folder", "page.", "nothing reads this folder"),
        ("a sentence without a place", "", "a sentence without a place"),
    ],
)
def test_what_the_build_says_is_told_by_control(said: str, name: str, message: str) -> None:
    """As far as it has one."""
    found = told(said)
    assert found["name"].startswith(name)
    assert found["message"] == message


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(FOLDERS), st.lists(ACTIONS, max_size=8))
def test_what_is_shown_is_what_a_check_of_the_saved_folder_says(
    tmp_path_factory: pytest.TempPathFactory, path: Path, actions: list[tuple[Any, ...]]
) -> None:
    """After any edits: nothing that is kept from one look to the next is out of date."""
    folder = tmp_path_factory.mktemp("work")
    editor = Editor(folder, {"partnership.toml": path.read_bytes()})
    for action in actions:
        act(editor, action)
    shown = editor.findings.all(editor.work.files, TODAY)
    fresh = findings_of(folder, TODAY)
    problems = [one["message"] for one in shown["problems"] if not one["message"].startswith("it says true")]
    said = [one for one in fresh.problems if ": adopted: it says true" not in one]
    if len(said) == len(fresh.problems):
        assert len(problems) == len(said)
        assert all(whole.endswith(message) for whole, message in zip(said, problems, strict=True))
    assert [one["message"] for one in shown["warnings"]] == [told(one)["message"] for one in fresh.warnings]
