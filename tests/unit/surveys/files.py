"""Files of answers for tests: sheets in memory, workbooks and CSV on disk, and a whole reading in one call."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from bingo_planner.exchange.reading import Area, Book, RawSheet
from bingo_planner.features.region.model import Body
from bingo_planner.features.surveys.intake.draft import Draft
from bingo_planner.features.surveys.intake.importer import Source, make_draft
from bingo_planner.features.surveys.intake.reviewing import Reading, read_draft

Rows = Sequence[Sequence[str]]
BODIES = (
    Body("m34207", "34207", "福山市", short_name="福山", prefecture="広島県"),
    Body("m34462", "34462", "世羅町", short_name="世羅", prefecture="広島県"),
    Body("m33205", "33205", "笠岡市", short_name="笠岡", prefecture="岡山県"),
)


def sheet(rows: Rows, merged: Sequence[Area] = (), name: str = "回答") -> RawSheet:
    """A sheet as a reader gives it."""
    width = max(map(len, rows), default=0)
    return RawSheet(name, [tuple(row) + ("",) * (width - len(row)) for row in rows], tuple(merged))


def source(*sheets: RawSheet) -> Source:
    """A file of these sheets."""
    return Source(Book("回答.xlsx", "d" * 64, "", sheets))


def draft_of(*sheets: RawSheet) -> Draft:
    """What the file would be taken in as."""
    return make_draft(source(*sheets), BODIES)[0]


def read(*sheets: RawSheet) -> Reading:
    """The file read as it was guessed."""
    from_ = source(*sheets)
    draft, codes = make_draft(from_, BODIES)
    return read_draft(from_, draft, codes)


def write_xlsx(path: Path, sheets: dict[str, Rows]) -> Path:
    """A workbook on disk; figures are numbers, as a spreadsheet keeps them."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append([int(cell) if cell.isdecimal() and cell.isascii() else cell or None for cell in row])
    book.save(path)
    return path


def write_csv(path: Path, rows: Rows, encoding: str = "cp932") -> Path:
    """A CSV on disk."""
    path.write_bytes("\r\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode(encoding))
    return path


CODES: Rows = (
    ("設問番号", "設問文", "回答形式", "コード", "選択肢", "回答条件"),
    ("Q1", "居住地", "SA", "1", "福山市", ""),
    ("", "", "", "2", "世羅町", ""),
    ("", "", "", "3", "笠岡市", ""),
    ("Q2", "性別", "SA", "1", "男性", ""),
    ("", "", "", "2", "女性", ""),
    ("", "", "", "9", "無回答", ""),
    ("Q3", "連携に期待すること", "MA（2つまで）", "1", "医療", ""),
    ("", "", "", "2", "交通", ""),
    ("", "", "", "3", "子育て", ""),
    ("", "", "", "9", "無回答", ""),
    ("Q4", "利用した理由", "SA", "1", "近い", "Q2=1"),
    ("", "", "", "2", "安い", ""),
)
