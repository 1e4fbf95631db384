"""The tags of a page are those that a browser's parser reads, on every page of the site and in broken HTML too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from build_scripts.html import heading_text, tags

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS = ("h1", "h2", "h3", "h4")
PIECES = (
    *(
        "<p>",
        "</p>",
        "<a href='#x'>",
        '<a HREF="a&amp;b&copy=1&lt;">',
        "<a id=one/two href=>",
        "<img src = three>",
        "</a>",
    ),
    *("<b id='a\"b' id=c>", '<b id="d>e">', "<i/id=f>", "<b =g id=h>", "<i a\tb\nid=i\f>", "</b>", "</i>"),
    *(
        "<!-- <a id=no> -->",
        "<!--><a id=yes>",
        "<!--->",
        "<!-- --!>",
        "<!x>",
        "<?y>",
        "</ z>",
        "< b>",
        "<>",
        "text ",
        "&amp;",
    ),
    *("<script>if (a<b) '<a id=no>'</script>", "<style><b id=no></style >", "<textarea></b><p id=no></textarea>"),
    *("<script></scripts><a id=no></script/>", '<b title="<a id=no>">', "'", '"', "=", "&", "&#x61;", "&notit;"),
)


def browsers(html: str) -> list[tuple[str, dict[str, str]]]:
    """Return the tags in the body as a tree has them, in order."""
    nodes = LexborHTMLParser(f"<!doctype html><body>{html}").css("body *")
    return [(str(node.tag), {name: value or "" for name, value in node.attributes.items()}) for node in nodes]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_tags_are_those_of_a_browser(html: str) -> None:
    """Names, attributes and values, whatever is unclosed, quoted or commented out.

    A tree also has elements that no tag begins, such as a formatting element that goes on in the next paragraph.
    """
    read = [(tag.name, dict(tag.attributes)) for tag in tags(html)]
    marked = [(name, found) for name, found in read if found]
    built = [(name, found) for name, found in browsers(html) if found]
    assert [one for one in built if one not in marked] == []
    assert [one for one in marked if one not in built] == []


def test_tags_of_the_site_are_those_of_a_browser(site: Path) -> None:
    """Every id, address and heading of every page, in order."""
    for path in sorted(site.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        tree, read = LexborHTMLParser(html), list(tags(html))
        assert [tag.get("id") for tag in read if tag.get("id")] == [node.id for node in tree.css("[id]")]
        for name in ("href", "src", "content"):
            right = [node.attributes[name] for node in tree.css(f"[{name}]")]
            assert [value for tag in read if (value := tag.get(name)) is not None] == right
        headings = [node.text(strip=False).strip() for node in tree.css(", ".join(HEADINGS))]
        assert [heading_text(html, tag) for tag in read if tag.name in HEADINGS] == headings


@pytest.mark.parametrize("piece", ["<", "<a ", "<!--", "<a b='", "</", '<a "', "<script>", "&", "<a b=c"])
def test_broken_html_takes_no_longer(piece: str) -> None:
    """However often it is repeated: it would take hours if each were tried in every way."""
    assert len(list(tags(piece * 20_000))) <= 20_000
