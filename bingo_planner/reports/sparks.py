"""The mini line of a KPI: from the starting value to the target, with the actual on it."""

from bingo_planner.reports.charts import Spark
from bingo_planner.reports.grid import DEEP, HAIR, INK, MID
from bingo_planner.reports.pen import Pen


def draw_spark(pen: Pen, spark: Spark, x: float, y: float, width: float) -> None:
    """Draw in `width` points around the height `y`. Beyond the target the dot stands just behind its mark."""
    left, right = x + 4, x + width - 4
    pen.rule(left, y, right - left, 0.4, HAIR)
    pen.path(((left, y - 2.2), (left, y + 2.2)), 0.4, HAIR)
    pen.path(((right, y - 3.2), (right, y + 3.2)), 0.7, INK)
    if spark.done is None:
        return
    reached = min(max(spark.done, -0.03), 1.05)
    at = left + (right - left) * reached
    pen.rule(left, y, at - left, 1.0, MID)
    pen.dot(at, y, 1.9, DEEP)
