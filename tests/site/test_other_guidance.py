"""A site of another guidance: no trace of the one that the site came with, and nothing that leads to what is gone."""

from __future__ import annotations

import html
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from build_scripts.content import read_language, read_local
from decision_engine.authoring.graph import routes
from decision_engine.authoring.read import SHIPPED, read_flow
from decision_engine.record import Context, record_of
from decision_engine.record.docx import docx_of
from decision_engine.trace import trace
from decision_engine.words import RECORD, read_words
from tests.folders.partnerships import BESIDE, FOLDERS, place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FOLDER = FOLDERS / "other-guidance"
TRACES = re.compile(r"June\s*2020|\bC?MARS\b|North\s*Lincolnshire|northlincs|Humberside", re.IGNORECASE)
PDF = "guidance/share-safely-guidance.pdf"


@pytest.fixture(scope="module")
def other(build_changed: Callable[[Callable[[Path], None]], Path]) -> Path:
    """The site of an organisation with guidance and a check of its own."""

    def beside(source: Path) -> None:
        shutil.copytree(FOLDER, source / BESIDE)

    return build_changed(beside)


def test_no_published_file_has_a_trace_of_the_former_guidance(other: Path) -> None:
    """Neither pages nor data, scripts nor styles, not the search's index and not the PDF."""
    texts = {
        file.relative_to(other).as_posix(): html.unescape(file.read_text(encoding="utf-8"))
        for file in other.rglob("*")
        if file.suffix in {".html", ".json", ".js", ".txt", ".xml", ".svg", ".css"}
    }
    texts[PDF] = " ".join(page.extract_text() for page in PdfReader(other / PDF).pages)
    assert len(texts) > 30
    found = {name: sorted({match[0] for match in TRACES.finditer(text)}) for name, text in texts.items()}
    assert {name: traces for name, traces in found.items() if traces} == {}


def test_no_record_has_a_trace_of_the_former_guidance() -> None:
    """On every route, as text and as a Word document."""
    read = read_flow(FOLDER / "flows" / "asking.toml")
    local = read_local(FOLDER, read_language())
    context = Context(read.sha256, local.names, read_words(*RECORD), local.banner, local.contact_list)
    for answers in routes(read.flow):
        record = record_of(read.flow, trace(read.flow, answers), context, time="2026-11-22T14:05+00:00")
        assert not TRACES.search(record.text())
        assert not TRACES.search(docx_of(record).decode("latin-1"))
        assert "Glen Arran Social Work" in record.text()


def test_the_main_check_is_the_one_that_the_site_begins_with(other: Path) -> None:
    """In the head of every page and on the front page, with as many questions as it has; no other is offered."""
    home = LexborHTMLParser((other / "index.html").read_text(encoding="utf-8"))
    links = {link.attributes["href"] for link in home.css("a")}
    assert "check/asking/" in links
    assert {link for link in links if link and link.startswith(("check/", "review/"))} == {
        "check/asking/",
        "review/asking/",
    }
    words = " ".join(home.css_first("main").text().split())
    assert "A check of up to four questions" in words
    assert "More checks" not in words
    assert "golden rules" not in words
    assert "Asking for information about a child of May 2024" in words


def test_nobody_is_said_to_own_what_is_not_theirs(other: Path) -> None:
    """The owner and the edition are the folder's, wherever the site speaks of its source."""
    page = LexborHTMLParser((other / "about/maintainer/index.html").read_text(encoding="utf-8"))
    assert "is owned by Glen Arran Health Board" in " ".join(page.css_first("main").text().split())
    assert not (other / "about/changes").exists()


def test_the_questions_written_out_are_those_of_the_main_check(
    build_changed: Callable[[Callable[[Path], None]], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the flow's order, with where each answer leads; nothing of the questions that the guidance asks is left."""
    monkeypatch.setenv("SHARE_SAFELY_PDF", "no")

    def beside(source: Path) -> None:
        place(source, adopted=False, main_check="consent")

    site = build_changed(beside)
    flow = read_flow(SHIPPED.with_name("consent.toml")).flow
    tree = LexborHTMLParser((site / "guidance/when-and-how/index.html").read_text(encoding="utf-8"))
    headings = [heading.text() for heading in tree.css("#main h3")]
    assert headings == [f"{number}. {question.text}" for number, question in enumerate(flow.questions, start=1)]
    (first,) = [node for node in tree.css("#main h3 ~ ul") if node.text().startswith("\nYes: Do not ask for consent.")]
    assert "No: go to question 2." in first.text()
    assert "six questions" in tree.css_first("#main").text()
    index = (site / "search" / "search_index.json").read_text(encoding="utf-8")
    assert "when-lawful-reason" not in index + (site / "guidance/source-map/index.html").read_text(encoding="utf-8")
