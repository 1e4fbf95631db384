"""The partnership's folder and the site: another area changes every page, and an adopted site is no demonstration.

Two things about the source stay whoever adopts the site, because they are facts about it and not local:
its title, "Children's MARS Information Sharing Guidance", and its owner, which the folder holds too.
The glossary explains the abbreviations in that title, MARS and CMARS.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from build_scripts.content.language import read_language
from decision_engine.partnership import contact_data
from tests.conftest import copy_sources, run_build
from tests.folders.partnerships import demonstration, local, place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DEMONSTRATION = read_language().say("frame.demonstration", phone="999")
ON_PAGES = read_language().say("frame.demonstration_page")

SOURCE_TITLE = "Children's MARS Information Sharing Guidance"
# Whose the source is, and what is the same for anybody's services.
KEPT = ("guidance.owner", ".hours", ".note")
ALWAYS_LOCAL = ("North Lincolnshire", "Humberside", "northlincs", "North Lincs", "Scunthorpe")
PDF = "guidance/share-safely-guidance.pdf"
# An area that has less: no second number, no newer document, no address to write to.
WITHOUT = {"contacts.freephone": None, "titles.threshold_successor": None, "contact_email": ""}
# An abbreviation's mark would hide a name that holds it.
_ABBREVIATION = re.compile(r"</?abbr[^>]*>")


def given(**changes: Any) -> Callable[[Path], None]:
    """Give a change of a copy of the sources: the folder of Westmarch, with changes, beside them."""

    def change(source: Path) -> None:
        place(source, **changes)

    return change


@pytest.fixture(scope="module")
def westmarch(build_changed: Callable[[Callable[[Path], None]], Path]) -> Path:
    """The site of an imaginary area, not adopted."""
    return build_changed(given(adopted=False))


@pytest.fixture(scope="module")
def adopted(build_changed: Callable[[Callable[[Path], None]], Path]) -> Path:
    """The site of an imaginary area that has adopted it and has no freephone number."""
    return build_changed(given(**WITHOUT))


def written(site: Path) -> dict[str, str]:
    """Give the words of every file of a site that people or programs read, the PDF's too."""
    texts = {
        file.relative_to(site).as_posix(): html.unescape(_ABBREVIATION.sub("", file.read_text(encoding="utf-8")))
        for file in site.rglob("*")
        if file.suffix in {".html", ".json", ".js", ".txt", ".xml", ".svg", ".css"}
    }
    texts[PDF] = " ".join(" ".join(page.extract_text() for page in PdfReader(site / PDF).pages).split())
    return texts


def local_names() -> list[str]:
    """List the values of the demonstration that another area must not find on its site."""
    ours, theirs = demonstration(), local()
    values = {" ".join(text.split()) for key, text in ours.names.items() if not key.endswith(KEPT)}
    values -= {" ".join(text.split()) for text in theirs.names.values()}
    numbers = [way["shown"] for one in ours.partnership.contacts for way in contact_data(one)["ways"]]
    found = [*values, *ALWAYS_LOCAL, *(re.sub(r"\s", "", number) for number in numbers)]
    return [text for text in found if len(text) > len("999")]


def pages(site: Path) -> dict[str, LexborHTMLParser]:
    """Read every page of a site."""
    return {
        file.relative_to(site).as_posix(): LexborHTMLParser(file.read_text(encoding="utf-8"))
        for file in site.rglob("*.html")
    }


def test_nothing_of_north_lincolnshire_is_left(westmarch: Path) -> None:
    """Neither names nor numbers nor addresses, in no file, except the source's own title and its owner."""
    names = local_names()
    assert len(names) > 20
    left = []
    for file, text in written(westmarch).items():
        plain = text.replace("\u2019", "'").replace(SOURCE_TITLE, "").replace(local().names["guidance.owner"], "")
        left += [f"{file}: {name}" for name in names if name.lower() in plain.lower()]
    assert left == []


def test_the_old_police_number_is_dialled_nowhere(westmarch: Path) -> None:
    """Too short to look for as words, it is looked for as a link."""
    links = [link.attributes["href"] for tree in pages(westmarch).values() for link in tree.css("a[href^=tel]")]
    theirs = [way["link"] for one in local().partnership.contacts for way in contact_data(one)["ways"]]
    assert set(links) == set(theirs)


def test_every_page_is_changed(site: Path, westmarch: Path) -> None:
    """Each names the new area or its services, and differs from the one of North Lincolnshire."""
    before, after = pages(site), pages(westmarch)
    assert set(before) == set(after)
    assert [name for name in after if "Westmarch" not in after[name].text()] == []
    assert [name for name in after if after[name].html == before[name].html] == []


def test_the_check_and_its_record_are_changed(westmarch: Path) -> None:
    """The flow's file for the engine holds the new names."""
    flows = list((westmarch / "assets" / "engine").glob("flow-*.json"))
    assert flows
    for flow in flows:
        text = flow.read_text(encoding="utf-8")
        assert "Westmarch Children's Help" in text
        assert DEMONSTRATION in text


def test_an_adopted_site_carries_no_demonstration_line(adopted: Path) -> None:
    """No page, no file for the record, not the PDF; every page but that for lost visitors names the publisher."""
    assert [file for file, text in written(adopted).items() if DEMONSTRATION in text or ON_PAGES in text] == []
    found = pages(adopted)
    assert [name for name in found if "Published by Westmarch Council" not in found[name].text()] == ["404.html"]


def test_what_an_area_does_not_have_leaves_no_gap(adopted: Path) -> None:
    """No empty number, link or pair of quotes, and no word that announces one; how to adopt a site speaks of them."""
    wrong = []
    for name, tree in pages(adopted).items():
        if name.startswith("adopt/"):
            continue
        wrong += [name for link in tree.css("a") if link.attributes.get("href") in {"tel:", "mailto:", ""}]
        for script in tree.css("script"):
            script.decompose()
        text = " ".join(tree.css("body")[0].text().split())
        wrong += [f"{name}: {gap}" for gap in ("freephone", '""', "“”", "was followed by") if gap in text]
    assert wrong == []


def test_adopting_with_a_number_unchecked_fails_the_build(tmp_path: Path) -> None:
    """The message names the number and shows what to write."""
    source = copy_sources(tmp_path / "source")
    given(**{"contacts.police.checked": None, "publisher": ""})(source)
    done = run_build(source, tmp_path / "site", check=False)
    assert done.returncode != 0
    assert "publisher: an adopted site says who publishes it" in done.stderr
    assert 'contacts[4].checked: nothing says when "Westmarch & Vale Constabulary" was last tried' in done.stderr
    assert "Traceback" not in done.stderr


def test_after_the_review_date_the_build_warns_and_goes_on(tmp_path: Path) -> None:
    """Strict as it is: an urgent mend must never wait for a review. The site itself says when it was due."""
    source = copy_sources(tmp_path / "source")
    given(adopted=False, last_reviewed=dt.date(2020, 6, 1), next_review=dt.date(2021, 6, 1))(source)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHARE_SAFELY_PDF", "no")
        done = run_build(source, tmp_path / "site")
    assert "The content was due for review on 2021-06-01" in done.stderr
    page = LexborHTMLParser((tmp_path / "site" / "guidance" / "law" / "index.html").read_text(encoding="utf-8"))
    assert "Next review 1 June 2021" in " ".join(page.css("main")[0].text().split())
