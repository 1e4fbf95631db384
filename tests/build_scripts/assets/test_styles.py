"""The style sheets of the pages."""

import re

from build_scripts.assets.styles import SOURCES

KIND = re.compile(r"--(?:go|stop|advice)\b")


def test_each_kind_of_outcome_has_its_colour_in_one_file() -> None:
    """Whoever changes how an outcome looks changes one sheet; the others use the colour that it gives."""
    named = {path.relative_to(SOURCES).as_posix() for path in SOURCES.rglob("*.css") if KIND.search(path.read_text())}
    assert named == {"outcome/outcome.css"}
