"""Reads tables of any kind a colleague sends: CSV of any Japanese encoding, Excel old and new, a copied block of cells.

Every cell comes as text, so that what reads it is the same for a file and for the clipboard.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from bingo_planner.exchange.csvfile import decode
from bingo_planner.exchange.formulas import told_cells
from bingo_planner.kernel.errors import PlanError

BOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
TEXTS: Final = frozenset({".csv", ".tsv", ".txt"})
READABLE: Final = BOOKS | TEXTS
_CONTAINER: Final = b"\xd0\xcf\x11\xe0"
_ARCHIVE: Final = b"PK\x03\x04"
_MARKUP: Final = (b"<html", b"<!doctype", b"<table", b"<?xml")
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """Merged cells: first and last row and column, from 0, both included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class RawSheet:
    """One sheet as it stands: rows of text of equal length, and what was merged."""

    name: str
    rows: Sequence[Row]
    merged: tuple[Area, ...] = ()

    @cached_property
    def filled(self) -> Sequence[Row]:
        """The rows with the text of merged cells in every cell they cover, as the eye sees it."""
        if not self.merged:
            return self.rows
        found = [list(row) for row in self.rows]
        for area in self.merged:
            for at in range(area.top, min(area.bottom + 1, len(found))):
                for place in range(area.left, min(area.right + 1, len(found[at]))):
                    found[at][place] = self.rows[area.top][area.left]
        return [tuple(row) for row in found]


@dataclass(frozen=True)
class Book:
    """A file that was read. `encoding` is the guess for a text file, empty for a workbook."""

    name: str
    digest: str
    encoding: str
    sheets: tuple[RawSheet, ...] = field(default=())


def read_book(path: Path, *, headed: bool = False) -> Book:
    """Every sheet of a file.

    PlanError `exchange.missing`, `exchange.folder`, `exchange.no_access`, `exchange.readable_kind` and those of
    `read_bytes`. `headed`: the first line of a text file names the columns, so it alone says what parts them.
    Answers such as `1;2;5` hold more of another sign than there are columns.
    """
    suffix = path.suffix.lower()
    if path.is_dir():
        raise PlanError("exchange.folder", path=str(path))
    if suffix not in READABLE:
        raise PlanError("exchange.readable_kind", suffix=suffix or path.name)
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise PlanError("exchange.missing", path=str(path)) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise PlanError("exchange.no_access", path=str(path), reason=reason) from error
    return read_bytes(path.name, data, headed=headed)


def read_bytes(name: str, data: bytes, *, headed: bool = False) -> Book:
    """Every sheet of a file held in memory; what it is, its bytes tell: names are changed by hand.

    PlanError `exchange.unreadable`, `exchange.password`, `exchange.encoding`, `exchange.markup`, `exchange.quote`.
    """
    digest = hashlib.sha256(data).hexdigest()
    if data.startswith((_ARCHIVE, _CONTAINER)):
        return Book(name, digest, "", _sheets(name, data))
    if data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise PlanError("exchange.markup", path=name)
    is_book = Path(name).suffix.lower() in BOOKS
    try:
        text, encoding = decode(data, name)
    except PlanError:
        if is_book:
            raise PlanError("exchange.unreadable", path=name, kind="Excel") from None
        raise
    if is_book and not any(map(_parts, text.splitlines()[:10])):
        raise PlanError("exchange.unreadable", path=name, kind="Excel")
    return Book(name, digest, encoding, (RawSheet("", table_of(text, headed=headed, name=name)),))


def table_of(text: str, *, headed: bool = False, name: str = "") -> Sequence[Row]:
    """Rows of a text of commas, tabs or semicolons, all of one length; PlanError `exchange.quote`."""
    delimiter = _head_delimiter(text) if headed else delimiter_of(text)
    return _even([[cell.strip() for cell in row] for row in _lines(text, delimiter, name)])


def _lines(text: str, delimiter: str, name: str) -> list[list[str]]:
    """Rows; a quotation mark that nobody closed would swallow all that follows, so it is refused with its line."""
    for strict in (True, False):  # strict tells an open mark, and minds "a"b, which is harmless
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
        found: list[list[str]] = []
        begun = 1
        try:
            for row in reader:
                found.append(row)
                begun = reader.line_num + 1
        except csv.Error as error:
            if strict and not any(words in str(error) for words in ("end of data", "field larger")):
                continue
            raise PlanError("exchange.quote", path=name, row=begun) from error
        break
    return found


def _head_delimiter(text: str) -> str:
    """What parts the names of the columns. A title above them has no such sign; lists of codes beneath a single
    column have, and say nothing.
    """
    for line in text.splitlines():
        if _parts(line) and any(sign.isalpha() for sign in line):
            return delimiter_of(line)
    lists = [line for line in text.splitlines() if _parts(line)]
    if lists and not _parts(next(line for line in text.splitlines() if line.strip())):
        used = "".join(lists)
        return next((sign for sign in ",\t;" if sign not in used), ",")
    return delimiter_of(text)


def _parts(line: str) -> bool:
    """Whether a line has columns; a title above them does not say what parts them."""
    return any(sign in line for sign in ",\t;")


def delimiter_of(text: str) -> str:
    """The sign most used among the first lines; a comma when there is none."""
    head = "\n".join(text.splitlines()[:10])
    return max((",", "\t", ";"), key=head.count)


def cell_name(row: int, column: int) -> str:
    """B7 for row 6 and column 1 counted from 0."""
    letters, rest = "", column + 1
    while rest:
        rest, place = divmod(rest - 1, 26)
        letters = chr(ord("A") + place) + letters
    return f"{letters}{row + 1}"


def _sheets(name: str, data: bytes) -> tuple[RawSheet, ...]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = []
        told = told_cells(data)
        for sheet_name in book.sheet_names:
            sheet = book.get_sheet_by_name(sheet_name)
            cells = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
            for (row, column), text in told.get(sheet_name, {}).items():
                if row < len(cells) and column < len(cells[row]) and not cells[row][column]:
                    cells[row][column] = text
            rows = _even(cells)
            merged = tuple(Area(*top, *bottom) for top, bottom in sheet.merged_cell_ranges or ())
            found.append(RawSheet(sheet_name, rows, merged))
        return tuple(found)
    except (CalamineError, OSError, ValueError) as error:
        code = "exchange.password" if _is_locked(data, error) else "exchange.unreadable"
        raise PlanError(code, path=name, kind="Excel") from error


def _is_locked(data: bytes, error: Exception) -> bool:
    """Whether a workbook is encrypted: new formats as a package inside an old container, old ones by their word."""
    if "password" in str(error).lower():
        return True
    if data.startswith(_CONTAINER):
        return "EncryptedPackage".encode("utf-16-le") in data
    return b"manifest:encryption-data" in data or b"EncryptedPackage" in data


def _even(rows: list[list[str]]) -> Sequence[Row]:
    width = max((len(row) for row in rows), default=0)
    return [tuple(row + [""] * (width - len(row))) for row in rows]


@lru_cache(maxsize=4096)
def _number(cell: float) -> str:
    """12 for 12.0, which is how a workbook keeps it; else the shortest text that gives the same float: what was typed.

    Files of answers hold the same few codes a million times; each is one text.
    """
    number = Decimal(repr(cell))
    return f"{number.to_integral_value():f}" if number == number.to_integral_value() else f"{number:f}"


def _text(cell: object) -> str:
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return str(cell).strip() if cell is not None else ""
