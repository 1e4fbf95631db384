"""A copy of the sources with a check whose question takes several answers, and one with reasons under two answers.

No flow that is shipped has either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.decision_engine.flow_files import SEVERAL

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

NAMES = ("several", "one-of-several")
EXAMPLE = """
[[examples]]
key = "two-reasons"
flow = "several"
title = "Two reasons to share"
story = "A nurse is told by a court to say what she knows, and is asked for it by the family."
outcome = "shared"
ending = "She writes down both."

[[examples.steps]]
question = "purpose"
answer = "yes"
why = "The court needs it."

[[examples.steps]]
question = "bases"
answer = ["agreed", "law"]
grounds = ["spoken", "court-order"]
why = "Both apply."

[[examples.steps]]
question = "secure"
answer = "yes"
why = "There is a secure mailbox."
"""


def flow_text(name: str) -> str:
    """Return a flow as TOML; where one answer is taken, each of two has reasons under the same heading."""
    text = SEVERAL.read_text(encoding="utf-8").partition("[[cases]]")[0]
    if name == "several":
        return text
    return (
        text.replace('id = "several"', f'id = "{name}"').replace("several = true\n", "").replace("alone = true\n", "")
    )


def add_checks(source: Path) -> None:
    """Put both flows into a copy of the sources, each with its pages, an example, and a page for frames."""
    for name in NAMES:
        (source / "decision_engine" / "flows" / f"{name}.toml").write_text(flow_text(name), encoding="utf-8")
        for folder, template in (("check", "check.html"), ("review", "review.html")):
            head = f"title: Is there a basis to share ({name}, {folder})?\ndescription: A check of answers, {name}."
            page = f"---\n{head}\ntemplate: {template}\nflow: {name}\nno_search: true\n---\nThree questions.\n"
            (source / "docs" / folder / f"{name}.md").write_text(page, encoding="utf-8")
    framed = f"---\ntitle: Framed\ndescription: Framed.\ntemplate: embed.html\nflow: {NAMES[0]}\nno_search: true\n---\n"
    (source / "docs" / "framed.md").write_text(framed, encoding="utf-8")
    with (source / "docs" / "_data" / "examples.toml").open("a", encoding="utf-8") as examples:
        examples.write(EXAMPLE)


def ticked(page: Page) -> list[str]:
    """Give the ids of the options that are checked in the question that is shown."""
    found: list[str] = page.locator("[data-question]:visible input[name=option]:checked").evaluate_all(
        "inputs => inputs.map((input) => input.value)"
    )
    return found
