"""Every built page: its policy, its own origin, the demonstration line, anchors that are there."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.folders.partnerships import place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WORKSHOP = "adopt/workshop/index.html"
DEMONSTRATION = "Demonstration: not checked by any partnership"
WHO_TO_TELL = "guidance/signs-of-abuse/"
LOADS = "script[src], link[rel]:not([rel=canonical]), img[src], iframe, object, embed"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, LexborHTMLParser]:
    """Every HTML page by its path in the site."""
    found = {
        str(file.relative_to(site)): LexborHTMLParser(file.read_text(encoding="utf-8")) for file in site.rglob("*.html")
    }
    assert len(found) > 15
    return found


def policy_of(page: LexborHTMLParser) -> str:
    """Give a page's own policy."""
    return page.css("meta[http-equiv=Content-Security-Policy]")[0].attributes["content"] or ""


def hash_source(text: str) -> str:
    """Give the source expression by which a policy allows what stands inside a page."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_every_page_has_a_strict_policy_first(pages: dict[str, LexborHTMLParser]) -> None:
    """Nothing unnamed, nothing from elsewhere, no form that sends; WebAssembly where Python runs alone."""
    for name, tree in pages.items():
        content = policy_of(tree)
        assert "default-src 'none'" in content
        assert "form-action 'none'" in content
        assert "unsafe-inline" not in content
        assert "'unsafe-eval'" not in content
        assert ("'wasm-unsafe-eval'" in content) == (tree.css_first("[data-check], [data-workshop]") is not None), name


def test_what_stands_inside_a_page_is_what_its_policy_names(pages: dict[str, LexborHTMLParser]) -> None:
    """Only checks hold scripts and styles, each by its hash; no element carries a style or a handler of its own.

    The workshop names the scripts of checks too, which are tried in a frame of it.
    """
    tried = set(re.findall(r"'sha256-[^']+'", policy_of(pages[WORKSHOP]).partition("style-src")[0]))
    checks = [hash_source(node.text()) for tree in pages.values() for node in tree.css("script")]
    assert tried
    assert tried <= set(checks)
    for name, tree in pages.items():
        scripts = [node for node in tree.css("script:not([src])") if node.attributes.get("type") != "application/json"]
        inside = [hash_source(node.text()) for node in (*scripts, *tree.css("style"))]
        assert bool(inside) == (tree.css_first("[data-check]") is not None or name == "404.html"), name
        allowed = re.findall(r"'sha256-[^']+'", policy_of(tree))
        assert sorted(inside) == ([] if name == WORKSHOP else sorted(allowed)), name
        assert tree.css("[style]") == [], name
        handlers = [key for node in tree.css("*") for key in node.attributes if key.startswith("on")]
        assert handlers == [], name


def test_no_page_loads_anything_from_elsewhere(pages: dict[str, LexborHTMLParser]) -> None:
    """Scripts, styles, pictures and fonts come from the site itself, by relative addresses."""
    for name, tree in pages.items():
        for node in tree.css(LOADS):
            address = node.attributes.get("src") or node.attributes.get("href") or ""
            assert not re.match(r"(https?:)?//", address), (name, address)


def test_every_page_says_that_it_is_a_demonstration(pages: dict[str, LexborHTMLParser]) -> None:
    """Until a partnership has adopted the site."""
    texts = {name: " ".join(tree.body.text(separator=" ").split()) for name, tree in pages.items()}
    assert [name for name, text in texts.items() if DEMONSTRATION not in text] == []


def test_every_page_begins_with_the_way_to_help(pages: dict[str, LexborHTMLParser]) -> None:
    """A number to dial and who to tell, before the header: one line, with two links that the keyboard meets first."""
    for name, tree in pages.items():
        (line,) = tree.css("[data-emergency]")
        assert line.parent is tree.body or line.parent == tree.body, name
        call, who = line.css("a")
        assert call.attributes["href"] == "tel:999", name
        assert who.text().startswith("Who to tell"), name
        assert ("target" in who.attributes) == bool(tree.css("[data-check]")), name
        if name != "404.html":
            assert urljoin(name, who.attributes["href"] or "") == WHO_TO_TELL, name
        links = [link.attributes["href"] for link in tree.css("body a:not(.ss-skip, .skip)")]
        assert links[:2] == [call.attributes["href"], who.attributes["href"]], name


def test_the_page_of_a_wrong_address_leads_to_who_to_tell_where_the_address_of_the_site_is_known(
    build_changed: Callable[[Callable[[Path], None]], Path],
) -> None:
    """It is sent for any address, so that no relative link would do."""

    def change(source: Path) -> None:
        place(source, site_url="https://example.org/share-safely")

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHARE_SAFELY_PDF", "no")
        built = build_changed(change)
    tree = LexborHTMLParser((built / "404.html").read_text(encoding="utf-8"))
    links = [link.attributes["href"] for link in tree.css("[data-emergency] a")]
    assert links == ["tel:999", f"https://example.org/share-safely/{WHO_TO_TELL}"]
    assert (built / WHO_TO_TELL / "index.html").is_file()
    assert tree.css_first("main a[href='https://example.org/share-safely/']") is not None


def test_the_page_of_a_wrong_address_leads_to_its_own_notice_otherwise(pages: dict[str, LexborHTMLParser]) -> None:
    """The numbers are on it."""
    tree = pages["404.html"]
    who = tree.css("[data-emergency] a")[1].attributes["href"]
    assert who == "#urgent"
    assert tree.css_first("section[aria-labelledby=urgent] #urgent") is not None


def test_every_page_has_one_h1_and_no_id_twice(pages: dict[str, LexborHTMLParser]) -> None:
    """Headings and anchors are sound."""
    for name, tree in pages.items():
        assert len(tree.css("h1")) == 1, name
        ids = [node.id for node in tree.css("[id]")]
        assert sorted({one for one in ids if ids.count(one) > 1}, key=str) == [], name


def test_every_internal_link_and_anchor_is_there(pages: dict[str, LexborHTMLParser], site: Path) -> None:
    """Links in raw HTML too, which MkDocs does not look at."""
    anchors = {name: {node.id for node in tree.css("[id]")} for name, tree in pages.items()}
    wrong = []
    for name, tree in pages.items():
        for link in tree.css("a[href], link[href], script[src], img[src]"):
            address = link.attributes.get("href") or link.attributes.get("src") or ""
            if re.match(r"[a-z]+:", address) or name == "404.html":
                continue
            path, anchor = urldefrag(urljoin(f"http://site/{name}", address))
            target = unquote(path.removeprefix("http://site/"))
            file = f"{target}index.html" if target.endswith("/") or not target else target
            if not (site / file).is_file() or (anchor and anchor not in anchors[file]):
                wrong.append(f"{name}: {address}")
    assert wrong == []


def test_the_home_page_says_what_it_rests_on(pages: dict[str, LexborHTMLParser]) -> None:
    """Not legal advice, and which edition."""
    text = pages["index.html"].body.text(separator=" ")
    assert "not legal advice" in text
    assert "June 2020" in text
