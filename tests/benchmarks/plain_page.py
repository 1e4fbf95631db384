"""The plain page that the check is held against: the same questions as one HTML file with 20 lines of JavaScript."""

from __future__ import annotations

import json
from html import escape
from typing import Any

SCRIPT = """\
const root = document.querySelector("main");
const forms = [...document.querySelectorAll("form")];
const outcomes = [...document.querySelectorAll("[data-outcome]")];
const sections = new Map([...forms, ...outcomes].map((part) => [part.id, part]));
function show(id) {
  for (const part of sections.values()) part.hidden = part.id !== id;
  sections.get(id).querySelector("h2").focus();
}
for (const form of forms) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = form.querySelector("input:checked");
    if (chosen) {
      show(chosen.dataset.to);
    }
  });
  form.querySelector("button").disabled = false;
}
show(forms[0].id);
root.dataset.started = "";
"""


def plain_page(flow: str, weight: int) -> str:
    """Give the page of a flow, as JSON for `open_flow`, filled up with paragraphs to so many bytes."""
    mapping = json.loads(flow)["mapping"]
    parts = [_question(question) for question in mapping["questions"]]
    parts += [_outcome(outcome) for outcome in mapping["outcomes"]]
    body = "\n".join(parts)
    head = '<meta charset="utf-8"><title>The check</title><link rel="icon" href="data:,">'
    start = f'<!doctype html>\n<html lang="en">\n<head>{head}</head>\n<body>\n<main>\n{body}\n'
    end = f"</main>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n"
    text = escape(" ".join(str(question["text"]) for question in mapping["questions"]))
    paragraph = f"<p>{text}</p>\n"
    room = weight - len((start + end).encode())
    return start + paragraph * (room // len(paragraph.encode())) + end


def _question(question: dict[str, Any]) -> str:
    name = escape(question["id"])
    options = "\n".join(
        f'<p><label><input type="radio" name="option" value="{escape(option["id"])}" data-to="{escape(option["to"])}">'
        f" {escape(option['label'])}</label></p>"
        for option in question["options"]
    )
    return (
        f'<form id="{name}" data-question="{name}">\n<h2 tabindex="-1">{escape(question["text"])}</h2>\n{options}\n'
        "<button data-continue disabled>Continue</button>\n</form>"
    )


def _outcome(outcome: dict[str, Any]) -> str:
    name = escape(outcome["id"])
    title = escape(str(outcome["name"]))
    return f'<section id="{name}" data-outcome="{name}" hidden>\n<h2 tabindex="-1">{title}</h2>\n</section>'
