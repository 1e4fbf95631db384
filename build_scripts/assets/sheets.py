"""The pages' style sheets as files: which there are, and a partnership's colours in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from build_scripts.assets.look import with_look
from build_scripts.assets.static_file import StaticFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from decision_engine.partnership import Colour

# The sheet that is only inside pages, and so isn't published as a file.
INSIDE_SHEET = "inside"


def page_styles(sheets: Mapping[str, str], look: Mapping[str, Colour] | None = None) -> dict[str, StaticFile]:
    """Return sheets, given by name as they are published in the site's own colours, in a partnership's."""
    return {
        name: StaticFile.hashed(f"assets/css/{name}", ".css", with_look(text, look or {}).encode())
        for name, text in sheets.items()
    }
