"""The engine's wheel, made by its own backend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from build_scripts.release.wheel import engine_wheel
from build_scripts.zips import zip_entries

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_wheel_is_the_same_bytes_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Built in two caches, at two times, it is one wheel, with its types and its flows."""
    wheels = []
    for name in ("one", "two"):
        monkeypatch.setenv("SHARE_SAFELY_CACHE", str(tmp_path / name))
        wheels.append(engine_wheel())
    assert wheels[0] != wheels[1]
    assert wheels[0].read_bytes() == wheels[1].read_bytes()
    assert {"decision_engine/py.typed", "decision_engine/flows/sharing.toml"} <= zip_entries(
        wheels[0].read_bytes()
    ).keys()
