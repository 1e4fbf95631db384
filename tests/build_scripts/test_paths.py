"""The cache folder: made once, whole or not at all."""

from pathlib import Path

import pytest

from build_scripts.paths import ROOT, cache, cached, content_key


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a cache of its own."""
    monkeypatch.setenv("SHARE_SAFELY_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_the_cache_lies_in_the_repository_unless_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without SHARE_SAFELY_CACHE it is .cache; a relative name counts from the repository."""
    monkeypatch.delenv("SHARE_SAFELY_CACHE")
    assert cache() == ROOT / ".cache"
    monkeypatch.setenv("SHARE_SAFELY_CACHE", "elsewhere")
    assert cache() == ROOT / "elsewhere"


def test_what_is_cached_is_made_once() -> None:
    """The same inputs give the same folder, and the second time nothing is made."""
    made = []

    def fill(folder: Path) -> None:
        made.append(folder)
        (folder / "product").write_text("made")

    first = cached("thing", ["input"], fill)
    assert cached("thing", ["input"], fill) == first
    assert (first / "product").read_text() == "made"
    assert len(made) == 1
    assert cached("thing", ["other input"], fill) != first


def test_an_interrupted_making_leaves_nothing(own_cache: Path) -> None:
    """A full disk or Ctrl+C half-way leaves an empty cache, so the next run starts anew."""

    def fill(folder: Path) -> None:
        (folder / "half").write_text("half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cached("thing", ["input"], fill)
    assert list(own_cache.iterdir()) == []


def test_where_two_runs_make_the_same_the_first_one_stays() -> None:
    """A run that finds the folder there when it has finished takes that one."""

    def fill_first(folder: Path) -> None:
        (folder / "product").write_text("first")

    def fill(folder: Path) -> None:
        (folder / "product").write_text("second")
        cached("thing", ["input"], fill_first)

    assert (cached("thing", ["input"], fill) / "product").read_text() == "first"


@pytest.mark.parametrize(
    ("one", "other"), [(["a"], ["b"]), (["ab", "c"], ["a", "bc"]), (["a", "b"], ["b", "a"]), (["a"], ["a", ""])]
)
def test_different_inputs_have_different_keys(one: list[str], other: list[str]) -> None:
    """Content, borders and order of the inputs all count."""
    assert content_key(one) != content_key(other)
