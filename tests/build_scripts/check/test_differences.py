"""Situations in which two checks are compared: what each says, and everything that is wrong in the data."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from build_scripts.check import differences_markdown, read_check, read_differences
from build_scripts.check.examples import read_examples
from build_scripts.content import read_language, read_local
from build_scripts.content.page_text import restore
from build_scripts.errors import BuildError
from build_scripts.paths import PARTNERSHIP
from tests.conftest import ROOT
from tests.folders.starting_points import NATIONAL

if TYPE_CHECKING:
    from pathlib import Path

    from build_scripts.check import CheckPage
    from build_scripts.check.examples import Examples

DOCS = ROOT / "docs"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the folder, which the build is told of."""
    copy = tmp_path / "folder"
    shutil.copytree(NATIONAL, copy)
    monkeypatch.setenv(PARTNERSHIP, str(copy))
    return copy


def compared(folder: Path) -> tuple[CheckPage, Examples]:
    """Give the folder's check and its worked examples."""
    check = read_check(
        "sharing-2024", folder / "flows", {"sharing-2024": "check/sharing-2024.md"}, read_local(folder, read_language())
    )
    return check, read_examples(DOCS, check)


def problems(folder: Path, entry: str) -> list[str]:
    """Give what is wrong with the folder's situations when they are this one alone."""
    (folder / "data" / "differences.toml").write_text(f"[[differences]]\n{entry}\n", encoding="utf-8")
    check, examples = compared(folder)
    with pytest.raises(BuildError) as caught:
        read_differences(DOCS, check, examples)
    return list(map(str, caught.value.problems))


def test_each_situation_says_what_both_checks_say(folder: Path) -> None:
    """Grounds that settle the basis are part of the answers."""
    check, examples = compared(folder)
    found = read_differences(DOCS, check, examples)
    assert [one.example.key for one in found] == [one.key for one in examples.fitting]
    by_key = {one.example.key: (one.example.says, one.other, one.edition) for one in found}
    assert by_key["small-piece"] == ("You can share", "You can share", "June 2020")
    assert by_key["curious"][1] == "Do not share on these answers"


def test_situations_become_markdown_with_local_names(folder: Path) -> None:
    """A heading, the story, a table and why."""
    check, examples = compared(folder)
    said = restore(str(differences_markdown(read_differences(DOCS, check, examples), check)))
    assert said.startswith("## Home tonight to someone who hits\n\nA teaching assistant")
    assert "| This check (May 2024) | The check of June 2020 |\n| --- | --- |\n| Act now: a child could be" in said
    assert "{children_services}" not in said
    assert restore(str(differences_markdown((), check))) == "There are none to show."


def test_a_situation_whose_example_no_longer_fits_is_left_out(folder: Path) -> None:
    """As the example is: whoever changes the check needn't rewrite both in the same breath."""
    file = folder / "data" / "examples.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('outcome = "no-reason"', 'outcome = "act-now"'), encoding="utf-8")
    check, examples = compared(folder)
    assert "curious" not in {one.example.key for one in read_differences(DOCS, check, examples)}


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('key = "curious"\nflow = "x"\nanswers = { purpose = "no" }\nwhy = "w"', 'curious.flow: there is no flow "x"'),
        ('key = "curious"\nflow = "sharing"\nanswers = "no"\nwhy = "w"', "curious.answers: not a table of answers"),
        ('key = "curious"\nflow = "sharing"\nanswers = { purpose = 1 }\nwhy = "w"', "answers: not a table of answers"),
        (
            'key = "curious"\nflow = "sharing"\nanswers = { purpose = "yes" }\nwhy = "w"',
            'curious.answers: they end before the question "consent"',
        ),
        ('key = "curious"\nflow = "sharing"\nanswers = { purpose = "maybe" }\nwhy = "w"', "curious.answers: "),
        (
            'key = "curiosity"\nflow = "sharing"\nanswers = { purpose = "no" }\nwhy = "w"',
            "curiosity: the check has no such worked example. The examples are going-home-tonight",
        ),
    ],
)
def test_what_is_wrong_is_named(folder: Path, entry: str, said: str) -> None:
    """With the entry and the key."""
    found = problems(folder, entry)
    assert len(found) == 1
    assert found[0].startswith("docs/_data/differences.toml: ")
    assert said in found[0]
