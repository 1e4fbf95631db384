"""Plain English in the site of the pseudo-language: what a translator would never have been given."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser

from tests.pseudo.pseudo_text import pseudo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

# Two letters or more without an accent.
_PLAIN = re.compile(r"(?:[A-Za-z](?![\u0300-\u036f])){2,}")
# What has no language: what machines read or what somebody is to type, and where a link leads.
_NOT_WORDS = {"code", "style", "script"}
_NOT_WORDS_CLASS = "ss-address"
# A flow's id and the fingerprint of its file, as records name them, in pieces where a line may end; where to write to.
_NAMES = re.compile(rf"(?<={pseudo('flow')} )[a-z]+\b|\b(?=[a-f]*[0-9])[0-9a-f]{{16,64}}\b|\S+@\S+")
# Attributes that are shown or read out; of the page's own data, those that hold words.
_READ_OUT = {"alt", "aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "label", "placeholder"}
_READ_OUT |= {"title", "summary"}
_SENTENCE = re.compile(r"[A-Z]|.*\s")
# What a script fills in.
_PLACEHOLDER = re.compile(r"\{\w+\}")
# Of the data for a page's scripts, what names files or parts of the flow; an outcome names its checklists in a list.
_NOT_SHOWN = {"engine", "url", "integrity", "notice", "kind", "id", "role", "link"}
_NOT_SHOWN |= {"data-route", "data-ticks", "data-place", "data-styles"}


def plain(text: str) -> list[str]:
    """List the words of a text that stand there in plain English, the names of flows and files left out."""
    return _PLAIN.findall(unicodedata.normalize("NFD", _NAMES.sub("", text)))


def missed(html: str) -> list[str]:
    """Tell of each text of a page that holds plain English: where it stands, and the text."""
    return [f"{where}: {' '.join(text.split())}" for where, text in _texts(html) if plain(text)]


def _texts(html: str) -> Iterator[tuple[str, str]]:
    root = LexborHTMLParser(html).root
    assert root is not None
    # A page's contents repeat its headings as plain text, code in them too.
    repeated = {f"#{node.parent.id}": node.text() for node in root.css(":is(h2, h3) > code") if node.parent}
    for node in root.traverse(include_text=True):
        if node.tag == "-text":
            if not _without_language(node.parent):
                text = node.text_content or ""
                link = node.parent.attributes.get("href") if node.parent else ""
                yield _where(node.parent), text.replace(repeated.get(link or "", ""), "")
        elif node.tag == "script" and "json" in (node.attributes.get("type") or ""):
            yield from _data(_where(node), json.loads(node.text()))
        elif node.tag == "meta" and node.attributes.get("name") in {"description", "author"}:
            yield f"meta {node.attributes['name']}", node.attributes.get("content") or ""
        elif node.tag and node.tag[0] not in "-!":
            yield from _attributes(node)


def _attributes(node: LexborNode) -> Iterator[tuple[str, str]]:
    for name, value in node.attributes.items():
        where = f"{_where(node)} [{name}]"
        if name in _READ_OUT:
            yield where, value or ""
        elif name in _NOT_SHOWN or (name == "data-reason" and "data-check" in node.attributes):
            continue  # why the checker failed is kept there for whoever looks into it
        elif name.startswith("data-") and value and value[0] in "[{":
            yield from _data(where, json.loads(value))
        elif name.startswith("data-") and value and _SENTENCE.match(value):
            yield from _data(where, value)


def _data(where: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in _NOT_SHOWN and not (key == "checklists" and isinstance(part, list)):
                yield from _data(f"{where} {key}", part)
    elif isinstance(value, list):
        for part in value:
            yield from _data(where, part)
    elif isinstance(value, str):
        yield where, _PLACEHOLDER.sub("", value)


def _without_language(node: LexborNode | None) -> bool:
    while node is not None:
        if node.tag in _NOT_WORDS or _NOT_WORDS_CLASS in (node.attributes.get("class") or "").split():
            return True
        node = node.parent
    return False


def _where(node: LexborNode | None) -> str:
    """Name an element by its tag and classes, and by the nearest of its ancestors with an id, or the page's foot."""
    if node is None:
        return "?"
    classes = (node.attributes.get("class") or "").split()
    name = ".".join([str(node.tag), *classes])
    at: LexborNode | None = node
    while at is not None:
        if identity := at.attributes.get("id"):
            return f"{name}#{identity}" if at is node else f"#{identity} {name}"
        if at.tag == "footer":
            return f"footer {name}"
        at = at.parent
    return name
