"""Where the keyboard's focus is, and whether it can be seen there: noted in the page before a key moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

BATCH = 10
MOST_STOPS = 400

# For each stop: a name, where it stands, and what hides it or its mark, if anything does.
NOTE = """
(() => {
  const opaque = (colour) => {
    const parts = colour.match(/[\\d.]+/g).map(Number);
    return parts.length < 4 || parts[3] > 0 ? parts : null;
  };
  const luminance = ([red, green, blue]) => {
    const [r, g, b] = [red, green, blue].map((part) => part / 255)
      .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = opaque(getComputedStyle(at).backgroundColor);
      if (colour) return colour;
    }
    return [255, 255, 255];
  };
  const mark = (element) => {
    const ring = element.querySelector(".flowchart__ring");
    if (ring) {
      const style = getComputedStyle(ring);
      const drawn = { width: parseFloat(style.strokeWidth), colour: style.stroke, on: element };
      return style.display === "none" ? null : drawn;
    }
    const label = element.matches("input[type=radio]") && element.labels[0];
    for (const one of label ? [label, element] : [element]) {
      const style = getComputedStyle(one);
      if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) {
        const on = parseFloat(style.outlineOffset) < 0 ? one : one.parentElement;
        return { width: parseFloat(style.outlineWidth), colour: style.outlineColor, on };
      }
    }
    return null;
  };
  const covered = (element, box) => {
    const inside = [[0.5, 0.5], [0.02, 0.5], [0.98, 0.5], [0.5, 0.1], [0.5, 0.9]];
    const points = [...element.getClientRects()].flatMap((rect) =>
      inside.map(([x, y]) => [rect.left + x * rect.width, rect.top + y * rect.height]));
    return !points.some(([x, y]) => {
      const top = document.elementFromPoint(x, y);
      return top && (element.contains(top) || [...(element.labels ?? [])].includes(top));
    });
  };
  const trouble = (element) => {
    if (element.tabIndex < 0) return ""; // a heading that the script has moved the focus to: nothing to operate
    const box = element.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) return `is only ${box.width} by ${box.height} px`;
    const out = box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth;
    if (out) return "is out of the window";
    if (getComputedStyle(element).visibility !== "visible" || covered(element, box)) return "cannot be seen";
    const found = mark(element);
    if (!found || found.width < 2) return "has no mark of the focus";
    const ratio = contrast(opaque(found.colour) ?? [0, 0, 0], behind(found.on));
    return ratio < 3 ? `has a mark of contrast ${ratio.toFixed(1)}` : "";
  };
  const name = (element) => {
    const text = element.labels?.[0]?.textContent ?? element.getAttribute("aria-label") ?? element.textContent;
    return `${element.localName} ${text.trim().replace(/\\s+/g, " ").slice(0, 50)}`;
  };
  globalThis.stops = [];
  let last = null;
  globalThis.noteStop = () => {
    const element = document.activeElement;
    if (!element || element === document.body || element === last) return;
    const forward = !last || !last.isConnected || Boolean(last.compareDocumentPosition(element) & 4);
    stops.push({ name: name(element), id: element.id, trouble: trouble(element), forward, at: location.pathname });
    last = element;
  };
  addEventListener("keydown", (event) => event.key === "Tab" && noteStop(), true);
})();
"""


def note_focus(context: BrowserContext) -> None:
    """Let every page of a profile note where the focus stops."""
    context.add_init_script(NOTE)


def tab_through(page: Page) -> list[dict[str, Any]]:
    """Press Tab until the focus has gone round the whole page, and give every stop."""
    stops: list[dict[str, Any]] = []
    while len(stops) < MOST_STOPS:
        for _ in range(BATCH):
            page.keyboard.press("Tab")
        stops = stops_of(page)
        round_again = [number for number, stop in enumerate(stops) if number and not stop["forward"]]
        if round_again:
            return stops[: round_again[0]]
    message = f"no way round the page in {MOST_STOPS} stops"
    raise AssertionError(message)


def stops_of(page: Page) -> list[dict[str, Any]]:
    """Give every stop so far, the present one included."""
    stops: list[dict[str, Any]] = page.evaluate("() => { noteStop(); return stops }")
    return stops


def troubles(stops: list[dict[str, Any]]) -> list[str]:
    """Write down the stops at which the focus can't be seen."""
    return [f"{stop['name']}: {stop['trouble']}" for stop in stops if stop["trouble"]]
