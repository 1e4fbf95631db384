"""Characters that nobody sees: which are refused, by what name, and which scripts need theirs."""

from pathlib import Path

import pytest

from decision_engine.authoring.hidden import hidden, hidden_problem, is_blank, without_hidden
from decision_engine.authoring.text_file import UnreadableError, read_toml, text_of, toml_of

SOUND = {
    "plain": "Call {police} now: 101!",
    "line break and tab": "one\n\ttwo",
    "no-break space": "999\u00a0now",
    "narrow and wide spaces": "1\u202f000 a\u2003b\u3000c",
    "soft hyphen between letters": "multi\u00adagency",
    "accents, dashes, quotes, emoji": "\u00e9e\u0301 \u2013 \u201cx\u201d \U0001f600 \u260e\ufe0f",
    "Persian non-joiner": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "Sinhala joiner": "\u0dc1\u0dca\u200d\u0dbb\u0dd3",
    "Hindi joiner at the end of a word": "\u0930\u094d\u200d",
    "Arabic number sign": "\u0600\u0661",
}
REFUSED = {
    "zero width space": ("a\u200bb", "U+200B ZERO WIDTH SPACE at character 2"),
    "null": ("\0", "U+0000 NULL at character 1"),
    "bell": ("a\a", "U+0007 CONTROL CHARACTER at character 2"),
    "carriage return": ("a\r", "U+000D CARRIAGE RETURN at character 2"),
    "override": ("Call nobody\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE at character 12"),
    "isolate": ("\u2066a", "U+2066 LEFT-TO-RIGHT ISOLATE at character 1"),
    "mark of direction": ("a\u200f", "U+200F RIGHT-TO-LEFT MARK at character 2"),
    "byte order mark inside": ("a\ufeff", "U+FEFF ZERO WIDTH NO-BREAK SPACE at character 2"),
    "line separator": ("a\u2028b", "U+2028 LINE SEPARATOR at character 2"),
    "joiner in English": ("a\u200db", "U+200D ZERO WIDTH JOINER at character 2"),
    "joiner before English": ("\u0dc1\u0dca\u200da", "U+200D ZERO WIDTH JOINER at character 3"),
    "non-joiner first": ("\u200ca", "U+200C ZERO WIDTH NON-JOINER at character 1"),
    "soft hyphen at the end": ("a\u00ad", "U+00AD SOFT HYPHEN at character 2"),
    "filler": ("a\u3164", "U+3164 HANGUL FILLER at character 2"),
    "blank pattern": ("a\u2800", "U+2800 BRAILLE PATTERN BLANK at character 2"),
    "selector of nothing": (" \ufe0f", "U+FE0F VARIATION SELECTOR-16 at character 2"),
    "two selectors": ("a\ufe0f\ufe0f", "U+FE0F VARIATION SELECTOR-16 at character 3"),
    "tag": ("a\U000e0041", "U+E0041 TAG LATIN CAPITAL LETTER A at character 2"),
    "private use": ("a\ue000", "U+E000 PRIVATE USE at character 2"),
    "no character": ("a\uffff", "U+FFFF NO CHARACTER at character 2"),
    "lost letter": ("Children\ufffds", "U+FFFD REPLACEMENT CHARACTER at character 9"),
}


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND)
def test_a_text_that_can_be_read_is_let_through(text: str) -> None:
    """Nothing is named, nothing is taken away."""
    assert hidden_problem(text) == ""
    assert without_hidden(text) == text
    assert not is_blank(text)


@pytest.mark.parametrize(("text", "name"), REFUSED.values(), ids=REFUSED)
def test_a_hidden_character_is_named_with_its_place(text: str, name: str) -> None:
    """The number to look for, the name and the place; a text without it is sound."""
    assert [str(found) for found in hidden(text)] == [name]
    assert hidden_problem(text) == f"{name} can't be seen in a text, or changes how it is read"
    assert hidden_problem(without_hidden(text)) == ""


def test_many_hidden_characters_are_counted() -> None:
    """A message stays one that can be read."""
    assert "at character 3 and 2 more can't" in hidden_problem("\u200b" * 5)


@pytest.mark.parametrize("text", ["", " ", "\u00a0\u3000", "\u200b", "\u00ad", "\u202e\u2066", "\u3164\ufe0f"])
def test_a_text_of_nothing_to_see_is_blank(text: str) -> None:
    """Whatever characters it is made of."""
    assert is_blank(text)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("a = 1".encode("utf-16"), 'saved as UTF-16, which some editors call "Unicode"'),
        ("a = 1".encode("utf-16-be"), "saved as UTF-16"),
        ("a = 1".encode("utf-16-le"), "saved as UTF-16"),
        ("a = 'é'".encode("latin-1"), 'byte 5, on line 1, is not UTF-8 text; some editors call how it is saved "ANSI"'),
    ],
    ids=["with a mark", "big end", "little end", "Latin"],
)
def test_another_encoding_is_named_with_what_to_do(content: bytes, what: str) -> None:
    """Whoever has saved it so need not know what an encoding is."""
    with pytest.raises(UnreadableError, match=what) as caught:
        text_of(content)
    assert caught.value.example == 'save the file with the encoding "UTF-8"'


def test_a_mark_and_other_line_ends_make_no_other_text() -> None:
    """Notepad writes both."""
    assert text_of(b"\xef\xbb\xbfa\r\nb\r\n") == "a\nb\n"


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("a = \u201cx\u201d", "\u201c is a curly quotation mark, and TOML's are straight: Invalid value"),
        ('a = "x\u201d\nb = 1', "\u201d is a curly quotation mark"),
        ('a = "x\u201d', "\u201d is a curly quotation mark"),
        ("a = \u2018x\u2019", "\u2018 is a curly quotation mark"),
        ('a = "\u201cx\u201d" b', "this is not TOML: Expected newline"),
        ("a = ", "this is not TOML"),
        ('a = "', "this is not TOML"),
        (f"a = {'1' * 5000}", "a number in it is too long"),
        (f"a = {'[' * 5000}", "nested too deep"),
    ],
)
def test_a_slip_in_toml_is_named(line: str, what: str) -> None:
    """Curly marks that stand where straight ones should are told from those inside a text."""
    with pytest.raises(UnreadableError) as caught:
        toml_of(line, "a = 1")
    assert what in str(caught.value)


def test_a_file_is_read_whatever_editor_has_saved_it(tmp_path: Path) -> None:
    """Bytes in, data out."""
    file = tmp_path / "a.toml"
    file.write_bytes(b"\xef\xbb\xbfa = 1\r\n")
    assert read_toml(file, "a = 1") == {"a": 1}
