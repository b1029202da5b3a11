"""The tab of pacts: the pacts with their days above, the schedule of the chosen one beneath."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from bingo_planner.features.region.fields import word
from bingo_planner.features.region.lists import PactLine
from bingo_planner.features.region.mark_view import body_mark, wide
from bingo_planner.features.region.model import ItemRow, PactRow
from bingo_planner.features.region.presenter import RegionState
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import button
from bingo_planner.ui.labels import Label
from bingo_planner.ui.table import Column, MarkCell, RowTable
from bingo_planner.ui.tags import Tag
from bingo_planner.ui.theme import current

DAYS = (
    ("core_voted_on", "Core vote"),
    ("partner_voted_on", "Partner's"),
    ("signed_on", "Signed"),
    ("notified_on", "Notice"),
    ("filed_on", "Filed"),
    ("effective_on", "In force"),
)


def _t(text: str, **facts: object) -> str:
    return translate("region", text, **facts)


def _partner(line: PactLine) -> object:
    mark = body_mark(line.partner)
    if mark is None or line.partner is None:
        return line.pact.title
    name = line.partner.brief
    return MarkCell((mark,), name) if line.member else MarkCell((), name, (mark,))


def _missing(line: PactLine) -> object:
    return Tag(_t("{n} blank", n=line.missing), "pending") if line.missing else ""


def _day_of(key: str) -> Callable[[PactLine], object]:
    def day(line: PactLine) -> object:
        pact: PactRow = line.pact
        return getattr(pact, key)

    return day


def _day_width(key: str) -> float:
    return wide(8.2, 7.7) if "voted" in key else wide(6.2, 7.7)


def pact_columns() -> list[Column[PactLine]]:
    """Partner, days in the order of the law, what hangs on the pact."""
    days = [Column(key, _t(title), _day_of(key), _day_width(key), "date") for key, title in DAYS]
    return [
        Column("partner", _t("Partner"), _partner, wide(10, 11.5), "mark", primary=True),
        *days,
        Column("filed_to", _t("Filed to"), lambda line: line.pact.filed_to, 13),
        Column("items", _t("Items"), lambda line: line.items, 4.5, "number"),
        Column("projects", _t("Projects"), lambda line: line.projects, wide(5, 6.5), "number"),
        Column("missing", _t("To fill in"), _missing, wide(7, 5.5), "tag", sortable=False, stretch=True),
    ]


def item_columns() -> list[Column[ItemRow]]:
    """Number, role area, undertaking, parts of both sides, projects that rest on it. F2 edits."""
    return [
        Column(
            "number", _t("Number"), lambda row: row.number, 7.5, edit=lambda row: row.number, primary=True
        ),
        Column("title", _t("Undertaking"), lambda row: row.title, 15.5, edit=lambda row: row.title),
        Column(
            "role_area",
            _t("Role area"),
            lambda row: word("pact_item", "role_area", row.role_area),
            wide(19.5, 18.5),
        ),
        Column("content", _t("Content"), lambda row: row.content, 22, edit=lambda row: row.content),
        Column("core_part", _t("Core city's part"), lambda row: row.core_part, 12, shown=False),
        Column("partner_part", _t("Partner's part"), lambda row: row.partner_part, 12, shown=False),
        Column(
            "projects",
            _t("Joint projects resting on it"),
            lambda row: "、".join(name for _key, name in row.projects),
            16,
            stretch=True,
        ),
    ]


class PactsView(QWidget):
    """Two tables. `pact_selected(id)`, `activated(kind, id)`, `item_edited(id, key, text)`, and the two wishes."""

    pact_selected = Signal(str)
    item_selected = Signal(str)
    activated = Signal(str, str)
    item_edited = Signal(str, str, str)
    add_item = Signal()
    copy_items = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pacts: RowTable[PactLine] = RowTable(
            pact_columns(), lambda line: line.id, name=_t("Pacts"), frozen=1
        )
        self.pacts.setObjectName("pacts")
        self.items: RowTable[ItemRow] = RowTable(
            item_columns(), lambda row: row.id, name=_t("Schedule"), frozen=1
        )
        self.items.setObjectName("items")
        self.head = Label("", "section", parent=self)
        self.add_button = button(_t("Add an item"), self.add_item.emit, icon="plus", parent=self)
        self.add_button.setToolTip(_t("Add an item") + "  Ctrl+Shift+N")
        self.copy_button = button(
            _t("Copy another pact's schedule"), self.copy_items.emit, icon="copy", parent=self
        )
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.pacts)
        self.split.addWidget(self._below())
        self.split.setStretchFactor(1, 1)
        self._split_kept = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split)
        self._connect()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At first the pacts get the room they need, but not more than a good half."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        if not self._split_kept and self.height() > 100:
            needed = current().row_height * (len(self.pacts.shown_ids()) + 2)
            top = min(needed, self.height() * 55 // 100)
            self.split.setSizes([top, self.height() - top])

    def _below(self) -> QWidget:
        box = QWidget(self)
        row = QHBoxLayout()
        now = current()
        row.setContentsMargins(now.px(1.54), now.px(0.35), now.px(1.54), now.px(0.35))
        row.addWidget(self.head, 1)
        row.addWidget(self.copy_button)
        row.addWidget(self.add_button)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.items, 1)
        return box

    def _connect(self) -> None:
        self.pacts.selected_rows.connect(lambda ids: self.pact_selected.emit(ids[0]) if ids else None)
        self.items.selected_rows.connect(lambda ids: self.item_selected.emit(ids[0]) if ids else None)
        self.pacts.activated_row.connect(lambda key: self.activated.emit("pact", key))
        self.items.activated_row.connect(lambda key: self.activated.emit("pact_item", key))
        self.items.edited.connect(self.item_edited)
        self.split.splitterMoved.connect(self._keep_split)

    def _keep_split(self) -> None:
        self._split_kept = True

    def render_state(self, state: RegionState) -> None:
        """Show the pacts and the schedule of the chosen one."""
        self.pacts.set_style(state.style)
        self.pacts.set_rows(state.pacts)
        self._share_room()
        if state.pact_id and self.pacts.current_id() != state.pact_id:
            self.pacts.select_row(state.pact_id)
        self.items.set_rows(state.items)
        chosen = next((line for line in state.pacts if line.id == state.pact_id), None)
        name = chosen.partner.label if chosen is not None and chosen.partner is not None else ""
        self.head.set_words(
            _t("Schedule: {name}, {n} items", name=name, n=len(state.items)) if chosen else ""
        )
        usable = bool(state.pact_id) and not state.read_only
        self.add_button.setEnabled(usable)
        self.copy_button.setVisible(usable and not state.items)
        if state.form is not None and state.form.kind == "pact_item" and state.form.record_id:
            self.items.select_row(state.form.record_id)
