"""Golden files: what a test makes must be what the file holds; `pytest --update-golden` writes the file instead."""

from pathlib import Path

OPTION = "--update-golden"
# Set by conftest.py from the option, in each process that runs tests.
updating = False


def golden(path: Path, text: str) -> None:
    """Compare a text with a golden file, or write the file; look at `git diff` before you commit what was written."""
    if updating:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return
    expected = path.read_text(encoding="utf-8") if path.is_file() else ""
    assert text == expected, f"{path.name} is out of date; if the new text is right: pytest {OPTION}"
