"""A month of sick-child care by keyboard alone: 108 cells, a late facility, a correction, twelve files dropped in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from bingo_planner.features.usage.entry_view import UsageGrid
from bingo_planner.features.usage.model import CellKey, UsageYear
from bingo_planner.features.usage.rules import cells, measure_total, order_of
from bingo_planner.features.usage.service import read_services, read_year
from bingo_planner.kernel.numbers import Mark
from tests.stories.hands import Planner

AUGUST, PLACES, BODIES = date(2024, 8, 1), 12, 9


def figure(row: int, column: int) -> int:
    """What a facility would report: mostly none, here and there a few, once two digits."""
    return 12 if (row, column) == (0, 0) else (row * 7 + column * 3) % 5 if (row + column) % 3 == 0 else 0


def data(planner: Planner) -> UsageYear:
    """The file's own word on the sick-child service."""
    service = next(one for one in read_services(planner.store) if one.row.kind == "sick_child")
    return read_year(planner.store, service.id, 2024)


def sum_of(found: UsageYear, month: date) -> object:
    return measure_total(found, found.service.measures[0], found.month(month)).figure


def to_august(planner: Planner) -> UsageGrid:
    """Search the service, open the page at its month, and one month on."""
    planner.search("利用実績")
    planner.press("Return")
    planner.wait_for(lambda: planner.program.shell.current_page().page_id == "usage", "the page")  # type: ignore[union-attr]
    planner.press("Alt+PgDown")
    grid = (
        planner.tab_to("月の数値") if "月の数値" not in planner.focus().accessibleName() else planner.focus()
    )
    assert isinstance(grid, UsageGrid)
    return grid


@pytest.fixture
def grid(planner: Planner) -> UsageGrid:
    return to_august(planner)


def test_a_month_typed_confirmed_and_corrected(planner: Planner, grid: UsageGrid) -> None:
    before = planner.keys
    for row in range(PLACES - 1):  # the twelfth facility is late
        for column in range(BODIES):
            planner.type(str(figure(row, column)))
            planner.press("Tab")
    digits = sum(len(str(figure(row, column))) for row in range(PLACES - 1) for column in range(BODIES))
    assert planner.keys - before == digits + (PLACES - 1) * BODIES, "one key a cell beside its digits"
    typed = sum(figure(row, column) for row in range(PLACES - 1) for column in range(BODIES))
    assert sum_of(data(planner), AUGUST) == typed

    planner.press("Ctrl+M")  # the cursor stands on the late one
    assert (
        data(planner)
        .month(AUGUST)
        .figure(next(key for key in _keys(planner) if key.facility == grid.cells.rows[PLACES - 1].key))
        is Mark.PENDING
    )

    planner.press("Ctrl+L")
    planner.wait_for(lambda: planner.dialog() is not None, "the question")
    planner.tab_to_button("未集計のまま確定")
    planner.press("Return")
    planner.wait_for(lambda: data(planner).month(AUGUST).is_confirmed, "確定")
    assert sum_of(data(planner), AUGUST) == typed, "what is to come is never 0"

    late = grid.cells.rows[PLACES - 1].key
    planner.press("Ctrl+R")
    planner.write("おくれて", "遅れて届いた")
    planner.press("Return")
    planner.tab_to("月の数値")
    planner.press("Ctrl+Home", "Down", *["Down"] * (PLACES - 2))
    planner.press("Tab")
    planner.type("5")
    planner.press("Return")
    found = data(planner)
    (correction,) = [one for one in found.corrections if one.month == AUGUST]
    assert correction.key.facility == late
    assert (correction.reason, correction.old) == ("遅れて届いた", Mark.PENDING)
    assert correction.difference == 5
    assert sum_of(found, AUGUST) == Decimal(typed + 5)


def _keys(planner: Planner) -> list[CellKey]:
    found = data(planner)
    return list(cells(found.service, found.service.measures[0], order_of(found, AUGUST), AUGUST))


def test_twelve_files_dropped_in(planner: Planner, grid: UsageGrid, tmp_path: Path) -> None:
    found = data(planner)
    names = [body.name for body in found.bodies]
    paths = []
    for row, place in enumerate(found.service.facilities):
        figures = [str(figure(row, column)) for column in range(BODIES)]
        total = sum(map(int, figures))
        head = f"{place.name} 令和6年8月分\n月,{','.join(names)},計,受入不可,キャンセル\n"
        text = f"{head}8月,{','.join(figures)},{total},0,1\n"
        path = tmp_path / f"{place.name}.csv"
        path.write_bytes(text.encode("cp932"))
        paths.append(path)
    page = planner.program.shell.current_page()
    assert page is not None
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, none = Qt.DropAction.CopyAction, Qt.MouseButton.NoButton
    no_key = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(page, QDragEnterEvent(QPoint(9, 9), copy, dropped, none, no_key))
    QApplication.sendEvent(page, QDropEvent(QPointF(9, 9), copy, dropped, none, no_key))
    planner.wait_for(lambda: planner.focus().objectName() == "importAll", "the preview")
    planner.press("Return")
    typed = sum(figure(row, column) for row in range(PLACES) for column in range(BODIES))
    planner.wait_for(lambda: sum_of(data(planner), AUGUST) == typed, "the figures")
    assert "132件の数値を取り込みました。" in planner.messages()[-1]
    planner.press("Ctrl+Z")
    assert sum_of(data(planner), AUGUST) is Mark.BLANK, "twelve files are one step"
