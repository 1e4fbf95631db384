"""The widths that the flowchart's lines are broken by are those of the font that the site ships."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest
from fontTools.ttLib import TTFont

from build_scripts.errors import BuildError
from build_scripts.flowchart import text_width
from build_scripts.flowchart.layout import picture_of
from build_scripts.flowchart.text_width import FONTS, letter_widths, spaced_width_of, width_of
from build_scripts.machine.placing import placed
from decision_engine.authoring.read import SHIPPED, read_flow

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

TEXTS = (
    "Is the information needed to keep someone safe, or to prevent harm?",
    "You can't share: “no” (0-9) @ £20 & 50 %",
    "WAVE Tomorrow yes",
)
WIDER = 1.4
_MEASURE = """async ([texts, spacing]) => {
  await document.fonts.load("700 100px Tried");
  return texts.map((text) => {
    const line = document.createElement("span");
    line.setAttribute("style", `font: 700 100px Tried; font-kerning: none; white-space: pre; ${spacing}`);
    line.textContent = text;
    document.body.replaceChildren(line);
    return line.getBoundingClientRect().width / 100;
  });
}"""


@pytest.fixture(params=["shipped", "wider"])
def font(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The site's own font, and a wider one in its place."""
    if request.param == "wider":
        monkeypatch.setattr(text_width, "FONTS", _wider(tmp_path))
    (file,) = text_width.FONTS.glob("*.woff2")
    return file


def test_each_letter_is_as_wide_as_the_browser_draws_it(page: Page, font: Path) -> None:
    """In bold, which is the widest that the picture uses."""
    known = {letter: width for letter, width in letter_widths(font.parent).items() if letter.isprintable()}
    assert len(known) > 150
    drawn = dict(zip(known, _drawn(page, font, list(known)), strict=True))
    assert drawn == pytest.approx(known, abs=0.002)


def test_a_text_is_as_wide_as_the_browser_draws_it(page: Page, font: Path) -> None:
    """As it is, and with the space between letters and words that a reader may ask for."""
    assert _drawn(page, font, list(TEXTS)) == pytest.approx([width_of(text) for text in TEXTS], rel=0.002)
    spaced = _drawn(page, font, list(TEXTS), "letter-spacing: 0.12em; word-spacing: 0.16em")
    assert spaced == pytest.approx([spaced_width_of(text) for text in TEXTS], rel=0.002)


def test_a_wider_font_breaks_lines_earlier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever puts another font in its place changes nothing else."""
    before = _lines()
    monkeypatch.setattr(text_width, "FONTS", _wider(tmp_path))
    assert width_of("yes") > 1.3 * sum(letter_widths(FONTS)[letter] for letter in "yes")
    assert _lines() > before + 5


def test_where_there_are_several_fonts_each_letter_is_taken_at_its_widest(tmp_path: Path) -> None:
    """A regular and a bold file may lie side by side."""
    wider = _wider(tmp_path)
    shipped = next(FONTS.glob("*.woff2"))
    for name in ("before.woff2", "z-last.woff2"):
        (wider / name).write_bytes(shipped.read_bytes())
    assert letter_widths(wider)["m"] == pytest.approx(WIDER * letter_widths(FONTS)["m"], rel=0.01)


def test_a_letter_that_the_font_lacks_is_taken_to_be_wide() -> None:
    """Another font has it, so nothing is known but how broad such letters are."""
    assert not {"ж", "字", "\u0302"} & letter_widths(FONTS).keys()
    assert width_of("ж") == pytest.approx(0.65)
    assert width_of("字") == pytest.approx(1.0)
    assert width_of("\u0302") == 0


@pytest.mark.parametrize("content", [b"", b"<!doctype html>", "half"], ids=["empty", "a page", "half"])
def test_a_broken_font_is_named(tmp_path: Path, content: bytes | str) -> None:
    """The build ends with the file's name and what is needed."""
    whole = next(FONTS.glob("*.woff2")).read_bytes()
    (tmp_path / "site.woff2").write_bytes(content if isinstance(content, bytes) else whole[: len(whole) // 2])
    with pytest.raises(BuildError, match=r"site\.woff2: not a font that can be read \(.+\)\. A WOFF2 file is needed"):
        letter_widths(tmp_path)


def _wider(folder: Path) -> Path:
    """Write a font whose letters are wider than those of the site's font, and return its folder."""
    folder = folder / "wider"
    folder.mkdir()
    with TTFont(next(FONTS.glob("*.woff2"))) as font:
        font["head"].unitsPerEm = round(font["head"].unitsPerEm / WIDER)
        font.save(folder / "wider.woff2")
    return folder


def _drawn(page: Page, font: Path, texts: list[str], spacing: str = "") -> list[float]:
    """Measure texts in a browser, in the type size."""
    data = base64.b64encode(font.read_bytes()).decode()
    page.set_content(
        f"<style>@font-face {{ font-family: Tried; font-weight: 200 800; src: url(data:font/woff2;base64,{data}); }}"
        "</style><body></body>"
    )
    widths: list[float] = page.evaluate(_MEASURE, [texts, spacing])
    return widths


def _lines() -> int:
    """Count the lines in all boxes of the shipped flow's picture."""
    flow = read_flow(SHIPPED).flow
    picture = picture_of(flow, lambda part: getattr(part, "label", "") or getattr(part, "name", ""), placed)
    return sum(len(box.lines) for box in picture.boxes)
