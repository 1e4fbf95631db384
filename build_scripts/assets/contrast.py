"""Checks that the colours of overrides/frame/tokens.css have the contrast that people need to read them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from build_scripts.errors import BuildError
from build_scripts.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

TOKENS = ROOT / "overrides" / "frame" / "tokens.css"
# WCAG 2.2 AA: 1.4.3 for text, 1.4.11 for what must be seen besides, such as the frame of a field.
TEXT = 4.5
MARK = 3.0
_GROUNDS = ("page", "surface", "tint")
PAIRS = (
    *((ink, ground, TEXT) for ink in ("text", "quiet", "accent", "share", "stop") for ground in _GROUNDS),
    *(("advice", ground, TEXT) for ground in ("page", "surface")),
    *(("accent-deep", ground, TEXT) for ground in ("page", "tint")),
    *(("on-accent", ground, TEXT) for ground in ("accent", "accent-deep")),
    ("urgent-text", "urgent-back", TEXT),
    ("urgent-back", "page", TEXT),  # on paper the notice is a frame
    ("text", "mark", TEXT),
    *(("focus", ground, MARK) for ground in _GROUNDS),
    *(("border-strong", ground, MARK) for ground in ("page", "surface")),
)
_NAMES = tuple(dict.fromkeys(name for pair in PAIRS for name in pair[:2]))
_COLOUR = r"#[0-9a-fA-F]{6}"
_ONE = re.compile(rf"--ss-([a-z-]+):\s*({_COLOUR})\s*;")
_TWO = re.compile(rf"--ss-([a-z-]+):\s*light-dark\(\s*({_COLOUR})\s*,\s*({_COLOUR})\s*\)\s*;")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STEPS = 20
# Below this share of full light a channel's light grows evenly with its number, as sRGB has it.
_EVEN = 0.04045


def check_palette(file: Path = TOKENS) -> None:
    """Raise BuildError naming every colour that is missing, and every pair that is too faint in either palette."""
    shown = "/".join(file.parts[-3:])
    text = _COMMENT.sub("", file.read_text(encoding="utf-8"))
    old = dict(_ONE.findall(text))
    found = palettes(text)
    problems = [*_missing(old, found["light"]), *_faint("light", found["light"]), *_faint("dark", found["dark"])]
    if problems:
        raise BuildError([f"{shown}: {problem}" for problem in problems])


def palettes(sheet: str) -> dict[str, dict[str, str]]:
    """Return the colours of a sheet by their names, in light and in dark."""
    pairs = _TWO.findall(_COMMENT.sub("", sheet))
    return {
        "light": {name: value for name, value, _ in pairs},
        "dark": {name: value for name, _, value in pairs},
    }


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 defines it, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _missing(old: Mapping[str, str], light: Mapping[str, str]) -> Iterator[str]:
    for name in _NAMES:
        if name not in old:
            yield f"--ss-{name}: there is no colour for older browsers. For example: --ss-{name}: #17212b;"
        if name not in light:
            yield f"--ss-{name}: there is no pair of colours. For example: --ss-{name}: light-dark(#17212b, #e8edf0);"
        elif name in old and old[name].lower() != light[name].lower():
            yield (
                f"--ss-{name}: {old[name]} for older browsers, but {light[name]} in light-dark(). "
                f"The light colour is the same in both. For example: --ss-{name}: {light[name]};"
            )


def faint_pairs(colours: Mapping[str, str]) -> Iterator[tuple[str, str, float, float]]:
    """Yield each pair of names whose colours are too alike, with their contrast, cut to two digits, and that needed."""
    for ink, ground, needed in PAIRS:
        if ink in colours and ground in colours and (found := contrast(colours[ink], colours[ground])) < needed:
            yield ink, ground, int(found * 100) / 100, needed


def _faint(palette: str, colours: Mapping[str, str]) -> Iterator[str]:
    for ink, ground, found, needed in faint_pairs(colours):
        right = enough(colours[ink], colours[ground], needed)
        yield (
            f"{palette} colours: --ss-{ink} ({colours[ink]}) on --ss-{ground} ({colours[ground]}): "
            f"contrast {found}, and it must be at least {needed}. For example: --ss-{ink} {right}"
        )


def enough(ink: str, ground: str, needed: float) -> str:
    """Return the colour nearest to the first, darker or lighter, that has enough contrast with the second."""
    white = contrast("#ffffff", ground) > contrast("#000000", ground)
    end = 255 if white else 0
    mixed = (
        "#" + "".join(f"{round(part + (end - part) * step / _STEPS):02x}" for part in _parts(ink))
        for step in range(1, _STEPS + 1)
    )
    return next(colour for colour in mixed if contrast(colour, ground) >= needed)


def _luminance(colour: str) -> float:
    linear = [
        part / 12.92 if (part := whole / 255) <= _EVEN else ((part + 0.055) / 1.055) ** 2.4 for whole in _parts(colour)
    ]
    red, green, blue = linear
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))
