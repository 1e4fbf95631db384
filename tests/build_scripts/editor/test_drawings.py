"""A logo that is handed in: only a drawing is left of it, or it is refused in words."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.editor.drawings import cleaned
from build_scripts.errors import BuildError
from build_scripts.partnership import drawing_problems

CASES = tomllib.loads(Path(__file__).with_name("drawings.toml").read_text(encoding="utf-8"))
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'


@pytest.mark.parametrize("case", CASES["cleaned"], ids=lambda case: str(case["name"]))
def test_only_the_drawing_is_left(case: dict[str, Any]) -> None:
    """As plain SVG, which looks as it did."""
    assert cleaned(case["before"].encode()).decode() == case["after"] + "\n"
    assert list(drawing_problems(case["after"])) == []


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: str(case["name"]))
def test_what_is_more_than_a_drawing_is_refused(case: dict[str, Any]) -> None:
    """With everything that is wrong."""
    with pytest.raises(BuildError) as caught:
        cleaned(case["before"].encode())
    assert list(caught.value.problems) == case["message"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<svg>" + b" " * 200_000, "this drawing is larger than 200 kB; save it as plain SVG, without pictures in it"),
        ("<svg>é</svg>".encode("latin-1"), "this is no SVG in UTF-8. For example: a drawing saved as plain SVG"),
        (
            (HEAD + "<g>" * 9_000 + "</g>" * 9_000 + "</svg>").encode(),
            "its parts are nested too deep for a drawing. Save it as plain SVG",
        ),
    ],
    ids=["large", "another encoding", "deep"],
)
def test_what_is_no_text_or_too_much_is_refused(content: bytes, message: str) -> None:
    """In one sentence."""
    with pytest.raises(BuildError) as caught:
        cleaned(content)
    assert list(caught.value.problems) == [message]


TAGS = st.sampled_from(["svg", "g", "path", "script", "image", "a", "use", "style", "x:y", "set"])
ATTRIBUTES = st.sampled_from(["href", "onload", "fill", "style", "x:href", "d", "class"])
VALUES = st.sampled_from(["#a", "javascript:alert(1)", "url(#a)", "url(//x)", "fill:url(//x)", "data:,x", "red"])


@given(st.lists(st.tuples(TAGS, ATTRIBUTES, VALUES), max_size=6))
def test_what_is_left_can_run_and_fetch_nothing(parts: list[tuple[str, str, str]]) -> None:
    """Whatever is put together; and cleaning it again changes nothing."""
    inside = "".join(f'<{tag} {key}="{value}"/>' for tag, key, value in parts)
    handed_in = (HEAD.replace(" viewBox", ' xmlns:x="urn:x" viewBox') + inside + "</svg>").encode()
    made = b""
    with suppress(BuildError):
        made = cleaned(handed_in)
    text = made.decode()
    assert not any(sign in text for sign in ("javascript", "<script", "onload", "//x", "data:", "<image", "style"))
    assert not made or cleaned(made) == made
