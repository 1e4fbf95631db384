"""A flow together with a partnership: placeholders without a value, roles and areas without a contact."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from decision_engine.authoring.check_texts import texts_of
from decision_engine.authoring.key_lines import key_lines, line_of
from decision_engine.authoring.read import SHIPPED, FlowFile
from decision_engine.authoring.rich_text import optional_parts, places_in
from decision_engine.authoring.text_file import text_of
from decision_engine.errors import Problem, quoted, shown
from decision_engine.model import Flow
from decision_engine.partnership.contacts import areas, by_area
from decision_engine.partnership.model import Partnership
from decision_engine.partnership.read import partnership_lines
from decision_engine.partnership.schema import FILE, PARTNERSHIP
from decision_engine.partnership.values import is_open_all_day, unknown_value, values

_NEEDED = (("report",), ("emergency", "police"))


def flow_files(folder: Path) -> dict[str, Path]:
    """Return the flows of a folder's site by their names: its own, and the shipped ones that it doesn't replace."""
    shipped = {path.stem: path for path in sorted(SHIPPED.parent.glob("*.toml"))}
    return shipped | {path.stem: path for path in sorted((folder / "flows").glob("*.toml"))}


def main_check_problems(partnership: Partnership, folder: Path) -> tuple[Problem, ...]:
    """Return the problem of a main check that is none of the flows of the folder's site, if it is."""
    names = tuple(flow_files(folder))
    if partnership.main_check in names:
        return ()
    what = f"there is no flow {quoted(partnership.main_check)}; the flows are {', '.join(map(shown, names))}"
    line = partnership_lines(folder).get("main_check")
    return (Problem(FILE, "main_check", what, PARTNERSHIP.keys["main_check"].example, line),)


def flow_problems(read: FlowFile, path: Path, partnership: Partnership) -> tuple[Problem, ...]:
    """Return a problem for each placeholder of a flow that this partnership gives no value, at its line."""
    known = values(partnership)
    found = dict.fromkeys(_without_value(read.flow, known))
    if not found:
        return ()
    lines = key_lines(text_of(path.read_bytes()))
    return tuple(Problem(read.file, place, what, example, line_of(lines, place)) for place, what, example in found)


def _without_value(flow: Flow, known: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for place, text in texts_of(flow):
        parts = list(optional_parts(text))
        optional = {key for _, keys in parts for key in keys}
        always = {key for part, keys in parts if not keys for key in places_in(part)}
        for key in sorted(optional | always):
            if key not in known:
                yield place, *unknown_value(key, known)
            elif key in always and not known[key]:
                what = f"{{{key}}} is empty in this partnership's file; put what needs it in double square brackets"
                yield place, what, f"[[ or {{{key}}}]]"


def flow_warnings(flow: Flow, partnership: Partnership) -> list[str]:
    """Return in words which roles of a flow's notices have no contact to show."""
    there = {contact.role for contact in partnership.contacts}
    if is_open_all_day(partnership):
        there.add("out-of-hours")
    warnings = []
    for notice in flow.notices:
        missing = [role for role in notice.contacts if role not in there]
        warnings += [f"the notice {quoted(notice.id)} has no contact to show with the role {role}" for role in missing]
    return warnings


def partnership_warnings(partnership: Partnership) -> list[str]:
    """Return what leaves someone without a contact to turn to, though the file is sound, in words."""
    warnings = []
    there = {area: {contact.role for contact in group} for area, group in by_area(partnership.contacts)}
    for area in areas(partnership.contacts):
        for roles in _NEEDED:
            if (there[area] | there.get("", set())).isdisjoint(roles):
                what = f"no contact for the area {quoted(area)}, or for everyone, has the role {' or '.join(roles)}"
                warnings.append(f"{FILE}: contacts: {what}")
    if all(contact.role != "out-of-hours" for contact in partnership.contacts) and not is_open_all_day(partnership):
        example = 'hours = "24 hours"'
        what = f"there is no contact out of hours; if one with the role report is open day and night, write {example}"
        warnings.append(f"{FILE}: contacts: {what}")
    return warnings
