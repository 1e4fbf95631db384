"""`extra.partnership` of mkdocs.yml: checked once, then used by pages, flows and records."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

from build_scripts.content.language import Language
from build_scripts.errors import BuildError
from decision_engine.authoring.hidden import hidden_problem, is_blank

PHONES = ("social_work_phone", "social_work_freephone", "social_work_out_of_hours", "police_phone", "emergency_phone")
DATES = ("last_reviewed", "next_review")
TEXTS = {
    "name": "Children's MARS",
    "full_name": "North Lincolnshire Children's Multi-Agency Resilience and Safeguarding (MARS) arrangements",
    "area": "North Lincolnshire",
    "social_work_services": "North Lincolnshire Children's Social Work Services",
    "police": "Humberside Police",
    "website_url": "https://www.example.org/",
    "policies_url": "https://www.example.org/policies/",
    "policies_title": "Policies, procedures and guidance",
    "contacts_url": "https://www.example.org/contacts/",
    "threshold_document": "Helping Children and Families (Threshold Document 2016/20)",
    "threshold_successor": "One Family Approach 2020/24",
    "procedures_document": "Assessing Need and Providing Help",
    "source_owner": "North Lincolnshire Children's MARS",
    "host": "Example Council",
    "maintainer": "Example Council's safeguarding team",
    "contact_email": "safeguarding@example.org",
    "publisher": "Example Council",
}
# Not every area has a freephone number or a newer threshold document; pages leave out what is empty.
MAY_BE_EMPTY = ("social_work_freephone", "threshold_successor", "contact_email", "publisher")
_PHONE = re.compile(r"\+?[0-9][0-9 ]*")
_URL = re.compile(r"https?://\S+")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
# As browsers write an origin: nothing after the name or port, so that it says in a policy what it seems to say.
_ORIGIN = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class Partnership:
    """The checked table: its texts by key, whether a partnership has adopted the site, its review dates.

    And the origins of the sites that may show the check in a frame.
    """

    texts: Mapping[str, str]
    adopted: bool
    last_reviewed: dt.date
    next_review: dt.date
    embed_on: tuple[str, ...] = ()
    numbers_checked: Mapping[str, dt.date] = field(default_factory=dict)

    def banner(self, language: Language) -> str:
        """What every page, record and PDF carries until a partnership has adopted the site; else empty."""
        return "" if self.adopted else language.say("frame.demonstration", phone=self.texts["emergency_phone"])

    @property
    def names(self) -> dict[str, str]:
        """The texts by key, for pages and for the placeholders of flows."""
        return dict(self.texts)

    @property
    def values(self) -> dict[str, Any]:
        """The whole checked table, as pages and templates read it."""
        return {
            **self.texts,
            "adopted": self.adopted,
            "last_reviewed": self.last_reviewed,
            "next_review": self.next_review,
            "numbers_checked": dict(self.numbers_checked),
            "embed_on": self.embed_on,
        }

    def phone_link(self, key: str) -> Markup:
        """Return a number as a link that a phone can dial.

        Raises BuildError for a key that is no number's, and for a number that is not set.
        """
        if key not in PHONES:
            raise BuildError([f'there is no number "{key}". The numbers are {", ".join(PHONES)}'])
        number = self.texts[key]
        if not number:
            wrapped = f'{{% if partnership.{key} %}}{{{{ phone("{key}") }}}}{{% endif %}}'
            raise BuildError([f'the number "{key}" is not set. For example: {wrapped}'])
        return Markup('<a class="ss-phone" href="tel:{}">{}</a>').format(re.sub(r"\s", "", number), number)

    def render(self, key: str, value: str) -> str:
        """Return a placeholder's value as HTML: numbers as links, the rest escaped."""
        return str(self.phone_link(key) if key in PHONES else escape(value))


def read_partnership(table: object, *, file: str = "mkdocs.yml") -> Partnership:
    """Check the table and return it.

    Raises BuildError with every unset, unknown or unfit value, each with its key path and a right example.
    """
    path = f"{file}: extra.partnership"
    if not isinstance(table, Mapping):
        raise BuildError([f'{path}: the table is missing. For example: partnership: {{name: "Children\'s MARS"}}'])
    known = (*TEXTS, *PHONES, *DATES, "adopted", "numbers_checked", "embed_on")
    problems = [f"{path}.{key}: unknown key. The keys are {', '.join(known)}" for key in table if key not in known]
    problems += [f"{path}.{problem}" for key in TEXTS for problem in _text_problems(key, table.get(key))]
    problems += [f"{path}.{problem}" for key in PHONES for problem in _phone_problems(key, table.get(key))]
    dates = {key: day for key in DATES if (day := _date(table.get(key)))}
    problems += [f"{path}.{key}: not a date. For example: {key}: 2026-11-22" for key in DATES if key not in dates]
    if len(dates) == len(DATES) and dates["next_review"] <= dates["last_reviewed"]:
        problems.append(f"{path}.next_review: not after last_reviewed ({dates['last_reviewed']})")
    problems += [f"{path}.{problem}" for problem in _adoption_problems(table)]
    problems += [f"{path}.{problem}" for problem in _origin_problems(table.get("embed_on"))]
    if problems:
        raise BuildError(problems)
    texts = {key: str(table.get(key) or "") for key in (*TEXTS, *PHONES)}
    checked = {key: day for key, value in (table.get("numbers_checked") or {}).items() if (day := _date(value))}
    return Partnership(
        texts=texts,
        adopted=table.get("adopted") is True,
        last_reviewed=dates["last_reviewed"],
        next_review=dates["next_review"],
        embed_on=tuple(table.get("embed_on") or ()),
        numbers_checked=checked,
    )


def review_warning(partnership: Partnership, today: dt.date) -> str:
    """Return what to warn of; empty while the next review lies ahead.

    The day is the real one, not the one of SOURCE_DATE_EPOCH: those who build are warned, and the site stays the same.
    """
    if today <= partnership.next_review:
        return ""
    due = partnership.next_review.isoformat()
    what = "review it, then set last_reviewed and next_review in extra.partnership of mkdocs.yml"
    return f"The content was due for review on {due}: {what}."


def _text_problems(key: str, value: object) -> list[str]:
    example = f'For example: {key}: "{TEXTS[key]}"'
    if value in {None, ""} and key in MAY_BE_EMPTY:
        return []
    if not isinstance(value, str) or is_blank(value):
        return [f"{key}: not set. {example}"]
    if what := hidden_problem(value):
        return [f"{key}: {what}. {example}"]
    if key.endswith("_url") and not _URL.fullmatch(value):
        return [f"{key}: not a web address. {example}"]
    if key.endswith("_email") and not _EMAIL.fullmatch(value):
        return [f"{key}: not an e-mail address. {example}"]
    return []


def _phone_problems(key: str, value: object) -> list[str]:
    example = f'For example: {key}: "01724 296500"'
    if value in {None, ""}:
        return [] if key in MAY_BE_EMPTY else [f"{key}: not set. {example}"]
    if not isinstance(value, str) or not _PHONE.fullmatch(value):
        return [f"{key}: not a telephone number in quotes. {example}"]
    return []


def _adoption_problems(table: Mapping[str, Any]) -> list[str]:
    """Find what keeps the site from being called adopted."""
    adopted = table.get("adopted", False)
    checked = table.get("numbers_checked") or {}
    if not isinstance(adopted, bool):
        return ["adopted: neither true nor false. For example: adopted: false"]
    if not isinstance(checked, Mapping):
        return ["numbers_checked: not a table. For example: numbers_checked: {police_phone: 2026-11-22}"]
    known = ", ".join(PHONES)
    problems = [f"numbers_checked.{key}: unknown key. The keys are {known}" for key in checked if key not in PHONES]
    if not adopted:
        return problems
    if not str(table.get("publisher") or "").strip():
        problems.append(
            f'publisher: adopted sites name their publisher. For example: publisher: "{TEXTS["publisher"]}"'
        )
    what = "adopted sites give the date on which this number was checked. For example"
    unchecked = [key for key in PHONES if table.get(key) and _date(checked.get(key)) is None]
    return problems + [f"numbers_checked.{key}: {what}: {key}: 2026-11-22" for key in unchecked]


def _origin_problems(value: object) -> list[str]:
    """Find what is wrong with the list of sites that may show the check in a frame."""
    example = 'For example: embed_on: ["https://www.example.org"]'
    if value is None:
        return []
    if not isinstance(value, list):
        return [f"embed_on: not a list of sites, each by its origin. {example}"]
    problems = []
    for at, origin in enumerate(value):
        if not isinstance(origin, str) or not _ORIGIN.fullmatch(origin):
            what = "not an origin, which is http or https and a name in small letters, with nothing after it"
            problems.append(f"embed_on[{at}]: {what}. {example}")
        elif origin in value[:at]:
            problems.append(f'embed_on[{at}]: "{origin}" is in the list already. {example}')
    return problems


def _date(value: object) -> dt.date | None:
    """Read a date that YAML has made one already, or that is in quotes."""
    if isinstance(value, dt.datetime):
        return None
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return None
