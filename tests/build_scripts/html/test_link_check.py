"""Links inside the site: those that lead nowhere stop the build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from build_scripts.errors import BuildError
from build_scripts.html.link_check import check_links

if TYPE_CHECKING:
    from pathlib import Path

FINE = [
    "",
    "#here",
    "../",
    "../#home",
    "../law/#rule%201",
    "../assets/site.css",
    "https://elsewhere.example/",
    "tel:999",
    "mailto:a@b.example",
]


def site(folder: Path, address: str) -> Path:
    """Write a small site in which one raw link leads to the address."""
    (folder / "law").mkdir()
    (folder / "assets").mkdir()
    (folder / "assets" / "site.css").write_text("")
    (folder / "index.html").write_text('<h1 id="home">Home</h1>')
    (folder / "404.html").write_text('<a href="/nowhere">Home</a>')
    (folder / "law" / "index.html").write_text(f'<h1 id="here">Law</h1><b id="rule 1"></b><a href="{address}">x</a>')
    return folder


@pytest.mark.parametrize("address", FINE)
def test_a_link_that_leads_somewhere_passes(address: str, tmp_path: Path) -> None:
    """Pages, files, anchors, and everything that is not the site's."""
    check_links(site(tmp_path, address))


@pytest.mark.parametrize(
    ("address", "missing"),
    [("../guidnace/", "file"), ("../assets/site.js", "file"), ("#there", "anchor"), ("../#rule-1", "anchor")],
)
def test_a_link_that_leads_nowhere_is_named_with_its_page(address: str, missing: str, tmp_path: Path) -> None:
    """The message says whether the file or the anchor is missing."""
    with pytest.raises(BuildError) as caught:
        check_links(site(tmp_path, address))
    assert caught.value.problems == (
        f'law/index.html: the link "{address}" leads to no {missing}. For example: <a href="../law/#law-keep-safe">',
    )


def test_a_link_to_a_question_that_is_gone_is_told_the_nearest_there_is(tmp_path: Path) -> None:
    """Of a check its questions and outcomes, of any other page its headings."""
    folder = site(tmp_path, "../check/#when-lawful")
    (folder / "check").mkdir()
    asked = {"purpose": "Is there a purpose?", "lawful-reason": "Is there a reason?"}
    parts = "".join(f'<form id="{name}" data-text="{text}"></form>' for name, text in asked.items())
    (folder / "check" / "index.html").write_text(f'<i id="when-lawful-not"></i>{parts}')
    with pytest.raises(BuildError, match=r'leads to no anchor; the nearest place there is "#lawful-reason"\. For'):
        check_links(folder)
