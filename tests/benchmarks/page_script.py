"""The scripts of this folder, each one function, as they are handed to the browser."""

from __future__ import annotations

from pathlib import Path


def function_of(name: str) -> str:
    """Give the one function of a script as an expression, without the comment before it and the sign after it."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return text.partition("*/")[2].strip().removesuffix(";")
