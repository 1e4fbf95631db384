"""A language's file to the words that the engine itself writes; the browser is handed them instead."""

from pathlib import Path

from decision_engine.authoring.text_file import read_toml

LANGUAGES = Path(__file__).parent / "languages"
ENGLISH = "en-GB"
# The tables that a record is written with.
RECORD = ("record", "document")


def read_words(*tables: str, tag: str = ENGLISH) -> dict[str, str]:
    """Return the texts of some tables of a shipped language by their keys, and its tag as ``language``."""
    words = read_toml(LANGUAGES / f"{tag}.toml", 'made = "Made {time}"')
    return {"language": tag, **{key: text for table in tables for key, text in words[table].items()}}
