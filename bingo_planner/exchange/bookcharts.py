"""Charts that Excel draws itself, from figures that stand beside them and may be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from bingo_planner.exchange.booksheet import BookChart, ChartFill
from bingo_planner.exchange.xlsx import FONT, safe_text

if TYPE_CHECKING:
    from openpyxl.chart import BarChart
    from openpyxl.chart.series import Series
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.colors import ColorChoice
    from openpyxl.worksheet.worksheet import Worksheet

_TONES = {"1": "DDE3EA", "2": "B9C4D1", "3": "7F91A8", "4": "33496A", "white": "FFFFFF"}
_Hatch = Literal["wdUpDiag", "ltUpDiag", "wdDnDiag", "pct20", "ltDnDiag"]
_HATCHES: dict[str, _Hatch] = {
    "up": "wdUpDiag",
    "light": "ltUpDiag",
    "down": "wdDnDiag",
    "dots": "pct20",
    "blank": "ltDnDiag",
}
_DEEP, _INK, _GREY, _HAIR, _WHITE = "1D3557", "16181C", "5B6068", "A9AEB5", "FFFFFF"
_LABELS = '[>=4]0.0;""'
"""A share of less than 4 % is too narrow for its figure."""
_ROW_CM, _WIDTH_CM = 0.62, 17


def add_chart(page: Worksheet, chart: BookChart, column: int, row: int) -> str:
    """Write the figures and the chart below them; the area that both take, for the printer."""
    from openpyxl.chart import BarChart, Reference
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    page.cell(row, column, safe_text(chart.title)).font = Font(name=FONT, size=10, bold=True, color=_DEEP)
    head = row + 1
    for at, series in enumerate(chart.series, start=1):
        page.cell(head, column + at, safe_text(series.name)).font = Font(name=FONT, size=8, color=_GREY)
    for at, name in enumerate(chart.names, start=1):
        page.cell(head + at, column, safe_text(name)).font = Font(name=FONT, size=9, color=_INK)
        for place, series in enumerate(chart.series, start=1):
            cell = page.cell(head + at, column + place, series.values[at - 1])
            cell.number_format = "0.0"
            cell.font = Font(name=FONT, size=9, color=_INK)
    last = head + len(chart.names)
    page.column_dimensions[get_column_letter(column)].width = 26
    drawn = BarChart()
    drawn.type, drawn.style = "bar", 10
    drawn.grouping = "percentStacked" if chart.is_stacked else "clustered"
    drawn.overlap = 100 if chart.is_stacked else 0
    drawn.gapWidth = 30 if chart.is_stacked else 45
    for place in range(1, len(chart.series) + 1):
        data = Reference(page, min_col=column + place, min_row=head, max_row=last)
        drawn.add_data(data, titles_from_data=True)
    drawn.set_categories(Reference(page, min_col=column, min_row=head + 1, max_row=last))
    for made, series in zip(drawn.series, chart.series, strict=True):
        _dress(made, series.fill, is_stacked=chart.is_stacked)
    _axes(drawn, chart)
    drawn.width = _WIDTH_CM
    bars = len(chart.names) * (1 if chart.is_stacked else max(len(chart.series), 1))
    drawn.height = max(_ROW_CM * bars, 3.0) + 2.4
    page.add_chart(drawn, f"{get_column_letter(column)}{last + 2}")
    tall = int(drawn.height / 0.5) + 2
    right = get_column_letter(column + max(len(chart.series), 8))
    return f"{get_column_letter(column)}{row}:{right}{last + 2 + tall}"


def _dress(made: Series, fill: ChartFill, *, is_stacked: bool) -> None:
    from openpyxl.chart.label import DataLabelList

    made.graphicalProperties = _filled(fill)
    made.dLbls = DataLabelList()
    made.dLbls.showVal = True
    made.dLbls.showSerName = made.dLbls.showCatName = made.dLbls.showLegendKey = made.dLbls.showPercent = (
        False
    )
    made.dLbls.numFmt = _LABELS if is_stacked else "0.0"
    made.dLbls.txPr = _small(_WHITE if fill == "4" and is_stacked else _INK)


def _filled(fill: ChartFill) -> GraphicalProperties:
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.fill import PatternFillProperties

    if fill in _HATCHES:
        made = GraphicalProperties()
        lines = _colour(_DEEP if fill != "blank" else _HAIR)
        made.pattFill = PatternFillProperties(prst=_HATCHES[fill], fgClr=lines, bgClr=_colour(_WHITE))
    else:
        made = GraphicalProperties(solidFill=_TONES[fill])
    made.line.solidFill = _GREY if fill in _HATCHES or fill == "white" else _WHITE
    made.line.width = 6350
    return made


def _colour(code: str) -> ColorChoice:
    from openpyxl.drawing.colors import ColorChoice

    return ColorChoice(srgbClr=code)  # type: ignore[arg-type]  # the library takes the code, its stubs a class


def _axes(drawn: BarChart, chart: BookChart) -> None:
    drawn.x_axis.scaling.orientation = "maxMin"  # the first name stands on top
    drawn.y_axis.crosses = "max"  # and the scale below all the same
    drawn.x_axis.delete = drawn.y_axis.delete = False
    drawn.x_axis.txPr = _small(_INK)
    drawn.y_axis.txPr = _small(_GREY)
    drawn.y_axis.majorGridlines = None
    drawn.y_axis.number_format = "0%" if chart.is_stacked else "0"
    drawn.y_axis.scaling.min = 0
    if chart.is_stacked:
        drawn.y_axis.scaling.max = 1
    if len(chart.series) > 1 and drawn.legend is not None:
        drawn.legend.position = "t"
        drawn.legend.txPr = _small(_INK)
    else:
        drawn.legend = None


def _small(colour: str) -> RichText:
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties

    face = Font(typeface=FONT)
    look = CharacterProperties(sz=800, solidFill=colour, latin=face, ea=face)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=look), endParaRPr=look)])
