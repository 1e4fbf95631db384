"""Jinja2 in a page's Markdown, and its values: shown as written, whatever signs they hold.

While Jinja and Markdown run, a value is a word of letters and digits that means nothing to either; in the HTML it is
itself again, escaped. So a name may hold ``<``, ``*`` or ``{{`` and is read as the name that it is, by headings' ids,
the search index and the PDF too, which are all made from that HTML.
"""

import re
import traceback
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from jinja2 import Environment, StrictUndefined, Template, TemplateError
from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, AtomicString
from markupsafe import Markup, escape
from mkdocs.structure.files import File

from build_scripts.errors import BuildError
from decision_engine.authoring.text_file import UnreadableError, text_of

_WORD = re.compile(r"asWritten((?:[0-9a-f]{2})+)z")
_SCHEME = re.compile(r"https?://")
# After attribute lists, which a value that ends a heading must not be read as, and before abbreviations, which are
# marked in values as in any other text.
_AFTER_ATTRIBUTE_LISTS = 7.5
# After raw HTML has been put back, of which tokens may be a part.
_AFTER_RAW_HTML = 5


def as_written(text: str) -> str:
    """Return the word that is in a value's place until the page is HTML; an address still begins as one."""
    scheme = match[0] if (match := _SCHEME.match(text)) else ""
    rest = text.removeprefix(scheme)
    return f"{scheme}asWritten{rest.encode().hex()}z" if rest else text


def finalize(value: Any) -> Any:
    """Put what a page's expression gives into its Markdown: HTML as it is, any other text as written."""
    return as_written(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def restore(html: str) -> str:
    """Put the values back into HTML, escaped so that they may be in an element or an attribute."""
    return _WORD.sub(lambda word: str(escape(_value(word))), html)


class AsWritten(Extension):
    """The extension of Python-Markdown that puts values back."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the two places where values can be: in texts, and in attributes and raw HTML."""
        md.treeprocessors.register(_Texts(md), "as_written", _AFTER_ATTRIBUTE_LISTS)
        md.postprocessors.register(_Rest(md), "as_written", _AFTER_RAW_HTML)


class _Texts(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            element.text, element.tail = _restored(element.text), _restored(element.tail)


class _Rest(Postprocessor):
    def run(self, text: str) -> str:
        return restore(text)


def _restored(text: str | None) -> str | None:
    """Put the values back into a text of the tree, escaped in Python-Markdown's own way: it doesn't escape entities."""
    if not text or not _WORD.search(text):
        return text
    whole = _WORD.sub(lambda word: str(escape(_value(word))).replace("&", AMP_SUBSTITUTE), text)
    return AtomicString(whole) if isinstance(text, AtomicString) else whole


def _value(word: re.Match[str]) -> str:
    return bytes.fromhex(word[1]).decode()


# What is put in is HTML of our own, or else a value that neither Jinja nor Markdown may read as theirs.
_ENVIRONMENT = Environment(undefined=StrictUndefined, keep_trailing_newline=True, autoescape=True, finalize=finalize)
_EXAMPLE = 'For example: {{ partnership.area }} or {{ contacts("report") }}'


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
