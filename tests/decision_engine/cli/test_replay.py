"""A record's JSON: as its schema says, and replayed or refused with exact words."""

from __future__ import annotations

import json
import re
import tomllib
from functools import reduce
from typing import TYPE_CHECKING, Any

import pytest

from decision_engine.authoring.graph import routes
from decision_engine.authoring.read import SHIPPED, read_flow
from decision_engine.cli import main
from decision_engine.cli.replay import MOST_DIFFERENCES
from decision_engine.partnership import contact_data, read_partnership, values
from decision_engine.record import Context, record_of
from decision_engine.trace import trace
from decision_engine.words import RECORD, read_words
from tests.decision_engine.written_records import CASES, FLOW, NAMES, READ, WRITTEN, written
from tests.folders.partnerships import FOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from decision_engine.model import Answer

SHIPPED_READ = read_flow(SHIPPED)
DOCS = SHIPPED.parents[2] / "docs" / "adopt"
SCHEMA: dict[str, Any] = json.loads((DOCS / "record.schema.json").read_text("utf-8"))
TAMPERED: dict[str, Any] = tomllib.loads((CASES / "tampered.toml").read_text("utf-8"))
UNREADABLE: dict[str, Any] = tomllib.loads((CASES / "unreadable.toml").read_text("utf-8"))
MADE = "the .json file that the check has made, as it was downloaded"
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool}


def plain(name: str) -> dict[str, Any]:
    """Return a record as its JSON file holds it."""
    data: dict[str, Any] = json.loads(json.dumps(written(name).data))
    return data


def mismatches(schema: dict[str, Any], value: object, path: str = "") -> Iterator[str]:
    """Find where a value doesn't fit a schema; only what the record's schema uses is understood."""
    unknown = schema.keys() - {"$schema", "title", "description", "type", "const", "pattern", "items", "required"}
    assert unknown <= {"properties", "additionalProperties", "oneOf"}, unknown
    if "const" in schema and (value != schema["const"] or isinstance(value, bool)):
        yield f"{path}: not {schema['const']}"
    if "type" in schema and not isinstance(value, TYPES[schema["type"]]):
        yield f"{path}: no {schema['type']}"
    elif isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{path}: pattern"
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from mismatches(schema["items"], part, f"{path}[{at}]")
    elif isinstance(value, dict):
        known, other = schema.get("properties", {}), schema["additionalProperties"]
        yield from (f"{path}.{name}: missing" for name in schema.get("required", []) if name not in value)
        choices = [one["required"] for one in schema.get("oneOf", [])]
        if choices and sum(set(names) <= value.keys() for names in choices) != 1:
            yield f"{path}: not one of {choices}"
        for name, part in value.items():
            if name in known or other:
                yield from mismatches(known.get(name, other), part, f"{path}.{name}")
            else:
                yield f"{path}.{name}: unknown"


def key_paths(schema: dict[str, Any], path: str = "") -> Iterator[str]:
    """Yield the path of every key that a schema describes, with its description, as the documentation lists them."""
    for name, part in schema.get("properties", {}).items():
        here = f"{path}.{name}" if path else name
        yield f"| `{here}` | {part['description']} |"
        yield from key_paths(part, here)
    if isinstance(schema.get("additionalProperties"), dict):
        yield from key_paths(schema["additionalProperties"], f"{path}.*")
    if "items" in schema:
        yield from key_paths(schema["items"], f"{path}[]")


def replayed(tmp_path: Path, content: str | bytes, *options: str) -> int:
    """Write a file and replay it."""
    file = tmp_path / "record.json"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return main(["replay", str(file), *(options or ("--flow", str(FLOW)))])


def changed(data: Any, at: list[str | int], case: dict[str, Any]) -> Any:
    """Put a case's value into a record, at the end of a list where the place is one beyond, or take the key out."""
    *way, last = at
    holder = reduce(lambda part, key: part[key], way, data)
    if "value" not in case:
        del holder[last]
    elif last == len(holder):
        holder.append(json.loads(case["value"]))
    else:
        holder[last] = json.loads(case["value"])
    return data


@pytest.mark.parametrize("name", NAMES)
def test_every_record_fits_the_published_schema(name: str) -> None:
    """The schema that is published holds for the records that the engine writes."""
    assert list(mismatches(SCHEMA, plain(name))) == []


@pytest.mark.parametrize(
    ("at", "value", "mismatch"),
    [
        (["kind"], '"x"', [".kind: not decision-record"]),
        (["format"], "true", [".format: not 1"]),
        (["flow", "sha256"], '"x"', [".flow.sha256: pattern"]),
        (["answers", "consent", "grounds", 0], '"A b"', [".answers.consent.grounds[0]: pattern"]),
        (["checklists", 0, "items", 0, "ticked"], '"yes"', [".checklists[0].items[0].ticked: no boolean"]),
        (["child"], '"x"', [".child: unknown"]),
        (["notice"], "{}", [".notice.title: missing", ".notice.lines: missing", ".notice.contacts: missing"]),
        (["answers", "consent"], '{"grounds": []}', [".answers.consent: not one of [['option'], ['options']]"]),
        (
            ["answers", "consent"],
            '{"grounds": [], "option": "yes", "options": ["yes"]}',
            [".answers.consent: not one of [['option'], ['options']]"],
        ),
    ],
)
def test_the_schema_refuses_what_is_no_record(at: list[str | int], value: str, mismatch: list[str]) -> None:
    """The schema is strict: other values, unknown keys and missing keys don't fit."""
    assert list(mismatches(SCHEMA, changed(plain("with-consent"), at, {"value": value}))) == mismatch


def test_the_schema_needs_every_key_and_allows_no_other() -> None:
    """Each table of the schema needs all its keys, and they are those of the engine's records, in the same order."""
    assert list(SCHEMA["properties"]) == SCHEMA["required"] == list(written("advice").data)
    assert SCHEMA["additionalProperties"] is False


def test_the_documentation_lists_every_key_of_the_schema() -> None:
    """The table of keys on the page says what the schema says, key by key."""
    page = (DOCS / "record.md").read_text("utf-8")
    listed = page.partition("| Key | What it holds |\n| --- | --- |\n")[2].strip().splitlines()
    assert listed == list(key_paths(SCHEMA))


def test_a_record_holds_its_answers_and_names_in_replayable_form() -> None:
    """Answers off the route stay out, grounds are kept, and local names are those that the flow declares."""
    assert written("with-consent").data["answers"] == {
        "purpose": {"option": "yes", "grounds": []},
        "consent": {"option": "yes", "grounds": []},
    }
    assert written("lawful-reason").data["answers"]["lawful-reason"] == {
        "option": "yes",
        "grounds": ["cannot-gain", "other"],
    }
    assert written("advice", names={**WRITTEN["names"], "website": "x"}).data["names"] == WRITTEN["names"]


def test_a_good_record_is_replayed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The route and the result are shown, and what this proves and what it doesn't."""
    assert replayed(tmp_path, "\ufeff" + json.dumps(plain("lawful-reason"))) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.splitlines() == [
        f"record.json agrees with the flow sharing, version {READ.flow.version} (sharing.toml, sha256 {READ.sha256}).",
        "1. Is there a clear and legitimate purpose for sharing? Yes.",
        "2. Do you have consent to share? No.",
        "3. Does the information let a person be identified? Yes.",
        "4. Is there a lawful reason to share without consent? Yes.",
        "   - I cannot gain consent",
        "   - Another reason, which I will write in the record",
        "Result: You can share (share-lawful-reason)",
        "This shows that these answers lead to this result under this flow, with these reasons.",
        "It proves neither who wrote the record nor when: anyone can write such a file.",
        "Time, ticks, banner, local names and phone numbers are what the file says, and can't be checked.",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_outcome_replays(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A record of each kind agrees with its flow and shows the outcome that it should have."""
    assert replayed(tmp_path, json.dumps(plain(name))) == 0
    assert f"({WRITTEN['records'][name]['outcome']})\n" in capsys.readouterr().out


@pytest.mark.parametrize("area", ["", "North Borderlands", "South Borderlands"])
def test_a_record_with_an_areas_contacts_first_is_replayed(
    area: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whichever area was chosen, the record's order of contacts is the one that the replay makes."""
    partnership = read_partnership(FOLDERS / "two-forces")
    contacts = [contact_data(contact) for contact in partnership.contacts]
    context = Context(SHIPPED_READ.sha256, values(partnership), read_words(*RECORD), contacts=contacts, area=area)
    route = next(routes(SHIPPED_READ.flow))
    record = record_of(SHIPPED_READ.flow, trace(SHIPPED_READ.flow, route), context, time="2026-11-22T14:05+00:00")
    found = [one["area"] for one in record.data["notice"]["contacts"]]
    assert len(set(found)) > 1
    assert not area or found[0] == area
    file = tmp_path / "record.json"
    file.write_text(json.dumps(record.data), encoding="utf-8")
    assert main(["replay", str(file)]) == 0, capsys.readouterr()


@pytest.mark.parametrize("wrong", [{"area": []}, {"area": {}, "role": {}}, {"role": 1}])
def test_contacts_of_a_wrong_kind_are_differences(
    wrong: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A changed record is refused in words, whatever its contacts hold."""
    data = plain(NAMES[0])
    data["notice"]["contacts"] = [{"role": "report", "area": "", **wrong}]
    assert replayed(tmp_path, json.dumps(data)) != 0
    assert "notice.contacts" in capsys.readouterr().err


def test_a_replay_gives_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``replay --json`` prints the record that it has written anew, or what doesn't agree, a problem a difference."""
    record = plain(NAMES[0])
    assert replayed(tmp_path, json.dumps(record), "--flow", str(FLOW), "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found == {"agrees": True, "file": "record.json", **record}
    record["outcome"]["summary"] = record["steps"][0]["label"] = "Another"
    assert replayed(tmp_path, json.dumps(record), "--flow", str(FLOW), "--json") == 2
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert [problem["what"].split(":")[1].strip() for problem in problems] == ["outcome.summary", "steps[0].label"]


@pytest.mark.parametrize("name", TAMPERED)
def test_a_tampered_record_is_refused(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever no longer agrees is named by its key path, with both values, and the exit code is 2."""
    case = TAMPERED[name]
    assert replayed(tmp_path, json.dumps(changed(plain(case["record"]), case["at"], case))) == 2
    said = capsys.readouterr()
    assert said.out == ""
    expected = [line.replace("{version}", READ.flow.version).replace("{sha256}", READ.sha256) for line in case["says"]]
    assert said.err.splitlines() == expected


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_unreadable_file_is_refused(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No file ends in a traceback: one line says what is wrong, and the exit code is 2."""
    case = UNREADABLE[name]
    text = case.get("before", "") + case.get("text", "") * case.get("times", 1) + case.get("after", "")
    assert replayed(tmp_path, bytes.fromhex(case["hex"]) if "hex" in case else text) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"record.json: {case['says'].replace('{made}', MADE)}\n")


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("nothing.json", "nothing.json: the file can't be read (No such file or directory)"),
        ("nul\0.json", "nul\\x00.json: the file can't be read (no such name)"),
        (".", "{folder}: the file can't be read (Is a directory)"),
    ],
)
def test_a_missing_file_is_named(file: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that isn't there, a name that can't be one and a folder each get their reason."""
    assert main(["replay", str(tmp_path / file)]) == 2
    example = "python -m decision_engine replay record.json"
    assert capsys.readouterr().err == f"{says.replace('{folder}', tmp_path.name)}. For example: {example}\n"


def test_many_differences_are_cut(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Twenty differences are listed, and a last line says that there are more."""
    assert replayed(tmp_path, json.dumps(plain("refused") | {f"key-{at}": at for at in range(100_000)})) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == MOST_DIFFERENCES + 1
    assert lines[-1] == "record.json: there are more differences, not listed here"


@pytest.mark.parametrize("answers", list(routes(SHIPPED_READ.flow)), ids="-".join)
def test_the_shipped_flow_is_the_default(
    answers: dict[str, Answer], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A record of every route through the shipped flow replays without naming a flow file, and fits the schema."""
    names = dict.fromkeys(SHIPPED_READ.flow.placeholders, "-")
    context = Context(sha256=SHIPPED_READ.sha256, names=names, words=read_words(*RECORD))
    route = trace(SHIPPED_READ.flow, answers)
    record = record_of(SHIPPED_READ.flow, route, context, time=WRITTEN["time"])
    assert list(mismatches(SCHEMA, json.loads(json.dumps(record.data)))) == []
    file = tmp_path / "record.json"
    file.write_text(json.dumps(record.data), "utf-8")
    assert main(["replay", str(file)]) == 0
    assert f"({route.at.id})\n" in capsys.readouterr().out


def test_another_version_replays_with_its_own_flow_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A record is tied to its flow file's bytes: refused under another, replayed with ``--flow``."""
    earlier = tmp_path / "earlier.toml"
    earlier.write_bytes(FLOW.read_bytes() + b"# one more line\n")
    assert replayed(tmp_path, json.dumps(plain("refused")), "--flow", str(earlier)) == 2
    assert capsys.readouterr().err.startswith(
        f'record.json: flow.sha256: the record was made with "{READ.sha256[:80]}"'
    )
    assert replayed(tmp_path, json.dumps(plain("refused")), "--flow", str(FLOW)) == 0


def test_a_broken_flow_file_is_the_flow_files_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the flow file can't be read, the message is about that file."""
    assert replayed(tmp_path, json.dumps(plain("refused")), "--flow", str(tmp_path / "gone.toml")) == 2
    assert capsys.readouterr().err.startswith("gone.toml: the file can't be read")


def test_names_from_the_file_cannot_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Control characters in local names are taken out of what is printed."""
    flow = tmp_path / "named.toml"
    text = FLOW.read_text("utf-8").replace('label = "You can share"', 'label = "{police_service}: share"')
    flow.write_text(text, "utf-8")
    record = written(
        "with-consent", names={**WRITTEN["names"], "police_service": "Police\x1b[2J"}, read=read_flow(flow)
    )
    assert replayed(tmp_path, json.dumps(record.data), "--flow", str(flow)) == 0
    said = capsys.readouterr().out
    assert "Result: Police�[2J: share (share-with-consent)\n" in said
    assert "\x1b" not in said
