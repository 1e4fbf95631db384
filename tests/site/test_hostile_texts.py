"""Texts full of signs that mean something to HTML, Markdown, Jinja or Python are shown as written, everywhere.

Every text of the flow, every name of the partnership's folder and the site's name hold such signs and their own key,
so that each is told from all others wherever it is found, or is missing.
"""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
import yaml
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from build_scripts.content.language import placeholders
from decision_engine.authoring.check_texts import texts_of
from decision_engine.authoring.read import read_flow
from decision_engine.authoring.schema import FLOW, Table
from decision_engine.fill import fill
from tests.browser.walk import all_routes, open_check, walk
from tests.conftest import ROOT, serving
from tests.folders.partnerships import local, place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SIGNS = "\"<&>' <b>&amp;</b> *x* _y_ `z` \\ $& %s \u2013"
BRACES = "{{7*7}} {% y %} {# c #} {police}"
SITE = f"Safe {SIGNS} {BRACES} site"
# Every text of the folder that people read; numbers of one service keep one name.
TEXTS = (
    *("name", "short_name", "area", "publisher", "host", "maintainer"),
    *("guidance.title", "guidance.edition", "guidance.owner", "guidance.licence"),
    *(f"titles.{key}" for key in ("threshold_document", "threshold_successor", "procedures", "policies")),
    *(f"contacts.{name}.{key}" for name in ("help", "night", "police") for key in ("name", "hours", "note", "for")),
)
CHANGES = {key: f"{SIGNS} {BRACES} [l](m) { {'#x'} } {key}" for key in TEXTS}
CHANGES |= {
    "contacts.freephone.name": CHANGES["contacts.help.name"],
    "titles.website_url": "https://westmarch.example/?a=1&b=*c*_d_",
    "site_name": SITE,
}
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def hostile(path: str, text: str) -> str:
    """Return a text of such signs that names its key and keeps the text's placeholders."""
    return f"{SIGNS} {path} {' '.join(f'{{{name}}}' for name in placeholders(text))}".strip()


def hostile_flow(of: Table, values: dict[str, Any], path: str = "") -> dict[str, Any]:
    """Return a flow's mapping with every text hostile, the version's apart."""
    made = dict(values)
    for name, value in values.items():
        key, here = of.keys[name], f"{path}{name}"
        if key.of and isinstance(value, list):
            made[name] = [hostile_flow(key.of, one, f"{here}-{at}-") for at, one in enumerate(value)]
        elif key.of:
            made[name] = hostile_flow(key.of, value, f"{here}-")
        elif key.kind == "texts":
            made[name] = [hostile(f"{here}-{at}", one) for at, one in enumerate(value)]
        elif key.kind == "text" and name != "version":
            made[name] = hostile(here, value)
    return made


def inline(value: Any) -> str:
    """Write a value as TOML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {inline(part)}" for key, part in value.items()) + "}"
    return "[" + ", ".join(map(inline, value)) + "]" if isinstance(value, list) else json.dumps(value)


def names() -> dict[str, str]:
    """Return every value of the partnership: each name hostile, addresses and numbers as they can be."""
    return local(**CHANGES).names


def change(source: Path) -> None:
    """Put hostile texts into a copy of the sources."""
    flow = source / "decision_engine" / "flows" / "sharing.toml"
    mapping = hostile_flow(FLOW, tomllib.loads(flow.read_text(encoding="utf-8")))
    flow.write_text("".join(f"{key} = {inline(value)}\n" for key, value in mapping.items()), encoding="utf-8")
    settings = source / "mkdocs.yml"
    config = yaml.safe_load(settings.read_text(encoding="utf-8"))
    config["site_description"] = f"About {SIGNS} {BRACES}"
    settings.write_text(yaml.safe_dump(config, sort_keys=False, allow_unicode=True), encoding="utf-8")
    place(source, **CHANGES)


@pytest.fixture(scope="module")
def hostile_site(build_changed: Callable[[Callable[[Path], None]], Path]) -> Path:
    """The site that is built of such texts."""
    return build_changed(change)


@pytest.fixture(scope="module")
def shown(hostile_site: Path) -> dict[str, str]:
    """Every text of the flow by its key path, local names filled in."""
    read = read_flow(hostile_site.parent / "source" / "decision_engine" / "flows" / "sharing.toml")
    return {
        path: fill(text, names())
        for path, text in texts_of(read.flow)
        if SIGNS in text and not path.startswith("cases")
    }


@pytest.fixture
def opened(hostile_site: Path, browser: Browser) -> Iterator[tuple[Page, str]]:
    """A page of a fresh profile, and the site's address."""
    context = browser.new_context(accept_downloads=True)
    with serving(hostile_site) as served:
        yield context.new_page(), served.url
        # The runtime is cut to what the engine needs, whatever the texts: the whole of Python is for the unforeseen.
        assert [line for line in served.requests if "/whole." in line] == []
    context.close()


def one_line(text: str) -> str:
    """Return a text as a reader sees it, blanks as one."""
    return " ".join(text.split())


def body_of(page: Page) -> str:
    """Return all words of a page, hidden ones too, and those of its attributes; scripts apart."""
    texts: list[str] = page.evaluate(
        """() => [document.body, ...document.querySelectorAll("body *")].flatMap((one) => [
          ...(["SCRIPT", "STYLE"].includes(one.tagName) ? [] : [one === document.body ? one.textContent : ""]),
          ...[...one.attributes].map((attribute) => attribute.value)])"""
    )
    return one_line(" ".join(texts))


def test_there_is_enough_to_look_for(shown: dict[str, str]) -> None:
    """Questions, options, grounds, outcomes, notices and the record's words."""
    assert len(shown) > 100
    assert len(set(shown.values())) == len(shown)


@pytest.mark.parametrize("address", ["check/", "review/"])
def test_each_text_of_the_flow_is_on_the_page_as_written(
    address: str, opened: tuple[Page, str], shown: dict[str, str]
) -> None:
    """The check, its written form and flowchart among it, and the review page; none makes an element of its own."""
    page, url = opened
    page.goto(url + address)
    page.locator("[data-check][data-started]").wait_for(state="attached")
    words = body_of(page)
    missing = [path for path, text in shown.items() if one_line(text) not in words]
    assert [path for path in missing if address == "review/" or not path.startswith("record.")] == []
    assert page.locator("b").count() == 0
    assert "49" not in page.title()
    assert page.title().endswith(one_line(SITE)) or one_line(SITE) in page.title()


def test_attributes_that_the_routes_are_read_from_hold_the_texts_alone(
    opened: tuple[Page, str], shown: dict[str, str], hostile_site: Path
) -> None:
    """What the page's own reasons and record are made of ends where the text ends."""
    flow = read_flow(hostile_site.parent / "source" / "decision_engine" / "flows" / "sharing.toml").flow
    page, url = opened
    page.goto(f"{url}check/")
    for at, question in enumerate(flow.questions):
        form = page.locator(f"form[data-question={question.id}]")
        assert form.get_attribute("data-text") == shown[f"questions[{at}].text"]
        assert form.get_attribute("data-missing") == shown[f"questions[{at}].missing"]
        for n, option in enumerate(question.options):
            radio = form.locator(f"input[type=radio][value={option.id}]")
            assert radio.get_attribute("data-label") == shown[f"questions[{at}].options[{n}].label"]
            assert radio.get_attribute("data-reason") == shown[f"questions[{at}].options[{n}].reason"]


@pytest.mark.parametrize("engine", [True, False], ids=["the engine", "the page"])
def test_records_hold_the_texts_as_written(
    *, engine: bool, opened: tuple[Page, str], hostile_site: Path, tmp_path: Path
) -> None:
    """As text, JSON and Word by the engine, as text by the page."""
    flow = hostile_site.parent / "source" / "decision_engine" / "flows" / "sharing.toml"
    route = max(all_routes(flow), key=lambda one: len(one.answers))
    page, url = opened
    if not engine:
        page.route("**/assets/engine/**", lambda request: request.abort())
    open_check(page, url, ready=engine)
    walk(page, route.answers)
    outcome = page.locator("[data-outcome]:visible")
    outcome.locator("[data-look] > summary").click()
    sheet = one_line(outcome.locator("[data-sheet]").inner_text())
    assert all(one_line(fill(reason, names())) in sheet for reason in route.reasons)
    if not engine:
        assert page.locator("[data-check]").get_attribute("data-decided-by") == "page"
        return
    files = {}
    for kind in ("txt", "json", "docx"):
        # Word needs the engine, which may be starting once more with the whole of Python.
        page.locator("[data-check][data-engine=ready]").wait_for()
        with page.expect_download() as download:
            outcome.locator(f"[data-download={kind}]").click()
        files[kind] = tmp_path / kind
        download.value.save_as(files[kind])
    data = json.loads(files["json"].read_text(encoding="utf-8"))
    reasons = [fill(reason, names()) for reason in route.reasons]
    assert [step["reason"] for step in data["steps"]] == reasons
    text = files["txt"].read_text(encoding="utf-8")
    tree = ET.fromstring(ZipFile(files["docx"]).read("word/document.xml"))  # noqa: S314 - our own file
    word = "\n".join("".join(run.text or "" for run in line.iter(f"{_WORD}t")) for line in tree.iter(f"{_WORD}p"))
    for written in (*reasons, *data["notice"]["lines"], *data["outcome"]["next"], *data["limits"], *data["lines"]):
        assert written in text
        assert written in word


def test_each_name_is_on_the_pages_as_written(hostile_site: Path) -> None:
    """On whichever pages it is used, in the title, the description and the index of the search."""
    trees = {
        file.relative_to(hostile_site).as_posix(): LexborHTMLParser(file.read_text(encoding="utf-8"))
        for file in hostile_site.rglob("*.html")
    }
    texts = {name: one_line(tree.body.text()) for name, tree in trees.items()}
    for key in TEXTS:
        if key != "short_name":
            assert [name for name, text in texts.items() if one_line(CHANGES[key]) in text], key
    for name, tree in trees.items():
        assert one_line(SITE) in one_line(tree.css_first("title").text()), name
        assert "asWritten" not in (tree.html or ""), name
    hrefs = [link.attributes["href"] for link in trees["about/links/index.html"].css("a[rel=external]")]
    assert names()["titles.website_url"] in hrefs
    index = json.loads((hostile_site / "search" / "search_index.json").read_text(encoding="utf-8"))
    words = " ".join(entry["text"] for entry in index["docs"])
    assert one_line(names()["area"]) in one_line(words)


def test_search_shows_names_as_written(opened: tuple[Page, str]) -> None:
    """The index is plain text, and a result is text too: no sign in it makes an element."""
    page, url = opened
    page.goto(f"{url}guidance/")
    page.locator("[data-search-words]").fill("titles.procedures")
    result = page.locator("[data-search-results] li").first
    result.wait_for()
    assert one_line(names()["titles.procedures"])[:60] in one_line(page.locator("[data-search-results]").inner_text())
    assert page.locator("b").count() == 0
    assert set(result.evaluate("(li) => [...li.querySelectorAll('*')].map((one) => one.tagName)")) <= {"A", "P", "MARK"}


def test_no_script_of_a_page_writes_html() -> None:
    """What a text holds can't become an element: scripts set texts and make elements by name.

    Only the workshop writes pages that its build has made, each whole into a frame, where its policy holds.
    """
    writes = re.compile(r"\b(inner|outer)HTML\b|insertAdjacentHTML|document\.write|createContextualFragment|srcdoc")
    scripts = sorted((ROOT / "overrides").rglob("*.js"))
    assert len(scripts) > 10
    assert [script.name for script in scripts if writes.search(script.read_text(encoding="utf-8"))] == ["tryout.js"]


def test_the_pdf_holds_names_as_written(hostile_site: Path) -> None:
    """Its title, its first page and the pages that name the services."""
    pdf = PdfReader(hostile_site / "guidance" / "share-safely-guidance.pdf")
    words = re.sub(r"\s", "", "".join(page.extract_text() for page in pdf.pages))
    for text in (SITE, names()["children_services"], names()["police_service"], names()["publisher"]):
        assert re.sub(r"\s", "", text) in words
    assert one_line(SITE) in one_line(pdf.metadata.title or "")
