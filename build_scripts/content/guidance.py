"""What the PDF of the guidance is made of, and where it lies on the site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from build_scripts.content.language import Language
    from build_scripts.content.partnership import Local

PDF_ADDRESS = "guidance/share-safely-guidance.pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """What the document is made of: the built site, the addresses of its pages in order, and what the title says."""

    site: Path
    urls: Sequence[str]
    name: str
    local: Local
    site_url: str = ""

    @property
    def language(self) -> Language:
        """The language of its words."""
        return self.local.language

    def with_edition(self, key: str, otherwise: str, **values: str) -> str:
        """Return a text that names the edition of the guidance, or the one to use where it has none."""
        edition = self.local.partnership.guidance.edition
        return self.language.say(key, edition=edition, **values) if edition else self.language.say(otherwise, **values)
