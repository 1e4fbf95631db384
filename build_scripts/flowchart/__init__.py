"""A flow drawn as one SVG that fits a phone."""

from build_scripts.flowchart.figure import flowchart

__all__ = ["flowchart"]
