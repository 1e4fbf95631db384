"""Break a text into lines of a width: SVG doesn't, and at build there is no browser to ask."""

# How wide Atkinson Hyperlegible Next is at weight 600, in thousandths of the type size and rounded up.
_WIDTHS = {
    195: "'",
    260: ".,:;|\u2018\u2019j`",
    305: " !il()",
    370: "fr-t{}[]_",
    430: '/\\1I"\u201c\u201d',
    530: "cksvxyz?\u2013*",
    570: "aehnoubdpqg^~<>=2LF",
    630: "+$03456789ABEPTVYRSZ£",
    670: "CDKXJ",
    730: "GHNOQU#&w",
    880: "mMW%",
    1000: "@\u2026\u2014",
}
_WIDTH_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHER = 650  # letters of other alphabets; a wide guess only breaks a line early


def width_of(text: str, size: float) -> float:
    """Say how wide a text is about, in the unit of its type size."""
    return sum(_WIDTH_OF.get(letter, _OTHER) for letter in text) * size / 1000


def lines_of(text: str, width: float, size: float) -> list[str]:
    """Break a text between words, and a word where it is wider than a line."""
    lines: list[str] = []
    line = ""
    for word in _pieces(text, width, size):
        longer = f"{line} {word}".strip()
        if line and width_of(longer, size) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def _pieces(text: str, width: float, size: float) -> list[str]:
    pieces = []
    for word in text.split():
        rest = word
        while width_of(rest, size) > width and len(rest) > 1:
            cut = max(1, next(n for n in range(1, len(rest) + 1) if width_of(rest[:n], size) > width) - 1)
            pieces.append(rest[:cut])
            rest = rest[cut:]
        pieces.append(rest)
    return pieces
