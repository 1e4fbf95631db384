"""Text to lines, by whatever says that a line fits."""

from collections.abc import Callable

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
