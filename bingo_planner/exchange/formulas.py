"""What a workbook says of cells that came out empty: errors of formulas, and formulas nobody has worked out.

The reader of workbooks gives such cells as blanks. A blank is an answer left out; `#N/A` is not.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import PurePosixPath
from typing import Final

Cell = tuple[int, int]
"""Row and column from 0."""

_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_FORMULA: Final = rb"<f\b(?:[^>]*/>|[^>]*>([^<]*)</f>)\s*"
_ERROR: Final = re.compile(
    rb'<c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]+)(\d+)"[^>]*>\s*(?:' + _FORMULA + rb")?<v>([^<]+)</v>"
)
_OPEN: Final = re.compile(
    rb'<c\b(?![^>]*\bt="str")[^>]*\br="([A-Z]+)(\d+)"[^>]*>\s*' + _FORMULA + rb"(?:<v\s*/>|<v></v>)?\s*</c>"
)


def told_cells(data: bytes) -> Mapping[str, Mapping[Cell, str]]:
    """By name of the sheet: `#N/A` and the like, and `=A1+1` of formulas without a result. Other files: nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            found = {name: _told(book.read(part)) for name, part in _parts(book)}
    except (zipfile.BadZipFile, KeyError, OSError, ValueError):
        return {}
    return {name: cells for name, cells in found.items() if cells}


def _parts(book: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    names = set(book.namelist())
    if "xl/workbook.xml" not in names:
        return
    targets = {
        _attribute(tag, b"Id"): _attribute(tag, b"Target")
        for tag in _RELATION.findall(book.read("xl/_rels/workbook.xml.rels"))
    }
    for tag in _SHEET.findall(book.read("xl/workbook.xml")):
        target = targets.get(_attribute(tag, rb"\w+:id"), "")
        part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
        if part in names:
            yield _attribute(tag, b"name"), part


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\s" + name + rb'="([^"]*)"', tag)
    return unescape(found[1].decode()) if found else ""


def _told(sheet: bytes) -> dict[Cell, str]:
    found: dict[Cell, str] = {}
    if _may_be_open(sheet):
        for one in _OPEN.finditer(sheet):
            found[_cell(one)] = f"={unescape((one[3] or b'').decode())}"
    if b't="e"' in sheet:
        for one in _ERROR.finditer(sheet):
            found[_cell(one)] = unescape(one[4].decode())
    return found


def _may_be_open(sheet: bytes) -> bool:
    """Whether any formula can be without a result; a large sheet of worked-out ones is not searched cell by cell."""
    closed = sheet.count(b"</f>")
    told = closed == sheet.count(b"</f><v>") and b"<v></v>" not in sheet and b"<v/>" not in sheet
    shared = re.search(rb"<f\b[^>]*/>(?!<v>)", sheet)
    return bool(shared) or (closed > 0 and not told)


def _cell(found: re.Match[bytes]) -> Cell:
    column = 0
    for letter in found[1]:
        column = column * 26 + letter - ord("A") + 1
    return int(found[2]) - 1, column - 1
