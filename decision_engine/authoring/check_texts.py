"""What a flow's texts hold besides words: placeholders, optional parts and links. For ``check_ids``."""

import re
from collections.abc import Iterator

from decision_engine.authoring.known import Found
from decision_engine.authoring.rich_text import is_target, optional_parts
from decision_engine.errors import quoted, shown
from decision_engine.model import Flow

PLACE_PATTERN = r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*"
_PLACE = re.compile(PLACE_PATTERN)
_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")
_LINK = re.compile(r"\[([^\[\]]*\S[^\[\]]*)\]\(([^)]*)\)")
_LIKE_A_TARGET = re.compile(r"[:/.#]")
# Where a text may have links: the others are headings, answers and buttons, or are read off the page by its script.
_WITH_LINKS = re.compile(
    r"limits\[\d+\]|record\.keeping|notices\[\d+\]\.lines\[\d+\]"
    r"|questions\[\d+\]\.(hint|meaning|help\.(counts|does_not_count)\[\d+\])"
    r"|outcomes\[\d+\]\.(summary|next\[\d+\]|unconfirmed\.summary)"
)
_MOST_NAMED = 20
_A_LINK = "[the procedures](https://procedures.example)"
_AN_OPTION = 'hint = "Ask your manager[[ or {contacts.advice.name}]]."'


def is_place(name: str) -> bool:
    """Return whether a text can be the name of a placeholder, such as ``contacts.police.phone``."""
    return bool(_PLACE.fullmatch(name))


def used_places(flow: Flow) -> tuple[str, ...]:
    """Return the placeholders that a flow's texts use, each once, in the order of the file."""
    found = (match[1] for _, text in texts_of(flow) for match in _BRACES.finditer(text))
    return tuple(dict.fromkeys(name for name in found if name and is_place(name)))


def check_places(flow: Flow, *, whole: bool) -> Found:
    """Find placeholders that the flow doesn't declare or doesn't use, and braces that hold no name.

    What isn't used is looked for only in a flow that could be read as a whole.
    """
    declared = dict.fromkeys(flow.placeholders)
    unread = not declared or "" in declared
    names = [name for name in declared if name]
    example = f"{{{shown(names[0]) if names else 'police_service'}}}"
    known = ", ".join(names if len(names) <= _MOST_NAMED else [*names[:_MOST_NAMED], "…"])
    for path, text in texts_of(flow):
        for match in _BRACES.finditer(text):
            if not match[1]:
                yield path, "a brace that is no placeholder", example
            elif not is_place(match[1]):
                what = "is not a placeholder: small letters, digits, - and _ only, parts joined by full stops"
                yield path, f"{quoted(match[0])} {what}", example
            elif match[1] not in declared and not unread:
                yield path, f"unknown placeholder {{{shown(match[1])}}}; the flow declares {known}", example
    used = used_places(flow)
    if whole and (unused := [f"{{{shown(name)}}}" for name in names if name not in used]):
        what = f"no text of the flow uses {', '.join(unused[:_MOST_NAMED])}; the list may also be left out"
        yield "placeholders", what, f"placeholders = [{', '.join(map(quoted, used)) or quoted('police_service')}]"


def check_links(flow: Flow) -> Found:
    """Find links that lead where none may, links where there can be none, and texts that could go altogether."""
    for path, text in texts_of(flow):
        for match in _LINK.finditer(text):
            target = match[2]
            if is_target(target) and not _WITH_LINKS.fullmatch(path):
                what = "a link can't be in this text: it is a heading, an answer, a button or a line of a record"
                yield path, what, f'hint = "See {_A_LINK}."'
            elif not is_target(target) and _LIKE_A_TARGET.search(target):
                what = "a link leads to a page (guidance/consent.md#what-counts), to https: or to mailto:"
                yield path, f"{quoted(target)} is not where a link may lead; {what}", _A_LINK
        parts = list(optional_parts(text))
        if len(parts) > 1 and not "".join(part for part, places in parts if not places).strip():
            yield path, "nothing would be left of the text without its part in double square brackets", _AN_OPTION


def texts_of(part: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a flow with its path; depth is bounded by the format, never by the data."""
    if isinstance(part, str):
        yield path, part
    elif hasattr(part, "_fields"):
        for name in part._fields:
            yield from texts_of(getattr(part, name), f"{path}.{name}" if path else name)
    elif isinstance(part, tuple):
        for at, each in enumerate(part):
            yield from texts_of(each, f"{path}[{at}]")
