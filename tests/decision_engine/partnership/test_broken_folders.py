"""Every fault that a partnership's file can have, with the exact words that are said about it."""

from pathlib import Path

import pytest

from decision_engine.errors import PartnershipError
from decision_engine.partnership import partnership_from_bytes, partnership_lines, read_partnership
from tests.decision_engine.flow_files import broken
from tests.tools.golden import golden

HERE = Path(__file__).parent
SOUND = (HERE.parents[1] / "folders" / "one-council" / "partnership.toml").read_text(encoding="utf-8")
CASES = sorted((HERE / "broken").glob("*.toml"))
assert len(CASES) > 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_broken_file_is_refused_with_every_problem(case: Path) -> None:
    """A broken file is refused with exactly the messages that are kept beside it."""
    with pytest.raises(PartnershipError) as refused:
        partnership_from_bytes(broken(case, SOUND))
    golden(case.with_suffix(".expected"), f"{refused.value}\n")


def test_every_expectation_has_its_case() -> None:
    """No expected messages are there without a file."""
    assert {path.stem for path in (HERE / "broken").glob("*.expected")} == {case.stem for case in CASES}


def test_thousand_problems_are_enough() -> None:
    """After a thousand problems the rest is left, and said to be."""
    many = SOUND.replace("embed_on = []", f"embed_on = [{'5,' * 2000}]")
    with pytest.raises(PartnershipError, match="after 1000 problems the rest was not checked"):
        partnership_from_bytes(many.encode())


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfen\x00a\x00",
        "name = \u201cDorsetshire\u201d".encode(),
        "name = \u201cDorsetshire\u201d".encode("cp1252"),
        b"name = Dorsetshire",
        b"\x00",
        b"name = [" * 5000,
    ],
)
def test_bytes_that_are_no_toml_are_refused_in_one_message(content: bytes, tmp_path: Path) -> None:
    """An encoding, a quotation mark or a bracket in the way is one problem of the file as a whole."""
    (tmp_path / "partnership.toml").write_bytes(content)
    with pytest.raises(PartnershipError) as refused:
        read_partnership(tmp_path)
    assert len(refused.value.problems) == 1
    assert str(refused.value).startswith("partnership.toml")


@pytest.mark.parametrize("name", ["", "missing", "a file", "null\0"])
def test_folder_without_the_file_is_refused(name: str, tmp_path: Path) -> None:
    """A folder that is none, or is empty, is refused by its name."""
    (tmp_path / "a file").touch()
    for read in (read_partnership, partnership_lines):
        with pytest.raises(PartnershipError, match=r"there is no such file in .*For example: a folder with"):
            read(tmp_path / name)


def test_lines_of_a_file_that_is_no_text_are_refused(tmp_path: Path) -> None:
    """Lines are those of a text."""
    (tmp_path / "partnership.toml").write_bytes(b"\xff")
    with pytest.raises(PartnershipError):
        partnership_lines(tmp_path)
