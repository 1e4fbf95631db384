"""Jinja2 in pages: what is filled in, and how a slip is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from mkdocs.structure.files import File

from build_scripts.content.page_text import page_text, page_texts, restore
from build_scripts.errors import BuildError
from tests.folders.partnerships import local

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLE = 'For example: {{ partnership.area }} or {{ contacts("report") }}'
SLIPS = {
    "unknown name": ("{{ partnership.polcie }}", "'dict object' has no attribute 'polcie'. " + EXAMPLE),
    "unknown function": ('{{ telephone("police_phone") }}', "'telephone' is undefined. " + EXAMPLE),
    "no such number": (
        '{{ phone("fax") }}',
        f'there is no number "fax". The numbers are {", ".join(local().numbers)}',
    ),
    "open tag": ("{% if partnership.police %}", "Unexpected end of template."),
    "missing argument": ("{{ phone() }}", "missing 1 required positional argument: 'key'. " + EXAMPLE),
}


def rendered(markdown: str) -> str:
    """Fill a page in with Westmarch's names."""
    read = local()
    return restore(page_text(markdown, "guidance/law.md", {"partnership": read.values}, {"phone": read.phone}))


def test_names_and_numbers_are_filled_in() -> None:
    """The rest of the Markdown stays as it is."""
    assert rendered("Ring {{ partnership.area }}.\n{ #rule-1 }\n") == "Ring Westmarch.\n{ #rule-1 }\n"
    assert rendered('{{ phone("emergency_number") }}') == '<a class="ss-phone" href="tel:999">999</a>'


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_with_file_line_and_an_example(slip: str) -> None:
    """The line is quoted: its number is not known, as the front matter is gone."""
    line, what = SLIPS[slip]
    with pytest.raises(BuildError) as caught:
        rendered(f"# Title\n\n{line}\n")
    (problem,) = caught.value.problems
    assert problem.startswith(f'guidance/law.md, in the line "{line}": ')
    assert what in problem


def test_pages_are_read_whatever_editor_has_saved_them(tmp_path: Path) -> None:
    """A mark and other line ends make no other page; what is no UTF-8 is named, with what to do."""
    contents = {"a.md": b"\xef\xbb\xbf---\r\ntitle: A\r\n---\r\n", "b.md": "# B".encode("utf-16"), "c.md": b"\xff"}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    files = {name: File(name, str(tmp_path), "site", use_directory_urls=True) for name in contents}
    assert page_texts([files["a.md"]]) == {"a.md": "---\ntitle: A\n---\n"}
    with pytest.raises(BuildError) as caught:
        page_texts(files.values())
    save = 'For example: save the file with the encoding "UTF-8"'
    assert caught.value.problems == (
        f'docs/b.md: the file is saved as UTF-16, which some editors call "Unicode". {save}',
        f'docs/c.md: byte 0, on line 1, is not UTF-8 text; some editors call how it is saved "ANSI". {save}',
    )
