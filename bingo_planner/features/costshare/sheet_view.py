"""The sheet of an item: every body with its figures, parts, sum, cut, remainder, amount, share and change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bingo_planner.features.costshare.ruletext import rule_text
from bingo_planner.features.costshare.sheet import Sheet, SheetLine
from bingo_planner.features.costshare.state import ItemLine, SharesState
from bingo_planner.features.costshare.words import (
    base_title,
    check_words,
    column_title,
    figure,
    money_words,
    sen,
    signed,
    yen,
)
from bingo_planner.features.projects.model import Body
from bingo_planner.features.projects.parts_view import body_mark
from bingo_planner.features.projects.words import body_short
from bingo_planner.kernel.dates import format_fiscal_year
from bingo_planner.kernel.errors import describe
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.numbers import format_number
from bingo_planner.ui.labels import Label
from bingo_planner.ui.table import Column, MarkCell, RowTable, TotalRow
from bingo_planner.ui.theme import current


def _t(text: str, **facts: object) -> str:
    return translate("costshare", text, **facts) if facts else translate("costshare", text)


def name_cell(bodies: Sequence[Body]) -> Callable[[str, str], object]:
    """Mark and short name of a body; the name that was frozen when the body is gone."""
    known = {body.id: body for body in bodies}

    def cell(body_id: str, name: str) -> object:
        body = known.get(body_id)
        return MarkCell((body_mark(body),), body_short(body)) if body else name

    return cell


_PADDING, _WIDE, _LATIN, _DIGIT = 1.7, 1.0, 0.66, 0.56
"""Font heights: beside the words of a cell, and for a full sign, a letter of a head and a digit."""


def _room(least: float, title: str, texts: Iterable[str]) -> float:
    """Width in font heights that cuts neither the head nor any figure."""
    head = sum(_LATIN if sign.isascii() else _WIDE for sign in title)
    longest = max((len(text) for text in texts), default=0) * _DIGIT
    return max(least, max(head, longest) + _PADDING)


def _base_columns(sheet: Sheet) -> list[Column[SheetLine]]:
    found = []
    for at, column in enumerate(sheet.columns):
        if not column.base:
            continue

        def value(line: SheetLine, at: int = at) -> object:
            return line.figures[at]

        def text(line: SheetLine, at: int = at) -> str:
            return figure(line.figures[at])

        def tip(_line: SheetLine, base: str = column.base) -> str:
            return base

        title = base_title(column)
        width = _room(5.6, title, (figure(line.figures[at]) for line in sheet.lines))
        found.append(Column(f"base{at}", title, value, width, "number", text=text, tip=tip))
    return found


def _part_columns(sheet: Sheet) -> list[Column[SheetLine]]:
    found = []
    titles = [column_title(column) for column in sheet.columns]
    if any(len(line.parts) > len(titles) for line in sheet.lines):
        titles.append(_t("Limits"))
    for at, title in enumerate(titles):

        def value(line: SheetLine, at: int = at) -> object:
            return line.parts[at]

        def text(line: SheetLine, at: int = at) -> str:
            return "－" if line.is_fixed else sen(line.parts[at])

        found.append(
            Column(f"part{at}", title, value, 10.4 if language() == "en" else 7.4, "number", text=text)
        )
    return found


def columns(line: ItemLine, sheet: Sheet) -> list[Column[SheetLine]]:
    """All working in one row a body."""
    cell = name_cell(line.facts.bodies)
    last, against = line.facts.last, line.facts.against
    wide = language() == "en"
    found: list[Column[SheetLine]] = [
        Column(
            "body",
            _t("Body"),
            lambda row: cell(row.body_id, row.name),
            10.8 if wide else 6.0,
            "mark",
            sortable=False,
            stretch=True,
        ),
        *_base_columns(sheet),
        *_part_columns(sheet),
        Column("exact", _t("Sum"), lambda row: row.exact, 7.9, "number", text=lambda row: sen(row.exact)),
        Column("cut", _t("Cut down"), lambda row: row.cut, _room(6.3, _t("Cut down"), ()), "number"),
        Column(
            "rest",
            _t("Remainder"),
            lambda row: row.remainder,
            _room(4.2, _t("Remainder"), (signed(row.remainder) for row in sheet.lines)),
            "number",
            text=lambda row: signed(row.remainder) if row.remainder else "－",
        ),
        Column(
            "amount",
            _t("Amount (yen)"),
            lambda row: row.amount,
            _room(7.0, _t("Amount (yen)"), ()),
            "yen",
            primary=True,
        ),
        Column(
            "percent",
            _t("Share (%)"),
            lambda row: row.percent,
            7.0 if wide else 5.2,
            "number",
            text=lambda row: format_number(row.percent, 2),
        ),
    ]
    if line.facts.before is not None:
        found += _compared("last", _t("Last year"), _t("Change"), last)
    if line.facts.settles is not None:
        found += _compared("against", _t("Before"), _t("Difference"), against)
    return found


def _compared(key: str, title: str, change: str, known: Mapping[str, int]) -> list[Column[SheetLine]]:
    """Amounts by body held against those of another sheet, and what has changed."""

    def difference(row: SheetLine) -> int | None:
        return row.amount - known[row.body_id] if row.body_id in known else None

    return [
        Column(
            key,
            title,
            lambda row: known.get(row.body_id),
            6.5,
            "yen",
            text=lambda row: yen(known.get(row.body_id)),
        ),
        Column(
            f"{key}_change",
            change,
            difference,
            6.2,
            "number",
            text=lambda row: signed(difference(row)),
            state=lambda row: "warn" if (difference(row) or 0) < 0 else "accent" if difference(row) else "",
        ),
    ]


def totals(line: ItemLine, sheet: Sheet) -> TotalRow:
    """The sums of every column."""
    cells: dict[str, object] = {}
    for at, _column in enumerate(sheet.columns):
        summed = sheet.sum_of(at)
        if summed is not None:
            cells[f"base{at}"] = figure(summed)
    size = max((len(row.parts) for row in sheet.lines), default=0)
    for at in range(size):
        parts = (row.parts[at] for row in sheet.lines if not row.is_fixed)
        cells[f"part{at}"] = sen(sum(parts, Fraction(0)))
    amount = sum(sheet.amounts.values())
    cells |= {
        "exact": sen(sum((row.exact for row in sheet.lines), Fraction(0))),
        "cut": yen(sum(row.cut for row in sheet.lines)),
        "rest": yen(sheet.left) if sheet.left else "－",
        "amount": yen(amount),
        "percent": "100.00" if amount else "0.00",
    }
    for key, known in (("last", line.facts.last), ("against", line.facts.against)):
        if known:
            cells |= {key: yen(sum(known.values())), f"{key}_change": signed(amount - sum(known.values()))}
    return TotalRow(_t("Sum"), cells)


class SheetTab(QWidget):
    """Money on top, the table, the check and the rule in words beneath. `chosen(body)`, `activated(body)`."""

    chosen = Signal(str)
    activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.money = Label("", "body", "text", wrap=True, parent=self)
        self.problem = Label("", "body", "warn", wrap=True, parent=self)
        self.table: RowTable[SheetLine] = RowTable(
            [], lambda row: row.body_id, name=_t("Shares by body"), frozen=1
        )
        self.table.setObjectName("cost_sheet")
        self.check = Label("", "strong", "text", parent=self)
        self.note = Label("", "label", "text2", wrap=True, parent=self)
        column = QVBoxLayout(self)
        edge = current().px(1.54)
        column.setContentsMargins(0, current().px(0.6), 0, current().px(0.6))
        for widget in (self.money, self.problem, self.check, self.note):
            widget.setContentsMargins(edge, 0, edge, 0)
        column.addWidget(self.money)
        column.addWidget(self.problem)
        column.addWidget(self.table, 1)
        column.addWidget(self.check)
        column.addWidget(self.note)
        self.table.selected_rows.connect(lambda ids: self.chosen.emit(ids[0]) if ids else None)
        self.table.activated_row.connect(self.activated)

    def render_state(self, state: SharesState) -> None:
        """Show the chosen item's sheet, or what is still missing."""
        line = state.line
        if line is None:
            return
        sheet = line.sheet
        self.problem.setVisible(line.problem is not None)
        self.problem.set_words(str(describe(line.problem)) if line.problem is not None else "")
        for widget in (self.money, self.check, self.note):
            widget.setVisible(sheet is not None)
        if sheet is None:
            self.table.set_rows([])
            self.table.set_totals([])
            return
        self.money.set_words(f"{money_words(sheet)}　{_state_words(line, state)}".strip())
        self.table.set_columns(columns(line, sheet))
        self.table.set_rows(sheet.lines)
        self.table.set_totals([totals(line, sheet)])
        self.check.set_words(check_words(sheet))
        self.note.set_words(rule_text(line.facts, sheet))
        if state.body_id and not self.table.hasFocus():
            self.table.select_row(state.body_id)


def _state_words(line: ItemLine, state: SharesState) -> str:
    if line.facts.before is None:
        return ""
    year = format_fiscal_year(line.facts.before.fiscal_year, state.style)
    return _t("(last year: {year})", year=year)
