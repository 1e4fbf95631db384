"""The register of points: each stands once, on one page, at an anchor that reaches it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from build_scripts.content.language import read_language
from build_scripts.content.points import GuidancePage, anchors_of, explicit_anchors, read_points, source_map
from build_scripts.errors import BuildError
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

POINTS = [
    {"id": "rule-1", "section": "2 Rules", "says": "The law is no barrier."},
    {"id": "rule-2", "section": "2 Rules", "says": "Be open & honest."},
    {"id": "how-fact", "section": "5.2 How", "says": "Tell fact from opinion."},
]
RULES = GuidancePage(
    "guidance/rules/",
    '<h1 id="rules">Rules</h1><h2 id="rule-1">One</h2><p>a</p><h2>Two</h2><p id="rule-2">b</p>',
    ["rule-1", "rule-2"],
)
HOW = GuidancePage("guidance/how/", '<h1>How</h1><ul><li id="how-fact">c</li></ul>', ["how-fact"])
PAGES = {"guidance/rules.md": RULES, "guidance/how.md": HOW}
WHERE = "on a heading, on a paragraph's last line or on a list item's own last line"


def problems(pages: dict[str, GuidancePage]) -> list[str]:
    """Give what keeps the points from being found."""
    with pytest.raises(BuildError) as caught:
        anchors_of(pages, POINTS)
    return list(caught.value.problems)


def test_each_point_is_found_under_its_heading() -> None:
    """A place is the page's file, the heading above the anchor, and the anchor's address."""
    places = anchors_of(PAGES, POINTS)
    assert {name: (place.page, place.title, place.url) for name, place in places.items()} == {
        "rule-1": ("guidance/rules.md", "One", "guidance/rules/#rule-1"),
        "rule-2": ("guidance/rules.md", "Two", "guidance/rules/#rule-2"),
        "how-fact": ("guidance/how.md", "How", "guidance/how/#how-fact"),
    }


def test_a_point_on_no_page_is_named_with_its_file() -> None:
    """The message says where to put which anchor."""
    assert problems({"guidance/rules.md": RULES}) == [
        f'docs/_data/points.toml: the point "how-fact" is on no page. Put {{ #how-fact }} {WHERE}'
    ]


def test_a_point_on_two_pages_is_named_with_both() -> None:
    """Only one of two anchors can be the place."""
    twice = GuidancePage("guidance/how/", HOW.html + '<p id="rule-2">d</p>', [*HOW.explicit, "rule-2"])
    assert problems({**PAGES, "guidance/how.md": twice}) == [
        'docs/_data/points.toml: the point "rule-2" occurs 2 times: guidance/rules.md, guidance/how.md. Keep one anchor'
    ]


def test_a_point_twice_on_one_page_is_named() -> None:
    """Raw HTML can set an anchor a second time, where the Markdown shows one alone."""
    twice = GuidancePage("guidance/how/", HOW.html + '<p id="how-fact">d</p>', HOW.explicit)
    assert problems({**PAGES, "guidance/how.md": twice}) == [
        'docs/_data/points.toml: the point "how-fact" occurs 2 times: guidance/how.md, guidance/how.md. Keep one anchor'
    ]


def test_an_anchor_that_is_no_point_is_named_with_its_page() -> None:
    """A mistyped id is told beside the one that is missing for it."""
    wrong = GuidancePage("guidance/how/", '<h1>How</h1><p id="how-fcat">c</p>', ["how-fcat"])
    assert problems({**PAGES, "guidance/how.md": wrong}) == [
        'guidance/how.md: the anchor "how-fcat" is no point of docs/_data/points.toml. For example: { #rule-1 }',
        f'docs/_data/points.toml: the point "how-fact" is on no page. Put {{ #how-fact }} {WHERE}',
    ]


def test_an_anchor_that_does_not_reach_the_page_is_named() -> None:
    """Markdown leaves an anchor in the wrong place standing as words."""
    lost = GuidancePage("guidance/how/", "<h1>How</h1><p>c { #how-fact } d</p>", ["how-fact"])
    assert problems({**PAGES, "guidance/how.md": lost}) == [
        f'guidance/how.md: the anchor "how-fact" did not reach the page. Put {{ #how-fact }} {WHERE}'
    ]


def test_anchors_are_read_from_markdown_and_jinja_comments_are_not() -> None:
    """Headings, paragraphs and list items set them the same way."""
    markdown = "## Rule { #rule-1 }\n\nWords.\n{: #rule-2 .ss-note }\n\n- item\n    { #how-fact }\n\n{# rule-9 #}\n"
    assert explicit_anchors(markdown.replace("{# rule-9 #}", "")) == ["rule-1", "rule-2", "how-fact"]


def test_the_source_map_lists_every_point_under_its_section() -> None:
    """Each id links to its place, and the words are escaped."""
    html = source_map(POINTS, anchors_of(PAGES, POINTS), "guidance/source-map/", read_language())
    assert html.count("<h2>") == 2
    assert '<a href="../rules/#rule-2"><code>#rule-2</code></a> Be open &amp; honest.' in html


def test_the_register_holds_all_points_of_the_source() -> None:
    """Sixty-six points, in the order of the source's sections."""
    points = read_points(ROOT / "docs")
    assert len(points) == 66
    assert [points[0]["id"], points[-1]["id"]] == ["intro-document", "resources-statutory"]


def test_an_id_that_stands_twice_in_the_register_is_named(tmp_path: Path) -> None:
    """Two points can't share an anchor."""
    (tmp_path / "_data").mkdir()
    point = '[[points]]\nid = "rule-1"\nsection = "2"\nsays = "…"\n'
    (tmp_path / "_data" / "points.toml").write_text(point * 2, encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        read_points(tmp_path)
    assert caught.value.problems == ('docs/_data/points.toml: the id "rule-1" occurs twice. Keep one of the entries',)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('certainty = "sure"', 'a.certainty: "sure" is none of seen, summary, check, ours'),
        ('certainty = "seen"', "a.fact: missing, beside a certainty"),
        ('fact = "f"\ncertainty = "check"', "a.either_way: missing, where the source was not seen"),
        ('fact = "f"\ncertainty = "seen"\neither_way = "e"', 'a.either_way: not for "seen"'),
    ],
)
def test_a_certainty_that_does_not_fit_is_named(tmp_path: Path, lines: str, said: str) -> None:
    """What wasn't seen says why its wording holds either way, and only that."""
    (tmp_path / "_data").mkdir()
    text = f'[[points]]\nid = "a"\nsection = "s"\nsays = "w"\n{lines}\n'
    (tmp_path / "_data" / "points.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        read_points(tmp_path)
    assert said in str(caught.value.problems[0])


def test_the_source_map_says_what_a_point_is_based_on() -> None:
    """Where the register does."""
    point = {"id": "how-fact", "section": "s", "says": "w", "fact": "Rule <1>", "certainty": "check", "either_way": "e"}
    html = source_map([point], anchors_of(PAGES, POINTS), "guidance/source-map/", read_language())
    for part in ("Rule &lt;1&gt;", "recalled or inferred, to be checked", "Why the wording holds either way:</b> e"):
        assert part in html
