"""The flowchart says what the flow says: in the picture, in its links and in words, for any flow."""

from __future__ import annotations

import base64
import re
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from build_scripts.check.view import CheckPage, check_page
from build_scripts.flowchart.figure import BOXES, flowchart
from build_scripts.flowchart.layout import picture_of
from build_scripts.flowchart.plan import PHONE, SIZE
from build_scripts.machine import placing
from build_scripts.machine.placing import placed
from build_scripts.paths import ROOT
from build_scripts.programs.node import npm_folder
from decision_engine.authoring.graph import Branch, branches
from decision_engine.authoring.read import SHIPPED, flow_from_bytes
from decision_engine.model import Outcome, Question
from tests.browser.spacing import astray, space_out
from tests.decision_engine.flow_files import SEVERAL
from tests.folders.partnerships import demonstration

if TYPE_CHECKING:
    from playwright.sync_api import Page

FLOWS = Path(__file__).with_name("flows")
DRAWN = [SHIPPED, SEVERAL, *sorted(path for path in FLOWS.glob("*.toml") if path.stem != "too-large")]
OVERRIDES = ROOT / "overrides"
SHEETS = ("frame/tokens", "frame/base", "frame/theme", "outcome/outcome", "flowchart/flowchart")
ROUTE = """(route) => {
  document.querySelector("[data-map]").classList.add("started");
  for (const [question, options] of route.steps) {
    document.querySelector(`[data-box="${question}"]`).classList.add("taken");
    for (const part of document.querySelectorAll(`[data-arrow-from="${question}"][data-arrow-options="${options}"]`))
      part.classList.add("taken");
  }
  document.querySelector(`[data-box="${route.at}"]`).classList.add("taken", "here");
}"""


@pytest.fixture(params=DRAWN, ids=lambda path: path.stem)
def check(request: pytest.FixtureRequest) -> CheckPage:
    """Give the shipped flow, then each flow of the folder that is small enough for a picture."""
    return _check(request.param)


def test_there_are_flows_to_draw() -> None:
    """The folder of flows is where the tests look for it."""
    assert len(DRAWN) > 3


def test_every_answer_is_an_arrow_with_its_label(check: CheckPage) -> None:
    """Each option of the flow is one arrow, with its label, and once more as the way that a route shows.

    Where a question takes several answers, those that lead to the same place are one.
    """
    tree = HTMLParser(_drawn(check))
    drawn = [(question, branch) for question in check.flow.questions for branch in branches(question)]
    for question, branch in drawn:
        ids = " ".join(option.id for option in branch.options)
        which = f'[data-arrow-from="{question.id}"][data-arrow-options="{ids}"]'
        arrows = tree.css(f".flowchart__arrow{which}")
        label = "; ".join(option.label for option in branch.options)
        short = label if len(branch.options) == 1 or len(label) < 30 else f"Any of {len(branch.options)} answers"
        assert [_words(arrow.css_first("text").text()) for arrow in arrows] == [short]
        assert len(tree.css(f".flowchart__way{which}")) == 1
        assert [item for item in tree.css(".flowchart__list li li strong") if item.text() == label]
    assert len(tree.css("[data-arrow-from]")) == 2 * len(drawn)


def test_every_box_is_a_link_that_says_its_name(check: CheckPage) -> None:
    """Each question and outcome is one link, whose letters name what it leads to, a question with its number."""
    tree = HTMLParser(_drawn(check))
    boxes = {box.attributes["data-box"] or "": box for box in tree.css("a[data-box]")}
    assert boxes.keys() == check.flow.by_id.keys()
    for name, box in boxes.items():
        of = check.flow.by_id[name]
        title = of.name or (of.text if isinstance(of, Question) else "")
        assert box.attributes["href"] == f"#{name}"
        numbers = [text.text() for text in box.css("text.flowchart__number")]
        assert numbers == ([str(check.flow.questions.index(of) + 1)] if isinstance(of, Question) else [])
        written = "".join(text.text() for text in box.css("text.flowchart__name"))
        assert re.sub(r"\s", "", written) == re.sub(r"\s", "", title)


def _said(part: Question | Outcome | Branch) -> str:
    return part.options[0].label if isinstance(part, Branch) else part.name


def test_arrows_lead_from_their_question_to_their_target(check: CheckPage) -> None:
    """Each arrow starts on its question's lower border and ends on the upper border of what its option leads to."""
    picture = picture_of(check.flow, _said, placed)
    boxes = {box.of.id: box for box in picture.boxes}
    for arrow in picture.arrows:
        start, end = boxes[arrow.question.id], boxes[arrow.branch.to]
        (first_x, first_y), (last_x, last_y) = arrow.points[0], arrow.points[-1]
        assert first_y == pytest.approx(start.y + start.height)
        assert start.x < first_x < start.x + start.width
        assert last_y == pytest.approx(end.y)
        assert end.x < last_x < end.x + end.width


def test_nothing_lies_on_a_box(check: CheckPage) -> None:
    """No box covers another, no arrow runs through a box, and all of it lies inside the picture."""
    picture = picture_of(check.flow, _said, placed)
    frames = [(box.x, box.y, box.x + box.width, box.y + box.height) for box in picture.boxes]
    lines = [pair for arrow in picture.arrows for pair in pairwise(arrow.points)]
    segments = [(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])) for a, b in lines]
    assert not [pair for pair in combinations(frames, 2) if _overlap(*pair)]
    assert not [(frame, segment) for frame in frames for segment in segments if _overlap(frame, segment)]
    inside = (0.0, 0.0, picture.width, picture.height)
    assert all(_within(each, inside) for each in (*frames, *segments))


@pytest.mark.parametrize("path", [SHIPPED, FLOWS / "chain.toml"], ids=lambda path: path.stem)
def test_the_picture_fits_a_phone(path: Path) -> None:
    """The shipped flow, and a long one whose results are shared, need no more width than the narrowest phone has."""
    svg = HTMLParser(_drawn(_check(path))).css_first("svg.flowchart__picture")
    assert float(svg.attributes["width"] or 0) <= PHONE
    assert SIZE * 288 / PHONE >= 13


def test_a_picture_wider_than_a_phone_scrolls_in_a_frame_of_its_own() -> None:
    """What can't be drawn narrow enough stays legible, in a frame that the keyboard reaches."""
    frame = HTMLParser(_drawn(_check(FLOWS / "jumps.toml"))).css_first(".flowchart__frame")
    assert frame.attributes["tabindex"] == "0"
    assert (frame.tag, frame.attributes["aria-label"]) == ("section", "Flowchart")
    assert frame.css_first("svg.flowchart__picture--wide") is not None


def test_the_policy_of_the_site_lets_the_picture_through(check: CheckPage) -> None:
    """No style element, no style attribute, no script and no handler stands in the figure."""
    drawn = _drawn(check)
    tree = HTMLParser(drawn)
    assert not tree.css("style, script, [style]")
    assert not re.search(r"\son\w+=", drawn)


def test_no_id_clashes_with_another_part_of_the_page(check: CheckPage) -> None:
    """Ids are unique, carry the prefix, and are none that a question or outcome could have."""
    ids = [node.attributes["id"] or "" for node in HTMLParser(_drawn(check, prefix="guidance-")).css("[id]")]
    assert len(ids) == len(set(ids))
    assert all(name.startswith("guidance-") for name in ids)
    assert not [name for name in ids if re.fullmatch(r"[a-z][a-z0-9_-]*", name)]


def test_words_of_the_flow_are_escaped() -> None:
    """Characters that mean something in HTML stay characters."""
    drawn = _drawn(_check(FLOWS / "branches.toml"))
    assert "Another &lt;agency&gt;" in _words(HTMLParser(drawn).html or "")
    assert "<agency>" not in drawn
    assert "asking &amp; why?" in drawn


def test_the_words_say_all_that_the_picture_says(check: CheckPage) -> None:
    """The list under the picture names each question, its answers in order, and where each leads."""
    tree = HTMLParser(_drawn(check))
    items = tree.css(".flowchart__list > li")
    assert [item.css_first("a").text() for item in items] == [question.text for question in check.flow.questions]
    numbers = {question.id: number for number, question in enumerate(check.flow.questions, 1)}
    for item, question in zip(items, check.flow.questions, strict=True):
        expected = []
        for branch in branches(question):
            to = check.target(branch.options[0])
            where = f"go to question {numbers[to.id]}, “{to.name or to.text}”" if isinstance(to, Question) else to.name
            expected.append(f"{'; '.join(option.label for option in branch.options)}: {where}")
        assert [answer.text() for answer in item.css("ul > li")] == expected
    assert f"Start at question {numbers[check.flow.start]}." in tree.body.text() if tree.body else False


def test_the_note_on_consent_stands_under_the_picture() -> None:
    """The question that carries the flowchart's consent note says what consent means."""
    note = HTMLParser(_drawn(_check(SHIPPED))).css_first(".flowchart__note").text()
    assert "unambiguous and freely given" in note
    assert "withdrawn at any time" in note


def test_only_the_guidances_own_flowchart_has_its_note() -> None:
    """Another flow that goes into the same point says what it means at its questions."""
    drawn = HTMLParser(_drawn(_check(SHIPPED.with_stem("consent"))))
    assert drawn.css_first(".flowchart__picture") is not None
    assert drawn.css(".flowchart__note") == []


def test_a_flow_too_large_for_a_picture_is_given_in_words() -> None:
    """Above the limit there is no picture; the page says so, and the list is open."""
    check = _check(FLOWS / "too-large.toml")
    tree = HTMLParser(_drawn(check))
    assert len(check.flow.by_id) > BOXES
    assert not tree.css("svg, details")
    assert f"{len(check.flow.by_id)} boxes, too many for a picture" in tree.css_first("figure").text()
    assert len(tree.css(".flowchart__list > li")) == len(check.flow.questions)


def test_another_route_makes_another_picture() -> None:
    """Where an answer leads elsewhere, arrow and words change with it."""
    text = SHIPPED.read_text("utf-8")
    swapped = text.replace('to = "share-with-consent"', 'to = "share-not-identifiable"', 1).replace(
        'to = "share-not-identifiable"\nreason = "Nobody could', 'to = "share-with-consent"\nreason = "No one could'
    )
    before, after = _drawn(_check(SHIPPED)), _drawn(_check(SHIPPED, swapped))
    with_consent, not_identifiable = (_place(before, name) for name in ("share-with-consent", "share-not-identifiable"))
    assert with_consent < not_identifiable
    assert _place(after, "share-with-consent") > _place(after, "share-not-identifiable")
    answers = [HTMLParser(html).css(".flowchart__list > li")[1].text() for html in (before, after)]
    assert "Yes: You can share: with consent" in answers[0]
    assert "Yes: You can share: nobody can be identified" in answers[1]


def test_the_layout_is_made_once_and_is_the_same_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two runs from scratch give the same bytes, and a third one takes what lies in the cache without node."""
    check, packages = _check(SHIPPED), npm_folder()
    monkeypatch.setattr(placing, "npm_folder", lambda: packages)
    runs = []
    for name in ("one", "two"):
        monkeypatch.setenv("SHARE_SAFELY_CACHE", str(tmp_path / name))
        runs.append(_drawn(check))

    def no_node(*_: object) -> str:
        pytest.fail("node was run although the layout lies in the cache")

    monkeypatch.setattr(placing, "run_node", no_node)
    assert runs[0] == runs[1] == _drawn(check)


def test_letters_stay_in_their_boxes_and_can_be_read_on_a_phone(page: Page, check: CheckPage) -> None:
    """In a browser 320 pixels wide, with the site's own font, no line leaves its box and none is under 13 pixels."""
    page.set_viewport_size({"width": 320, "height": 800})
    _show(page, check)
    found = page.evaluate(
        """async () => {
          await document.fonts.load('600 14px "Atkinson Hyperlegible Next"');
          const svg = document.querySelector("svg.flowchart__picture");
          const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
          const out = [];
          for (const box of document.querySelectorAll("[data-box]")) {
            const frame = box.querySelector(".flowchart__frame-line").getBBox();
            const name = box.querySelector(".flowchart__name").getBBox();
            if (name.x + name.width > frame.x + frame.width - 4 || name.y + name.height > frame.y + frame.height - 2)
              out.push(box.dataset.box);
          }
          const sizes = [...svg.querySelectorAll("text")].map((text) => parseFloat(getComputedStyle(text).fontSize));
          const font = document.fonts.check('14px "Atkinson Hyperlegible Next"');
          return { font, out, smallest: Math.min(...sizes) * scale, wide: document.documentElement.scrollWidth };
        }"""
    )
    assert found["font"]
    assert found["out"] == []
    assert found["smallest"] >= 13
    assert found["wide"] <= 320


def test_words_stay_in_their_places_when_spaced_out(page: Page, check: CheckPage) -> None:
    """With the space between letters and words that a reader may ask for, in a browser 320 pixels wide."""
    page.set_viewport_size({"width": 320, "height": 800})
    _show(page, check)
    space_out(page)
    assert astray(page) == []


def test_the_route_is_told_by_shape_and_words_too(page: Page) -> None:
    """Before a route nothing is marked; on it arrows are thicker and ticked, and the place says so."""
    check = _check(SHIPPED)
    _show(page, check)
    marks = "svg.flowchart__picture :is(.flowchart__flag, .flowchart__tick, .flowchart__way)"
    assert page.locator(f"{marks}:visible").count() == 0
    page.evaluate(ROUTE, {"steps": [["purpose", "yes"], ["consent", "no"]], "at": "identifiable"})
    assert page.locator(".flowchart__way:visible").count() == 2
    assert page.locator(".flowchart__way:visible .flowchart__exit").count() == 2
    assert page.locator(".flowchart__tick:visible").count() == 2
    assert page.locator(".flowchart__flag:visible").all_text_contents() == ["You are here"]
    widths = page.evaluate(
        """() => [".flowchart__way.taken", ".flowchart__arrow:not(.taken)"].map(
          (arrow) => parseFloat(getComputedStyle(document.querySelector(`${arrow} .flowchart__line`)).strokeWidth))"""
    )
    assert widths[0] > 2 * widths[1]


def _check(path: Path, text: str | None = None) -> CheckPage:
    content = path.read_bytes() if text is None else text.encode()
    return check_page(flow_from_bytes(content, path.name), path, demonstration())


def _drawn(check: CheckPage, prefix: str = "") -> str:
    return str(flowchart(check, links=lambda name: f"#{name}", place=placed, prefix=prefix))


def _show(page: Page, check: CheckPage) -> None:
    """Show the figure with the site's style sheets and font."""
    sheets = "".join((OVERRIDES / f"{name}.css").read_text("utf-8") for name in SHEETS)
    font = next((OVERRIDES / "assets" / "fonts").glob("*.woff2"))
    data = f"data:font/woff2;base64,{base64.b64encode(font.read_bytes()).decode()}"
    sheets = sheets.replace(f"../fonts/{font.name}", data)
    page.set_content(
        f'<!doctype html><meta name="viewport" content="width=device-width"><style>{sheets}</style>'
        f'<main class="ss-frame"><div class="ss-main" data-map>{_drawn(check)}</div></main>'
    )


def _place(html: str, box: str) -> float:
    """Say how far down a box stands."""
    return float(HTMLParser(html).css_first(f'[data-box="{box}"] .flowchart__frame-line').attributes["y"] or 0)


def _words(text: str) -> str:
    return " ".join(text.split())


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Say whether two rectangles share more than a border."""
    slack = 0.01
    return (
        one[0] + slack < other[2]
        and other[0] + slack < one[2]
        and one[1] + slack < other[3]
        and other[1] + slack < one[3]
    )


def _within(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] >= other[0] and one[1] >= other[1] and one[2] <= other[2] and one[3] <= other[3]
