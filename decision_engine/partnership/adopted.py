"""What keeps a site from being called adopted, as far as ``partnership.toml`` shows; the build adds the rest."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from decision_engine.authoring.key_lines import line_of
from decision_engine.errors import Problem, quoted
from decision_engine.partnership.model import Contact, Partnership
from decision_engine.partnership.phone import SHORT_NUMBERS, read_phone, read_relay, read_text_number
from decision_engine.partnership.schema import CONTACT, FILE, GUIDANCE, PARTNERSHIP, title_example

_NAMES = ("short_name", "area", "publisher", "host", "maintainer", "contact_email")
_NUMBERS = {"phone": read_phone, "text_relay": read_relay, "text_message": read_text_number}
_SAME = "is still the demonstration's"


class _Found(NamedTuple):
    """A reason not to adopt, at its key path, with a valid example."""

    path: str
    what: str
    example: str


def adoption_problems(
    partnership: Partnership, demonstration: Partnership, today: dt.date, lines: Mapping[str, int] | None = None
) -> tuple[Problem, ...]:
    """Return every reason in the file not to call the site adopted, whether or not it says so.

    ``lines`` are those of the file's keys, as ``read.partnership_lines`` returns them; without, no line is named.
    """
    found = [*_publisher(partnership), *_review(partnership, today), *_licence(partnership), *_draft(partnership)]
    found += [*_checked(partnership, today), *_kept(partnership, demonstration)]
    problems = (Problem(FILE, one.path, one.what, one.example, line_of(dict(lines or {}), one.path)) for one in found)
    return tuple(sorted(problems, key=lambda problem: (problem.line is None, problem.line or 0)))


def _publisher(partnership: Partnership) -> Iterator[_Found]:
    if not partnership.publisher:
        yield _Found("publisher", "an adopted site says who publishes it", PARTNERSHIP.keys["publisher"].example)


def _review(partnership: Partnership, today: dt.date) -> Iterator[_Found]:
    if partnership.next_review < today:
        due = partnership.next_review
        what = f"the content was due for review on {due}; review it, then set last_reviewed and next_review"
        yield _Found("next_review", what, f"next_review = {_in_a_year(today)}")


def _licence(partnership: Partnership) -> Iterator[_Found]:
    """Find guidance that someone else owns, published without a licence."""
    own = [str(partnership.name), *(version.text for version in partnership.name.versions)]
    own += [partnership.short_name, partnership.publisher]
    owner = partnership.guidance.owner
    if not partnership.guidance.licence and _plain(owner) not in {_plain(name) for name in own if name}:
        what = f"the guidance belongs to {quoted(owner)}, and no licence says that this site may publish it"
        yield _Found("guidance.licence", what, GUIDANCE.keys["licence"].example)


def _draft(partnership: Partnership) -> Iterator[_Found]:
    if partnership.guidance.draft:
        what = "it says true: the pages and checks are a draft until somebody has read and signed them off"
        yield _Found("guidance.draft", what, GUIDANCE.keys["draft"].example)


def _checked(partnership: Partnership, today: dt.date) -> Iterator[_Found]:
    """Find contacts that no one has tried within a year."""
    for at, contact in enumerate(partnership.contacts):
        path, name, day = f"contacts[{at}].checked", quoted(str(contact.name)), contact.checked
        example = f"checked = {today}"
        if day is None:
            yield _Found(path, f"nothing says when {name} was last tried", example)
        elif day > today:
            yield _Found(path, f"{name} can't have been tried on {day}, which is in the future", example)
        elif _in_a_year(day) < today:
            yield _Found(path, f"{name} was last tried on {day}, more than a year ago", example)


def _kept(partnership: Partnership, demonstration: Partnership) -> Iterator[_Found]:
    """Find names, titles and contacts that have been left as the demonstration has them."""
    mine = {"name": str(partnership.name)} | {key: getattr(partnership, key) for key in _NAMES}
    theirs = {"name": str(demonstration.name)} | {key: getattr(demonstration, key) for key in _NAMES}
    for key, text in mine.items():
        if text and _plain(text) == _plain(theirs[key]):
            yield _Found(key, f"{quoted(text)} {_SAME}", PARTNERSHIP.keys[key].example)
    for key, title in partnership.titles.items():
        if title and _plain(title) == _plain(demonstration.titles.get(key, "")):
            yield _Found(f"titles.{key}", f"{quoted(title)} {_SAME}", title_example(key))
    names = {_plain(str(contact.name)) for contact in demonstration.contacts if contact.role != "emergency"}
    ways = {way for contact in demonstration.contacts for _, way in _local(contact)}
    for at, contact in enumerate(partnership.contacts):
        if _plain(str(contact.name)) in names:
            what = f"{quoted(str(contact.name))} {_SAME}; where you share it, add what is yours, such as the district"
            yield _Found(f"contacts[{at}].name", what, CONTACT.keys["name"].example)
        for key, way in _local(contact):
            if way in ways:
                what = f"{quoted(getattr(contact, key))} {_SAME}"
                yield _Found(f"contacts[{at}].{key}", what, CONTACT.keys[key].example)


def _local(contact: Contact) -> Iterator[tuple[str, str]]:
    """Yield each way to reach a contact that is not the whole country's, by its key, as it can be compared."""
    for key, read in _NUMBERS.items():
        if text := getattr(contact, key):
            digits = read(text).national.removeprefix("18001")
            if digits not in SHORT_NUMBERS:
                yield key, digits
    for key in ("email", "form"):
        if text := getattr(contact, key):
            yield key, text.casefold()


def _plain(text: str) -> str:
    """Return a text as it is compared: without what spaces and capitals change."""
    return " ".join(text.split()).casefold()


def _in_a_year(day: dt.date) -> dt.date:
    """Return the same day of the next year; of the last day of a leap year's February, the first of March."""
    year = min(day.year + 1, dt.MAXYEAR)
    try:
        return day.replace(year=year)
    except ValueError:
        return dt.date(year, 3, 1)
