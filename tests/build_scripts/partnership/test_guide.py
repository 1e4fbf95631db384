"""The pages on adopting the site, followed to the letter: from `new` to `release`, and through an update."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from build_scripts.paths import PARTNERSHIP, ROOT
from tests.conftest import copy_sources
from tests.tutorial import follow, steps_of

if TYPE_CHECKING:
    from pathlib import Path

PAGES = ("index.md", "go-live.md")


def text_of(page: str) -> str:
    """Give a page's Markdown."""
    return (ROOT / "docs" / "adopt" / page).read_text(encoding="utf-8")


def test_following_the_pages_ends_in_a_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With nothing but what they say to type, and the name that they say to fill in."""
    monkeypatch.setenv("SHARE_SAFELY_PDF", "no")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704067200")
    monkeypatch.delenv(PARTNERSHIP, raising=False)
    source = copy_sources(tmp_path / "source")
    steps = [step for page in PAGES for step in steps_of(text_of(page))]
    commands = [step.text.split()[3] for step in steps if step.does == "run"]
    assert commands == ["new", "check", "copy", "check", "release"]
    for _ in follow(steps, source):
        pytest.fail("these pages quote no answer")
    folder = tmp_path / "dorsetshire"
    assert (folder / "based-on" / "pages" / "guidance" / "law.md").is_file()
    (archive,) = (source / "dist").glob("share-safely-site-*.zip")
    with zipfile.ZipFile(archive) as opened:
        (home,) = (name for name in opened.namelist() if name.partition("/")[2] == "site/index.html")
        assert "YOUR POLICE FORCE" in opened.read(home).decode("utf-8"), "nothing was said of filling this in"


@pytest.mark.parametrize("page", [*PAGES, "update.md", "hosting.md", "embed.md", "translate.md"])
def test_no_page_sends_partnerships_to_the_site_itself(page: str) -> None:
    """Whatever is theirs is in their folder: an update would otherwise be a merge."""
    text = text_of(page)
    for former in ("extra.partnership", "numbers_checked", "social_work_phone", "source_owner", "adopted: true"):
        assert former not in text
