"""The flowchart's shapes as SVG: drawn in currentColor and by attributes, so that they need no style sheet."""

import re
from collections.abc import Iterable

from markupsafe import Markup

from build_scripts.flowchart.layout import Arrow, Box
from build_scripts.flowchart.plan import BESIDE, EDGE, HEAD, LINE, SIZE
from build_scripts.flowchart.text_width import spaced_width_of, width_of
from build_scripts.paths import ROOT
from decision_engine.model import Question

_HIDDEN = Markup(' display="none"')
_SIGNS = ROOT / "overrides" / "outcome"
_TICK = Markup('<circle r="8.5"/><path d="M-4 .5l3 3 5.5-6.5" fill="none" stroke="currentColor"/>')


def arrow_shape(arrow: Arrow) -> Markup:
    """Draw an arrow with its label."""
    (x, y), *_ = arrow.points
    return Markup('<g class="flowchart__arrow{}" {}>{}<text>{}</text></g>').format(
        " flowchart__arrow--shared" if arrow.shared else "",
        _data(arrow),
        _line(arrow.points, head=5.0),
        _lines(arrow.lines, x + BESIDE, y + SIZE + 5),
    )


def way_shape(arrow: Arrow) -> Markup:
    """Draw an arrow once more, thick and with a tick where it starts; hidden until it is taken."""
    (x, y), *_ = arrow.points
    return Markup('<g class="flowchart__way" {} display="none">{}{}</g>').format(
        _data(arrow), _line(arrow.points, head=7.0), _tick("flowchart__exit", x, y)
    )


def box_shape(box: Box, *, sign: str, number: int, here: str) -> Markup:
    """Draw a box: its outcome's sign or its question's number, its words, and what shows when the route comes by."""
    middle = box.y + HEAD / 2 + 2
    tick = _tick("flowchart__tick", box.x + box.width - EDGE - 8, middle, hidden=True)
    return Markup('{}{}{} <text class="flowchart__name">{}</text>{} {}').format(
        _frame("flowchart__ring", box, 3.0, 11 if sign else 7, hidden=True),
        _frame("flowchart__frame-line", box, 0.0, 10 if sign else 4),
        _sign(sign, box.x + EDGE, middle) if sign else _number(str(number), box.x + EDGE, middle),
        _lines(box.lines, box.x + EDGE, box.y + HEAD + SIZE + 1),
        tick,
        _here(box, here),
    )


def short(number: float) -> str:
    """Write a number with one decimal place at most."""
    return f"{round(number, 1):g}"


def _number(number: str, x: float, middle: float) -> Markup:
    width = max(20.0, width_of(number) * SIZE + 10)
    return Markup(
        '<rect class="flowchart__disc" x="{}" y="{}" width="{}" height="20" rx="10" fill="none" '
        'stroke="currentColor"/>'
        '<text class="flowchart__number" x="{}" y="{}" text-anchor="middle">{}</text>'
    ).format(*map(short, (x, middle - 10, width, x + width / 2, middle + 5)), number)


def _sign(sign: str, x: float, middle: float) -> Markup:
    """Draw an outcome's sign: what is inside the file of the sign that the result itself shows."""
    file = _SIGNS / f"sign-{sign}.svg"
    drawn = re.sub(r"^\s*<svg[^>]*>|</svg>\s*$", "", file.read_text("utf-8"))
    return Markup(
        '<svg class="flowchart__sign" aria-hidden="true" x="{}" y="{}" width="20" height="20" '
        'viewBox="0 0 48 48">{}</svg>'
    ).format(short(x), short(middle - 10), Markup(drawn))  # noqa: S704 - the file is this repository's own


def _here(box: Box, words: str) -> Markup:
    """Draw the flag that names the place on a border without arrows: a question's upper one, a result's lower one."""
    width = spaced_width_of(words) * SIZE + 4
    x = max(0.0, box.x + box.width - width - 6)
    y = box.y if isinstance(box.of, Question) else box.y + box.height + 4
    return Markup(
        '<g class="flowchart__flag" display="none"><rect x="{}" y="{}" width="{}" height="21" rx="4"/>'
        '<text x="{}" y="{}" text-anchor="middle">{}</text></g>'
    ).format(*map(short, (x, y - 10.5, width, x + width / 2, y + 4.5)), words)


def _data(arrow: Arrow) -> Markup:
    ids = " ".join(option.id for option in arrow.branch.options)
    return Markup('data-arrow-from="{}" data-arrow-options="{}"').format(arrow.question.id, ids)


def _frame(kind: str, box: Box, around: float, radius: float, *, hidden: bool = False) -> Markup:
    sizes = (box.x - around, box.y - around, box.width + 2 * around, box.height + 2 * around, radius)
    return Markup(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="{}" fill="none" stroke="currentColor"{}/>'
    ).format(kind, *map(short, sizes), _HIDDEN if hidden else "")


def _tick(kind: str, x: float, y: float, *, hidden: bool = False) -> Markup:
    return Markup('<g class="{}" transform="translate({} {})"{}>{}</g>').format(
        kind, short(x), short(y), _HIDDEN if hidden else "", _TICK
    )


def _line(points: Iterable[tuple[float, float]], *, head: float) -> Markup:
    """Draw an arrow: down from its box, round its corners, and a head at its end."""
    first, *corners, (x, y) = points
    steps = [f"M{short(first[0])} {short(first[1])}"]
    for before, corner, after in zip([first, *corners], corners, [*corners[1:], (x, y)], strict=False):
        into, out = _towards(corner, before), _towards(corner, after)
        steps.append(f"L{_pair(into)}Q{_pair(corner)} {_pair(out)}")
    steps.append(f"L{_pair((x, y - head))}")
    tip = f"M{_pair((x, y - 1))}l{short(-head)} {short(-1.7 * head)}h{short(2 * head)}z"
    return Markup('<path class="flowchart__line" d="{}" fill="none" stroke="currentColor"/><path d="{}"/>').format(
        "".join(steps), tip
    )


def _towards(corner: tuple[float, float], other: tuple[float, float], most: float = 6.0) -> tuple[float, float]:
    """Return the point a few units from a corner towards another point, at most halfway."""
    (x, y), (to_x, to_y) = corner, other
    length = abs(to_x - x) + abs(to_y - y)
    share = min(most, length / 2) / length if length else 0.0
    return x + (to_x - x) * share, y + (to_y - y) * share


def _lines(lines: Iterable[str], x: float, y: float) -> Markup:
    """Set lines of text one under the other, with a space between them for those who select or hear them."""
    return Markup(" ").join(
        Markup('<tspan x="{}" y="{}">{}</tspan>').format(short(x), short(y + n * LINE), line)
        for n, line in enumerate(lines)
    )


def _pair(point: tuple[float, float]) -> str:
    return f"{short(point[0])} {short(point[1])}"
