"""The structure of a paper for screen readers: headings, paragraphs, figures with their words, tables of rows."""

from collections.abc import Sequence

from bingo_planner.reports.objects import PdfFile, text_string
from bingo_planner.reports.pen import Mark


class Structure:
    """The tree that a screen reader follows: one element a marked part, cells gathered into rows and tables."""

    def __init__(self, pdf: PdfFile, pages: Sequence[int]) -> None:
        self._pdf, self._pages = pdf, pages
        self._root, self._document = pdf.reserve(), pdf.reserve()
        self._kids: list[int] = []
        self._parents: list[str] = []
        self._table: tuple[int, int, list[int]] | None = None
        self._row: tuple[int, list[int]] | None = None

    def add(self, index: int, marks: Sequence[Mark]) -> None:
        """The marked parts of one page, in reading order."""
        owners = [self._element(mark, index, mcid) for mcid, mark in enumerate(marks)]
        self._parents.append(f"{index}[{' '.join(f'{owner} 0 R' for owner in owners)}]")

    def _element(self, mark: Mark, index: int, mcid: int) -> int:
        number = self._pdf.reserve()
        parent = self._parent(mark, number)
        alt = f"/Alt{text_string(mark.alt)}" if mark.alt else ""
        return self._pdf.put(
            number,
            f"<</S/{mark.role}/P {parent} 0 R/Pg {self._pages[index]} 0 R/K {mcid}{alt}>>",
        )

    def _parent(self, mark: Mark, number: int) -> int:
        if mark.role not in ("TD", "TH"):
            self._close_table()
            self._kids.append(number)
            return self._document
        table, row = divmod(mark.group, 1 << 20)
        if self._table is None or self._table[1] != table:
            self._close_table()
            self._table = (self._pdf.reserve(), table, [])
            self._kids.append(self._table[0])
        if self._row is None or self._row_key != row:
            self._close_row()
            self._row, self._row_key = (self._pdf.reserve(), []), row
            self._table[2].append(self._row[0])
        self._row[1].append(number)
        return self._row[0]

    _row_key = -1

    def _close_row(self) -> None:
        if self._row is not None and self._table is not None:
            kids = " ".join(f"{kid} 0 R" for kid in self._row[1])
            self._pdf.put(self._row[0], f"<</S/TR/P {self._table[0]} 0 R/K[{kids}]>>")
        self._row = None

    def _close_table(self) -> None:
        self._close_row()
        if self._table is not None:
            kids = " ".join(f"{kid} 0 R" for kid in self._table[2])
            self._pdf.put(self._table[0], f"<</S/Table/P {self._document} 0 R/K[{kids}]>>")
        self._table = None

    def finish(self) -> int:
        self._close_table()
        kids = " ".join(f"{kid} 0 R" for kid in self._kids)
        self._pdf.put(self._document, f"<</S/Document/P {self._root} 0 R/K[{kids}]>>")
        numbers = self._pdf.add(f"<</Nums[{' '.join(self._parents)}]>>")
        return self._pdf.put(
            self._root,
            f"<</Type/StructTreeRoot/K {self._document} 0 R/ParentTree {numbers} 0 R"
            f"/ParentTreeNextKey {len(self._parents)}>>",
        )
