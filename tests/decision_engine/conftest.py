"""Settings of the engine's property tests: the same examples every time, nothing written outside the cache folder."""

import os
from pathlib import Path

from hypothesis import settings

_CACHE = Path(__file__).resolve().parents[2] / ".cache"
os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", str(_CACHE / "hypothesis"))
settings.register_profile("steady", max_examples=60, deadline=None, derandomize=True, database=None)
settings.load_profile("steady")
