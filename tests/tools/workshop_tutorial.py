"""Follows docs/adopt/in-a-browser.md to the letter, in a real browser and by the keyboard alone.

A step is what the page says in one of these forms, and nothing else: Press **a button**, Open **something folded**, and
a row of a table with a field in bold and what to write. An image is a step as well: what is to be seen by then.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from build_scripts.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

PAGE = ROOT / "docs" / "adopt" / "in-a-browser.md"
_STEP = re.compile(
    r"\b(?P<verb>Press|Open) \*\*(?P<name>[^*]+)\*\*"
    r"|^\s*\| \*\*(?P<field>[^*]+)\*\* \| (?P<how>[^|]+?) \|$"
    r"|^\s*!\[[^\]]+\]\(pictures/(?P<picture>[\w-]+)\.png\)$",
    re.MULTILINE,
)
_CODE = re.compile(r"`([^`]+)`")
_DAYS_OF_HALF_A_YEAR = 182
_MOST_TABS = 900  # more than any part of the workshop has to stop at
LONG_MS = 240_000

# Counts what the worker is asked and answers, so that nobody goes on while it works.
_HEAR = """(() => {
  const heard = { asked: 0, answered: 0, at: 0 };
  globalThis.heard = heard;
  globalThis.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        heard.at = performance.now();
        if (data.id !== undefined) heard.answered += 1;
      });
    }
    postMessage(...given) {
      heard.at = performance.now();
      heard.asked += 1;
      super.postMessage(...given);
    }
  };
})()"""
# Longer than the page waits for people to stop typing; what is drawn later changes no control.
_QUIET_MS = 250
_IDLE = f"""() => heard.asked === heard.answered && performance.now() - heard.at > {_QUIET_MS}
  && !document.querySelector("[data-workshop][data-pending]")"""

# The control of that name that comes next in the page's order, or else the first of all, is marked; the direction to it
# from where the focus is.
_FIND = """(label) => {
  for (const one of document.querySelectorAll("[data-goal]")) one.removeAttribute("data-goal");
  const named = (one) => (
    one.getAttribute("aria-label") ?? (one.labels?.length ? one.labels[0] : one).textContent
  ).replace("(needed)", "").replace(/\\s+/g, " ").trim();
  const root = document.querySelector("[data-workshop]");
  const all = [...root.querySelectorAll("a[href], button, summary, input, select, textarea")].filter(
    (one) => !one.disabled && one.checkVisibility({ checkVisibilityCSS: true }),
  );
  const exact = all.filter((one) => named(one) === label);
  const found = exact.length ? exact : all.filter((one) => named(one).startsWith(`${label} (`));
  const here = document.activeElement;
  const after = (one) => here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
  const goal = found.find((one) => one === here || after(one)) ?? found[0];
  goal?.setAttribute("data-goal", "");
  return goal ? { forward: goal === here || Boolean(after(goal)), type: goal.type ?? "", tag: goal.localName } : null;
}"""
_MARKED = "Boolean(document.querySelector('[data-goal]'))"
_THERE = "document.activeElement?.hasAttribute('data-goal') ?? false"


@dataclass(frozen=True, slots=True)
class Step:
    """What the page says to do: ``does`` is press, open, write or see; ``how`` is as the page has it."""

    does: str
    name: str
    how: str = ""


def steps_of(text: str) -> list[Step]:
    """Return the steps of a page in their order."""
    found = []
    for step in _STEP.finditer(text):
        if step["verb"]:
            found.append(Step(step["verb"].lower(), step["name"]))
        elif step["field"]:
            found.append(Step("write", step["field"], step["how"]))
        else:
            found.append(Step("see", step["picture"]))
    return found


class Keyboard:
    """Someone who follows the steps without a mouse; ``actions`` counts each press and each field that is filled in."""

    def __init__(self, page: Page, url: str, downloads: Path) -> None:
        """Go to the workshop of a site with a page, and leave it closed; a folder is for what is downloaded."""
        self.page, self.downloads, self.actions = page, downloads, 0
        page.add_init_script(_HEAR)
        page.goto(f"{url}adopt/workshop/")
        self.today = dt.datetime.now(tz=dt.UTC).date()
        self._day_first = self._is_day_first()

    def follow(self, steps: list[Step]) -> Iterator[str]:
        """Take each step, and yield the name of each picture when it is due."""
        for step in steps:
            if step.does == "see":
                yield step.name
                continue
            tag, kind = self._go_to(step.name)
            if step.does == "write":
                self._write(step, tag, kind)
            else:
                self._press(step)
            self.actions += 1
            self._settle()

    def _settle(self) -> None:
        """Wait until what was done has arrived in the work, and is shown."""
        self.page.wait_for_function(_IDLE, timeout=LONG_MS)
        self.page.locator("[data-workshop]:not([data-state=loading], [data-state=building])").wait_for(timeout=LONG_MS)

    def _go_to(self, name: str) -> tuple[str, str]:
        """Press Tab until the control of a name has the focus; return its element's name and its type."""
        self.page.wait_for_function(f"(label) => Boolean(({_FIND})(label))", arg=name, timeout=LONG_MS)
        found = self.page.evaluate(_FIND, name)
        for _ in range(_MOST_TABS):
            if self.page.evaluate(_THERE):
                return found["tag"], found["type"]
            if not self.page.evaluate(_MARKED):  # what is left is drawn anew where its value has changed
                self._settle()
                found = self.page.evaluate(_FIND, name)
            self.page.keyboard.press("Tab" if found["forward"] else "Shift+Tab")
        msg = f"{name}: {_MOST_TABS} times Tab, and it never has the focus"
        raise AssertionError(msg)

    def _press(self, step: Step) -> None:
        if step.name.startswith(("Save", "Download")):
            with self.page.expect_download(timeout=LONG_MS) as begun:
                self.page.keyboard.press("Enter")
            begun.value.save_as(self.downloads / begun.value.suggested_filename)
            return
        self.page.keyboard.press("Enter")
        if step.name == "Build the site":
            self.page.locator("[data-workshop][data-state=built]").wait_for(timeout=LONG_MS)

    def _write(self, step: Step, tag: str, kind: str) -> None:
        keyboard, code = self.page.keyboard, _CODE.search(step.how)
        value = code[1] if code else ""
        if step.how == "tick it":
            keyboard.press("Space")
        elif kind == "date":
            ahead = dt.timedelta(_DAYS_OF_HALF_A_YEAR if "six months" in step.how else 0)
            day = self.today + ahead
            keyboard.type(day.strftime("%d%m%Y" if self._day_first else "%m%d%Y"))
            value = day.isoformat()
        elif tag == "select":
            self._choose(value)
        else:
            at_end = step.how.startswith("at its end")
            keyboard.press("Control+End" if at_end else "Control+A")
            keyboard.insert_text(f"\n{value}\n" if at_end else value)
        if value and "at its end" not in step.how and tag != "select":
            expect(self.page.locator("[data-goal]")).to_have_value(value)

    def _choose(self, label: str) -> None:
        """Go through a list with the arrow keys, from its top, until it shows the words."""
        self.page.keyboard.press("Home")
        shown = "document.activeElement.selectedOptions[0]?.textContent"
        for _ in range(_MOST_TABS):
            if self.page.evaluate(shown) == label:
                return
            self.page.keyboard.press("ArrowDown")
        msg = f"{label}: it is not in the list"
        raise AssertionError(msg)

    def _is_day_first(self) -> bool:
        """Find out in which order this browser asks for the parts of a date."""
        other = self.page.context.new_page()
        other.set_content("<input type=date autofocus>")
        other.locator("input").focus()
        other.keyboard.type("02032004")
        value = other.locator("input").input_value()
        other.close()
        assert value in {"2004-03-02", "2004-02-03"}, value
        return value == "2004-03-02"
