"""Work of another release: what the site has changed is shown part by part, and nothing is overwritten unasked."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.errors import BuildError
from build_scripts.partnership import shipped
from build_scripts.saved_work import changed_upstream, taken_over
from build_scripts.saved_work.three_way import BOTH, merged, parts_of
from decision_engine import __version__
from decision_engine.authoring.read import flow_from_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

FLOW, PAGE = "flows/sharing.toml", "pages/guidance/law.md"
LINES = st.lists(st.sampled_from("abcd"), max_size=8)


def now(name: str) -> bytes:
    """Return the site's own file, as this release has it."""
    content = shipped(name)
    assert content
    return content


def older(name: str, *changes: tuple[str, str]) -> bytes:
    """Return what a former release had instead."""
    text = now(name).decode()
    for new, old in changes:
        assert new in text
        text = text.replace(new, old, 1)
    return text.encode()


TITLE = ('title = "Should I share this information?"', 'title = "May I share it?"')
LABEL = ('label = "You can share"', 'label = "Share it"')


def test_work_of_this_release_has_nothing_to_take_over() -> None:
    """Whatever has been changed in it."""
    files = {FLOW: older(FLOW, TITLE), f"based-on/{FLOW}": now(FLOW), "partnership.toml": b""}
    assert changed_upstream(files) == {"made_with": "", "release": __version__, "files": []}


def test_what_only_the_site_has_changed_is_taken_over() -> None:
    """Beside what only the folder has changed: both are in the check, which is sound."""
    base = older(FLOW, TITLE)
    own = base.replace(b'label = "You can share"', b'label = "You may share"')
    files = {FLOW: own, f"based-on/{FLOW}": base, "based-on/release.txt": b"0.0.9\n"}
    seen = changed_upstream(files)
    assert seen["made_with"] == "0.0.9"
    [told] = seen["files"]
    assert (told["file"], told["state"]) == (FLOW, "take")
    theirs, ours = told["parts"]
    assert theirs == {
        "at": theirs["at"],
        "kind": "theirs",
        "below": "",
        "base": TITLE[1],
        "ours": TITLE[1],
        "theirs": TITLE[0],
    }
    assert (ours["kind"], ours["below"], ours["ours"]) == ("ours", "[[decisions]]", 'label = "You may share"')
    changes = taken_over(files, FLOW, {})
    new = changes[FLOW]
    assert new == now(FLOW).replace(b'label = "You can share"', b'label = "You may share"')
    assert changes[f"based-on/{FLOW}"] == now(FLOW)
    assert (
        flow_from_bytes(new, "sharing.toml", with_cases=True).flow.title == tomllib.loads(now(FLOW).decode())["title"]
    )
    assert changed_upstream({**files, **{name: content for name, content in changes.items() if content}})["files"] == []


def test_what_both_have_changed_is_chosen() -> None:
    """Without a choice nothing is taken over; each choice gives that side's words and leaves the rest."""
    base = older(FLOW, TITLE, LABEL)
    own = base.replace(b"May I share it?", b"Can we share it?")
    files = {FLOW: own, f"based-on/{FLOW}": base}
    [told] = changed_upstream(files)["files"]
    assert told["state"] == "choose"
    both = next(part for part in told["parts"] if part["kind"] == "both")
    assert both["ours"] == 'title = "Can we share it?"'
    with pytest.raises(BuildError) as caught:
        taken_over(files, FLOW, {})
    assert str(caught.value) == f"{FLOW}: part {both['at']} has changed on both sides; choose yours or the site's"
    ours = taken_over(files, FLOW, {str(both["at"]): "ours"})[FLOW]
    assert ours == now(FLOW).replace(TITLE[0].encode(), b'title = "Can we share it?"')
    assert taken_over(files, FLOW, {str(both["at"]): "theirs"})[FLOW] == now(FLOW)


def test_page_of_windows_keeps_its_line_ends() -> None:
    """What has only other line ends has not changed."""
    base = now(PAGE).replace(b"\n", b"\r\n").replace(b"# ", b"# Our ", 1)
    files = {PAGE: now(PAGE).replace(b"\n", b"\r\n"), f"based-on/{PAGE}": now(PAGE).replace(b"\n", b"\r\n")}
    assert changed_upstream(files)["files"] == []
    new = taken_over({**files, f"based-on/{PAGE}": base, PAGE: base + b"Ours.\r\n"}, PAGE, {})[PAGE]
    assert new == now(PAGE).replace(b"\n", b"\r\n") + b"Ours.\r\n"


def test_file_of_unknown_origin_is_said_to_be_and_is_kept() -> None:
    """It counts as looked at once someone says so; its words stay as they are."""
    files = {PAGE: b"# Ours\n"}
    assert changed_upstream(files)["files"] == [{"file": PAGE, "state": "unknown", "parts": []}]
    assert taken_over(files, PAGE, {}) == {f"based-on/{PAGE}": now(PAGE)}


def test_data_is_looked_at_and_never_merged() -> None:
    """It adds to the site's own, so there is nothing to take over."""
    name = "data/links.toml"
    files = {name: b"links = []\n", f"based-on/{name}": now(name) + b"\n# former\n"}
    [told] = changed_upstream(files)["files"]
    assert (told["state"], [part["base"] for part in told["parts"]]) == ("look", ["# former\n"])
    assert taken_over(files, name, {}) == {f"based-on/{name}": now(name)}


def test_file_that_the_site_no_longer_has_is_said_to_be_gone() -> None:
    """The folder's own stays."""
    files = {"pages/former.md": b"# Ours\n", "based-on/pages/former.md": b"# Former\n", "pages/new.md": b"# New\n"}
    assert changed_upstream(files)["files"] == [{"file": "pages/former.md", "state": "gone", "parts": []}]
    with pytest.raises(BuildError) as caught:
        taken_over(files, "pages/former.md", {})
    assert str(caught.value) == "pages/former.md: the site has nothing new for this file"


def sides(parts: Sequence[object], side: str) -> dict[int, str]:
    """Choose one side everywhere."""
    return dict.fromkeys(range(len(parts)), side)


@given(LINES, LINES, LINES)
def test_each_side_can_be_had_whole(base: list[str], ours: list[str], theirs: list[str]) -> None:
    """No line of either is lost in the parts, whatever has become of the base."""
    parts = parts_of(base, ours, theirs)
    assert merged(parts, sides(parts, "ours")) == ours
    assert merged(parts, sides(parts, "theirs")) == theirs
    assert [line for part in parts for line in part.base] == base


@given(LINES, LINES)
def test_what_one_side_left_alone_is_the_others(base: list[str], changed: list[str]) -> None:
    """Nobody has to choose, and the result is the changed one."""
    for parts in (parts_of(base, base, changed), parts_of(base, changed, base), parts_of(base, changed, changed)):
        assert all(part.kind != BOTH for part in parts)
        assert merged(parts, {}) == changed
