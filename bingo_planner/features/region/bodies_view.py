"""The tab of municipalities: one table, members first, dashed marks for those not in the chosen year."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bingo_planner.features.region.fields import word
from bingo_planner.features.region.lists import BodyLine
from bingo_planner.features.region.mark_view import body_mark, wide
from bingo_planner.features.region.presenter import RegionState
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import format_number
from bingo_planner.ui.filterbar import FilterBar
from bingo_planner.ui.table import Column, Group, MarkCell, RowTable


def _t(text: str, **facts: object) -> str:
    return translate("region", text, **facts)


def mark_cell(line: BodyLine) -> object:
    """Mark and name; the mark is empty and dashed when the body is no member."""
    mark = body_mark(line.body)
    if mark is None:
        return line.body.brief
    return MarkCell((mark,), line.body.brief) if line.member else MarkCell((), line.body.brief, (mark,))


def _part(line: BodyLine) -> str:
    if line.body.is_outside:
        return ""
    return word("membership", "role", line.body.terms[-1].role) if line.body.terms else ""


def _decimal(value: Decimal | None, places: int) -> str:
    return "" if value is None else format_number(value, places)


def columns() -> list[Column[BodyLine]]:
    """The table's columns; the reading and the rarer ones can be shown from the head's menu."""
    return [
        Column(
            "name",
            _t("Municipality"),
            mark_cell,
            wide(10, 11.5),
            "mark",
            sort_key=lambda row: row.body.kana,
            primary=True,
        ),
        Column("code", _t("Code"), lambda row: row.body.code, 6, "code"),
        Column("kana", _t("Reading"), lambda row: row.body.kana, 9, shown=False),
        Column("prefecture", _t("Prefecture"), lambda row: row.body.prefecture, wide(5, 7.8)),
        Column("role", _t("Part"), _part, 7.5),
        Column("joined", _t("Joined on"), lambda row: row.joined, wide(6.5, 8), "date"),
        Column("left", _t("Left on"), lambda row: row.left, wide(6.5, 8), "date", shown=False),
        Column("persons", _t("Persons"), lambda row: row.persons, wide(7.5, 7.6), "number"),
        Column(
            "elderly",
            _t("65 and over (%)"),
            lambda row: row.elderly,
            wide(8.5, 10),
            "number",
            text=lambda row: _decimal(row.elderly, 1),
        ),
        Column("area", _t("Area (km²)"), lambda row: row.body.area_km2, 7, "number"),
        Column(
            "density",
            _t("Density (/km²)"),
            lambda row: row.density,
            wide(8.5, 10),
            "number",
            text=lambda row: _decimal(row.density, 0),
            shown=False,
        ),
        Column("desk", _t("Section in charge"), lambda row: row.body.desk, wide(8, 11)),
        Column("tel", _t("Telephone"), lambda row: row.body.desk_tel, 8.6, "code"),
        Column(
            "others",
            _t("Also belongs to"),
            lambda row: "、".join(other.name for other in row.body.others),
            11,
            stretch=True,
        ),
    ]


class BodiesView(QWidget):
    """Filter bar and table. `filtered(text)`, `selected(id)`, `activated(id)`."""

    filtered = Signal(str)
    selected = Signal(str)
    activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = FilterBar(_t("Filter municipalities"), self)
        self.table: RowTable[BodyLine] = RowTable(
            columns(), lambda line: line.id, name=_t("Municipalities"), frozen=1
        )
        self.table.setObjectName("bodies")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.table, 1)
        self.bar.filtered.connect(self.filtered)
        self.bar.left.connect(self.table.setFocus)
        self.table.activated_row.connect(self.activated)
        self.table.selected_rows.connect(self._selected)

    def _selected(self, ids: list[str]) -> None:
        if ids:
            self.selected.emit(ids[0])

    def render_state(self, state: RegionState) -> None:
        """Show lines under the heads of their groups."""

        def group(line: BodyLine) -> Group:
            if line.body.is_outside:
                return Group("outside", _t("Partners outside the region"))
            if line.member:
                return Group("members", _t("Members in this year"))
            return Group("away", _t("Not members in this year"))

        self.table.set_style(state.style)
        self.table.set_rows(state.bodies, group=group)
        if state.form is not None and state.form.kind == "municipality" and state.form.record_id:
            self.table.select_row(state.form.record_id)
