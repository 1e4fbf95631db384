"""The site's font to the width of a text: SVG breaks no lines, and at build there is no browser to ask."""

import json
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from unicodedata import combining, east_asian_width

from build_scripts.errors import BuildError
from build_scripts.paths import ROOT, cached

FONTS = ROOT / "overrides" / "assets" / "fonts"
_BOLDEST = 700  # the weight of numbers and of the answers on a route; what is lighter is narrower
_OTHER = 0.65  # a letter that the font lacks comes from another font; a wide guess only breaks a line early
_SPACE_OF_LETTER, _SPACE_OF_WORD = 0.12, 0.16  # what WCAG 1.4.12 lets a reader add


def width_of(text: str) -> float:
    """Return how wide a text is, in its type size; raises BuildError when a font of the site can't be read."""
    known = letter_widths(FONTS)
    return sum(known[letter] if letter in known else _guess(letter) for letter in text)


def spaced_width_of(text: str) -> float:
    """Return how wide a text is for a reader who spaces letters and words out; raises BuildError as above."""
    return width_of(text) + _SPACE_OF_LETTER * len(text) + _SPACE_OF_WORD * text.count(" ")


@cache
def letter_widths(folder: Path) -> dict[str, float]:
    """Return how wide each letter of a folder's fonts is, the widest of each; raises BuildError for a broken font."""
    widths: dict[str, float] = {}
    for found in kept_widths(folder).values():
        for letter, width in found.items():
            widths[letter] = max(width, widths.get(letter, 0.0))
    return widths


def kept_widths(folder: Path = FONTS) -> dict[str, dict[str, float]]:
    """Return the widths of the letters of each font by its file's name; raises BuildError for a broken font."""
    return {font.name: _kept(font, partial(_read, font)) for font in sorted(folder.glob("*.woff2"))}


def keep_widths(known: Mapping[str, Mapping[str, float]], folder: Path = FONTS) -> None:
    """Have the widths of fonts known, by their files' names, where nothing can read a font."""
    for name, widths in known.items():
        _kept(folder / name, partial(dict, widths))


def _kept(font: Path, read: Callable[[], Mapping[str, float]]) -> dict[str, float]:
    """Return the widths that are in the cache for a font, and read them where they aren't there yet."""

    def keep(folder: Path) -> None:
        (folder / "widths.json").write_text(json.dumps(read()), encoding="utf-8")

    kept = cached("letter-widths", [font.read_bytes()], keep) / "widths.json"
    found: dict[str, float] = json.loads(kept.read_text("utf-8"))
    return found


def _read(font: Path) -> dict[str, float]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - slow to import, and the widths are kept

    try:
        with TTFont(font) as opened:
            drawn = opened.getGlyphSet(location={"wght": _BOLDEST})
            size = opened["head"].unitsPerEm
            return {chr(code): drawn[name].width / size for code, name in opened.getBestCmap().items()}
    except Exception as error:  # each table of a broken font fails in its own way
        where = font.relative_to(ROOT) if font.is_relative_to(ROOT) else font
        raise BuildError([f"{where}: not a font that can be read ({error}). A WOFF2 file is needed."]) from error


def _guess(letter: str) -> float:
    if combining(letter):
        return 0.0
    return 1.0 if east_asian_width(letter) in {"W", "F"} else _OTHER


Fits = Callable[[str], bool]


def lines_of(text: str, fits: Fits) -> list[str]:
    """Break a text between words, and a word that no line takes."""
    lines: list[str] = []
    line = ""
    for word in _pieces(text, fits):
        longer = f"{line} {word}".strip()
        if line and not fits(longer):
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def _pieces(text: str, fits: Fits) -> list[str]:
    pieces = []
    for word in text.split():
        rest = word
        while not fits(rest) and len(rest) > 1:
            cut = max(1, next(n for n in range(1, len(rest) + 1) if not fits(rest[:n])) - 1)
            pieces.append(rest[:cut])
            rest = rest[cut:]
        pieces.append(rest)
    return pieces
