"""Draws the first results as bars, each as a share of stock Pyodide's time; nothing in it runs or is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pygal
from pygal.style import Style

from tests.benchmarks.subjects import RESULT, SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.benchmarks.report import Row

SVG = "http://www.w3.org/2000/svg"
# Told apart by lightness too, for whoever doesn't tell them apart by hue.
COLOURS = ("#0b5c6b", "#8a949c", "#b9c1c6", "#6b4a00", "#b98a3a", "#17212b")
LOOK = Style(
    background="#ffffff",
    plot_background="#ffffff",
    colors=COLOURS,
    font_family="sans-serif",
    value_font_size=13,
    label_font_size=13,
    major_label_font_size=13,
    legend_font_size=13,
    title_font_size=18,
)


def picture(found: Sequence[Row]) -> bytes:
    """Give the picture as SVG; a subject that wasn't measured under some conditions has no bar there."""
    ratios = {(row.key.subject, row.key.conditions): row.ratio for row in found if row.key.measure == RESULT}
    conditions = list(dict.fromkeys(where for _, where in ratios))
    chart = pygal.HorizontalBar(
        js=[],
        style=LOOK,
        width=900,
        height=120 + 150 * len(conditions),
        print_values=True,
        explicit_size=True,
        legend_at_bottom=True,
        title="Navigation to first result, as a share of stock Pyodide's time",
        value_formatter=lambda ratio: "" if ratio is None else f"{ratio:.2f}",
    )
    chart.x_labels = conditions
    for subject in SUBJECTS:
        if any((subject, where) in ratios for where in conditions):
            chart.add(subject, [ratios.get((subject, where)) for where in conditions])
    return still(chart.render())


def still(svg: bytes) -> bytes:
    """Take every script out of an SVG, and what only scripts use."""
    ET.register_namespace("", SVG)
    tree = ET.fromstring(svg)  # noqa: S314 - pygal has just drawn it
    for parent in list(tree.iter()):
        for child in list(parent):
            if child.tag in {f"{{{SVG}}}script", "script"}:
                parent.remove(child)
    return ET.tostring(tree)
