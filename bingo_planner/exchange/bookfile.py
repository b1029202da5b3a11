"""Writes a workbook that reads like a report: linked sheets, frozen heads, pages for A4, charts that Excel draws."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from bingo_planner.exchange.bookcharts import add_chart
from bingo_planner.exchange.booksheet import Book, BookCell, BookLine, BookSheet, Shown
from bingo_planner.exchange.xlsx import EPOCH, FONT, safe_text, sheet_name
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.files import atomic_write

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell as XlsxCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.styles import Alignment, Border, Font, PatternFill
    from openpyxl.worksheet.worksheet import Worksheet

_INK, _GREY, _HAIR, _DEEP, _WASH, _LINK = "16181C", "5B6068", "A9AEB5", "1D3557", "F1F3F6", "2A4F8F"


def write(path: Path, book: Book) -> None:
    """Write the workbook; PlanError `exchange.unwritable` leaves an older file as it was."""
    try:
        made = book_bytes(book)
        with atomic_write(path) as file:
            file.write(made)
    except OSError as error:
        raise PlanError("exchange.unwritable", path=str(path), reason=error.strerror or str(error)) from error


def book_bytes(book: Book) -> bytes:
    """The workbook as bytes; equal books give equal bytes but for the times in the archive."""
    from openpyxl import Workbook

    made = Workbook()
    made.properties.created = made.properties.modified = EPOCH
    made.properties.creator = book.author or "Bingo Planner"
    made.properties.title = book.title
    front = made.active
    if front is not None:
        made.remove(front)
    contents = made.create_sheet(sheet_name(book.list_name, ()))
    names = []
    for sheet in book.sheets:
        page = made.create_sheet(sheet_name(sheet.name, made.sheetnames))
        names.append(page.title)
        _fill(page, sheet, contents.title)
    _fill_list(contents, book, names)
    out = BytesIO()
    made.save(out)
    _close(made)
    return out.getvalue()


def _close(made: Workbook) -> None:
    made.close()


# -- a sheet -----------------------------------------------------------------------------------------------
def _fill(page: Worksheet, sheet: BookSheet, home: str) -> None:
    page.append([safe_text(sheet.title)])
    page["A1"].font = _font(14, True, _DEEP)
    _link(page, sheet, home)
    for words in sheet.says:
        page.append([safe_text(words)])
        page.cell(page.max_row, 1).font = _font(10, False, _INK)
        _across(page, page.max_row, words, sheet.widths)
    page.append([])
    top = page.max_row + 2 if page.max_row == 1 else page.max_row + 1
    row = top
    for line in sheet.lines:
        _line(page, row, line, len(sheet.widths))
        if line.kind in ("text", "note") and isinstance(line.cells[0], str):
            _across(page, row, line.cells[0], sheet.widths)
        row += 1
    _widths(page, sheet.widths)
    heads = [top + at for at, line in enumerate(sheet.lines) if line.kind == "head"]
    areas = [f"A1:{_letter(len(sheet.widths))}{max(row - 1, top)}"]
    if sheet.chart is not None:
        areas.append(add_chart(page, sheet.chart, len(sheet.widths) + 2, 1))
    _set_up(page, areas, heads, sheet.frozen, len(sheet.widths))


def _link(page: Worksheet, sheet: BookSheet, home: str) -> None:
    """At the right of the title: back to the list."""
    if not sheet.entry:
        return
    cell = page.cell(1, max(len(sheet.widths), 2), safe_text(home))
    cell.hyperlink = f"#'{home}'!A1"
    cell.font = _font(9, False, _LINK, underline=True)
    cell.alignment = _aligned("right")


def _line(page: Worksheet, row: int, line: BookLine, columns: int) -> None:
    for at, value in enumerate(line.cells, start=1):
        cell = page.cell(row, at)
        _put(cell, value)
        _dress(cell, value, line, is_first=at == 1)
    if line.kind in ("group", "total"):
        for at in range(len(line.cells) + 1, columns + 1):
            _dress(page.cell(row, at), None, line, is_first=False)


def _across(page: Worksheet, row: int, words: str, widths: Sequence[float]) -> None:
    """Words that run across the sheet wrap within it; a kanji takes the room of two figures."""
    if len(widths) > 1:
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(widths))
    needed = sum(1 if sign.isascii() else 2 for sign in words)
    lines = max(-(-needed // max(int(sum(widths) * 0.95), 1)), 1)
    page.cell(row, 1).alignment = _aligned("left", wrap=True)
    if lines > 1:
        page.row_dimensions[row].height = 14.0 * lines + 2.0


def _put(cell: XlsxCell | MergedCell, value: BookCell) -> None:
    if isinstance(value, Shown):
        cell.value = value.value
        cell.number_format = _format(value)
    elif isinstance(value, str):
        cell.value = safe_text(value)
    elif value is not None:
        exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
        _put(cell, Shown(value, max(-exponent, 0) if isinstance(exponent, int) else 0))


def _format(shown: Shown) -> str:
    """How Excel writes a figure: it stays a number whatever stands before it."""
    digits = f".{'0' * shown.decimals}" if shown.decimals else ""
    figure = f"#,##0{digits}"
    if shown.instead:
        return f'"{shown.instead}"'
    mark = f'"{shown.mark}"' if shown.mark else ""
    return f'{mark}{figure};"△"{figure};{mark}0{digits}'


def _dress(cell: XlsxCell | MergedCell, value: BookCell, line: BookLine, *, is_first: bool) -> None:
    figures = isinstance(value, Shown | int) or (value is not None and not isinstance(value, str))
    bold = line.kind in ("total", "group") or (isinstance(value, Shown) and value.bold)
    if line.kind in ("text", "note"):
        cell.font = _font(9 if line.kind == "note" else 10, False, _GREY if line.kind == "note" else _INK)
        return
    colour = _GREY if line.kind == "head" else _DEEP if line.kind == "group" else _INK
    cell.font = _font(9 if line.kind == "head" else 10, bold, colour)
    if line.kind == "head":
        cell.alignment = _aligned("left" if is_first else "right", wrap=True, vertical="center")
    else:
        cell.alignment = _aligned("right" if figures else "left", indent=line.indent if is_first else 0)
    cell.border = _border(line.kind, line.is_lower)
    if line.kind == "total":
        cell.fill = _wash()


# -- the list ----------------------------------------------------------------------------------------------
def _fill_list(page: Worksheet, book: Book, names: Sequence[str]) -> None:
    page.append([safe_text(book.title)])
    page["A1"].font = _font(16, True, _DEEP)
    columns = len(book.list_heads)
    _line(page, 3, BookLine(book.list_heads, "head"), columns)
    row = 4
    for sheet, name in zip(book.sheets, names, strict=True):
        if not sheet.entry:
            continue
        _line(page, row, BookLine(sheet.entry), columns)
        for at in range(1, min(len(sheet.entry), 2) + 1):
            page.cell(row, at).hyperlink = f"#'{name}'!A1"
            page.cell(row, at).font = _font(10, False, _LINK, underline=True)
        row += 1
    _widths(page, (14.0, 60.0, *(14.0 for _ in range(columns - 2))))
    _set_up(page, [f"A1:{_letter(columns)}{row - 1}"], [3], 0, columns)


# -- looks -------------------------------------------------------------------------------------------------
def _widths(page: Worksheet, widths: Sequence[float]) -> None:
    for at, wide in enumerate(widths, start=1):
        page.column_dimensions[_letter(at)].width = wide


def _set_up(page: Worksheet, areas: Sequence[str], heads: Sequence[int], frozen: int, columns: int) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    if heads:
        page.freeze_panes = f"{_letter(frozen + 1)}{heads[0] + 1}"
        page.print_title_rows = f"{heads[0]}:{heads[0]}"
    page.print_area = list(areas)
    page.page_setup.orientation = "landscape" if columns > 11 else "portrait"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins.left = page.page_margins.right = 0.6
    page.sheet_view.showGridLines = False
    if page.oddFooter is not None:
        page.oddFooter.center.text = "&P / &N"


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)


@lru_cache(maxsize=64)
def _font(size: int, bold: bool, colour: str, *, underline: bool = False) -> Font:
    from openpyxl.styles import Font

    return Font(name=FONT, size=size, bold=bold, color=colour, underline="single" if underline else None)


@lru_cache(maxsize=64)
def _aligned(side: str, *, wrap: bool = False, vertical: str = "top", indent: int = 0) -> Alignment:
    from openpyxl.styles import Alignment

    return Alignment(horizontal=side, vertical=vertical, wrap_text=wrap, indent=indent)


@lru_cache(maxsize=16)
def _border(kind: str, is_lower: bool) -> Border:
    from openpyxl.styles import Border, Side

    hair, strong = Side("hair", _HAIR), Side("thin", _INK)
    if kind == "head":
        return Border(top=Side("medium", _INK), bottom=strong)
    if kind == "group":
        return Border(top=Side("thin", _GREY), bottom=hair)
    if kind == "total":
        return Border(top=None if is_lower else strong, bottom=strong if is_lower else None)
    return Border(top=None if is_lower else hair)


@lru_cache(maxsize=1)
def _wash() -> PatternFill:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", fgColor=_WASH)
