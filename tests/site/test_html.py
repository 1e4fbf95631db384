"""Every built page against html-validate's recommended rules."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from selectolax.lexbor import LexborHTMLParser

from build_scripts.errors import SetUpError
from build_scripts.programs.node import npm_folder, run_node
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_TITLE = 70
RULES = ROOT / ".htmlvalidate.json"
SWITCHED_OFF = {
    "long-title": "the validator counts the reference that a dash is written as: the test below counts what is read",
    "no-trailing-whitespace": "blanks at the end of a line are no fault: templates leave them, nobody sees them",
    "tel-non-breaking": "the style sheet keeps telephone numbers on one line; copied ones have plain spaces",
    "void-style": "Python-Markdown writes an image as XHTML does, <img />, which HTML allows",
    "wcag/h32": "the form round an outcome's checklists sends nothing: it is there so that no browser keeps the ticks, "
    "and another test wants a submit button in each question",
}


def validate(pages: list[Path]) -> None:
    """Run the validator over all pages at once; raise SetUpError with what it finds."""
    script = npm_folder() / "html-validate" / "bin" / "html-validate.mjs"
    run_node(script, "--config", RULES, "--max-warnings=0", *pages)


def test_every_page_is_valid(site: Path) -> None:
    """The validator finds no error and nothing to warn of."""
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 15
    validate(pages)


def test_every_title_is_short_enough_to_be_shown(site: Path) -> None:
    """Search engines and tabs cut longer ones."""
    titles = [LexborHTMLParser(page.read_bytes()).css_first("title").text() for page in site.rglob("*.html")]
    assert [title for title in titles if len(title) > LONGEST_TITLE] == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [("<main ", "<center></center><main ", "deprecated"), ("</main>", "</div></main>", "close-order")],
)
def test_a_fault_put_into_a_page_is_found(site: Path, tmp_path: Path, old: str, new: str, rule: str) -> None:
    """The validator is really run: a page that is made wrong stops the test above."""
    text = (site / "check" / "index.html").read_text(encoding="utf-8")
    assert old in text
    wrong = tmp_path / "wrong.html"
    wrong.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SetUpError, match=rule):
        validate([wrong])


def test_each_rule_that_is_off_has_its_reason() -> None:
    """The settings switch off what is named above and nothing else."""
    rules = json.loads(RULES.read_text(encoding="utf-8"))["rules"]
    assert {rule for rule, level in rules.items() if level == "off"} == set(SWITCHED_OFF)
