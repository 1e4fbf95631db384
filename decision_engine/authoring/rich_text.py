"""What a flow's text may hold besides words and placeholders: links, and parts that go where a value is empty.

``See [the procedures](https://procedures.example)[[ or call {contacts.advice.phone}]].`` A link leads to a page of the
site (``guidance/consent.md#what-counts``), to an ``https:`` address or to ``mailto:``.
Whatever isn't exactly that is text. No visitor's engine meets either: its texts have been made ``plain``.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

_NEVER_IN_TARGETS = frozenset("()[]<>\"'\\`")


class Run(NamedTuple):
    """A piece of a text, placeholders unfilled; ``target`` is where it leads, empty where it is no link."""

    text: str
    target: str = ""


def plain(text: str, names: Mapping[str, str]) -> str:
    """Write a text's links and optional parts out, its placeholders unfilled: a link's words, then its address.

    A page of the site is named by the words alone: a record is read where the site may not be at hand.
    Raises KeyError for an optional part's placeholder without a value.
    """
    return "".join(map(_written, runs_of(chosen(text, names))))


def all_plain(value: Any, names: Mapping[str, str]) -> Any:
    """Return a part of a flow file's mapping with every text in it plain; the format nests a few deep."""
    if isinstance(value, str):
        return plain(value, names)
    if isinstance(value, list):
        return [all_plain(part, names) for part in value]
    if isinstance(value, dict):
        return {name: all_plain(part, names) for name, part in value.items()}
    return value


def chosen(text: str, names: Mapping[str, str]) -> str:
    """Return a text with the optional parts whose placeholders all have a value, and without the others.

    Raises KeyError for a placeholder of an optional part that isn't among the names.
    """
    return "".join(part for part, places in optional_parts(text) if all(names[place] for place in places))


def optional_parts(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield a text part by part, each with the placeholders that it depends on: none where the part always stays.

    Double square brackets without a placeholder between them are what they are.
    """
    before, *parts = text.split("[[")
    yield before, ()
    for part in parts:
        inside, closing, after = part.partition("]]")
        if closing and (places := places_in(inside)):
            yield inside, places
            yield after, ()
        else:
            yield f"[[{part}", ()


def places_in(text: str) -> tuple[str, ...]:
    """Return the placeholders of a text by name, in their order."""
    found = (part.partition("}") for part in text.split("{")[1:])
    return tuple(name for name, closing, _ in found if name and closing)


def runs_of(text: str) -> Iterator[Run]:
    """Yield a text piece by piece, links and what is between them."""
    start = at = 0
    while (at := text.find("](", at)) >= 0:
        opening, closing = text.rfind("[", start, at), text.find(")", at)
        label, target = text[opening + 1 : at], text[at + 2 : closing]
        at += 2
        if opening >= 0 and closing >= 0 and "]" not in label and label.strip() and is_target(target):
            if opening > start:
                yield Run(text[start:opening])
            yield Run(label, target)
            start = at = closing + 1
    if start < len(text):
        yield Run(text[start:])


def is_target(target: str) -> bool:
    """Return whether a link may lead there."""
    if not _NEVER_IN_TARGETS.isdisjoint(target) or any(sign.isspace() or not sign.isprintable() for sign in target):
        return False
    if address := target.removeprefix("https://"):
        if address != target:
            return address[0].isalnum() or address[0] == "{"
        mailbox = target.removeprefix("mailto:")
        return ("@" in mailbox[1:] or mailbox[:1] == "{") if mailbox != target else is_page(target)
    return False


def is_page(target: str) -> bool:
    """Return whether a target names a page of the site, by its path from the folder of pages."""
    path = target.partition("#")[0]
    never = ("..", "//", ":", "?", "{")
    return path.endswith(".md") and path[0].isalnum() and not any(part in path for part in never)


def _written(run: Run) -> str:
    if not run.target or is_page(run.target):
        return run.text
    address = run.target
    if address.startswith("mailto:"):
        address = address.removeprefix("mailto:").partition("?")[0]
    return run.text if run.text in {address, address.removeprefix("https://")} else f"{run.text} ({address})"
