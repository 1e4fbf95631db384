"""A flowchart whose words a reader has spaced out to the measure of WCAG 1.4.12: what leaves its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.conftest import Served

WIDTHS = (360, 1280)
LEAST_LINES = 5  # fewer, and the picture isn't there

# A sheet of the page's own would be refused by its policy.
SPACE_OUT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
    line-height: 1.5 !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""

FONTS = """async () => {
  for (const one of document.querySelectorAll("details")) one.open = true;
  const loaded = [400, 600, 700].map((weight) => document.fonts.load(`${weight} 14px "Atkinson Hyperlegible Next"`));
  await Promise.all(loaded);
}"""

# Every part of every picture is shown, as on a route that takes all answers: bold labels, and flags on all boxes.
# In the same turn as the measuring: a check marks its own route anew as soon as its engine is ready.
ASTRAY = """() => {
  for (const one of document.querySelectorAll("[data-box]")) one.classList.add("taken", "here");
  for (const one of document.querySelectorAll("[data-arrow-from]")) one.classList.add("taken");
  const found = [];
  let lines = 0;
  const place = (part) => part.getBoundingClientRect();
  const inside = (one, other) =>
    one.left >= other.left && one.right <= other.right && one.top >= other.top && one.bottom <= other.bottom;
  const apart = (one, other) =>
    one.right <= other.left || one.left >= other.right || one.bottom <= other.top || one.top >= other.bottom;
  for (const picture of document.querySelectorAll("svg.flowchart__picture")) {
    const judge = (part, right, what) => {
      lines += 1;
      if (place(part).width < 1) found.push(`"${part.textContent}" is not drawn`);
      if (!right) found.push(`"${part.textContent}" ${what}`);
    };
    const frames = [...picture.querySelectorAll(".flowchart__frame-line")].map(place);
    for (const box of picture.querySelectorAll("[data-box]")) {
      for (const [words, frame] of [
        [".flowchart__name tspan", ".flowchart__frame-line"],
        [".flowchart__number", ".flowchart__disc"],
        [".flowchart__flag text", ".flowchart__flag rect"],
      ])
        for (const part of box.querySelectorAll(words))
          judge(part, inside(place(part), place(box.querySelector(frame))), `leaves ${box.dataset.box}`);
      judge(box.querySelector(".flowchart__flag text"),
        inside(place(box.querySelector(".flowchart__flag rect")), place(picture)), "leaves the picture");
    }
    const labels = [...picture.querySelectorAll(".flowchart__arrow > text")].map((label) => [...label.children]);
    for (const label of labels)
      for (const part of label) {
        const others = labels.filter((other) => other !== label).flat();
        judge(part, inside(place(part), place(picture)), "leaves the picture");
        judge(part, frames.every((frame) => apart(place(part), frame)), "lies on a box");
        judge(part, others.every((other) => apart(place(part), place(other))), "lies on a label");
      }
  }
  return [lines, found];
}"""


def with_a_flowchart(site: Path) -> list[str]:
    """Return the address of each page of a site that has a picture of a flow."""
    files = [path for path in sorted(site.rglob("*.html")) if "flowchart__picture" in path.read_text(encoding="utf-8")]
    return [path.relative_to(site).as_posix().removesuffix("index.html") for path in files]


def words_astray(page: Page, served: Served, addresses: list[str]) -> dict[str, list[str]]:
    """Return for each page and width the words that leave their boxes, cover one or leave the picture."""
    found = {}
    for address in addresses:
        page.goto(served.url + address)
        space_out(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found[f"{address} at {width} px"] = astray(page)
    return {where: words for where, words in found.items() if words}


def space_out(page: Page) -> None:
    """Open what is closed, load every weight of the font, and space the words out."""
    page.evaluate(FONTS)
    page.evaluate(SPACE_OUT)


def astray(page: Page) -> list[str]:
    """Return the words of the page's pictures that aren't where they should be."""
    lines, found = page.evaluate(ASTRAY)
    assert lines > LEAST_LINES
    words: list[str] = found
    return words
