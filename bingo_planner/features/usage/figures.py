"""One figure as it is typed, checked and shown."""

from __future__ import annotations

from decimal import Decimal

from bingo_planner.features.usage import messages  # noqa: F401  # its sentences belong to these refusals
from bingo_planner.features.usage.model import Figure, Measure
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import Mark, format_number, parse_integer, parse_number


def read_figure(measure: Measure, text: str) -> Figure:
    """The figure a text means: １２ → 12, 12人 → 12, － and 未集計 as their marks; PlanError when it fits none."""
    if measure.decimals == 0:
        value = parse_integer(text, what=count_word(measure), unit=measure.unit)
    else:
        value = parse_number(text, unit=measure.unit)  # type: ignore[assignment]
    figure: Figure = value if isinstance(value, Mark) else Decimal(value)
    check_figure(measure, figure)
    return figure


def check_figure(measure: Measure, figure: Figure) -> None:
    """PlanError for a negative count or more decimals than the measure has."""
    if isinstance(figure, Mark):
        return
    if figure < 0:
        raise PlanError("usage.negative")
    if figure != round(figure, measure.decimals):
        text = f"{figure:f}"
        if measure.decimals == 0:
            raise PlanError("number.whole_named", text=text, what=count_word(measure))
        raise PlanError("usage.places", text=text, decimals=measure.decimals)


def count_word(measure: Measure) -> str:
    """人数, 件数: what the figure counts, for sentences."""
    return translate("usage", "number of {unit}", unit=measure.unit)


def show_figure(measure: Measure, figure: Figure | None) -> str:
    """The figure as it stands in a cell."""
    return format_number(figure, measure.decimals)
