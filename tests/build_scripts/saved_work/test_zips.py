"""Work saved as a ZIP and opened again; whatever else is handed in ends in one sentence."""

from __future__ import annotations

import io
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.errors import BuildError
from build_scripts.saved_work import opened, saved
from decision_engine import __version__
from tests.tools.wrong_inputs import patched

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: dict[str, str] = tomllib.loads(Path(__file__).with_name("zips.toml").read_text(encoding="utf-8"))["messages"]
TOML = b'area = "A"\n' * 30
NOISE = bytes(number * number % 251 for number in range(1_900_000))


def zipped(files: Mapping[str, bytes], *, attributes: int = 0o100644, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Zip files as most programs do."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = attributes << 16
            info.compress_type = packing
            archive.writestr(info, content)
    return packed.getvalue()


GOOD = zipped({"partnership.toml": TOML})
BOMB = zipped({"pages/a.md": b"0" * 3_000_000, "partnership.toml": TOML})
HOSTILE = {
    "no zip": b"area = 1",
    "an empty file": b"",
    "a picture": b"\x89PNG\r\n\x1a\n" + NOISE[:100],
    "a page in the place of a download": b"<!doctype html><title>Please log in</title>",
    "cut off": GOOD[:-30],
    "cut off in the middle of a file": GOOD[:40],
    "a byte changed": GOOD.replace(GOOD[46:48], bytes((GOOD[46] ^ 255, GOOD[47] ^ 255)), 1),
    "somebody else's": zipped({"invoice.pdf": b"%PDF", "photos/a.jpg": b"x"}),
    "an empty zip": zipped({}),
    "a word document": zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}),
    "two partnerships": zipped({"a/partnership.toml": TOML, "b/partnership.toml": TOML}),
    "a path upwards": zipped({"partnership/partnership.toml": TOML, "partnership/../../x.toml": b""}),
    "a path upwards of Windows": zipped({"partnership.toml": TOML, "partnership\\..\\x.toml": b""}),
    "an absolute path": zipped({"partnership.toml": TOML, "/etc/passwd": b""}),
    "a drive": zipped({"partnership.toml": TOML, "C:\\x.toml": b""}),
    "a link": zipped({"pages/a.md": b"/etc/passwd", "partnership.toml": TOML}, attributes=0o120777),
    "a bomb": BOMB,
    "a bomb that says it is small": patched(BOMB, 22, 24, (10).to_bytes(4, "little")),
    "many large files": zipped({"partnership.toml": TOML, **{f"pages/{n}.md": NOISE for n in range(6)}}),
    "many files": zipped({"partnership.toml": TOML, **{f"pages/{n}.md": b"" for n in range(2_000)}}),
    "very many files": zipped({"partnership.toml": TOML, **{f"site/{n}.html": b"" for n in range(20_001)}}),
    "a password": patched(zipped({"partnership.toml": TOML}), 6, 8, b"\x01\x00"),
    "an unknown way of packing": patched(zipped({"partnership.toml": TOML}), 8, 10, b"\x63\x00"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_is_no_folder_ends_in_one_sentence(name: str) -> None:
    """Nothing of it is opened."""
    with pytest.raises(BuildError) as caught:
        opened(HOSTILE[name])
    assert list(caught.value.problems) == [MESSAGES[name]]


def test_every_sentence_has_its_zip() -> None:
    """And twenty kinds of wrong ones are tried."""
    assert set(HOSTILE) == set(MESSAGES)
    assert len(HOSTILE) > 20


@pytest.mark.parametrize(
    "start", ["", "partnership/", "dorsetshire/", "Dorsetshire ZIP/share-safely/partnership/"], ids=str
)
def test_folder_is_found_wherever_it_is_in_the_zip(start: str) -> None:
    """In what was downloaded, with the site beside it, and in a folder zipped by hand, with what systems put in."""
    ours = {"partnership.toml": TOML, "pages/guidance/a.md": b"# A\r\n", "based-on/flows/sharing.toml": b""}
    other = {
        "site/index.html": b"<p>",
        "README.txt": b"Read me",
        "__MACOSX/partnership.toml": b"",
        f"{start}.DS_Store": b"",
        f"{start}pages/Thumbs.db": b"",
        f"{start}notes.docx": b"",
    }
    assert opened(zipped({**{start + name: content for name, content in ours.items()}, **other})) == ours
    windows = {(start + name).replace("/", "\\"): content for name, content in ours.items()}
    assert opened(zipped(windows)) == ours


FILES = st.dictionaries(
    st.sampled_from(["pages/a.md", "pages/b/c.md", "flows/x.toml", "data/links.toml", "brand/mark.svg"]),
    st.binary(max_size=200),
)


@given(FILES)
def test_saved_work_is_the_same_once_opened_and_saved_again(files: dict[str, bytes]) -> None:
    """Byte for byte, whatever is in the files; with the number of the release."""
    whole = {**files, "partnership.toml": TOML}
    content = saved(whole)
    again = dict(opened(content))
    assert again.pop("based-on/release.txt").decode().strip() == __version__
    assert again == whole
    assert saved(opened(content)) == content == saved(dict(reversed(whole.items())))


@settings(max_examples=300)
@given(st.data())
def test_damaged_zip_ends_in_a_sentence_or_in_a_folder(data: st.DataObject) -> None:
    """And in nothing else, wherever a byte is changed or the end is cut off."""
    content = bytearray(saved({"partnership.toml": TOML, "pages/a.md": b"# A\n"}))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(content[: data.draw(st.integers(0, len(content)))])
    try:
        said: tuple[str, ...] = ()
        files = opened(cut)
    except BuildError as error:
        said, files = error.problems, {}
    assert "partnership.toml" in files or len(said) == 1
