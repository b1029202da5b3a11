"""Excel files: one to look at, with rules and a repeated head, and one for machines."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from bingo_planner.exchange.sheet import Cell, Formula, Shape, Sheet, SheetColumn
from bingo_planner.kernel.errors import PlanError
from bingo_planner.kernel.files import atomic_write
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import Mark, format_mark

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell as XlsxCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

FONT = "BIZ UDPゴシック"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
FIRST_ROW = 4
"""Row of Excel in which the first row of a sheet to look at stands, below title and head; formulas count from it."""
EPOCH = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # Excel knows no zone
"""A fixed stamp, so that equal content gives equal files."""


def write(path: Path, sheets: Sequence[Sheet], shape: Shape = "view") -> None:
    """Write all sheets into one file; PlanError `exchange.unwritable` leaves an older file as it was."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.created = book.properties.modified = EPOCH
    book.properties.creator = "Bingo Planner"
    first = book.active
    if first is not None:
        book.remove(first)
    for sheet in sheets:
        _add(book, sheet, shape)
    try:
        # Made in memory first: an archive that breaks off on a full disk would try again when it is thrown away.
        book.save(made := BytesIO())
        with atomic_write(path) as file:
            file.write(made.getbuffer())
    except OSError as error:
        raise PlanError("exchange.unwritable", path=str(path), reason=error.strerror or str(error)) from error


def _add(book: Workbook, sheet: Sheet, shape: Shape) -> None:
    page = book.create_sheet(sheet_name(sheet.name, book.sheetnames))
    if shape == "data":
        _fill_data(page, sheet)
    else:
        _fill_view(page, sheet)


def sheet_name(name: str, taken: Sequence[str]) -> str:
    """What Excel calls a sheet: it refuses some characters and more than 31 of any kind."""
    clean = "".join(" " if sign in '[]:*?/\\"' else sign for sign in name)[:31] or "1"
    number, result = 2, clean
    while result in taken:
        result = f"{clean[:28]} {number}"
        number += 1
    return result


def _fill_data(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter

    page.append([column.name for column in sheet.columns])
    for place, row in enumerate(sheet.rows):
        if place not in sheet.totals:
            page.append([_machine(value) for value in row])
    for index in range(1, len(sheet.columns) + 1):
        page.column_dimensions[get_column_letter(index)].width = 14
    page.freeze_panes = "A2"


def _machine(value: Cell) -> object:
    if isinstance(value, Mark):
        return {Mark.BLANK: None, Mark.NONE: "none", Mark.PENDING: "pending"}[value]
    return _plain(value)


def _plain(value: Cell) -> object:
    if isinstance(value, Formula):
        return value.value
    return safe_text(value) if isinstance(value, str) else value


def safe_text(text: str) -> str:
    """Text that Excel does not take for a formula, without the signs its files cannot hold."""
    clean = _FORBIDDEN.sub("", text)
    return f"'{clean}" if clean.startswith("=") else clean


def _fill_view(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Font

    page.append([sheet.title])
    page["A1"].font = Font(name=FONT, size=14, bold=True)
    page.append([])
    page.append([column.head for column in sheet.columns])
    for row in sheet.rows:
        page.append([_shown(value) for value in row])
    _dress(page, sheet)
    for text in (sheet.note, sheet.source):
        if text:
            page.append([text])
            page.cell(page.max_row, 1).font = Font(name=FONT, size=9, color="5B6068")
    _set_up_paper(page, sheet)


def _shown(value: Cell) -> object:
    if isinstance(value, Formula):
        return f"={value.text}"
    if isinstance(value, Mark):
        return format_mark(value) or None
    if isinstance(value, bool):
        return translate("exchange", "yes") if value else None
    return _plain(value)


def _dress(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter

    head, last = FIRST_ROW - 1, FIRST_ROW - 1 + len(sheet.rows)
    for index, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(index)].width = max(column.width, len(column.head) * 2)
        for row in range(head, last + 1):
            _dress_cell(page.cell(row, index), column, row - head - 1, sheet)


def _dress_cell(cell: XlsxCell | MergedCell, column: SheetColumn, place: int, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    is_head, is_total = place < 0, place in sheet.totals
    figures = column.kind in ("number", "yen", "percent")
    cell.font = Font(name=FONT, size=10, bold=is_head or is_total)
    cell.alignment = Alignment(
        horizontal="right" if figures else "left",
        vertical="center" if is_head else "top",
        wrap_text=not figures,
    )
    cell.border = Border(
        top=Side("medium" if is_head else "thin", "16181C" if is_head or is_total else "A9AEB5"),
        bottom=Side("thin", "16181C" if is_head or is_total else "A9AEB5"),
    )
    if is_head or is_total:
        cell.fill = PatternFill("solid", fgColor="F1F3F6")
    if not is_head:
        cell.number_format = _format(column)


def _format(column: SheetColumn) -> str:
    if column.kind == "date":
        return "yyyy/mm/dd"
    if column.kind == "text":
        return "@"
    digits = f".{'0' * column.decimals}" if column.decimals else ""
    if column.kind == "percent":
        return f"0{digits}"
    return f'#,##0{digits};"△"#,##0{digits};0{digits}'


def _set_up_paper(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    page.freeze_panes = "B4"
    page.print_title_rows = "3:3"
    page.page_setup.orientation = "landscape" if len(sheet.columns) > 7 else "portrait"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if page.oddFooter is not None:
        page.oddFooter.center.text = "&P / &N"
