"""Share of time by month: each cell its figure on the ramp; what is over 100 % stands out by sign and ground."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from bingo_planner.features.region.mark_view import body_mark
from bingo_planner.features.staff.state import LoadRow, StaffState
from bingo_planner.kernel.dates import FiscalYear, format_month
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.ui import theme
from bingo_planner.ui.celltext import RIGHT, draw_text
from bingo_planner.ui.table import Column, RowTable
from bingo_planner.ui.table_delegate import pad

FULL = 100


def _t(text: str, **facts: object) -> str:
    return translate("staff", text, **facts)


class LoadTable(RowTable[LoadRow]):
    """People down, months of the fiscal year across."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__([], lambda row: row.id, parent, name=_t("Load by month"), frozen=2)
        self._year: FiscalYear | None = None
        self.set_columns(_columns())
        self.sort_by("name")

    def show_state(self, state: StaffState) -> None:
        """The loads of a fiscal year."""
        if state.year != self._year:
            self._year = state.year
            self.set_columns(_columns(state.year))
        self.set_rows(state.loads)


def _columns(year: FiscalYear | None = None) -> list[Column[LoadRow]]:
    months = year.months() if year is not None else ()
    heads = [
        format_month(month).split(" ")[0] if language() == "en" else f"{month.month}月" for month in months
    ]
    return [
        Column("mark", "", lambda row: body_mark(row.body), 2.6, "mark", sortable=False),
        Column(
            "name",
            _t("Name"),
            lambda row: row.person.name,
            11,
            stretch=True,
            sort_key=lambda row: row.person.kana or row.person.name,
            sort_words=_t("kana"),
            primary=True,
        ),
        *(_month(place, head) for place, head in enumerate(heads)),
        Column(
            "most",
            _t("Most (%)"),
            lambda row: max(row.percents),
            6,
            "number",
            state=lambda row: "err" if max(row.percents) > FULL else "",
        ),
    ]


def _month(place: int, head: str) -> Column[LoadRow]:
    return Column(
        f"m{place}",
        head,
        lambda row: row.percents[place],
        4.2,
        "custom",
        align="right",
        text=lambda row: load_words(row.percents[place]),
        paint=_painter(place),
    )


def load_words(percent: int) -> str:
    """▲120; a free month is －."""
    if not percent:
        return "－"
    return f"▲{percent}" if percent > FULL else str(percent)


def step_of(percent: int) -> int:
    """Which of the pale steps of the ramp a load takes."""
    return min(3, percent * 4 // (FULL + 1))


def _painter(place: int) -> Callable[[QPainter, QRect, LoadRow, bool], None]:
    def paint(painter: QPainter, rect: QRect, row: LoadRow, selected: bool) -> None:
        now, percent = theme.current(), row.percents[place]
        cell = rect.adjusted(-pad() + 1, 1, pad() - 1, -2)
        if percent > FULL:
            painter.fillRect(cell, now.color("errBg"))
            draw_text(painter, rect, load_words(percent), "column_strong", now.color("err"), RIGHT)
        elif percent:
            step = step_of(percent)
            if not selected:
                painter.fillRect(cell, now.ramp()[step])
            ink = now.color("text") if selected else now.ramp_ink(step)
            draw_text(painter, rect, load_words(percent), "column", ink, RIGHT)
        else:
            draw_text(painter, rect, load_words(percent), "column", now.color("text3"), RIGHT)

    return paint
