"""Jinja2 in pages: what is filled in, and how a slip is told."""

from __future__ import annotations

import pytest

from build_scripts.as_written import restore
from build_scripts.errors import BuildError
from build_scripts.page_text import page_text
from build_scripts.partnership import PHONES
from tests.build_scripts.westmarch import partnership

EXAMPLE = 'For example: {{ partnership.police }} or {{ phone("police_phone") }}'
SLIPS = {
    "unknown name": ("{{ partnership.polcie }}", "'dict object' has no attribute 'polcie'. " + EXAMPLE),
    "unknown function": ('{{ telephone("police_phone") }}', "'telephone' is undefined. " + EXAMPLE),
    "no such number": (
        '{{ phone("fax") }}',
        f'there is no number "fax". The numbers are {", ".join(PHONES)}',
    ),
    "open tag": ("{% if partnership.police %}", "Unexpected end of template."),
    "missing argument": ("{{ phone() }}", "missing 1 required positional argument: 'key'. " + EXAMPLE),
}


def rendered(markdown: str) -> str:
    """Fill a page in with Westmarch's names."""
    read = partnership()
    return restore(page_text(markdown, "guidance/law.md", {"partnership": read.names}, {"phone": read.phone}))


def test_names_and_numbers_are_filled_in() -> None:
    """The rest of the Markdown stays as it is."""
    assert rendered("Ring {{ partnership.area }}.\n{ #rule-1 }\n") == "Ring Westmarch.\n{ #rule-1 }\n"
    assert rendered('{{ phone("emergency_phone") }}') == '<a class="ss-phone" href="tel:999">999</a>'


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_with_file_line_and_an_example(slip: str) -> None:
    """The line is quoted: its number is not known, as the front matter is gone."""
    line, what = SLIPS[slip]
    with pytest.raises(BuildError) as caught:
        rendered(f"# Title\n\n{line}\n")
    (problem,) = caught.value.problems
    assert problem.startswith(f'guidance/law.md, in the line "{line}": ')
    assert what in problem
