"""A flow drawn as one SVG that fits a phone."""

from build_scripts.flowchart.elk import Place
from build_scripts.flowchart.figure import flowchart
from build_scripts.flowchart.text_width import keep_widths, kept_widths

__all__ = ["Place", "flowchart", "keep_widths", "kept_widths"]
