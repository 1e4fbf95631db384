"""A value in a page is shown as written: Jinja, Markdown and HTML find nothing in it that is theirs."""

import pytest
from markdown import Markdown
from markupsafe import Markup, escape

from build_scripts.content.page_text import AsWritten, as_written, page_text, restore

EXTENSIONS = ["abbr", "admonition", "attr_list", "def_list", "md_in_html", "tables", "toc", AsWritten()]
VALUES = (
    "<Isles>",
    "Bath & North East Somerset",
    "R&amp;D",
    "{{ 7*7 }} {% y %} {# z #}",
    "*MASH* _x_ __y__ `z` ~~w~~",
    'Children\'s <Hub> "q"',
    "1. first",
    "# Heading",
    "[a](b) ![c](d) <e@f.example>",
    "x { #id .class }",
    "a | b",
    "\\*",
    "</p><script>alert(1)</script>",
    "a\\",
    "\u00e9\u2019\U0001f600",
)
PAGE = """# On {{ v }}

{{ v }} *{{ v }}* **{{ v }}** x{{ v }}y [{{ v }}](a.html "{{ v }}") {{ mark }}

## {{ v }} { #own }

- {{ v }}

| {{ v }} | b |
| --- | --- |
| {{ v }} | 1 |

<p title="{{ v }}">{{ v }}</p>

<div markdown="1">
{{ v }}
</div>

Term
:   {{ v }}

`{{ v }}`
"""


def made(page: str, value: str) -> tuple[str, Markdown]:
    """Return a page's HTML with a value in it, and the Markdown instance that made it."""
    mark = Markup("<b>{}</b>").format(as_written(value))
    md = Markdown(extensions=EXTENSIONS)
    return md.convert(page_text(page, "page.md", {"v": value, "mark": mark}, {})), md


@pytest.mark.parametrize("value", VALUES)
def test_a_value_is_shown_as_written_wherever_it_is(value: str) -> None:
    """Texts, headings, tables, attributes, raw HTML, code and lists of contents hold the same HTML as for any name."""
    html, md = made(PAGE, value)
    plain, plain_md = made(PAGE, "Westmarch")
    shown = html.replace(str(escape(value)), "Westmarch")
    id_of_heading = md.toc_tokens[0]["id"]
    assert shown.replace(f'id="{id_of_heading}"', 'id="on-westmarch"') == plain
    assert md.toc_tokens[0]["name"] == plain_md.toc_tokens[0]["name"].replace("Westmarch", str(escape(value)))


def test_the_id_of_a_heading_is_made_from_the_value() -> None:
    """As it would be had the author typed the name."""
    html, _ = made("# About {{ v }}\n", "Bath & <Isles>")
    assert html == '<h1 id="about-bath-isles">About Bath &amp; &lt;Isles&gt;</h1>'


def test_an_abbreviation_in_a_value_is_marked() -> None:
    """Readers hear what it is short for, as in any other text."""
    html, _ = made("{{ v }}\n\n*[MARS]: Multi-Agency\n", "Children's <MARS>")
    assert html == '<p>Children&#39;s &lt;<abbr title="Multi-Agency">MARS</abbr>&gt;</p>'


def test_an_address_is_an_address_for_markdown_too() -> None:
    """MkDocs takes a link's target for another site's, not for a page of this one."""
    assert as_written("https://a.example/*b*").startswith("https://")
    html, _ = made("<{{ v }}> [a]({{ v }})", "https://a.example/*b*?c&d")
    assert html.count('href="https://a.example/*b*?c&amp;d"') == 2


def test_what_a_page_works_out_of_a_value_is_shown_as_written_too() -> None:
    """Conditions see the value itself; filters and joins give values again."""
    page = "{% if v == '*a*' %}{{ v | upper }} {{ v ~ '_b_' }}{% endif %}{% set d %}{{ v }}{% endset %} {{ d }}"
    assert made(page, "*a*")[0] == "<p>*A* *a*_b_ *a*</p>"


def test_what_is_empty_stays_empty() -> None:
    """A page may ask whether a value is set."""
    assert as_written("") == ""
    assert made("a{{ v }}b{% if v %}c{% endif %}", "")[0] == "<p>ab</p>"


def test_html_without_values_is_left_alone() -> None:
    """A word that only looks like one of ours is a word."""
    assert restore("asWrittenz asWritten6z asWrittenXYz") == "asWrittenz asWritten6z asWrittenXYz"
