"""A language's file to the words that the engine itself writes; the browser is handed them instead."""

import tomllib
from pathlib import Path

LANGUAGES = Path(__file__).parent / "languages"
ENGLISH = "en-GB"
# The tables that a record is written with.
RECORD = ("record", "document")


def read_words(*tables: str, tag: str = ENGLISH) -> dict[str, str]:
    """Return the texts of some tables of a shipped language by their keys, and its tag as ``language``."""
    words = tomllib.loads((LANGUAGES / f"{tag}.toml").read_text(encoding="utf-8"))
    return {"language": tag, **{key: text for table in tables for key, text in words[table].items()}}
