"""English to the pseudo-language: an accent on each letter, a third more on each word, still readable.

Accents are those that Unicode takes apart again, and what words grow by is no letter, so that the headings' anchors,
which keep ASCII letters only, stay as they are.
"""

import re
import unicodedata

_ACUTE, _CIRCUMFLEX, _TILDE, _DOT = "\u0301", "\u0302", "\u0303", "\u0307"
_MARKS = {"acegiklmnopqrsuwyz": _ACUTE, "j": _CIRCUMFLEX, "v": _TILDE, "bdfhtx": _DOT}
_ACCENTED = str.maketrans(
    {
        case: unicodedata.normalize("NFC", case + mark)
        for letters, mark in _MARKS.items()
        for letter in letters
        for case in (letter, letter.upper())
    }
)
_GROWTH = "≈"

_WORD = r"(?P<word>[A-Za-z]+(?:['\u2019][A-Za-z]+)*)"
_ADDRESS = r"https?://[^\s)\"'<>]+|[\w.+-]+@[\w-]+\.[\w.]+"
_TEXT = re.compile(rf"{_ADDRESS}|\{{[^{{}}]*\}}|{_WORD}")

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_FRONT_WORDS = re.compile(r"^((?:title|tagline|description|section|lead|when): )(.*)$", re.MULTILINE)
# What in Markdown is no words, in the order in which it must be looked for.
_MARKDOWN = re.compile(
    rf"""
    ^(?P<indent>[ ]*)(?P<fence>```+)[^\n]*\n.*?^(?P=indent)(?P=fence)[ ]*$
    | (?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)
    | (?P<jinja>\{{\{{.*?\}}\}}|\{{%.*?%\}}|\{{[#].*?[#]\}})
    | \]\((?:\{{\{{.*?\}}\}}|[^)\s])*  # a link's target; words after it are its title
    | (?P<tag><[/!A-Za-z][^>]*>)
    | \{{[^{{}}\n]*\}}  # an attribute list
    | &\w+;
    | {_ADDRESS} | {_WORD}
    """,
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
# Words in what else is none: texts in Jinja begin with a capital, as no key or id does; attributes that are read out.
_JINJA_WORDS = re.compile(r'(")([A-Z][^"]*)(?=")')
_ATTRIBUTE_WORDS = re.compile(r'(\b(?:alt|title|aria-label)=")([^"]*)')


def pseudo(text: str) -> str:
    """Return a plain text in the pseudo-language; addresses and placeholders stay."""
    return _TEXT.sub(lambda match: _word(match["word"]) if match["word"] else match[0], text)


def pseudo_markdown(text: str) -> str:
    """Return a page in the pseudo-language: what its front matter says of it, and the words of its Markdown.

    Code, Jinja2, tags, attribute lists and the targets of links stay, but for the texts inside them that are shown.
    """
    front = _FRONT.match(text)
    start = front[0] if front else ""
    return _with_words(_FRONT_WORDS, start) + _MARKDOWN.sub(_part, text[len(start) :])


def _part(match: re.Match[str]) -> str:
    if match["word"]:
        return _word(match["word"])
    if match["jinja"]:
        return _with_words(_JINJA_WORDS, match[0])
    return _with_words(_ATTRIBUTE_WORDS, match[0]) if match["tag"] else match[0]


def _with_words(pattern: re.Pattern[str], text: str) -> str:
    """Put the second group of each match into the pseudo-language."""
    return pattern.sub(lambda match: match[1] + pseudo(match[2]), text)


def _word(word: str) -> str:
    """Accent a word and let it grow, unless it is an abbreviation: these are looked for as they are."""
    growth = "" if word.isupper() else _GROWTH * round(len(word) / 3)
    return word.translate(_ACCENTED) + growth
