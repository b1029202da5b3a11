"""The mark of a body and the width of a column: all that lists of other rooms take from this one's widgets."""

from __future__ import annotations

from bingo_planner.features.region.model import Body
from bingo_planner.kernel.i18n import language
from bingo_planner.ui.marks import Mark


def body_mark(body: Body | None) -> Mark | None:
    """The mark of a body as the kit paints it."""
    if body is None or not body.mark:
        return None
    return Mark(body.mark, body.mark_en or body.mark, body.color_light, body.color_dark)


def wide(japanese: float, english: float) -> float:
    """Width of a column in font heights: English words and dates need more room."""
    return english if language() == "en" else japanese
