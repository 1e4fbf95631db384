"""The guidance as it is built: every point in its place, terms explained, easy to read, good on paper and on phones."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import ROOT, Served, copy_sources, run_build
from tests.tools.reading_grade import grades

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

POINTS = tomllib.loads((ROOT / "docs/_data/points.toml").read_text(encoding="utf-8"))["points"]
TERMS = tomllib.loads((ROOT / "docs/_data/terms.toml").read_text(encoding="utf-8"))["terms"]
LINKS = tomllib.loads((ROOT / "docs/_data/links.toml").read_text(encoding="utf-8"))["links"]
GRADES = {"guidance/law/": 11.0}
GRADE = 10.0
NAVIGATION = ".ss-header__bar, .ss-menu, .ss-section, .ss-contents, .ss-pages, .ss-footer__links, .ss-skip, .ss-search"
NO_ADDRESS = {"none", "normal", '""'}
COLOURS = {"light": "rgb(255, 255, 255)", "dark": "rgb(17, 24, 30)"}


def parsed(site: Path, page: str) -> LexborHTMLParser:
    """Read a built page by its address."""
    return LexborHTMLParser((site / page / "index.html").read_text(encoding="utf-8"))


def addresses(site: Path) -> list[str]:
    """List the addresses of all pages."""
    found = sorted(
        f"{file.parent.relative_to(site).as_posix()}/".removeprefix("./") for file in site.rglob("index.html")
    )
    assert len(found) > 15
    return found


def test_every_point_is_on_the_source_map_and_its_link_leads_to_it(site: Path) -> None:
    """Sixty-six links, in the source's order, each to an anchor of that very name."""
    links = parsed(site, "guidance/source-map").css("article li a")
    shown = [link.text() for link in links]
    assert shown == [f"#{point['id']}" for point in POINTS]
    assert len(shown) == 66
    for link in links:
        path, anchor = urldefrag(urljoin("http://site/guidance/source-map/", link.attributes["href"] or ""))
        assert f"#{anchor}" == link.text()
        target = parsed(site, path.removeprefix("http://site/"))
        assert len(target.css(f'[id="{anchor}"]')) == 1, anchor


def test_the_source_map_follows_the_sections_of_the_source(site: Path) -> None:
    """One heading a section, in its order."""
    sections = list(dict.fromkeys(point["section"] for point in POINTS))
    assert [heading.text() for heading in parsed(site, "guidance/source-map").css("article h2")] == sections


def test_deleting_a_point_from_its_page_fails_the_build(tmp_path: Path) -> None:
    """The message names the id and the register."""
    source = copy_sources(tmp_path / "source")
    page = source / "docs" / "guidance" / "law.md"
    text = page.read_text(encoding="utf-8")
    assert "{ #law-keep-safe }" in text
    page.write_text(text.replace(" { #law-keep-safe }", ""), encoding="utf-8")
    done = run_build(source, tmp_path / "site", check=False)
    assert done.returncode != 0
    assert 'docs/_data/points.toml: the point "law-keep-safe" is on no page.' in done.stderr


def test_a_dead_link_in_raw_html_fails_the_build(tmp_path: Path) -> None:
    """MkDocs looks at Markdown's links alone."""
    source = copy_sources(tmp_path / "source")
    page = source / "docs" / "guidance" / "law.md"
    page.write_text(page.read_text(encoding="utf-8") + '\n<a href="../priciples/">x</a>\n', encoding="utf-8")
    done = run_build(source, tmp_path / "site", check=False)
    assert done.returncode != 0
    assert 'guidance/law/index.html: the link "../priciples/" leads to no file.' in done.stderr


def test_every_guidance_page_says_on_what_it_rests_and_when_it_was_reviewed(site: Path) -> None:
    """At its foot, the edition and both dates; that it is not legal advice is said once on the page, under them."""
    pages = [page for page in addresses(site) if page.startswith("guidance/")]
    for page in pages:
        foot = " ".join(parsed(site, page).css(".ss-edition")[0].text().split())
        for words in ("June 2020", "Last reviewed 22 November 2026", "Next review 22 May 2027"):
            assert words in foot, page
        text = " ".join(parsed(site, page).css("body")[0].text().split())
        assert text.lower().count("not legal advice") == 1, page


def test_the_glossary_explains_every_term(site: Path) -> None:
    """Each with its meaning, and with a link to a point that is there."""
    page = parsed(site, "guidance/glossary")
    names = [" ".join(name.text().split()) for name in page.css("article dt")]
    expected = [f"{term['term']} ({term['expansion']})" if "expansion" in term else term["term"] for term in TERMS]
    assert sorted(names) == sorted(expected)
    assert len(page.css("article dd a")) == sum("point" in term for term in TERMS)


def test_abbreviations_are_spelt_out_wherever_they_stand(site: Path) -> None:
    """With the words of the glossary."""
    known = {term["term"]: term["expansion"] for term in TERMS if "expansion" in term}
    found = {
        (node.text(), node.attributes["title"]) for page in addresses(site) for node in parsed(site, page).css("abbr")
    }
    assert found <= set(known.items())
    assert len(found) > 8


def test_external_links_are_marked_and_listed(site: Path) -> None:
    """In the same tab, said for the ear, and each on the page of all links."""
    listed = {link.attributes["href"] for link in parsed(site, "about/links").css("article li a")}
    assert len(listed) == len(LINKS)
    for page in addresses(site):
        for link in parsed(site, page).css("a[href^=http]"):
            assert link.attributes["href"] in listed, page
            assert "external" in (link.attributes.get("class") or ""), page
            assert "target" not in link.attributes
            assert "(another website)" in link.text()


def test_the_guidance_is_easy_to_read(site: Path) -> None:
    """Flesch-Kincaid grade ten at most, eleven on the page of the law."""
    found = grades(site)
    assert len(found) == 8
    for page, number in found.items():
        print(f"{number:5.1f}  {page}")
    assert {page: number for page, number in found.items() if number > GRADES.get(page, GRADE)} == {}


def test_on_paper_there_is_no_navigation_and_links_show_their_address(page: Page, root_site: Served) -> None:
    """Menu, search and ways to other pages are left out, the text and its banner are not."""
    page.emulate_media(media="print")
    for path in ("guidance/resources/", "guidance/law/", "about/changes/", ""):
        page.goto(root_site.url + path)
        assert page.locator(NAVIGATION).count() > 2
        assert [one for one in page.locator(NAVIGATION).all() if one.is_visible()] == []
        assert page.get_by_text("Demonstration:").first.is_visible()
        assert page.locator("h1").is_visible()
        shown = page.locator("main a.external").evaluate_all(
            "links => links.map(link => [link.href, getComputedStyle(link, '::after').content])"
        )
        assert [link for link, content in shown if link not in content] == []


@pytest.mark.parametrize("width", [320, 360])
def test_nothing_scrolls_sideways_on_a_phone(browser: Browser, root_site: Served, site: Path, width: int) -> None:
    """On no page, not even the widest table: that scrolls in its own box."""
    context = browser.new_context(viewport={"width": width, "height": 640})
    page = context.new_page()
    wide = []
    for path in addresses(site):
        page.goto(root_site.url + path)
        needed = page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")
        if needed > width:
            wide.append(f"{path}: {needed}")
    context.close()
    assert wide == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_system(browser: Browser, root_site: Served, scheme: str) -> None:
    """Light on a light system, dark on a dark one, and turning with it."""
    context = browser.new_context(color_scheme="dark" if scheme == "light" else "light")
    page = context.new_page()
    for path in ("", "guidance/law/", "check/"):
        page.goto(root_site.url + path)
        page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") in {
            COLOURS[scheme],
            "rgba(0, 0, 0, 0)",
        }
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == COLOURS[scheme]
        page.emulate_media(color_scheme="dark" if scheme == "light" else "light")
    context.close()
