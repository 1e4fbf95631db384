"""Terms: abbreviations spelt out wherever they are used, and the glossary page."""

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from build_scripts.content.data_file import read_entries, require_unique
from build_scripts.content.language import Language
from build_scripts.errors import BuildError

FILE = Path("docs/_data/terms.toml")
_KEYS = {"term": True, "expansion": False, "meaning": True, "point": False}


def read_terms(docs: Path, points: Collection[str]) -> list[dict[str, Any]]:
    """Read the terms, sorted by their names.

    Raises BuildError with everything wrong in the file, a point that isn't among ``points`` included.
    """
    terms = read_entries(docs / "_data" / FILE.name, "terms", _KEYS)
    require_unique(terms, "term", FILE)
    lost = [term for term in terms if term.get("point") and term["point"] not in points]
    if lost:
        example = next(iter(points), "")
        raise BuildError(
            [f'{FILE}: {term["term"]}: there is no point "{term["point"]}". For example: {example}' for term in lost]
        )
    return sorted(terms, key=lambda term: str(term["term"]).lower())


def abbreviations(terms: list[dict[str, Any]]) -> str:
    """Return the definitions by which the `abbr` extension spells out abbreviations on a page."""
    return "\n".join(f"*[{term['term']}]: {term['expansion']}" for term in terms if term.get("expansion"))


def glossary_page(terms: list[dict[str, Any]], files: Mapping[str, str], language: Language) -> str:
    """Return the Markdown of the glossary; ``files`` says in which guidance file each point is."""
    say = language.say
    lines = [
        "---",
        f"title: {json.dumps(say('pages.glossary'))}",
        f"description: {json.dumps(say('pages.glossary_description'))}",
        "guidance: true",
        "search:",
        "  boost: 0.5",
        "---",
        f"# {say('pages.glossary')}",
        "",
        say("pages.glossary_lead"),
        "",
    ]
    for term in terms:
        name = f"{term['term']} ({term['expansion']})" if term.get("expansion") else str(term["term"])
        lines += [name, f":   {term['meaning']}{_more(term, files, language)}", ""]
    return "\n".join(lines)


def _more(term: Mapping[str, Any], files: Mapping[str, str], language: Language) -> str:
    """Link to where the guidance uses the term; the words of the link make sense out of its place."""
    point = term.get("point")
    if not point or point not in files:
        return ""
    name = f'<span class="ss-visually-hidden">: {term["term"]}</span>'
    return f" [{language.say('pages.in_guidance')}{name}]({files[point]}#{point})"
