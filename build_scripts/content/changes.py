"""Short marked notes on guidance pages where a point has been overtaken since its edition."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from build_scripts.content.data_file import read_entries, require_unique
from build_scripts.content.language import Language
from build_scripts.content.page_text import as_written
from build_scripts.errors import BuildError
from decision_engine.fill import fill

FILE = Path("docs/_data/changes.toml")


@dataclass(frozen=True, slots=True)
class Changes:
    """The notes by key; each key is an anchor on the page that tells what has changed."""

    notes: Mapping[str, str]
    language: Language
    edition: str

    def note(self, key: str, page: str) -> Markup:
        """Return the note as a block of Markdown-safe HTML; ``page`` is the relative address of the changes page.

        Raises BuildError for an unknown key.
        """
        if key not in self.notes:
            raise BuildError([f'{FILE}: there is no change "{key}". For example: {next(iter(self.notes))}'])
        say = self.language.say
        # The start of the sentence says what kind of note this is; colour alone doesn't say it.
        return Markup(
            '<p class="ss-note ss-since" data-since="{key}"><strong>{since}</strong> {text} '
            '<a href="{page}#{key}">{more}</a></p>'
        ).format(
            key=key,
            text=as_written(self.notes[key]),
            page=page,
            since=say("pages.since", edition=self.edition),
            more=say("pages.since_link"),
        )


def read_changes(docs: Path, names: Mapping[str, str], language: Language) -> Changes:
    """Read the data file; raises BuildError with everything wrong in it, a placeholder without a value included."""
    entries = read_entries(docs / "_data" / FILE.name, "changes", {"key": True, "text": True})
    require_unique(entries, "key", FILE)
    notes = {}
    problems = []
    for entry in entries:
        try:
            notes[entry["key"]] = fill(entry["text"], names)
        except KeyError as error:
            problems.append(f"{FILE}: {entry['key']}: unknown placeholder {error}. For example: {{area}}")
    if problems:
        raise BuildError(problems)
    return Changes(notes, language, names.get("guidance.edition", ""))
