"""The guidance as one PDF, as the built site offers it."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from build_scripts.content.language import read_language
from tests.conftest import ROOT, run_build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

DEMONSTRATION = read_language().say("frame.demonstration", phone="999")

PDF = "guidance/share-safely-guidance.pdf"
GUIDANCE = ("golden-rules", "law", "why-sharing-matters", "signs-of-abuse", "principles", "when-and-how", "myths")
PARTS = (
    "About this guidance",
    "The seven golden rules",
    "The law: GDPR and the Data Protection Act 2018",
    "Why sharing matters",
    "Worried about a child: who to tell and what to look for",
    "The principles",
    "When and how to share",
    "Myths about sharing information",
    "Useful resources",
    "Glossary",
    "Source map",
    "What has changed since June 2020",
)


@pytest.fixture(scope="module")
def reader(site: Path) -> PdfReader:
    """The PDF, read back."""
    return PdfReader(site / PDF)


@pytest.fixture(scope="module")
def whole(reader: PdfReader) -> list[str]:
    """The words of each page, its foot's first."""
    return [" ".join(page.extract_text().split()) for page in reader.pages]


@pytest.fixture(scope="module")
def texts(whole: list[str]) -> list[str]:
    """The words of each page without its foot."""
    return [re.sub(rf"^Page \d+ of \d+ ?{re.escape(DEMONSTRATION)} ?", "", text) for text in whole]


def only_letters(text: str) -> str:
    """Leave out everything that a line's end may change."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def links_of(reader: PdfReader) -> Iterator[Any]:
    """Give every link of the PDF."""
    for page in reader.pages:
        for reference in page.get("/Annots") or []:
            yield reference.get_object()


def test_the_guidance_links_to_it(site: Path) -> None:
    """From its first page."""
    html = LexborHTMLParser((site / "guidance" / "index.html").read_text(encoding="utf-8"))
    assert html.css_first('a[href="share-safely-guidance.pdf"]') is not None


def test_it_is_tagged_and_has_a_language_and_a_title(reader: PdfReader) -> None:
    """For screen readers."""
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "en-GB"
    assert reader.metadata is not None
    assert reader.metadata.title == "Share Safely: the guidance, edition June 2020"


def test_its_bookmarks_are_the_pages_in_order(reader: PdfReader, texts: list[str]) -> None:
    """Each leads to the page of paper on which its part begins, and sections stand below."""
    top = [entry for entry in reader.outline if not isinstance(entry, list)]
    assert tuple(entry.title for entry in top[1:]) == PARTS
    pages = [page for entry in top if (page := reader.get_destination_page_number(entry)) is not None]
    assert len(pages) == len(top)
    assert pages == sorted(set(pages))
    assert [page for page, part in zip(pages[1:], PARTS, strict=True) if not texts[page].startswith(part)] == []
    assert sum(len(entry) for entry in reader.outline if isinstance(entry, list)) > 30


def test_its_front_says_what_it_is_and_what_to_do_in_danger(texts: list[str]) -> None:
    """Edition, banner, review dates, not legal advice, the numbers."""
    for words in ("edition June 2020", DEMONSTRATION, "Last reviewed", "Next review", "not legal advice", "999"):
        assert words in texts[0]


def test_every_page_carries_the_banner_and_its_number(whole: list[str]) -> None:
    """At the foot."""
    assert len(whole) > 12
    for number, text in enumerate(whole, 1):
        assert DEMONSTRATION in text
        assert f"Page {number} of {len(whole)}" in text


@pytest.mark.parametrize("page", GUIDANCE)
def test_every_statement_of_the_pages_is_in_it(site: Path, texts: list[str], page: str) -> None:
    """The words of each paragraph, list item and heading of the guidance stand in the PDF too."""
    letters = only_letters("".join(texts))
    html = LexborHTMLParser((site / "guidance" / page / "index.html").read_text(encoding="utf-8"))
    for hidden in html.css(".ss-visually-hidden, .ss-contents"):
        hidden.decompose()
    blocks = html.css("article :is(p, li, h1, h2, h3):not(:has(.external))")
    assert len(blocks) > 5
    assert [block.text() for block in blocks if only_letters(block.text()) not in letters] == []


def test_links_between_pages_work_inside_and_others_lead_out(reader: PdfReader, texts: list[str]) -> None:
    """No link leads to the build's own address; the addresses of other websites are printed."""
    found = list(links_of(reader))
    named = set(reader.named_destinations)
    inside = [str(one["/Dest"]).lstrip("/") for one in found if "/Dest" in one]
    assert len(inside) > 100
    assert sorted({name for name in inside if f"/{name}" not in named and name not in named}) == []
    outside = {str(one["/A"]["/URI"]) for one in found if "/A" in one and "/URI" in one["/A"]}
    assert {address.partition(":")[0] for address in outside} == {"https", "tel"}
    assert [address for address in outside if "share-safely" in address] == []
    assert "https://ico.org.uk/" in " ".join(texts)


def test_a_second_printing_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    """With the cache empty, so that Chromium prints anew."""
    cache = tmp_path / "cache"
    cache.mkdir()
    for folder in (ROOT / os.environ.get("SHARE_SAFELY_CACHE", ".cache")).resolve().iterdir():
        if not folder.name.startswith("pdf-"):
            (cache / folder.name).symlink_to(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHARE_SAFELY_CACHE", str(cache))
        run_build(ROOT, tmp_path / "site")
    assert list(cache.glob("pdf-*"))
    assert (tmp_path / "site" / PDF).read_bytes() == (site / PDF).read_bytes()


def test_without_a_chromium_the_site_is_built_without_the_link(tmp_path: Path) -> None:
    """The build says so and what would help, and does not fail."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHROME", str(tmp_path / "none"))
        done = run_build(ROOT, tmp_path / "site")
    assert "The guidance is not offered as a PDF. CHROME=" in done.stderr
    assert not (tmp_path / "site" / PDF).exists()
    assert ".pdf" not in (tmp_path / "site" / "guidance" / "index.html").read_text(encoding="utf-8")
    shutil.rmtree(tmp_path / "site")
