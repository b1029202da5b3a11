"""The list of a year's cost items: what is shared, by which rule, and how far it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bingo_planner.features.costshare.fields import word
from bingo_planner.features.costshare.ruletext import mix_words, stage_words
from bingo_planner.features.costshare.state import ItemLine, SharesState
from bingo_planner.kernel.errors import describe
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.ui.filterbar import FilterBar
from bingo_planner.ui.table import Column, Group, RowTable, TotalRow
from bingo_planner.ui.tags import Tag


def _t(text: str, **facts: object) -> str:
    return translate("costshare", text, **facts) if facts else translate("costshare", text)


def _tags(line: ItemLine) -> tuple[Tag, ...]:
    """Confirmed, not computable, opened again; nothing for a draft that stands."""
    item = line.facts.item
    tags = []
    if item.is_fixed:
        tags.append(Tag(_t("Confirmed"), "ok", "stamp"))
    elif line.facts.versions:
        tags.append(Tag(_t("Opened again"), "warn"))
    if line.problem is not None:
        tags.append(Tag(_t("Open points"), "warn"))
    return tuple(tags)


def _tip(line: ItemLine) -> str:
    return str(describe(line.problem)) if line.problem is not None else ""


def _shared(line: ItemLine) -> object:
    return line.shared


def _mix(line: ItemLine) -> str:
    return mix_words(line.facts)


def _rounding(line: ItemLine) -> str:
    return word("cost_item", "rounding", line.facts.item.rounding)


def columns() -> list[Column[ItemLine]]:
    """Item, stage, money, rule, rounding, state."""
    wide = language() == "en"
    return [
        Column("name", _t("Cost item"), lambda line: line.facts.item.name, 15, primary=True, stretch=True),
        Column("stage", _t("Stage"), lambda line: stage_words(line.facts.item), 10.2 if wide else 6.4),
        Column(
            "total", _t("Total cost (yen)"), lambda line: line.facts.item.total, 10.4 if wide else 8.6, "yen"
        ),
        Column("shared", _t("Shared (yen)"), _shared, 8.8 if wide else 8.2, "yen"),
        Column("rule", _t("Rule"), _mix, 15.4 if wide else 15.5, tip=_mix),
        Column(
            "rounding",
            _t("Rounding"),
            _rounding,
            14 if wide else 16,
            tip=_rounding,
        ),
        Column(
            "members", _t("Members"), lambda line: len(line.facts.members), 6.4 if wide else 5.4, "number"
        ),
        Column("state", _t("State"), _tags, 9.4 if wide else 8.4, "tag", tip=_tip, sortable=False),
    ]


class ListView(QWidget):
    """Filter bar and table. `filtered(text)`, `selected(id)`, `activated(id)`."""

    filtered = Signal(str)
    selected = Signal(str)
    activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = FilterBar(_t("Name, project, rule"), self)
        self.table: RowTable[ItemLine] = RowTable(
            columns(), lambda line: line.id, name=_t("Cost shares"), frozen=1
        )
        self.table.setObjectName("cost_items")
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

    def render_state(self, state: SharesState) -> None:
        """The lines under their projects, with the sum of what is shared."""
        self.table.set_rows(state.lines, group=_group)
        shared = sum(line.shared or 0 for line in state.lines)
        open_points = sum(line.shared is None for line in state.lines)
        note = _t("without {n} with open points", n=open_points) if open_points else ""
        self.table.set_totals([TotalRow(_t("Sum"), {"shared": shared}, note=note)])
        if state.chosen and self.table.current_id() != state.chosen:
            self.table.select_row(state.chosen)
        if self.bar.text() != state.needle and not self.bar.field.hasFocus():
            self.bar.field.setText(state.needle)


def _group(line: ItemLine) -> Group:
    return Group(line.facts.item.project_id or "-", line.facts.project or _t("(no project)"))
