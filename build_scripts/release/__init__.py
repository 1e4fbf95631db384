"""What is handed out: the site as one archive with its bill of materials, and the engine's wheel beside it."""

from build_scripts.release.readme import readme

__all__ = ["readme"]
