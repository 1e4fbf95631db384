"""A trace as a record: the wording, whole, for one route to each decision, and what no record is made of."""

import json

import pytest

from decision_engine import Context, Record, RecordError, answers_of, record_of, trace
from decision_engine.authoring.read import SHIPPED, read_flow
from decision_engine.words import RECORD, read_words
from tests.decision_engine.flow_files import CONTACTS, HERE, NAMES, shipped
from tests.tools.golden import golden

WORDS = read_words(*RECORD)
CONTEXT = Context("0123456789abcdef" * 4, NAMES, WORDS, "Demonstration", CONTACTS)
TIME = "2026-11-22T14:05+00:00"
# By flow and decision, the answers to the flow's questions in the file's order.
ROUTES = {
    "sharing/share": ("yes", "no", "yes", "yes"),
    "sharing/do-not-share": ("yes", "no", "yes", "no"),
    "sharing/seek-advice": ("yes", "unsure"),
    "consent/valid": ("no", "yes", "yes", "yes", "yes", "yes"),
    "consent/do-not-ask": ("yes",),
    "consent/not-valid": ("no", "yes", "yes", "no"),
    "asking/ask": ("yes", "yes", "yes", "yes"),
    "asking/not-yet": ("no",),
}
SHARE = "sharing/share"
FLOW = shipped().flow


def made(name: str, context: Context = CONTEXT, time: str = TIME) -> Record:
    """Make the record of a route."""
    flow = read_flow(SHIPPED.with_stem(name.partition("/")[0])).flow
    answers = {question.id: {"option": o} for question, o in zip(flow.questions, ROUTES[name], strict=False)}
    if name == SHARE:
        answers["lawful-reason"]["grounds"] = ["cannot-gain", "other"]  # type: ignore[assignment]
    return record_of(flow, trace(flow, answers_of(answers)), context, time=time, ticked=("how-to-share/fact", "x/y"))


@pytest.mark.parametrize("name", ROUTES)
def test_a_record_reads_as_it_should(name: str) -> None:
    """The text of a record is exactly the one beside the tests, and its decision that of the route."""
    record = made(name)
    assert record.data["outcome"]["decision"] == name.rpartition("/")[2]
    golden(HERE / "golden" / f"{name}.txt", record.text())


def test_blocks_of_a_record_are_plain_data_in_its_order() -> None:
    """The blocks, which every other form of the record renders, are exactly the ones beside the tests."""
    blocks = made(SHARE).blocks()
    golden(HERE / "golden" / f"{SHARE}.json", json.dumps(blocks, ensure_ascii=False, indent=2) + "\n")
    kinds = "title made notice contacts result steps list ticks fields notes basis"
    assert list(dict.fromkeys(block["kind"] for block in blocks)) == kinds.split()


def test_a_record_lists_the_contacts_of_its_notice_by_area() -> None:
    """Everyone's first, then those of each area, in the order of the notice's roles; those of a chosen area first."""
    for area in ("", "Estonbury"):
        record = made(SHARE, CONTEXT._replace(area=area))
        groups = next(block["groups"] for block in record.blocks() if block["kind"] == "contacts")
        everyone, *others = ["", "Norbury", "Suthwick", "Estonbury", "Westerham Vale"]
        expected = [everyone, *others] if not area else [area, everyone, *(one for one in others if one != area)]
        assert [group["area"] for group in groups] == expected
        told = next(group["lines"] for group in groups if group["area"] == "Estonbury")
        assert [line.partition(":")[0] for line in told] == [
            "Estonbury Children's Social Care",
            "Suthwick and Estonbury Out of Hours",
        ]
        for line in told:
            assert f"- {line}" in record.text()
        assert "lado" not in {contact["id"] for contact in record.data["notice"]["contacts"]}


def test_a_record_of_an_unconfirmed_result_says_so_in_its_heading() -> None:
    """Both in the text and in the data, with the delay that nobody should wait for right below."""
    record = made(SHARE)
    label = "You can share once you have confirmed your lawful basis"
    assert record.data["outcome"]["label"] == label
    assert f"RESULT: {label}\nConfirm it with your information governance lead, unless that delay" in record.text()


def test_every_golden_record_is_looked_at() -> None:
    """No golden record stands there that nothing makes."""
    folder = HERE / "golden"
    assert {path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.txt")} == set(ROUTES)


def test_every_record_carries_a_notice_and_only_filled_names() -> None:
    """Whatever the outcome, a record says what to do for a child at risk, with local names in place."""
    for name in ROUTES:
        record = made(name)
        assert record.data["notice"]["lines"]
        assert NAMES["emergency_phone"] in record.text()
        assert "{" not in record.text()


def test_a_record_keeps_what_was_ticked() -> None:
    """Items ticked on the page are ticked in the record, ids that are none of them left out."""
    ticked = [item["id"] for part in made(SHARE).data["checklists"] for item in part["items"] if item["ticked"]]
    assert ticked == ["fact"]


def test_a_record_without_a_banner_has_no_line_for_it() -> None:
    """An adopted site's records don't say that they are a demonstration."""
    text = made(SHARE, Context(sha256="0" * 64, names=NAMES, words=WORDS)).text()
    under_a_banner = made(SHARE, Context(sha256="0" * 64, names=NAMES, words=WORDS, banner="Demonstration")).text()
    assert text == under_a_banner.replace("Demonstration\n", "").replace(f"{WORDS['check_numbers']}\n", "")


def test_under_a_banner_the_notice_says_to_check_the_local_numbers_and_not_the_emergency_number() -> None:
    """Right below the numbers, and never so that it could make anyone hesitate to call in an emergency."""
    record = made(SHARE)
    (notice,) = [block for block in record.blocks() if block["kind"] == "notice"]
    assert notice["lines"] == [*record.data["notice"]["lines"], WORDS["check_numbers"]]
    assert f"{record.data['notice']['lines'][-1]}\n{WORDS['check_numbers']}\n\n" in record.text()
    assert "local numbers" in WORDS["check_numbers"]
    assert WORDS["check_numbers"].endswith("The emergency number needs no check.")


@pytest.mark.parametrize(
    "time", ["", "now", "2026-11-22", "2026-11-22T14:05", "2026-11-22T14:05Z", "2026-11-22 14:05+00:00", f"{TIME}\n"]
)
def test_a_time_without_its_offset_is_refused(time: str) -> None:
    """A record needs a date, a time and an offset from UTC."""
    with pytest.raises(RecordError, match=r"^the time needs a date, a time and an offset from UTC, for example 2026"):
        made(SHARE, time=time)


def test_an_unfinished_route_makes_no_record() -> None:
    """Answers that reach no outcome make no record; the open question is named."""
    with pytest.raises(RecordError, match=r'^the answers reach no outcome yet: the question "consent" is open$'):
        record_of(FLOW, trace(FLOW, answers_of({"purpose": {"option": "yes"}})), CONTEXT, time=TIME)


def test_a_record_is_written_in_the_words_that_it_is_given() -> None:
    """Another language's words stand in the text in place of the English ones."""
    welsh = {key: f"<{text}>" for key, text in WORDS.items()}
    text = made(SHARE, CONTEXT._replace(words=welsh)).text()
    assert f"<Made {TIME}>" in text
    assert "\n\n<WHY>\n1. " in text
    assert "\n\n<TO FILL IN>\n" in text
