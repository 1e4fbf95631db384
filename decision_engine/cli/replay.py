"""Show that the answers in a decision record lead to its outcome under its flow."""

import argparse
import json
from collections.abc import Iterator, Mapping
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

from decision_engine.authoring.read import SHIPPED, FlowFile, read_flow
from decision_engine.cli.read_record import file_name, named, read_record, refused
from decision_engine.errors import AnswersError, RecordError, shown
from decision_engine.model import Answer, Outcome
from decision_engine.record import Context, Record, record_of
from decision_engine.trace import answers_data, answers_of, trace
from decision_engine.words import RECORD, read_words

MOST_DIFFERENCES = 20
_WELL_SEEN = 40  # a difference up to this sign of a text shows although the text is cut to a line
_BEFORE = 20  # how much of a text is shown before a later one
_ABSENT = object()


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("record", type=Path, metavar="FILE", help="the .json file that the check has made")
    parser.add_argument(
        "--flow",
        type=Path,
        default=SHIPPED,
        metavar="FLOW",
        help="the flow file it was made with; else the shipped one",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.epilog = "example:\n  python -m decision_engine replay record.json"


def command(options: argparse.Namespace) -> int:
    """Replay the record's answers and print that all agrees; raises RecordError or AnswersError where it doesn't."""
    file = file_name(options.record)
    data = read_record(options.record)
    read = read_flow(options.flow)
    _check_flow(file, data, read)
    _check_route(file, data, read)
    record = _record_again(file, data, read)
    found = _differences(data, record.data, "")
    lines = [f"{file}: {difference}" for difference in islice(found, MOST_DIFFERENCES)]
    if next(found, None):
        lines.append(f"{file}: there are more differences, not listed here")
    if lines:
        raise RecordError("\n".join(lines))
    if options.json:
        print(json.dumps({"agrees": True, "file": file, **record.data}, ensure_ascii=False))
    else:
        _print(file, record.data, read)
    return 0


def _check_flow(file: str, data: Mapping[str, Any], read: FlowFile) -> None:
    """Make sure that the record and the flow file mean the same flow: its id, its version, its every byte."""
    flow = data.get("flow")
    flow = flow if isinstance(flow, dict) else {}
    for key, expected in (("id", read.flow.id), ("version", read.flow.version), ("sha256", read.sha256)):
        if flow.get(key) != expected:
            made = f"the record was made with {named(flow.get(key))}"
            what = f"{made}, the flow file {shown(read.file)} is {named(expected)}"
            example = "to replay it with the flow file that it was made with: "
            example += f"python -m decision_engine replay {file} --flow FILE"
            raise refused(file, f"flow.{key}", what, example)


def _check_route(file: str, data: Mapping[str, Any], read: FlowFile) -> None:
    """Replay the answers alone, and make sure that they reach an outcome."""
    try:
        route = trace(read.flow, answers_of(data.get("answers")))
    except AnswersError as error:
        raise AnswersError(
            tuple(
                problem._replace(file=file, path=f"answers.{problem.path}" if problem.path else "answers")
                for problem in error.problems
            )
        ) from error
    if not isinstance(route.at, Outcome):
        what = f'the answers reach no outcome: the question "{route.at.id}" is open'
        first = route.at.options[0].id
        chosen = Answer(options=(first,)) if route.at.several else Answer(option=first)
        example = json.dumps(answers_data({route.at.id: chosen}))[1:-1]
        raise refused(file, "answers", what, example)


def _record_again(file: str, data: Mapping[str, Any], read: FlowFile) -> Record:
    """Write the record again from its answers and what no flow can tell: time, ticks, banner, local names, contacts."""
    names, banner, time = data.get("names"), data.get("banner"), data.get("time")
    contacts = _contacts(data.get("notice"))
    if not isinstance(names, dict) or not all(isinstance(name, str) for name in names.values()):
        raise refused(
            file, "names", f"expected a table of texts, found {named(names)}", '"names": {"emergency_number": "999"}'
        )
    if not isinstance(banner, str):
        raise refused(file, "banner", f"expected a text, found {named(banner)}", '"banner": ""')
    area = contacts[0]["area"] if contacts else ""  # those of the area that was chosen come first
    context = Context(read.sha256, names, read_words(*RECORD), banner, contacts, area)
    try:
        flow = read.plain(names)
        route = trace(flow, answers_of(data.get("answers")))
        return record_of(flow, route, context, time=str(time), ticked=tuple(_ticked(data.get("checklists"))))
    except KeyError as error:
        missing = [name for name in read.flow.placeholders if name not in names]
        lines = [str(refused(file, f"names.{name}", f'"{name}" is missing', f'"{name}": "…"')) for name in missing]
        raise RecordError("\n".join(lines)) from error
    except RecordError as error:
        message = f"{file}: time: {error}; found {named(time)}"
        raise RecordError(message) from error


def _contacts(notice: object) -> list[dict[str, Any]]:
    """Return the contacts that a record lists, as far as they have a role and an area: they are the partnership's."""
    match notice:
        case {"contacts": [*contacts]}:
            return [one for one in contacts if _is_contact(one)]
    return []


def _is_contact(one: object) -> bool:
    """Return whether a record's contact has what it is placed by."""
    match one:
        case {"role": str(), "area": str()}:
            return True
    return False


def _ticked(checklists: object) -> Iterator[str]:
    """Yield the ids of ticked items, whatever else is there."""
    for checklist in checklists if isinstance(checklists, list) else []:
        match checklist:
            case {"id": str(name), "items": [*items]}:
                for item in items:
                    match item:
                        case {"id": str(item_name), "ticked": True}:
                            yield f"{name}/{item_name}"


def _differences(found: object, expected: object, path: str) -> Iterator[str]:
    """Compare what a record holds with what it should hold, type and all; the depth is that of the expected one."""
    if isinstance(found, dict) and isinstance(expected, dict):
        for name in dict.fromkeys((*expected, *found)):
            here = f"{path}.{shown(name)}" if path else shown(name)
            yield from _differences(found.get(name, _ABSENT), expected.get(name, _ABSENT), here)
    elif isinstance(found, list) and isinstance(expected, list):
        for at, (one, other) in enumerate(zip_longest(found, expected, fillvalue=_ABSENT)):
            yield from _differences(one, other, f"{path}[{at}]")
    elif type(found) is not type(expected) or found != expected:
        one, other = _cut(found, expected)
        yield f"{path}: the record says {one}; its answers lead to {other} under this flow"


def _cut(found: object, expected: object) -> tuple[str, str]:
    """Return two values as messages have them, long texts from a little before where they differ."""
    start = 0
    if isinstance(found, str) and isinstance(expected, str):
        pairs = enumerate(zip(found, expected, strict=False))
        alike = next((at for at, (one, other) in pairs if one != other), min(len(found), len(expected)))
        start = alike - _BEFORE if alike > _WELL_SEEN else 0
    one, other = (f"…{value[start:]}" if start and isinstance(value, str) else value for value in (found, expected))
    return _value(one), _value(other)


def _value(value: object) -> str:
    return "nothing" if value is _ABSENT else "null" if value is None else named(value)


def _print(file: str, data: Mapping[str, Any], read: FlowFile) -> None:
    flow = read.flow
    print(f"{file} agrees with the flow {flow.id}, version {flow.version} ({shown(read.file)}, sha256 {read.sha256}).")
    for number, step in enumerate(data["steps"], 1):
        print(_printable(f"{number}. {step['text']} {step['label']}."))
        for ground in step["grounds"]:
            print(_printable(f"   - {ground['text']}"))
    print(_printable(f"Result: {data['outcome']['label']} ({data['outcome']['id']})"))
    print("This shows that these answers lead to this result under this flow, with these reasons.")
    print("It proves neither who wrote the record nor when: anyone can write such a file.")
    print("Time, ticks, banner, local names and phone numbers are what the file says, and can't be checked.")


def _printable(text: str) -> str:
    """Replace what could control a terminal: local names come from the record's file."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)
