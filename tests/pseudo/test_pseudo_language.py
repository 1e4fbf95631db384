"""The pseudo-language: what of a text it changes, and what it must leave so that the site stays one site."""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from build_scripts.check.flows import FLOWS, read_translated
from build_scripts.content.language import read_language
from decision_engine.partnership import read_partnership
from tests.conftest import ROOT, copy_sources
from tests.pseudo.plain_english import plain
from tests.pseudo.pseudo_language import TAG, main, put_into_pseudo_language
from tests.pseudo.pseudo_text import pseudo, pseudo_markdown

if TYPE_CHECKING:
    from collections.abc import Mapping

CASES = tomllib.loads((Path(__file__).parent / "pseudo_text.toml").read_text(encoding="utf-8"))["cases"]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources in the pseudo-language."""
    source = copy_sources(tmp_path_factory.mktemp("pseudo") / "source")
    put_into_pseudo_language(source)
    return source


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_words_change_and_all_else_stays(case: Mapping[str, str]) -> None:
    """Each part of a page: its words are accented, what is no words is there to the letter."""
    assert pseudo_markdown(case["text"]) == case["pseudo"]


def test_every_letter_is_accented_and_a_text_grows_by_a_third() -> None:
    """No letter of the alphabet is left plain; what the words grow by is no letter."""
    text = "The quick brown fox jumps over the lazy dog, QUICK BROWN FOX JUMPS LAZY DOG VERY"
    assert plain(text)
    assert plain(pseudo(text)) == []
    long = (ROOT / "docs/guidance/law.md").read_text(encoding="utf-8")
    assert 1.2 < len(pseudo(long)) / len(long) < 1.4


def test_anchors_of_headings_stay_as_they_are() -> None:
    """They are made of the ASCII letters left once a text is taken apart: those are the ones of the English text."""
    text = (ROOT / "docs/guidance/law.md").read_text(encoding="utf-8")
    apart = unicodedata.normalize("NFKD", pseudo(text))
    assert apart.encode("ascii", "ignore") == unicodedata.normalize("NFKD", text).encode("ascii", "ignore")


def test_the_language_and_every_flow_pass_what_translations_must(source: Path) -> None:
    """The build accepts them as it would a translator's work."""
    language = read_language(TAG, source)
    assert language.say("frame.menu") == pseudo("Menu")
    flows = source / FLOWS.relative_to(ROOT)
    names = sorted(path.stem for path in FLOWS.glob("*.toml"))
    assert [read_translated(name, TAG, flows).flow.id for name in names] == names
    assert read_translated("sharing", TAG, flows).flow.title == pseudo("Should I share this information?")


def test_the_settings_keep_all_but_words(source: Path) -> None:
    """Names and titles change; numbers, addresses, dates and what switches things on and off do not."""
    was, now = (yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8")) for root in (ROOT, source))
    assert (now["extra"]["language"], now["site_name"]) == (TAG, pseudo("Share Safely"))
    assert now["extra"]["header_links"][0] == {"title": pseudo("Who to tell"), "url": "guidance/signs-of-abuse/"}
    assert now["nav"][0] == {pseudo("Home"): "index.md"}
    assert now["markdown_extensions"] == was["markdown_extensions"]


def test_the_partnership_keeps_all_but_words(source: Path) -> None:
    """Names, titles and hours change; ids, roles, numbers, addresses and dates do not."""
    before, after = (read_partnership(root / "docs/_data/partnership") for root in (ROOT, source))
    assert str(after.name) == pseudo(str(before.name))
    assert after.titles["policies"] == pseudo(before.titles["policies"])
    assert after.titles["policies_url"] == before.titles["policies_url"]
    assert (after.last_reviewed, after.next_review, after.adopted) == (before.last_reviewed, before.next_review, False)
    for was, now in zip(before.contacts, after.contacts, strict=True):
        assert (now.id, now.role, now.phone) == (was.id, was.role, was.phone)
        assert str(now.name) == pseudo(str(was.name))


def test_data_files_keep_their_keys_and_dates(source: Path) -> None:
    """Only what is shown changes."""
    was, now = (
        tomllib.loads((root / "docs/_data/links.toml").read_text(encoding="utf-8"))["links"] for root in (ROOT, source)
    )
    kept = ("key", "url", "checked", "how")
    assert [[link[key] for key in kept] for link in now] == [[link[key] for key in kept] for link in was]
    assert [link["title"] for link in now] == [pseudo(link["title"]) for link in was]


def test_the_command_makes_a_copy_and_never_writes_over_anything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that there is already is refused and left as it is."""
    folder = tmp_path / "copy"
    assert main([str(folder)]) == 0
    assert all((folder / part / "languages" / f"{TAG}.toml").is_file() for part in ("decision_engine", "overrides"))
    assert not (folder / ".git").exists()
    capsys.readouterr()
    assert main([str(folder)]) == 1
    assert capsys.readouterr().err == f"{folder}: File exists. Name a folder that there isn't yet.\n"
