"""The table of the benchmarks: medians, ratios and verdicts, and a picture that runs nothing."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.low_end import SLOWER
from tests.benchmarks.picture import picture
from tests.benchmarks.report import MET, MISSED, STRETCHED, Goal, read_goals, rows, table
from tests.benchmarks.samples import Key, Samples
from tests.benchmarks.start_up import BYTES
from tests.benchmarks.subjects import OURS, RESULT, STOCK

WHERE = "loopback, cold"


def samples_of(measure: str, unit: str, **figures: list[float]) -> Samples:
    """Give samples of one measure, by subject."""
    samples = Samples()
    for subject, values in figures.items():
        for value in values:
            samples.add(Key(measure, unit, WHERE, subject), value)
    return samples


def test_a_ratio_is_that_of_the_medians() -> None:
    """The median of ours is divided by the median of the other, and held against the goal."""
    samples = samples_of(RESULT, "ms", ours=[9.0, 30.0, 1000.0], stock=[100.0, 90.0, 5.0])
    ours, stock = rows(samples, [Goal(RESULT, WHERE, at_most=0.33, against=STOCK)])
    assert (ours.spread.median, ours.spread.least, ours.spread.most) == (30.0, 9.0, 1000.0)
    assert (ours.ratio, ours.least_ratio) == (30 / 90, 9 / 5)
    assert (ours.verdict, stock.verdict) == (MISSED, "")


def test_a_goal_without_another_subject_is_held_against_the_figure() -> None:
    """Where a goal names no other subject, the median itself has to stay within it."""
    (row,) = rows(samples_of("longest", "ms", ours=[40.0, 60.0, 50.0]), [Goal("longest", WHERE, at_most=50)])
    assert row.verdict == MET


def test_what_is_hoped_for_is_told_apart_from_what_is_wanted() -> None:
    """Within the stretch, within the goal alone, and beyond both."""
    goal = Goal("longest", WHERE, at_most=50, stretch=20)
    verdicts = [rows(samples_of("longest", "ms", ours=[took]), [goal])[0].verdict for took in (20, 21, 51)]
    assert verdicts == [STRETCHED, MET, MISSED]
    assert str(goal) == "≤ 50, stretch 20"


def test_without_the_other_subject_there_is_no_verdict() -> None:
    """Where the other subject wasn't measured, the goal is neither met nor missed."""
    (row,) = rows(samples_of(RESULT, "ms", ours=[30.0]), [Goal(RESULT, WHERE, at_most=0.33, against=STOCK)])
    assert (row.ratio, row.verdict) == (None, "")


def test_every_row_stands_in_the_table_under_its_measure() -> None:
    """The table has a heading for each measure and a line for each subject, the verdict on ours."""
    samples = samples_of(BYTES, "B", ours=[4_000_000.0], stock=[12_000_000.0])
    text = table(rows(samples, [Goal(BYTES, WHERE, at_most=0.4, against=STOCK)]))
    heading, _, ours, stock = text.splitlines()
    assert heading == f"{BYTES} ({WHERE})"
    assert ours.split() == ["ours", *["4,000,000", "B"] * 3, "0.333", "0.333", "≤", "0.40", "of", "stock", MET]
    assert stock.split() == ["stock", *["12,000,000", "B"] * 3, "1.000", "1.000"]


def test_every_goal_is_of_something_that_is_measured() -> None:
    """A goal whose measure or conditions nobody measures would never be called missed."""
    modules = Path(__file__).parent.glob("[!t]*.py")
    sources = "".join(module.read_text(encoding="utf-8") for module in modules)
    for goal in read_goals():
        words = {goal.measure.partition(",")[0], *goal.conditions.split(", ")} - {"cold", "warm"}
        assert [word for word in words if word.replace(f"CPU {SLOWER}", "CPU {SLOWER}") not in sources] == []


def test_the_picture_runs_and_fetches_nothing() -> None:
    """The picture holds no script and no address but the names of its own format."""
    svg = picture(rows(samples_of(RESULT, "ms", ours=[25.0], stock=[100.0]), [])).decode()
    assert "0.25" in svg
    assert "script" not in svg
    assert svg.count("http") == svg.count("http://www.w3.org/")
    assert OURS in svg
