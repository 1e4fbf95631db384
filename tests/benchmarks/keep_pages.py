"""A hook of MkDocs for the benchmarks: keeps each page's Markdown as our build hands it over, filled in."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

FOLDER = "SHARE_SAFELY_KEPT_PAGES"


def on_page_markdown(markdown: str, page: Page, **_: object) -> None:
    """Write the page down with its title, and nothing else of what the page says to our own templates."""
    target = Path(os.environ[FOLDER], page.file.src_uri)
    target.parent.mkdir(parents=True, exist_ok=True)
    title = f"---\ntitle: {json.dumps(str(page.meta.get('title', page.title)))}\n---\n\n"
    target.write_text(title + markdown, encoding="utf-8")
