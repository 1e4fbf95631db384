"""The search in a real browser: what people type finds the page that answers, and nothing of it goes anywhere."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.conftest import ROOT, Served, problems_of, serving, watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

QUERIES = tomllib.loads((ROOT / "tests/site/search_queries.toml").read_text(encoding="utf-8"))["queries"]
WORDS = tomllib.loads((ROOT / "docs/_data/search_words.toml").read_text(encoding="utf-8"))
MISSPELT = [(variant, entry["word"]) for entry in WORDS["misspellings"] for variant in entry["variants"]]
FIRST = 3
FOR_PARTNERSHIPS = "[data-search-partnership]"


@pytest.fixture(scope="module")
def browser(quick_browser: Browser) -> Browser:
    """The quicker Chromium: nothing here needs the windows around a page."""
    return quick_browser


@pytest.fixture(scope="module")
def searching(browser: Browser, root_site: Served) -> Iterator[Page]:
    """One page for all queries, as a visitor would keep it open."""
    context = browser.new_context()
    page = watch(context.new_page())
    page.goto(f"{root_site.url}guidance/")
    yield page
    context.close()


def search_for(page: Page, words: str) -> None:
    """Type words anew and wait until the page says what it has found."""
    field = page.get_by_label("Search the guidance").and_(page.get_by_role("searchbox"))
    field.fill("")
    expect(page.locator("[data-search-panel]")).to_be_hidden()
    field.fill(words)
    expect(page.locator("[data-search-count]")).to_have_text(re.compile("found|best of", re.IGNORECASE))


def listed(page: Page, results: str = "[data-search-results]") -> list[str]:
    """Return the addresses of the pages found in a list, best first, without the site's part."""
    base = page.url.removesuffix("guidance/")
    links = page.locator(f"{results} li a:first-child").evaluate_all("links => links.map(link => link.href)")
    return [link.removeprefix(base).partition("#")[0] for link in links]


def found(page: Page, words: str) -> list[str]:
    """Search for words and return the addresses of the pages found."""
    search_for(page, words)
    return listed(page)


def test_there_are_queries_enough() -> None:
    """More than two hundred queries, none twice, and misspellings of at least ten words."""
    queries = [one["query"] for one in QUERIES]
    assert len(queries) >= 220
    assert len(set(queries)) == len(queries)
    assert len(WORDS["misspellings"]) >= 10


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: str(query["query"]))
def test_a_query_finds_its_page_among_the_first_three(searching: Page, query: dict[str, str | list[str]]) -> None:
    """One of the pages that answer is among the first three results of its group."""
    expected = {query["expect"]} if isinstance(query["expect"], str) else set(query["expect"])
    pages = found(searching, str(query["query"]))
    others = listed(searching, FOR_PARTNERSHIPS)
    assert expected & {*pages[:FIRST], *others[:FIRST]}, pages


@pytest.mark.parametrize(("misspelt", "word"), MISSPELT)
def test_a_misspelling_finds_what_the_word_finds(searching: Page, misspelt: str, word: str) -> None:
    """Among its first three results is one of the first three of the word as it should be."""
    right = found(searching, word)[:FIRST]
    assert set(found(searching, misspelt)[:FIRST]) & set(right), right


def test_the_further_words_are_shown_nowhere(searching: Page, site: Path) -> None:
    """Misspellings stand on no page, and results show neither them nor the other words of the data file."""
    for misspelt, _ in MISSPELT:
        found(searching, misspelt)
        assert misspelt not in searching.locator("[data-search-panel]").inner_text().lower()
    found(searching, "nhsmail")
    assert "nhsmail" not in searching.locator("[data-search-panel]").inner_text().lower()
    pages = [file.read_text(encoding="utf-8").lower() for file in site.rglob("*.html")]
    assert len(pages) > 15
    shown = [misspelt for misspelt, _ in MISSPELT if any(re.search(rf"\b{misspelt}\b", page) for page in pages)]
    assert shown == []


def test_nothing_is_found_for_nonsense_and_the_page_says_so(searching: Page) -> None:
    """The visitor reads that there is no result and what else to do."""
    assert found(searching, "xyzzyq") == []
    assert "Nothing found" in searching.locator("[data-search-panel]").inner_text()
    assert problems_of(searching) == []


def test_pages_for_partnerships_come_last_under_a_heading(searching: Page) -> None:
    """After the practitioners' pages, and only where there are some."""
    assert not [page for page in found(searching, "record") if page.startswith(("adopt/", "develop/"))]
    headed = searching.get_by_role("list", name="For partnerships")
    expect(headed.get_by_role("link").first).to_be_visible()
    order = searching.locator("[data-search-panel] > *").evaluate_all(
        "parts => parts.map(part => Object.keys(part.dataset)[0])"
    )
    assert order.index("searchResults") < order.index("searchPartnership")
    found(searching, "bruises")
    found(searching, "xyzzyq")
    expect(searching.locator(FOR_PARTNERSHIPS)).to_be_hidden()


def test_count_is_announced_once_when_typing_stops(searching: Page) -> None:
    """A screen reader isn't told of every letter, and what is seen is hidden from it."""
    searching.get_by_role("searchbox").fill("")
    searching.wait_for_timeout(700)
    searching.evaluate(
        """() => {
          globalThis.told = [];
          const status = document.querySelector("[data-search-status]");
          new MutationObserver(() => told.push(status.textContent)).observe(status, { childList: true });
        }"""
    )
    searching.get_by_role("searchbox").press_sequentially("neglect", delay=30)
    searching.wait_for_timeout(900)
    told = searching.evaluate("told")
    assert told == [searching.locator("[data-search-count]").inner_text()]
    assert "found" in told[0]
    assert searching.locator("[data-search-count]").get_attribute("aria-hidden") == "true"


def test_words_are_marked_as_the_page_writes_them(searching: Page) -> None:
    """Also where another form was typed; never markup."""
    found(searching, "refusing")
    marks = searching.locator("[data-search-results] mark").all_inner_texts()
    assert any(mark.lower().startswith("refus") for mark in marks)


def requests_of(browser: Browser, site: Path, words: str) -> tuple[list[str], list[str]]:
    """Search for words by keyboard, go to the first result, and give all requests and the addresses on the way."""
    with serving(site) as served:
        context = browser.new_context()
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.removeprefix(served.url)))
        page.goto(f"{served.url}guidance/")
        found(page, "x")
        page.get_by_role("searchbox").fill("")
        page.get_by_role("searchbox").press_sequentially(words)
        expect(page.locator("[data-search-results] a").first).to_be_visible()
        page.get_by_role("searchbox").press("Enter")
        before = sorted(asked)
        address = page.url
        page.locator("[data-search-results] a").first.click()
        page.wait_for_load_state()
        context.close()
        return before, [address, page.url, *served.requests]


def test_typing_sends_the_same_requests_whatever_is_typed(browser: Browser, site: Path) -> None:
    """What is fetched does not differ by the words, and no address or request line carries them."""
    first, lines = requests_of(browser, site, "neglect")
    second, more = requests_of(browser, site, "court order")
    assert first == second
    assert "search/search_index.json" in first
    told = [line for line in (*lines, *more) if re.search(r"\?|neglect|court", line)]
    assert told == []
