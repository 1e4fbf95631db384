"""What a record says, once: a list of blocks in the record's order, which text, Word and the page's sheet render.

A block is plain data, ready for JSON; every text in it is finished, names and words filled in. By ``kind``:

title   ``text``, and ``banner``, which is empty on an adopted site
made    ``lines``: when the record was made, and with which flow
notice  ``title`` and ``lines``: what to do for a child at risk; under a banner the last line says to check numbers
contacts  ``groups``: whom the notice says to tell, by area, each with ``area``, empty for everyone's, and ``lines``
result  ``title``, ``text_title`` (the same for a text, whose titles are in capitals), and ``lines``: what was found
steps   ``title`` and ``steps``: each with ``text`` (the question), ``label`` (the answer), ``reason``,
        ``grounds`` (a list of texts), and ``caution``, which is empty where none applies
list    ``title`` and ``items``: what to do next
ticks   ``title`` and ``items``: a checklist, one block for each; an item has ``text`` and ``ticked``
fields  ``title`` and ``labels``: lines that the practitioner fills in
notes   ``title`` and ``lines``: what the record does not decide, and how to keep it
basis   ``lines``: the guidance, and the sha256 of the flow file
"""

from collections.abc import Mapping
from typing import Any

from decision_engine.fill import fill

Block = Mapping[str, Any]


def blocks_of(data: Mapping[str, Any], words: Mapping[str, str]) -> list[Block]:
    """Return the blocks of a record's data in some words."""

    def say(key: str, **values: str) -> str:
        return fill(words[key], values)

    flow, notice, outcome = data["flow"], data["notice"], data["outcome"]
    check_numbers = [say("check_numbers")] if data["banner"] else []
    result = {"title": say("result", label=outcome["label"]), "text_title": say("result_text", label=outcome["label"])}
    return [
        {"kind": "title", "text": data["title"], "banner": data["banner"]},
        {"kind": "made", "lines": [say("made", time=data["time"]), say("flow", **flow)]},
        {"kind": "notice", "title": notice["title"], "lines": [*notice["lines"], *check_numbers]},
        *([{"kind": "contacts", "groups": _groups(notice["contacts"], words)}] if notice["contacts"] else []),
        {"kind": "result", **result, "lines": [outcome["summary"]]},
        {"kind": "steps", "title": say("why"), "steps": [_step(step) for step in data["steps"]]},
        {"kind": "list", "title": say("what_next"), "items": outcome["next"]},
        *({"kind": "ticks", "title": one["title"], "items": _items(one)} for one in data["checklists"]),
        {"kind": "fields", "title": say("to_fill_in"), "labels": data["lines"]},
        {"kind": "notes", "title": say("please_note"), "lines": [*data["limits"], data["keeping"]]},
        {"kind": "basis", "lines": [say("basis", **data["source"]), say("sha256", sha256=flow["sha256"])]},
    ]


def _groups(contacts: list[Mapping[str, Any]], words: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return contacts by area, of which each has its contacts one after the other."""
    lines: dict[str, list[str]] = {}
    for contact in contacts:
        lines.setdefault(contact["area"], []).append(contact_line(contact, words))
    return [{"area": area, "lines": lines[area]} for area in lines]


def contact_line(contact: Mapping[str, Any], words: Mapping[str, str]) -> str:
    """Return a contact in a line: its name, every way to reach it, then for whom, when, and what else to know."""
    kinds = {"text-relay": words["text_relay"], "text-message": words["text_message"]}
    ways = ", ".join(fill(kinds.get(way["kind"], "{shown}"), {"shown": way["shown"]}) for way in contact["ways"])
    audience = fill(words["audience"], {"audience": contact["for"]}) if contact["for"] else ""
    more = [part.removesuffix(".") for part in (audience, contact["hours"], contact["note"]) if part]
    return ". ".join([f"{contact['name']}: {ways}", *more]) + "."


def _step(step: Mapping[str, Any]) -> dict[str, Any]:
    grounds = [ground["text"] for ground in step["grounds"]]
    return {**{key: step[key] for key in ("text", "label", "reason")}, "grounds": grounds, "caution": step["caution"]}


def _items(checklist: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"text": item["text"], "ticked": item["ticked"]} for item in checklist["items"]]
