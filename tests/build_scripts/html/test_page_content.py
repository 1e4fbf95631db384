"""Templates escape all but what Python marks as HTML: a page's content, its headings, and nothing that others wrote."""

import re
from pathlib import Path

import pytest
from markupsafe import Markup
from mkdocs.config import load_config
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from build_scripts.errors import BuildError
from build_scripts.html.page_content import ascii_only, mark_as_html, title_and_text, without_indents
from build_scripts.paths import ROOT

TEMPLATES = sorted(path for path in (ROOT / "overrides").rglob("*") if path.suffix in {".html", ".svg"})


def page_of(content: str, title: str = "Title") -> Page:
    """Return a page with a content, and a table of contents of two levels."""
    config = load_config(str(ROOT / "mkdocs.yml"), hooks=[])
    page = Page(title, File("page.md", None, config.site_dir, use_directory_urls=True), config)
    page.content = content
    entry = AnchorLink("Signs &amp; symptoms", "signs", 2)
    entry.children = [AnchorLink("R&amp;D", "r-d", 3)]
    page.toc = TableOfContents([entry])
    return page


def test_content_and_headings_are_html_once_marked() -> None:
    """What Markdown has escaped is not escaped again."""
    page = page_of("<h1>A &amp; B</h1>")
    mark_as_html(page)
    entry = next(iter(page.toc))
    assert [Markup.escape(text) for text in (page.content, entry.title, entry.children[0].title)] == [
        "<h1>A &amp; B</h1>",
        "Signs &amp; symptoms",
        "R&amp;D",
    ]


def test_the_heading_is_apart_and_tables_are_in_boxes() -> None:
    """The table of contents goes between the two; a wide table scrolls in its box."""
    title, text = title_and_text(page_of('<h1 id="a">A</h1><table class="b"></table>'))
    assert title == '<h1 id="a">A</h1>'
    assert text == '<div class="ss-scroll" data-scroll><table class="b"></table></div>'


def test_a_page_without_heading_gets_its_title_escaped() -> None:
    """A title is text, whatever signs are in it."""
    assert title_and_text(page_of("<p>1</p>", "A <b> & c")) == ("<h1>A &lt;b&gt; &amp; c</h1>", "<p>1</p>")


def test_a_page_reads_the_same_in_any_encoding() -> None:
    """Beyond ASCII there are references alone, in texts and in attributes."""
    assert ascii_only('<p title="\u2013">\u00e9 \U0001f600</p>', "a.md") == '<p title="&#8211;">&#233; &#128512;</p>'


@pytest.mark.parametrize("element", ["script", "style"])
def test_a_script_or_style_beyond_ascii_is_refused(element: str) -> None:
    """A reference would be wrong there, and the character is hashed as it is read."""
    with pytest.raises(BuildError) as caught:
        ascii_only(f"<{element} id=a>'\u2013'</{element}>", "a.md")
    what = f"the {element} inside the page holds \u2013, which no other encoding reads the same"
    assert caught.value.problems == (f"a.md: {what}. For example: \\2013 in a style, \\u2013 in a script",)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "overrides").as_posix())
def test_no_template_marks_anything_as_safe_or_reads_the_table_unchecked(path: Path) -> None:
    """Both are done in Python, once, where it can be seen what a value is."""
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"\|\s*safe\b|autoescape|config\.extra\.partnership|\bMarkup\b", text) == []


def test_indents_go_and_nothing_else() -> None:
    """Texts, attributes and whatever shows its blanks, or is hashed, are as they were."""
    html = '<p\n  title="a\n  b">\n    <b>x</b>\n\n  y\n  </p>\n<pre>\n  <i>z</i></pre><script>`\n  <`</script>\n  <hr>'
    made = '<p\n  title="a\n  b">\n<b>x</b>\n\n  y\n</p>\n<pre>\n  <i>z</i></pre><script>`\n  <`</script>\n<hr>'
    assert without_indents(html) == made
