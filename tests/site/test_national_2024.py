"""The site of `national-2024`: what is asked of the site of June 2020, and that it says no more than its facts do."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from build_scripts.content import read_language, read_local
from build_scripts.content.points import UNSEEN
from build_scripts.programs.node import run_node
from decision_engine.authoring.graph import routes
from decision_engine.authoring.read import read_flow
from decision_engine.record import Context, record_of
from decision_engine.record.docx import docx_of
from decision_engine.trace import trace
from decision_engine.words import RECORD, read_words
from tests.conftest import ROOT
from tests.folders.starting_points import CHECK, FLOW, NATIONAL, data, texts
from tests.site import test_english, test_html, test_pages
from tests.tools.reading_grade import grades

if TYPE_CHECKING:
    from pathlib import Path

RULES: list[dict[str, Any]] = tomllib.loads((ROOT / "tests/site/national_2024_words.toml").read_text(encoding="utf-8"))[
    "rules"
]
POINTS: list[dict[str, Any]] = data("points.toml")["points"]
DRAFT = read_language().say("frame.draft_page")
PDF = "guidance/share-safely-guidance.pdf"
# The guidance that the site came with; only the page on differences speaks of it.
TRACES = re.compile(r"June\s*2020|\bC?MARS\b|North\s*Lincolnshire|northlincs|Humberside|golden rule", re.IGNORECASE)
ABOUT_BOTH = ("about/differences/", "adopt/", "develop/", "search/")
QUERIES = {
    "do i need consent": "guidance/golden-rules/",
    "parents said no": "guidance/consent/",
    "early help": "guidance/consent/",
    "who do i tell": "guidance/signs-of-abuse/",
    "lawful basis": "guidance/law/",
    "duty to share": "guidance/law/",
    "too little": "guidance/when-and-how/",
    "fact or opinion": "guidance/when-and-how/",
    "record keeping": "guidance/recording/",
}


@pytest.fixture(scope="module")
def pages(national_site: Path) -> dict[str, LexborHTMLParser]:
    """Every HTML page by its path in the site."""
    return {
        file.relative_to(national_site).as_posix(): LexborHTMLParser(file.read_text(encoding="utf-8"))
        for file in national_site.rglob("*.html")
    }


def words(tree: LexborHTMLParser, selector: str = "body") -> str:
    """Give what a part of a page says."""
    return " ".join(tree.css_first(selector).text(separator=" ").split())


def faults(text: str, rule: dict[str, Any]) -> list[str]:
    """List where a text has a wording that a rule forbids."""
    if "needs" in rule and re.search(rule["needs"], text, re.IGNORECASE):
        return []
    for phrase in rule.get("except", ()):
        text = re.sub(re.escape(phrase), "…", text, flags=re.IGNORECASE)
    return [found[0] for found in re.finditer(rule["pattern"], text, re.IGNORECASE)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["name"])
def test_no_wording_silences_or_over_shares(rule: dict[str, Any]) -> None:
    """In no text of the flow, the data or the pages; and the rule finds what it is for."""
    assert faults(rule["finds"], rule)
    read = list(texts())
    assert len(read) > 500
    assert [f"{where}: {fault}" for where, text in read for fault in faults(text, rule)] == []


def test_rules_cover_both_dangers() -> None:
    """Eleven wordings that silence, ten that over-share."""
    assert [sum(rule["does"] == does for rule in RULES) for does in ("silences", "over-shares")] == [11, 10]


def test_no_route_has_a_forbidden_wording() -> None:
    """Read as a visitor does: each route's record, from the first answer to the last step."""
    flow, local = read_flow(FLOW), read_local(NATIONAL, read_language())
    context = Context(flow.sha256, local.names, read_words(*RECORD), local.banner, local.contact_list)
    records = [
        record_of(flow.flow, trace(flow.flow, answers), context, time="2026-11-22T14:05+00:00")
        for answers in routes(flow.flow)
    ]
    assert len(records) == 33
    for record in records:
        text = record.text()
        lines = [" ".join(block.split()) for block in text.split("\n")]
        found = [
            (rule["name"], line)
            for line in lines
            for rule in RULES
            for _ in faults(line, rule)
            if "needs" not in rule  # what such a rule asks for may be on another line of the record
        ]
        assert found == []
        assert local.banner in " ".join(text.split())
        assert not TRACES.search(text)
        assert not TRACES.search(docx_of(record).decode("latin-1"))


def test_every_point_says_what_it_is_based_on_and_how_sure_that_is() -> None:
    """And of one whose source wasn't seen, why its wording holds either way."""
    assert len(POINTS) > 45
    for point in POINTS:
        assert point["certainty"] in {"seen", "summary", "check", "ours"}
        assert ("either_way" in point) == (point["certainty"] in UNSEEN), point["id"]


def test_source_map_shows_every_statement_with_its_fact_and_certainty(pages: dict[str, LexborHTMLParser]) -> None:
    """A generated list: what was seen, what is others' summary, what is the site's own."""
    language = read_language()
    rows = {
        " ".join(row.text(separator=" ").split()) for row in pages["guidance/source-map/index.html"].css("article li")
    }
    assert len(rows) == len(POINTS)
    for point in POINTS:
        row = next(one for one in rows if one.startswith(f"#{point['id']} "))
        for part in (point["says"], point["fact"], language.say(f"pages.certainty_{point['certainty']}")):
            assert " ".join(part.split()) in row


def test_every_paragraph_of_the_guidance_is_below_a_point() -> None:
    """So that each is traced: by an anchor of its own or by that of the heading above it. What leads on is listed."""
    untraced = []
    for file in sorted((NATIONAL / "pages/guidance").glob("*.md")):
        matter = file.read_text(encoding="utf-8").rpartition("\n---\n")[2]
        for section in re.split(r"^(?=#+ )", matter, flags=re.MULTILINE)[1:]:
            heading = section.splitlines()[0]
            if "{ #" not in section:
                untraced.append(f"{file.stem}: {heading.lstrip('# ')}")
    assert untraced == [
        "consent: Consent and its four meanings",
        "golden-rules: The seven rules of 2024",
        "index: About this guidance",
        "index: Find your way",
        "law: The law",
        "recording: Recording",
        "signs-of-abuse: Worried about a child: who to tell",
        "signs-of-abuse: Others to turn to",
        "when-and-how: How to share",
        "when-and-how: The questions",
    ]


def test_the_start_of_the_duty_is_written_to_hold_either_way() -> None:
    """No date of it, and no statement that it applies or doesn't."""
    said = [text for where, text in texts() if "duty" in text and not where.startswith(("points", "legal_points"))]
    assert any("may already apply to your organisation: check before you refuse" in text for text in said)
    for text in said:
        assert not re.search(r"\b(2027|30 September|is in force|now applies|is not yet in force)\b", text) or (
            "if it is in force" in text
        )


def test_every_page_says_that_it_is_a_draft(pages: dict[str, LexborHTMLParser], national_site: Path) -> None:
    """The page for wrong addresses and the PDF too; none calls itself a mere demonstration at its head."""
    assert len(pages) > 30
    assert [name for name, tree in pages.items() if DRAFT not in words(tree)] == []
    assert [name for name, tree in pages.items() if test_pages.DEMONSTRATION in words(tree)] == []
    assert all("Draft" in page.extract_text() for page in PdfReader(national_site / PDF).pages)


def test_only_the_page_on_differences_speaks_of_the_former_guidance(
    pages: dict[str, LexborHTMLParser], national_site: Path
) -> None:
    """Besides links to it, and the pages for those who run or change the site."""
    title = "How this differs from June 2020"
    found = {
        name: sorted({one[0] for one in TRACES.finditer(words(tree).replace(title, ""))})
        for name, tree in pages.items()
    }
    assert {name: one for name, one in found.items() if one and not name.startswith(ABOUT_BOTH)} == {}
    pdf = " ".join(page.extract_text() for page in PdfReader(national_site / PDF).pages)
    assert not TRACES.search(pdf)


def test_differences_page_shows_what_each_check_says(pages: dict[str, LexborHTMLParser]) -> None:
    """A table for each worked example, its answers decided by both flows."""
    page = pages["about/differences/index.html"]
    examples = data("examples.toml")["examples"]
    assert len(page.css("article table")) == len(examples)
    said = [tuple(" ".join(cell.text().split()) for cell in row.css("td")) for row in page.css("article tbody tr")]
    assert said[0] == ("Act now: a child could be in danger", "You can share")
    assert said[1] == ("Act now: a child could be in danger", "Get advice first, unless a child may be at risk")
    assert said[-1] == ("No reason to share on these answers", "Do not share on these answers")


def test_legal_points_page_lists_every_point(pages: dict[str, LexborHTMLParser]) -> None:
    """What is known, what to decide, and that nobody has decided yet."""
    page = pages["about/legal-points/index.html"]
    points = data("legal_points.toml")["legal_points"]
    assert [heading.text() for heading in page.css("article h2")] == [point["title"] for point in points]
    assert words(page, "article").count("Decided: not yet") == len(points)


def test_home_page_starts_the_check(pages: dict[str, LexborHTMLParser]) -> None:
    """Of up to six questions, and no other check is offered."""
    home = pages["index.html"]
    links = {link.attributes["href"] for link in home.css("a")}
    assert {link for link in links if link and link.startswith("check/")} == {CHECK}
    assert "A check of up to six questions" in words(home)


@pytest.mark.parametrize(
    "holds",
    [
        test_pages.test_every_page_has_a_strict_policy_first,
        test_pages.test_what_stands_inside_a_page_is_what_its_policy_names,
        test_pages.test_no_page_loads_anything_from_elsewhere,
        test_pages.test_every_page_begins_with_the_way_to_help,
        test_pages.test_every_page_has_one_h1_and_no_id_twice,
    ],
    ids=lambda test: test.__name__,
)
def test_pages_are_as_sound_as_those_of_the_site(holds: Any, pages: dict[str, LexborHTMLParser]) -> None:
    """The same is asked of them."""
    holds(pages)


def test_every_link_leads_somewhere(pages: dict[str, LexborHTMLParser], national_site: Path) -> None:
    """Pages and anchors."""
    test_pages.test_every_internal_link_and_anchor_is_there(pages, national_site)


def test_every_page_is_valid(national_site: Path) -> None:
    """By the validator's rules, with titles that tabs can show."""
    test_html.validate(sorted(national_site.rglob("*.html")))
    test_html.test_every_title_is_short_enough_to_be_shown(national_site)


def test_the_guidance_is_easy_to_read(national_site: Path) -> None:
    """Grade eight at most: below the site's own goal of ten."""
    found = grades(national_site)
    assert len(found) == 7
    assert {page: grade for page, grade in found.items() if grade > 8} == {}


def test_everything_is_in_plain_idiomatic_english() -> None:
    """Flow, data and pages, by the same rules as the site's own."""
    found = [f"{where}: {fault}" for where, text in texts() for fault in test_english.faults(text, practitioners=True)]
    assert found == []


def test_search_finds_the_page_that_answers(national_site: Path, tmp_path: Path) -> None:
    """Among the first three, for what people type."""
    file = tmp_path / "queries.json"
    file.write_text(json.dumps(list(QUERIES)), encoding="utf-8")
    index = national_site / "search/search_index.json"
    found = json.loads(run_node(ROOT / "tests/site/ask_search.js", index, file))
    wrong = {
        query: one["pages"][:3]
        for (query, page), one in zip(QUERIES.items(), found, strict=True)
        if page not in one["pages"][:3]
    }
    assert wrong == {}
