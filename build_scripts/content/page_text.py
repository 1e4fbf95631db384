"""Jinja2 in a page's Markdown: local names, telephone links, external links, notes of change, the flowchart."""

import traceback
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import Environment, StrictUndefined, Template, TemplateError
from mkdocs.structure.files import File

from build_scripts.content.as_written import finalize
from build_scripts.errors import BuildError
from decision_engine.authoring.text_file import UnreadableError, text_of

# What is put in is HTML of our own, or else a value that neither Jinja nor Markdown may read as theirs.
_ENVIRONMENT = Environment(undefined=StrictUndefined, keep_trailing_newline=True, autoescape=True, finalize=finalize)
_EXAMPLE = 'For example: {{ partnership.police }} or {{ phone("police_phone") }}'


def page_text(markdown: str, file: str, names: Mapping[str, Any], functions: Mapping[str, Callable[..., Any]]) -> str:
    """Render a page's Markdown; raises BuildError naming the file, the line's text and what can't be rendered."""
    try:
        return _template(markdown).render(**names, **functions)
    except BuildError as error:
        raise BuildError([f"{file}{_at(markdown, error)}: {problem}" for problem in error.problems]) from error
    except (TemplateError, TypeError) as error:
        raise BuildError([f"{file}{_at(markdown, error)}: {error}. {_EXAMPLE}"]) from error


def page_texts(files: Iterable[File]) -> dict[str, str]:
    """Return the text of each page by its file; raises BuildError naming each that is no UTF-8."""
    texts, problems = {}, []
    for file in files:
        try:
            texts[file.src_uri] = text_of(file.content_bytes)
        except UnreadableError as error:
            problems.append(f"docs/{file.src_uri}: {error}. For example: {error.example}")
    if problems:
        raise BuildError(problems)
    return texts


@lru_cache(maxsize=500)
def _template(markdown: str) -> Template:
    """Compile a page's text, once as long as it doesn't change: a served site is built again and again."""
    return _ENVIRONMENT.from_string(markdown)


def _at(markdown: str, error: Exception) -> str:
    """Quote the line that failed: its number in the file is not known, as the front matter is gone already."""
    numbers = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith("<")]
    number = getattr(error, "lineno", None) or next((found for found in reversed(numbers) if found), None)
    lines = markdown.splitlines()
    return f', in the line "{lines[number - 1].strip()}"' if number and number <= len(lines) else ""
