"""The forms are the formats: a control for every key, with its choices; beside them what a check does."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.editor import Editor, place_of
from build_scripts.errors import BuildError
from build_scripts.partnership import shipped
from build_scripts.paths import PARTNERSHIP, ROOT
from decision_engine.authoring.read import look_through
from decision_engine.authoring.schema import FLOW, Key, Table
from decision_engine.partnership import PALETTE, TABLE
from tests.folders.partnerships import FOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = tomllib.loads(Path(__file__).with_name("repairs.toml").read_text(encoding="utf-8"))
PARTNERSHIPS = sorted(FOLDERS.glob("*/partnership.toml"))


@pytest.fixture(autouse=True)
def _no_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each editor names its own folder."""
    monkeypatch.setenv(PARTNERSHIP, "")


def every(controls: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield all controls of a form, those inside others too."""
    for control in controls:
        yield control
        yield from every(control.get("controls", []))
        for item in control.get("items", []):
            yield from every(item.get("controls", []))
            yield from every([item["control"]] if "control" in item else [])


def shape(controls: list[dict[str, Any]]) -> set[str]:
    """Return the names of controls without numbers."""
    return {".".join(part for part in one["name"].split(".") if not part.isdecimal()) for one in every(controls)}


def keys(table: Table, path: str) -> Iterator[str]:
    """Yield every key of a format."""
    for name, key in table.keys.items():
        yield f"{path}.{name}"
        if key.of:
            yield from keys(key.of, f"{path}.{name}")


def test_every_key_of_a_format_has_its_control(tmp_path: Path) -> None:
    """In the partnership's file, which has each once, and in the checks of the site, which together have."""
    editor = Editor(tmp_path)
    assert shape(editor.form("partnership")["controls"]) >= set(keys(TABLE, "partnership"))
    found = set().union(*(shape(editor.form(f"flows.{name}")["controls"]) for name in ("sharing", "consent", "asking")))
    wanted = {path.split(".", 1)[1] for path in keys(FLOW, "flow")}
    assert {path.split(".", 2)[2] for path in found} >= wanted


def test_a_new_key_is_in_the_form_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its help and its example; nothing else has to know of it."""
    with_key = TABLE._replace(
        keys={**TABLE.keys, "motto": Key("text", "What it says.", 'motto = "All"', optional=True)}
    )
    monkeypatch.setattr("build_scripts.editor.schema.TABLE", with_key)
    motto = next(one for one in Editor(tmp_path).form("partnership")["controls"] if one["name"] == "partnership.motto")
    assert motto == {
        "name": "partnership.motto",
        "label": "Motto",
        "help": "What it says.",
        "needed": False,
        "example": "All",
        "there": False,
        "kind": "text",
        "value": "",
    }


@pytest.mark.parametrize("path", PARTNERSHIPS, ids=lambda path: str(path.parent.name))
def test_controls_hold_what_the_file_says(path: Path, tmp_path: Path) -> None:
    """Each by its own name: setting it to what it holds changes nothing."""
    files = {"partnership.toml": path.read_bytes()}
    editor = Editor(tmp_path, files)
    data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    for control in every(editor.form("partnership")["controls"]):
        found: Any = data
        for part in place_of(control["name"]).path:
            found = found[part] if isinstance(part, int) else found.get(part, None) if isinstance(found, dict) else None
        if control["kind"] in {"text", "long", "tel", "email", "url", "date", "choice", "colour"}:
            assert control["value"] == ("" if found is None else str(found))
            if found is not None and not isinstance(found, dict):
                assert "\n" in str(found) or set(control) >= {"name", "label", "kind", "value"}


def test_targets_are_chosen_from_the_questions_and_outcomes_but_not_the_question_itself(tmp_path: Path) -> None:
    """In words; and one that there isn't is shown for what it is."""
    editor = Editor(tmp_path)
    editor.set("flows.sharing.questions.0.options.0.to", "housing")
    controls = {one["name"]: one for one in every(editor.form("flows.sharing")["controls"])}
    choices = controls["flows.sharing.questions.0.options.0.to"]["choices"]
    values = [choice["value"] for choice in choices]
    assert "purpose" not in values
    assert {"consent", "no-purpose"} <= set(values)
    assert choices[-1] == {"value": "housing", "label": "housing (there is none)"}
    assert next(one["label"] for one in choices if one["value"] == "consent") == "Consent to share?"


def test_colours_are_those_of_the_palette(tmp_path: Path) -> None:
    """Each with the control's name of its key."""
    names = {one["name"] for one in every(Editor(tmp_path).form("partnership")["controls"])}
    assert names >= {f"partnership.look.{colour}" for colour in PALETTE}


def test_unreadable_file_is_shown_as_its_text(tmp_path: Path) -> None:
    """So that it can be put right all the same."""
    editor = Editor(tmp_path, {"partnership.toml": b"area = \n"})
    assert editor.form("partnership") == {"name": "partnership", "text": "area = \n", "controls": []}
    editor.write("partnership.toml", 'area = "A"\n')
    assert "text" not in editor.form("partnership")


@pytest.mark.parametrize(
    "name",
    [
        *(
            "partnership.contacts",
            "flows.sharing.questions",
            "flows.sharing.questions.0.options",
            "flows.sharing.cases",
        ),
        *("flows.sharing.outcomes", "flows.sharing.checklists", "flows.sharing.limits", "flows.sharing.decisions"),
        *("flows.sharing.questions.0.help.counts", "partnership.embed_on", "flows.sharing.outcomes.0.next"),
    ],
)
def test_added_item_has_what_is_needed_and_says_what_is_still_empty(name: str, tmp_path: Path) -> None:
    """At the end of its list, with an id that no other has; every problem is at a control of the form."""
    editor = Editor(tmp_path)
    state = editor.add(name, None)
    part = ".".join(name.split(".")[: 2 if name.startswith("flows") else 1])
    names = {one["name"] for one in every(editor.form(part)["controls"])}
    lists = {item["name"] for one in every(editor.form(part)["controls"]) for item in one.get("items", [])}
    assert state["problems"]
    assert all(problem["name"] in names | lists for problem in state["problems"])
    assert not any("is used already" in problem["message"] for problem in state["problems"])


def test_check_is_shown_with_its_routes_cases_and_differences(tmp_path: Path) -> None:
    """As they are now, against the site's own and against what was last signed off."""
    editor = Editor(tmp_path)
    view = editor.check("sharing")
    assert view["sound"]
    assert view["count"] == len(view["routes"])
    assert view["differences"] == {"shipped": [], "signed": []}
    assert [box["kind"] for box in view["boxes"]].count("question") == 4
    editor.sign("sharing", "A. Lee", "Head of safeguarding", "2026-11-20")
    signs = [one["name"] for one in editor.state()["to_adopt"] if one.get("flow") == "sharing"]
    assert signs == []
    editor.set("flows.sharing.questions.1.text", "Do they agree?")
    view = editor.check("sharing")
    for lines in view["differences"].values():
        assert '    + "Do they agree?"' in lines
    assert [one for one in editor.state()["to_adopt"] if one.get("flow") == "sharing"], "another version is not signed"
    editor.sign("sharing", "A. Lee", "Head of safeguarding", "2026-11-21")
    signed = tomllib.loads(editor.work.files["data/sign_off.toml"].decode())["sign_offs"]
    assert len(signed) == 1
    assert signed[0]["sha256"] == view["sha256"]


def test_broken_check_cannot_be_signed_off_and_shows_no_routes(tmp_path: Path) -> None:
    """It has to lead somewhere first."""
    editor = Editor(tmp_path)
    editor.set("flows.sharing.start", "nowhere")
    assert editor.check("sharing") == {
        "sound": False,
        "boxes": [],
        "routes": [],
        "count": 0,
        "cases": [],
        "differences": {},
    }
    with pytest.raises(BuildError) as caught:
        editor.sign("sharing", "A", "B", "2026-11-20")
    assert str(caught.value) == "flows/sharing.toml: a check that has problems can't be signed off"


def test_failing_case_is_told_with_its_words(tmp_path: Path) -> None:
    """Beside the case; the check's routes are shown all the same, and adoption is refused."""
    editor = Editor(tmp_path)
    state = editor.set("flows.sharing.cases.0.outcome", "seek-advice")
    [problem] = state["problems"]
    assert problem["name"] == "flows.sharing.cases.0.outcome"
    view = editor.check("sharing")
    assert view["sound"]
    assert [case["problem"] for case in view["cases"] if case["problem"]] == [problem["message"]]
    assert editor.repairs("sharing") == [], "what a case expects is for people to say"


@pytest.mark.parametrize("case", CASES["repairs"], ids=lambda case: str(case["name"]))
def test_only_repair_there_is_is_offered(case: dict[str, Any], tmp_path: Path) -> None:
    """And where there are several, or none that makes the check sound, there is no offer."""
    original = shipped("flows/sharing.toml")
    assert original
    text = original.decode()
    for old, new in case["changed"]:
        assert old in text
        text = text.replace(old, new, 1)
    editor = Editor(tmp_path, {"partnership.toml": b"", "flows/sharing.toml": text.encode()})
    assert editor.state()["problems"]
    assert editor.repairs("sharing") == case["offered"]
    for repair in case["offered"]:
        editor.set(repair["name"], repair["value"])
        assert look_through(editor.work.files["flows/sharing.toml"], "sharing.toml")[1] == ()
        assert editor.repairs("sharing") == []


FLOW_PATHS = sorted((ROOT / "decision_engine" / "flows").glob("*.toml"))


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(FLOW_PATHS), st.data())
def test_a_wrong_target_is_repaired_only_to_a_sound_check(path: Path, data: st.DataObject) -> None:
    """Whichever arrow of whichever check is wrong, and whatever it says instead."""
    text = path.read_text(encoding="utf-8")
    arrows = [line for line in text.split("\n") if line.startswith("to = ")]
    at = data.draw(st.integers(0, len(arrows) - 1))
    flow = tomllib.loads(text)
    places = [(q, o) for q, question in enumerate(flow["questions"]) for o in range(len(question["options"]))]
    question, option = places[at % len(places)]
    target = data.draw(st.sampled_from(["nowhere", *(one["id"] for one in flow["outcomes"])]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(PARTNERSHIP, "")
        editor = Editor(Path("unused"), {f"flows/{path.name}": text.encode()})
        patch.setattr(editor.findings, "all", lambda *_: {})
        editor.set(f"flows.{path.stem}.questions.{question}.options.{option}.to", target)
        for repair in editor.repairs(path.stem):
            editor.set(repair["name"], repair["value"])
            assert look_through(editor.work.files[f"flows/{path.name}"], path.name)[1] == ()


def test_key_that_is_left_out_shows_what_it_counts_as(tmp_path: Path) -> None:
    """So that nobody takes a page away, or a check, by not looking."""
    controls = {
        one["name"]: one for one in every(Editor(tmp_path, {"partnership.toml": b""}).form("partnership")["controls"])
    }
    assert controls["partnership.guidance.changes_since"]["value"] is True
    assert controls["partnership.adopted"]["value"] is False
    assert controls["partnership.main_check"]["value"] == "sharing"
    assert controls["partnership.site_name"]["value"] == "Share Safely"
    assert controls["partnership.publisher"]["value"] == ""
