"""Tables in Word: three rules, hairlines between rows, heads that repeat, figures at the right, totals on a tone."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bingo_planner.kernel.numbers import Mark, format_number
from bingo_planner.reports.charts import Spark
from bingo_planner.reports.columns import column_widths
from bingo_planner.reports.fonts import measure
from bingo_planner.reports.grid import DEEP, GREY, HAIR, INK, MID, RAMP, WASH, WHITE, Colour
from bingo_planner.reports.model import Align, Cell, Row, RowKind, Table, Value, verbatim
from bingo_planner.reports.tablecells import bare, words_of
from bingo_planner.reports.tones import Fill
from bingo_planner.reports.word.markup import Look, Words, hexa, paragraph, run, safe, twips

_PAD: Final = 3.5
_WIDER: Final = 1.07
"""Word sets digits as wide as the face has them; in the PDF they stand in narrower slots."""
_LEAST: Final = 0.85
_BOLD: Final = frozenset({RowKind.TOTAL, RowKind.SUBTOTAL, RowKind.GROUP})


def table_xml(table: Table, width: float, words: Words, title: str = "") -> str:
    """The whole table in a width of points; `title` is told to screen readers."""
    wider = replace(table, size=table.size * _WIDER)
    widths = column_widths(wider, width, _PAD)
    fit = max(_fit(table, widths), _LEAST)
    table = replace(table, size=math.floor(table.size * fit * 2) / 2)
    grid = "".join(f'<w:gridCol w:w="{twips(wide)}"/>' for wide in widths)
    heads = [] if table.headless else _heads(table, widths)
    rows = [_row(table, row, at, widths, words) for at, row in enumerate(table.rows)]
    return f"<w:tbl>{_properties(table, width, title)}<w:tblGrid>{grid}</w:tblGrid>{''.join([*heads, *rows])}</w:tbl>"


def _fit(table: Table, widths: Sequence[float]) -> float:
    """The share of the size at which no figure of a column of figures wraps."""
    fit = 1.0
    for row in table.rows:
        place = 0
        for value in row.cells:
            span = value.span if isinstance(value, Cell) else 1
            if row.kind is not RowKind.GROUP and span == 1 and table.columns[place].align == "right":
                bold = row.kind in _BOLD or (isinstance(value, Cell) and value.bold)
                face = "PB" if bold else "PG"
                wide = max(measure(part, face) for part in bare(words_of(value)).split("\n"))
                needed = wide * table.size / 1000
                fit = min(fit, (widths[place] - 2 * _PAD) / needed) if needed > 0 else fit
            place += span
    return fit


def edge(side: str, weight: float, colour: Colour = INK) -> str:
    """One border; weights are eighths of a point in Word."""
    return (
        f'<w:{side} w:val="single" w:sz="{max(round(weight * 8), 2)}" w:space="0" w:color="{hexa(colour)}"/>'
    )


def _properties(table: Table, width: float, title: str) -> str:
    outer = "" if table.open_style else f"{edge('top', 0.8)}{edge('bottom', 0.8)}"
    caption = f'<w:tblCaption w:val="{safe(title)}"/>' if title else ""
    return (
        f'<w:tblPr><w:tblW w:w="{twips(width)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblBorders>{outer}{edge("insideH", 0.25, HAIR)}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:top w:w="{twips(table.pad)}" w:type="dxa"/><w:left w:w="{twips(_PAD)}" w:type="dxa"/>'
        f'<w:bottom w:w="{twips(table.pad)}" w:type="dxa"/><w:right w:w="{twips(_PAD)}" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        f'w:noHBand="1" w:noVBand="1"/>{caption}</w:tblPr>'
    )


def _heads(table: Table, widths: Sequence[float]) -> list[str]:
    """One row of heads, or two where some stand over several columns."""
    size = min(table.size - 0.5, 8.0)
    spans = _spans(table)
    two = any(over for over, _ in spans)
    rule = edge("bottom", 0.4 if table.open_style else 0.5, MID if table.open_style else INK)
    upper: list[str] = []
    lower: list[str] = []
    at = 0
    for over, span in spans:
        wide = sum(widths[at : at + span])
        if two:
            middle = edge("bottom", 0.4, HAIR) if over and span > 1 else '<w:bottom w:val="nil"/>'
            align: Align = "center" if span > 1 else table.columns[at].align
            upper.append(_head(over, wide, align, size, middle, span))
        for column, own in zip(table.columns[at : at + span], widths[at : at + span], strict=True):
            lower.append(_head(column.head, own, column.align, size, rule))
        at += span
    mark = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    rows = ([upper] if two else []) + [lower]
    return [f"<w:tr>{mark}{''.join(cells)}</w:tr>" for cells in rows]


def _spans(table: Table) -> list[tuple[str, int]]:
    """Heads over columns with the number of columns below each."""
    found: list[tuple[str, int]] = []
    for column in table.columns:
        if found and column.over and found[-1][0] == column.over:
            found[-1] = (column.over, found[-1][1] + 1)
        else:
            found.append((column.over, 1))
    return found


def _head(text: str, width: float, align: Align, size: float, border: str, span: int = 1) -> str:
    content = paragraph("Head", run(text, Look(size=size)), f'<w:jc w:val="{align}"/>')
    return _cell(content, width, span, borders=border, middle=True)


def _cell(
    content: str,
    width: float,
    span: int = 1,
    *,
    borders: str = "",
    fill: Colour | None = None,
    middle: bool = False,
) -> str:
    parts = [f'<w:tcW w:w="{twips(width)}" w:type="dxa"/>']
    if span > 1:
        parts.append(f'<w:gridSpan w:val="{span}"/>')
    if borders:
        parts.append(f"<w:tcBorders>{borders}</w:tcBorders>")
    if fill is not None:
        parts.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{hexa(fill)}"/>')
    if middle:
        parts.append('<w:vAlign w:val="center"/>')
    return f"<w:tc><w:tcPr>{''.join(parts)}</w:tcPr>{content}</w:tc>"


def _row(table: Table, row: Row, at: int, widths: Sequence[float], words: Words) -> str:
    before = table.rows[at - 1].kind if at else None
    rule = ""
    if row.kind in (RowKind.TOTAL, RowKind.SUBTOTAL) and at:
        rule = edge("top", 0.5)
    elif at and (row.kind is RowKind.GROUP or before is RowKind.SUBTOTAL):
        rule = edge("top", 0.5, MID)
    ground = WASH if row.kind in (RowKind.TOTAL, RowKind.SUBTOTAL) else None
    cells: list[str] = []
    place = 0
    for value in row.cells:
        span = len(widths) if row.kind is RowKind.GROUP else value.span if isinstance(value, Cell) else 1
        shade = value.shade if isinstance(value, Cell) else None
        fill = RAMP[shade.value] if shade is not None and shade.is_plain else ground
        wide = sum(widths[place : place + span])
        content = _value(table, value, row, place, words)
        cells.append(_cell(content, wide, span, borders=rule, fill=fill))
        place += span
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _value(table: Table, value: Value, row: Row, place: int, words: Words) -> str:
    """The paragraph of a cell."""
    given = value.align if isinstance(value, Cell) else None
    align = given or ("left" if row.kind is RowKind.GROUP else table.columns[place].align)
    bold = row.kind in _BOLD or (isinstance(value, Cell) and value.bold)
    look = Look(bold, _colour(value, row), table.size)
    text = _spark(value) if isinstance(value, Spark) else words_of(value)
    runs = words.runs(verbatim(text) if isinstance(text, str) else text, look)
    leading = table.leading or table.size * 1.5
    spacing = f'<w:spacing w:line="{twips(leading)}" w:lineRule="exact"/>'
    indent = twips(_indent(row)) if place == 0 else 0
    left = f'<w:ind w:left="{indent}"/>' if indent else ""
    keep = "<w:keepNext/>" if row.kind is RowKind.GROUP else ""
    side = f'<w:jc w:val="{align}"/>' if align != "left" else ""
    return paragraph("Cell", runs, f"{keep}{spacing}{left}{side}")


def _spark(spark: Spark) -> str:
    """The mini line in words: how much of the way to the target is done."""
    return "" if spark.done is None else f"{format_number(round(spark.done * 100))} %"


def _colour(value: Value, row: Row) -> Colour:
    if isinstance(value, Cell) and value.shade is Fill.R4:
        return WHITE
    if row.kind is RowKind.GROUP:
        return DEEP
    grey = value is Mark.PENDING or (isinstance(value, Cell) and value.grey)
    return GREY if grey else INK


def _indent(row: Row) -> float:
    if row.kind is RowKind.PART:
        return 8.0 * row.indent + (12.0 if row.indent else 20.0)
    return 8.0 * (max(row.indent, 1) if row.kind is RowKind.SUBTOTAL else row.indent)
