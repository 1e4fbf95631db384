"""What is inside a check's page instead of beside it: question one waits for no request but the page's own.

A style or script inside a page runs under its strict policy by the hash of its text, which the policy names.
"""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from build_scripts.assets.sheets import INSIDE_SHEET
from build_scripts.assets.static_file import StaticFile

# The scripts that are only inside pages, and so aren't published as files: hides what comes later before any of it is
# there, lets the first question be answered as soon as that is, and starts the check once all is.
BEFORE, EARLY, AFTER = INSIDE = ("no-flash", "early", "check")


@dataclass(frozen=True, slots=True)
class InlineParts:
    """The texts between a page's `<style>` and `<script>` tags."""

    style: Markup
    before: Markup
    early: Markup
    after: Markup

    @property
    def styles(self) -> list[str]:
        """The style's source expression for a policy."""
        return [hash_source(self.style)]

    @property
    def scripts(self) -> list[str]:
        """The scripts' source expressions for a policy."""
        return [hash_source(script) for script in (self.before, self.early, self.after)]


def inline_parts(styles: Mapping[str, StaticFile], scripts: Mapping[str, StaticFile], root: str) -> InlineParts:
    """Return the parts for a page from which `root` leads to the site's root, such as `../`."""
    return InlineParts(
        style=_raw(_text(styles[INSIDE_SHEET]).replace("url(../", f"url({root}assets/")),
        before=_raw(_text(scripts[BEFORE])),
        early=_raw(_text(scripts[EARLY])),
        after=_raw(_text(scripts[AFTER])),
    )


def sources_in(policies: Iterable[str], directive: str) -> list[str]:
    """Return the hashes that some policies allow under a directive, each once, sorted."""
    found = {
        source
        for policy in policies
        for part in policy.split("; ")
        if part.startswith(f"{directive} ")
        for source in part.split(" ")
        if source.startswith("'sha256-")
    }
    return sorted(found)


def _raw(text: str) -> Markup:
    """Mark our own style or script as what may be inside its element: browsers read no entities there.

    Without blanks at its ends: programs that make HTML smaller take them away, and with them the hash.
    """
    return Markup(text.strip())  # noqa: S704 - bundled from assets, no outside value in it


def hash_source(text: str) -> str:
    """Return what a policy calls the style or script of this text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _text(file: StaticFile) -> str:
    return file.content.decode()
