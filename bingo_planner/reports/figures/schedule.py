"""Bars of a schedule over equal columns, with diamonds for milestones."""

from typing import Final

from bingo_planner.reports.charts import Schedule, ScheduleRow
from bingo_planner.reports.fonts import clean
from bingo_planner.reports.grid import DEEP, GREY, HAIR, INK, MID, PALE, WHITE
from bingo_planner.reports.paragraph import set_one
from bingo_planner.reports.pen import Pen

_HEAD: Final = 13.0
_PITCH: Final = 14.0
_BAR: Final = 8.0


def schedule_height(chart: Schedule) -> float:
    return _HEAD + _PITCH * len(chart.rows) + 2


def draw_schedule(pen: Pen, chart: Schedule, x: float, top: float, width: float) -> None:
    """Columns with hairlines between them, one line a row."""
    left = x + chart.label_width
    step = (x + width - left) / max(len(chart.columns), 1)
    foot = top - schedule_height(chart)
    size = 8.0 if step > 26 else 7.2
    for i, name in enumerate(chart.columns):
        pen.text(left + step * (i + 0.5), top - 8.5, clean(name), "PG", size, GREY, "center")
    edges = [left + step * i for i in range(len(chart.columns) + 1)]
    pen.lines([((edge, top - _HEAD), (edge, foot)) for edge in edges], 0.25, HAIR)
    y = top - _HEAD - _PITCH
    for row in chart.rows:
        label = set_one(clean(row.label), "PG")
        shrink = min(1.0, (chart.label_width - 4) / max(label.width * 0.0083, 1.0))
        pen.line(x, y + 4.2, label, round(8.3 * shrink, 2))
        _row(pen, row, left, y, step, x + width)
        y -= _PITCH


def _row(pen: Pen, row: ScheduleRow, left: float, y: float, step: float, edge: float) -> None:
    for span in row.spans:
        start, end = left + span.start * step + 1, min(left + span.end * step - 1, edge)
        pen.box(start, y + 3, max(end - start, 1.5), _BAR, MID if span.strong else PALE)
        if span.text:
            words = clean(span.text)
            fits = set_one(words, "PG").width * 0.007 < end - start - 4
            ink = WHITE if span.strong and fits else INK
            pen.text(start + 4 if fits else max(end, start) + 3, y + 4.5, words, "PG", 7, ink)
    for milestone in row.milestones:
        at, middle = left + milestone.at * step, y + 3 + _BAR / 2
        diamond = ((at - 4, middle), (at, middle + 4), (at + 4, middle), (at, middle - 4))
        pen.shape((diamond,), DEEP)
        words = clean(milestone.text)
        right = at + 8 + set_one(words, "PG").width * 0.007 <= edge
        pen.text(at + 8 if right else at - 8, y + 4.5, words, "PG", 7, INK, "left" if right else "right")
