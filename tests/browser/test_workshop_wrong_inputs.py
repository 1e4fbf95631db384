"""Wrong files handed to the workshop's page: the sentence is shown, and the work stays with its way back."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from build_scripts.editor import Editor
from build_scripts.paths import PARTNERSHIP
from build_scripts.workshop.session import SESSION
from tests.browser.desk_site import desk_server
from tests.conftest import ROOT
from tests.tools.wrong_inputs import INPUTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

SENTENCES = tomllib.loads((ROOT / "tests/build_scripts/workshop/wrong_inputs.toml").read_text(encoding="utf-8"))[
    "refused"
]
CONTROLS = {"work.open": "[name=work]", "work.draw": '[id="desk-mark.svg"]'}
# A form that is being drawn anew is about to put another control in the place of each.
AT_REST = "async () => { for (let was; was !== desk.queue; ) await (was = desk.queue); }"
SAMPLE = (
    *("a photo", "a ZIP that was cut off", "somebody else's ZIP", "a ZIP in a ZIP"),
    *("a ZIP with a password", "a ZIP bomb", "a path that leads out of the folder", "two files of the same name"),
    *("a file where a folder is", "a drawing that fetches a picture", "a drawing that is nested too deep"),
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the desk is."""
    with desk_server(tmp_path_factory.mktemp("desk")) as url:
        yield url


def test_each_wrong_file_is_answered_by_its_sentence_and_nothing_is_lost(
    page: Page, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One after the other, in one piece of work; at the end each former step can still be undone."""
    monkeypatch.setenv(PARTNERSHIP, "")
    monkeypatch.setitem(SESSION.__dict__, "editor", Editor(tmp_path / "work"))
    page.goto(address)
    area = page.locator('[name="partnership.area"]')
    before = SESSION.files
    area.fill("Westmarch")
    expect(page.locator("[data-undo]")).to_be_enabled()
    expect(page.locator("[data-workshop][data-pending]")).to_have_count(0)
    files = SESSION.files
    for name in SAMPLE:
        wrong = tmp_path / "wrong"
        wrong.write_bytes(INPUTS[name].data)
        page.evaluate(AT_REST)
        page.locator(CONTROLS[INPUTS[name].call]).set_input_files(wrong)
        expect(page.get_by_role("status")).to_have_text(SENTENCES[name], timeout=30_000)
        assert SESSION.files == files, name
        expect(area).to_have_value("Westmarch")
    page.locator("[data-undo]").click()
    expect(area).to_have_value("YOUR AREA")
    assert SESSION.files == before
