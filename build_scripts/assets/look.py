"""A partnership's own colours in the place of the palette's, held to the contrast that people need to read them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from build_scripts.assets.contrast import TOKENS, enough, faint_pairs, palettes
from build_scripts.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from decision_engine.partnership import Colour

_FILE = "partnership.toml"


def check_look(look: Mapping[str, Colour], lines: Mapping[str, int]) -> None:
    """Raise BuildError naming, for each pair that would be too faint, the colour to change and one that is right.

    ``lines`` are those of the keys in the partnership's file.
    """
    if problems := [
        problem for palette, colours in page_colours(look).items() for problem in _faint(palette, colours, look, lines)
    ]:
        raise BuildError(problems)


def page_colours(look: Mapping[str, Colour]) -> dict[str, dict[str, str]]:
    """Return every colour of the pages by its name, in light and in dark, for what has no sheet to read them from."""
    return palettes(with_look(TOKENS.read_text(encoding="utf-8"), look))


def with_look(sheet: str, look: Mapping[str, Colour]) -> str:
    """Return a sheet with a partnership's colours; one without a dark colour leaves the sheet's own there."""
    for name, colour in look.items():
        one = rf"(--ss-{re.escape(name)}:\s*)"
        sheet = re.sub(rf"{one}#[0-9a-fA-F]{{6}}", rf"\g<1>{colour.light}", sheet)
        dark = colour.dark or r"\g<3>"
        pair = rf"{one}light-dark\(\s*(#[0-9a-fA-F]{{6}})\s*,\s*(#[0-9a-fA-F]{{6}})\s*\)"
        sheet = re.sub(pair, rf"\g<1>light-dark({colour.light}, {dark})", sheet)
    return sheet


def _faint(
    palette: str, colours: Mapping[str, str], look: Mapping[str, Colour], lines: Mapping[str, int]
) -> Iterator[str]:
    """Yield what to say of each faint pair in which a colour is the partnership's."""

    def own(name: str) -> bool:
        return name in look and (palette == "light" or bool(look[name].dark))

    for ink, ground, found, needed in faint_pairs(colours):
        wrong, other = (ink, ground) if own(ink) else (ground, ink)
        if own(wrong):
            key = f"look.{wrong}"
            path = next((path for path in (f"{key}.{palette}", key, "look") if path in lines), "")
            where = f"{_FILE}:{lines[path]}" if path else _FILE
            right = enough(colours[wrong], colours[other], needed)
            both = look[wrong]._replace(**{palette: right})
            written = f'{{light = "{both.light}", dark = "{both.dark}"}}' if both.dark else f'"{both.light}"'
            yield (
                f"{where}: {key}: {palette} colours: {ink} ({colours[ink]}) on {ground} ({colours[ground]}) is too "
                f"faint to read: the contrast is {found}, and it must be at least {needed}. "
                f"For example: {wrong} = {written}"
            )
