"""The contrast of colours: what is measured, which palettes are refused, and what is said of them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from build_scripts.assets.contrast import TOKENS, check_palette, contrast
from build_scripts.errors import BuildError
from decision_engine.record.docx_parts import COLOURS

if TYPE_CHECKING:
    from collections.abc import Mapping

CHANGES = tomllib.loads((Path(__file__).parent / "palettes" / "wrong.toml").read_text(encoding="utf-8"))["changes"]
# Ratios that WCAG's own examples and other tools give.
KNOWN = {("#000000", "#ffffff"): 21.0, ("#777777", "#ffffff"): 4.48, ("#17212b", "#ffffff"): 16.3}
assert len(CHANGES) > 4


@pytest.mark.parametrize("pair", KNOWN, ids=" on ".join)
def test_contrast_is_what_others_measure(pair: tuple[str, str]) -> None:
    """It is the same whichever colour is the ground."""
    assert contrast(*pair) == pytest.approx(KNOWN[pair], abs=0.05)
    assert contrast(*pair) == contrast(*reversed(pair))


def test_shipped_colours_have_enough_contrast() -> None:
    """In either palette; every build checks it."""
    check_palette()


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: str(change["name"]))
def test_wrong_colours_are_told_with_what_is_needed(tmp_path: Path, change: Mapping[str, str]) -> None:
    """Each message names the file, the colours, what was found, what is needed and a right one."""
    file = tmp_path / "overrides" / "frame" / "tokens.css"
    file.parent.mkdir(parents=True)
    text = TOKENS.read_text(encoding="utf-8")
    assert change["old"] in text
    file.write_text(text.replace(change["old"], change["new"]), encoding="utf-8")
    with pytest.raises(BuildError) as raised:
        check_palette(file)
    assert list(raised.value.problems) == [f"overrides/frame/tokens.css: {said}" for said in change["says"]]


@pytest.mark.parametrize("name", ["urgent-back", "text", "quiet", "border-strong", "surface"])
def test_word_document_has_the_colours_of_the_site(name: str) -> None:
    """The engine can't read a style sheet, so its colours are a copy; none of them drifts."""
    colour = re.search(rf"--ss-{name}: #([0-9a-f]{{6}});", TOKENS.read_text(encoding="utf-8"))
    assert colour
    assert colour[1].upper() in COLOURS
