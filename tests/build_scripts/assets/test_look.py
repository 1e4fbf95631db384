"""A partnership's colours: where they take the palette's place, and which are refused with what words."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.assets import INSIDE_SHEET, check_look, page_colours, page_styles
from build_scripts.assets.contrast import PAIRS, TOKENS, contrast
from build_scripts.assets.look import with_look
from build_scripts.errors import BuildError
from build_scripts.machine.bundles import page_sheets
from decision_engine.partnership import PALETTE, Colour

if TYPE_CHECKING:
    from collections.abc import Mapping

LOOKS = tomllib.loads((Path(__file__).parent / "palettes" / "looks.toml").read_text(encoding="utf-8"))["looks"]
SHEET = TOKENS.read_text(encoding="utf-8")
OWN = page_colours({})
assert len(LOOKS) > 3

colours = st.from_regex("#[0-9a-f]{6}", fullmatch=True)
looks = st.dictionaries(
    st.sampled_from(PALETTE), st.builds(Colour, light=colours, dark=st.just("") | colours), max_size=4
)


def look_of(table: Mapping[str, Any]) -> dict[str, Colour]:
    """Give a table of the file as colours."""
    return {name: Colour(**value) if isinstance(value, dict) else Colour(value) for name, value in table.items()}


def problems_of(look: Mapping[str, Colour], lines: Mapping[str, int] | None = None) -> list[str]:
    """Give what is said of colours; nothing where they can be read."""
    try:
        check_look(look, lines or {})
    except BuildError as error:
        return list(error.problems)
    return []


@pytest.mark.parametrize("case", LOOKS, ids=lambda case: str(case["name"]))
def test_faint_colours_are_told_by_their_keys(case: Mapping[str, Any]) -> None:
    """With the line of the file, the pair, its contrast, what is needed and a colour that is right; all at once."""
    assert problems_of(look_of(case["look"]), case["lines"]) == case["says"]


@given(looks)
def test_look_is_refused_exactly_where_one_of_its_colours_is_too_faint(look: dict[str, Colour]) -> None:
    """And following the example of each message mends the pair that it names."""
    found = page_colours(look)
    faint = [
        (palette, ink, ground, needed)
        for palette, named in found.items()
        for ink, ground, needed in PAIRS
        if contrast(named[ink], named[ground]) < needed
    ]
    problems = problems_of(look)
    assert len(problems) == len(faint)
    for (palette, ink, ground, needed), problem in zip(faint, problems, strict=True):
        (changed,) = re.findall(r"look\.([a-z-]+):", problem)
        written = tomllib.loads(problem.partition("For example: ")[2])[changed]
        example = written[palette] if isinstance(written, dict) else written
        mended = {**found[palette], changed: example}
        assert contrast(mended[ink], mended[ground]) >= needed


@given(looks)
def test_look_changes_its_own_colours_and_nothing_else(look: dict[str, Colour]) -> None:
    """In the sheet for older browsers too; a palette for which it has no colour keeps the site's."""
    sheet, found = with_look(SHEET, look), page_colours(look)
    for name in PALETTE:
        light, dark = look.get(name, Colour(OWN["light"][name]))
        assert found["light"][name] == light
        assert found["dark"][name] == (dark or OWN["dark"][name])
        assert f"--ss-{name}: {light};" in sheet
    assert re.sub("#[0-9a-f]{6}", "", sheet) == re.sub("#[0-9a-f]{6}", "", SHEET)


def test_sheets_of_pages_have_the_colours() -> None:
    """Those that are files and the one inside pages."""
    look = {"accent": Colour("#1d4f91", "#b7d0f5")}
    own, others = page_styles(page_sheets(), look), page_styles(page_sheets())
    for name in ("site", INSIDE_SHEET):
        assert b"#1d4f91" in own[name].content
        assert b"#b7d0f5" in own[name].content
        assert OWN["light"]["accent"].encode() not in own[name].content
        assert own[name].path != others[name].path


def test_sheet_has_every_colour_that_a_partnership_may_set() -> None:
    """Else a partnership's colour would be nowhere, without a word."""
    assert set(PALETTE) == set(OWN["light"]) == set(OWN["dark"])
