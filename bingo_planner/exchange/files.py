"""Writes sheets into the kind of file the name asks for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bingo_planner.exchange import bookfile, csvfile, xlsx
from bingo_planner.exchange.booksheet import Book
from bingo_planner.exchange.sheet import Shape, Sheet
from bingo_planner.kernel.errors import PlanError


def write(
    path: Path, sheets: Sequence[Sheet] | Book, shape: Shape = "view", encoding: csvfile.Encoding = "cp932"
) -> tuple[str, ...]:
    """Write `.xlsx` (all sheets) or `.csv` (one sheet); returns characters the file could not hold.

    A `Book` reads like a report and is a workbook only.
    """
    suffix = path.suffix.lower()
    if isinstance(sheets, Book):
        if suffix != ".xlsx":
            raise PlanError("exchange.kind", suffix=suffix or path.name)
        bookfile.write(path, sheets)
        return ()
    if suffix == ".xlsx":
        xlsx.write(path, sheets, shape)
        return ()
    if suffix != ".csv":
        raise PlanError("exchange.kind", suffix=suffix or path.name)
    if len(sheets) != 1:
        raise PlanError("exchange.one_sheet", count=len(sheets))
    return csvfile.write(path, sheets[0], encoding, shape).lost
