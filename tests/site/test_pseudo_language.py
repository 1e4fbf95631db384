"""The site in the pseudo-language: no word of it is plain English, and its pages, ids and routes are the English ones.

Words that a script shows are looked for on the page as it then stands, and in the files that it hands over.
"""

from __future__ import annotations

import json
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from build_scripts.check.flows import FLOWS, read_translated
from decision_engine.authoring.graph import routes
from decision_engine.trace import trace
from decision_engine.words import ENGLISH
from tests.browser.spacing import with_a_flowchart, words_astray
from tests.browser.test_reflow import SIDEWAYS
from tests.conftest import ROOT, copy_sources, problems_of, run_build, serving, watch
from tests.folders.partnerships import place
from tests.pseudo.plain_english import missed, plain
from tests.pseudo.pseudo_language import TAG, put_into_pseudo_language, translate_partnership
from tests.pseudo.pseudo_text import pseudo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

    from tests.conftest import Served

PDF = "guidance/share-safely-guidance.pdf"
# What a document of Word says to whoever reads it or has it read out.
WORD_TEXT = re.compile(r'>([^<>]+)<|w:(?:tblCaption|tblDescription|alias|lang) w:val="([^"]*)"| descr="([^"]*)"')
WIDTHS = (320, 1280)
STYLE = re.compile(r"\{%-? set style -?%\}.*?\{%-? endset -?%\}", re.DOTALL)
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
# A text in an expression that reads as one; HTML in it and names don't.
LITERAL = re.compile(r"""["']([^"'<>]*)["']""")
SENTENCE = re.compile(r"[A-Z][a-z]|\w+ \w+ ")


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources in the pseudo-language."""
    folder = copy_sources(tmp_path_factory.mktemp("pseudo") / "source")
    put_into_pseudo_language(folder)
    return folder


@pytest.fixture(scope="module")
def pseudo_site(sources: Path) -> Path:
    """The site built from them."""
    run_build(sources, sources.parent / "site")
    return sources.parent / "site"


@pytest.fixture(scope="module")
def pseudo_served(pseudo_site: Path) -> Iterator[Served]:
    """That site at the root of a server."""
    with serving(pseudo_site) as served:
        yield served


@pytest.fixture(scope="module")
def visitor(browser: Browser, pseudo_served: Served) -> Iterator[Page]:
    """A page on that site whose clipboard may be read."""
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=pseudo_served.url)
    yield watch(context.new_page())
    context.close()


def pages(site: Path) -> dict[str, str]:
    """Give the HTML of every page by its path."""
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))
    }


def all_missed(site: Path) -> list[str]:
    """Name each text that is plain English, after the page that it stands on."""
    return [f"{name}: {text}" for name, html in pages(site).items() for text in missed(html)]


def test_no_page_has_a_word_of_plain_english(pseudo_site: Path) -> None:
    """Texts, attributes that are read out, and the words that pages hold for their scripts are all accented."""
    assert len(pages(pseudo_site)) > 30
    assert all_missed(pseudo_site) == []


def test_no_template_has_words_for_a_case_that_does_not_arise_here() -> None:
    """What no page of this site shows is found in the templates themselves, whichever case it is for."""
    found = []
    templates = sorted((ROOT / "overrides").rglob("*.html"))
    for path in templates:
        text = STYLE.sub("", path.read_text(encoding="utf-8"))
        # An expression may stand for data, so that something must be left in its place.
        html = JINJA.sub(lambda match: "0" if match[0].startswith("{{") else "", text)
        words = [one for one in missed(html) if ": ss-" not in one]  # the name of a class, set for a page's body
        code = "".join(part for part in JINJA.findall(text) if not part.startswith("{#"))
        words += [one for one in LITERAL.findall(code) if SENTENCE.match(one)]
        found += [f"{path.name}: {one}" for one in words]
    assert len(templates) > 20
    assert found == []


def test_a_word_put_back_into_a_template_or_a_script_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are told with the page, the place and the words, and nothing else is: an adopted site has no more."""
    monkeypatch.setenv("SHARE_SAFELY_PDF", "no")
    source = copy_sources(tmp_path / "source")
    put_into_pseudo_language(source)
    adopt(source)
    replace(source / "overrides/frame/footer.html", '{{ say("frame.promise") }}', "<b>Nothing leaves.</b>")
    words = source / "overrides" / "languages" / f"{TAG}.toml"
    replace(words, json.dumps(pseudo("Checker ready"), ensure_ascii=False), '"Checker ready"')
    run_build(source, tmp_path / "site")
    found = all_missed(tmp_path / "site")
    assert {text.split(": ", 1)[1] for text in found} == {
        "footer b: Nothing leaves.",
        "script#page-words check ready: Checker ready",
    }
    assert "embed/index.html: script#page-words check ready: Checker ready" in found
    assert "guidance/law/index.html: footer b: Nothing leaves." in found


def adopt(source: Path) -> None:
    """Let a partnership adopt the site, publish it and show the check in frames: some words are for that alone."""
    translate_partnership(place(source, embed_on=["https://www.example.org"]))


def replace(file: Path, old: str, new: str) -> None:
    """Put a text in the place of another that stands there once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file}: {old}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_page_says_which_language_it_is_in(pseudo_site: Path) -> None:
    """Screen readers choose their voice by it."""
    assert {
        LexborHTMLParser(html).css_first("html").attributes.get("lang") for html in pages(pseudo_site).values()
    } == {TAG}


def test_pages_ids_and_links_are_the_english_ones(site: Path, pseudo_site: Path) -> None:
    """An address that leads to a part of one site leads to the same part of the other."""
    assert anchors(pseudo_site) == anchors(site)


def anchors(site: Path) -> dict[str, list[str]]:
    """Give the ids on each page and where its links lead, sorted: lists stand in the order of a language's letters."""
    found = {}
    for name, html in pages(site).items():
        tree = LexborHTMLParser(html)
        ids = [f"id {node.attributes['id']}" for node in tree.css("[id]")]
        found[name] = sorted([*ids, *(str(node.attributes["href"]) for node in tree.css("a[href]"))])
    return found


@pytest.mark.parametrize("name", sorted(path.stem for path in FLOWS.glob("*.toml")))
def test_every_route_leads_where_it_does_in_english(sources: Path, name: str) -> None:
    """By the same answers to the same outcome."""
    ends = []
    for tag in (ENGLISH, TAG):
        flow = read_translated(name, tag, sources / FLOWS.relative_to(ROOT)).flow
        ends.append([(dict(answers), trace(flow, answers).at.id) for answers in routes(flow)])
    english, translated = ends
    assert english == translated
    assert len(english) > 5


def test_the_cover_of_the_pdf_is_translated(pseudo_site: Path) -> None:
    """Its title, what stands on the first page, and with it the head and foot of every page."""
    pdf = PdfReader(pseudo_site / PDF)
    assert pdf.metadata is not None
    assert plain(str(pdf.metadata.title)) == []
    assert plain(pdf.pages[0].extract_text()) == []


def test_what_the_check_shows_on_the_way_is_translated(visitor: Page, pseudo_served: Served) -> None:
    """Its loading, an error, each question, the outcome with the record, and what it says of the record."""
    visitor.goto(f"{pseudo_served.url}check/")
    visitor.locator("[data-check][data-started]").wait_for()
    seen = {"loading": missed(visitor.content())}
    visitor.locator("[data-check][data-engine=ready]").wait_for(timeout=60_000)
    visitor.locator("[data-continue]:visible").click()
    visitor.locator("[data-error-summary]").wait_for()
    seen["error"] = [*missed(visitor.content()), *missed(visitor.title())]
    for question, option in (("purpose", "yes"), ("consent", "no"), ("identifiable", "yes"), ("lawful-reason", "yes")):
        form = visitor.locator(f"form[data-question={question}]")
        form.locator(f"input[type=radio][value={option}]").check()
        for ground in form.locator("input[name=ground]:visible").all()[:2]:
            ground.check()
        form.locator("[data-continue]").click()
        form.wait_for(state="hidden")
        seen[question] = missed(visitor.content())
    outcome = visitor.locator("[data-outcome=share-lawful-reason]:visible")
    seen.update(said_of_the_record(visitor, outcome))
    assert {state: words for state, words in seen.items() if words} == {}
    assert problems_of(visitor) == []


def said_of_the_record(page: Page, outcome: Locator) -> Iterator[tuple[str, list[str]]]:
    """Look at an outcome's record in each of its forms, and give what is plain English in it."""
    outcome.locator("[data-item]").first.check()
    outcome.locator("[data-look] > summary").click()
    outcome.locator(".sheet__made").wait_for()
    yield "sheet", missed(page.content())
    outcome.locator("[data-copy]").click()
    outcome.locator("[data-said]:not(:empty)").wait_for()
    yield "copied", missed(page.content())
    yield "copied text", plain_lines(page.evaluate("navigator.clipboard.readText()"))
    yield "text", plain_lines(downloaded(page, outcome, "txt").read_text(encoding="utf-8"))
    with zipfile.ZipFile(downloaded(page, outcome, "docx")) as word:
        parts = [word.read(name).decode() for name in word.namelist() if name.endswith(".xml")]
    texts = ["".join(match.groups("")) for part in parts for match in WORD_TEXT.finditer(part)]
    assert len([text for text in texts if text.strip()]) > 50
    yield "Word", [line for text in texts if text != TAG for line in plain_lines(text)]


def downloaded(page: Page, outcome: Locator, kind: str) -> Path:
    """Press a download button and give the file."""
    with page.expect_download() as started:
        outcome.locator(f"[data-download={kind}]").click()
    return started.value.path()


def plain_lines(text: str) -> list[str]:
    """Give the lines that hold plain English."""
    return [line for line in text.splitlines() if plain(line)]


def test_without_the_engine_the_page_speaks_the_language_too(visitor: Page, pseudo_served: Served) -> None:
    """It says that the checker could not load, and writes its shorter record."""
    page = visitor.context.new_page()
    page.route("**/assets/engine/**", lambda request: request.abort())
    page.goto(f"{pseudo_served.url}check/")
    page.locator("[data-check][data-engine=unavailable]").wait_for()
    form = page.locator("form[data-question=purpose]")
    form.locator("input[type=radio][value=no]").check()
    form.locator("[data-continue]").click()
    outcome = page.locator("[data-outcome]:visible")
    outcome.locator("[data-copy]").click()
    outcome.locator("[data-said]:not(:empty)").wait_for()
    assert missed(page.content()) == []
    assert plain_lines(page.evaluate("navigator.clipboard.readText()")) == []
    page.close()


def test_an_example_is_told_in_the_language(visitor: Page, pseudo_served: Served) -> None:
    """The script of the page for trainers says where one is in it and what comes next."""
    visitor.goto(f"{pseudo_served.url}review/")
    visitor.locator("[data-example]:visible").first.wait_for()
    assert missed(visitor.content()) == []


@pytest.mark.parametrize("words", [pseudo("neglect"), "2018", "xyzzyq"])
def test_what_the_search_says_is_translated(visitor: Page, pseudo_served: Served, words: str) -> None:
    """How many pages it has found, or that there are none; words with accents find pages as others do.

    The word is in no code sample: code stays English, and the search looks through it too.
    """
    visitor.goto(f"{pseudo_served.url}guidance/")
    visitor.locator("[data-search-words]").fill(words)
    results = visitor.locator("[data-search-results] li" if words != "xyzzyq" else "[data-search-count]:not(:empty)")
    results.first.wait_for()
    visitor.wait_for_timeout(600)  # so that it is said to those who can't see it
    assert [text for text in missed(visitor.content()) if "xyzzyq" not in text] == []


def test_nothing_is_too_narrow_for_longer_words(visitor: Page, pseudo_site: Path, pseudo_served: Served) -> None:
    """A third longer, they fit every page on a phone held at 320 px and on a desk."""
    found = {}
    for name in pages(pseudo_site):
        visitor.goto(pseudo_served.url + name.removesuffix("index.html"))
        for width in WIDTHS:
            visitor.set_viewport_size({"width": width, "height": 800})
            found[f"{name} at {width} px"] = visitor.evaluate(SIDEWAYS)
    assert {name: wide for name, wide in found.items() if wide} == {}


def test_longer_words_of_the_flowchart_stay_in_their_places_when_spaced_out(
    visitor: Page, pseudo_site: Path, pseudo_served: Served
) -> None:
    """A third longer and spaced out, no line leaves its box, and no label covers a box or another label."""
    assert words_astray(visitor, pseudo_served, with_a_flowchart(pseudo_site)) == {}
