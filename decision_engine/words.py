"""A language's file to its words: the engine reads its own here, and the build reads those of the site the same way."""

from pathlib import Path

from decision_engine.authoring.text_file import read_toml

LANGUAGES = Path(__file__).parent / "languages"
ENGLISH = "en-GB"
# The tables that a record is written with.
RECORD = ("record", "document")

Words = dict[str, dict[str, str]]


def read_language(tag: str = ENGLISH, folder: Path = LANGUAGES) -> Words:
    """Return the texts of a language's file in a folder by table and key.

    Raises OSError or UnreadableError where it can't be read; whether it is whole is for the build to check.
    """
    return read_toml(folder / f"{tag}.toml", '[record] and below it made = "Made {time}"')


def read_words(*tables: str, tag: str = ENGLISH) -> dict[str, str]:
    """Return the texts of some of the engine's own tables by their keys, and the tag as ``language``."""
    words = read_language(tag)
    return {"language": tag, **{key: text for table in tables for key, text in words[table].items()}}
