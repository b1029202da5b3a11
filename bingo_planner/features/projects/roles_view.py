"""Who takes part from when to when, with what part; and the pact items the project rests on."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from bingo_planner.features.projects.detail_presenter import DetailState
from bingo_planner.features.projects.fields import CONTEXT, word
from bingo_planner.features.projects.model import Body, Member, PactLine
from bingo_planner.features.projects.parts_view import body_mark, body_options, sections
from bingo_planner.features.projects.rules import Gap, takes_part
from bingo_planner.features.projects.words import area_short, body_name
from bingo_planner.features.region.mark_view import wide
from bingo_planner.kernel.dates import format_fiscal_year
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.typed import Stored
from bingo_planner.ui.beside import Beside
from bingo_planner.ui.buttons import button
from bingo_planner.ui.fields import FormContext, Option, ProblemLine
from bingo_planner.ui.filterbar import ValuePicker
from bingo_planner.ui.form import SideForm
from bingo_planner.ui.labels import Label
from bingo_planner.ui.lazy import Lazy
from bingo_planner.ui.table import Column, Group, MarkCell, RowTable
from bingo_planner.ui.tags import Tag
from bingo_planner.ui.theme import current

MEMBER_FIELDS = ("municipality_id", "partner_name", "role", "part", "section", "from_fy", "to_fy")
OUTSIDE = "-"


def _t(text: str) -> str:
    return translate(CONTEXT, text)


def _content(line: PactLine) -> str:
    return " ".join(line.content.split())


def _ground_group(line: PactLine) -> Group:
    return Group(
        f"{line.number}/{line.title}", f"{line.number} {line.title}", note=area_short(line.role_area)
    )


class MemberForm(SideForm):
    """The fields of one member."""

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(
            sections("project_member", MEMBER_FIELDS), _t("Member of a project"), parent, context=context
        )
        self._shown = ""

    def show_member(self, member: Member, body: Body | None, state: DetailState) -> None:
        """Show a member."""
        if state.detail is not None:
            self.set_choices("municipality_id", body_options(state.detail.bodies, outside=True))
        name = body_name(body) if body else member.partner_name
        self.set_head(name, mark=body_mark(body) if body else None)
        values: dict[str, object] = {key: getattr(member, key) for key in MEMBER_FIELDS}
        self.set_values(values, fresh=member.id != self._shown)
        self._shown = member.id
        for key in MEMBER_FIELDS:
            self.form.set_problem(key, state.problems.get((member.id, key), ""))
        self.set_read_only(state.read_only)


class RolesTab(QWidget):
    """Members above, pact items beneath, the chosen member's form beside."""

    chosen = Signal(str)
    member_added = Signal(str)
    removed = Signal(str)
    ground_added = Signal(str, str)
    ground_removed = Signal(str)
    field_edited = Signal(str, str, str, object)
    history_asked = Signal()

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: DetailState | None = None
        self.members: RowTable[Member] = RowTable([], lambda row: row.id, name=_t("Members"))
        self.grounds: RowTable[PactLine] = RowTable([], lambda row: row.id, name=_t("Grounds in pacts"))
        self._context = context
        self.side: Lazy[MemberForm] = Lazy(self._make_form)
        self.problem = ProblemLine(self)
        self.add_member = ValuePicker("member", _t("Add a member"), [Option("", "")], self)
        self.add_ground = ValuePicker("ground", _t("Add a ground"), [Option("", "")], self)
        self.drop_member = button(_t("Move to the bin"), self._drop_member, icon="trash-2", parent=self)
        self.drop_ground = button(_t("Take away"), self._drop_ground, icon="x", parent=self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        main, below = QWidget(self), QWidget(self)
        split = QSplitter(Qt.Orientation.Vertical, main)
        upper = QWidget(split)
        top = QVBoxLayout(upper)
        top.setContentsMargins(0, 0, 0, 0)
        top.addLayout(self._head(_t("Members"), self.drop_member, self.add_member))
        top.addWidget(self.members, 1)
        low = QVBoxLayout(below)
        low.setContentsMargins(0, 0, 0, 0)
        low.addLayout(self._head(_t("Grounds in pacts"), self.drop_ground, self.add_ground))
        low.addWidget(self.problem)
        low.addWidget(self.grounds, 1)
        split.addWidget(upper)
        split.addWidget(below)
        split.setChildrenCollapsible(False)
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)
        self.beside = Beside(main, self.side, self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.beside)

    def _head(self, title: str, *tools: QWidget) -> QHBoxLayout:
        row, now = QHBoxLayout(), current()
        row.setContentsMargins(now.px(1.54), now.px(0.5), now.px(1.54), now.px(0.3))
        row.addWidget(Label(title, "section", parent=self))
        row.addStretch(1)
        for tool in tools:
            row.addWidget(tool)
        return row

    def _connect(self) -> None:
        self.members.selected_rows.connect(lambda ids: self.chosen.emit(ids[0]) if ids else None)
        self.members.activated_row.connect(self._open)
        self.add_member.picked.connect(self._add_member)
        self.add_ground.picked.connect(self._add_ground)
        self.beside.opened.connect(self._fill_form)

    def _open(self, member_id: str) -> None:
        self.chosen.emit(member_id)
        self.beside.open_side()
        self.side.part().focus_field("role")

    def _make_form(self) -> MemberForm:
        made = MemberForm(self._context)
        made.committed.connect(self._committed)
        made.closed.connect(self.beside.close_side)
        made.history_asked.connect(self.history_asked)
        return made

    def _fill_form(self) -> None:
        state = self._state
        if state is None or state.detail is None:
            return
        member = next((one for one in state.detail.members if one.id == state.member), None)
        if member is not None:
            self.side.part().show_member(member, state.detail.body(member.municipality_id), state)

    def _drop_member(self) -> None:
        if self.members.current_id():
            self.removed.emit(self.members.current_id())

    def _drop_ground(self) -> None:
        if self.grounds.current_id():
            self.ground_removed.emit(self.grounds.current_id())

    def _add_member(self, _key: str, value: str) -> None:
        self.add_member.set_value("")
        if value:
            self.member_added.emit("" if value == OUTSIDE else value)

    def _add_ground(self, _key: str, value: str) -> None:
        self.add_ground.set_value("")
        number, _, title = value.partition("\t")
        if title:
            self.ground_added.emit(number, title)

    def _committed(self, key: str, value: object) -> None:
        member = self._state.member if self._state else ""
        stored = None if value == "" and key == "municipality_id" else cast(Stored, value)
        self.field_edited.emit("project_member", member, key, stored)

    # -- state -------------------------------------------------------------------------------------
    def render_state(self, state: DetailState) -> None:
        """Show members and grounds of a state."""
        detail = state.detail
        if detail is None:
            return
        self._state = state
        if not self.members.rows_model.columns:
            self.members.set_columns(self._member_columns())
            self.grounds.set_columns(self._ground_columns())
        self.members.set_rows(detail.members)
        self.grounds.set_rows(detail.pact_items, group=_ground_group)
        self._show_choices(state)
        missing = any(one.gap is Gap.PACT_ITEM for one in state.findings)
        text = _t("A project rests on at least one item of a pact. Choose one here.") if missing else ""
        self.problem.show_problem(text)
        for tool in (self.add_member, self.add_ground, self.drop_member, self.drop_ground):
            tool.setEnabled(not state.read_only)
        member = next((one for one in detail.members if one.id == state.member), None)
        if member is None:
            self.beside.close_side()
        else:
            self.members.select_row(member.id)
            if self.beside.is_open():
                self._fill_form()

    def _show_choices(self, state: DetailState) -> None:
        detail = state.detail
        if detail is None:
            return
        here = {member.municipality_id for member in detail.members if takes_part(member, int(state.year))}
        others = [one for one in body_options(detail.bodies, outside=True) if one.key not in here]
        self.add_member.set_options([Option("", ""), *others, Option(OUTSIDE, _t("Outside partner by name"))])
        rested = {(line.number, line.title) for line in detail.pact_items}
        items = dict.fromkeys((line.number, line.title) for line in state.grounds)
        free = [one for one in items if one not in rested]
        options = [Option(f"{number}\t{title}", f"{number} {title}") for number, title in free]
        self.add_ground.set_options([Option("", ""), *options])

    def _name(self, member: Member) -> str:
        detail = self._state.detail if self._state else None
        body = detail.body(member.municipality_id) if detail else None
        return body_name(body) if body else member.partner_name

    def _mark(self, member: Member) -> MarkCell:
        detail = self._state.detail if self._state else None
        body = detail.body(member.municipality_id) if detail else None
        return MarkCell((body_mark(body),)) if body else MarkCell(())

    def _tags(self, member: Member) -> tuple[Tag, ...]:
        year = int(self._state.year) if self._state else 0
        return () if takes_part(member, year) else (Tag(_t("not in this year")),)

    def _years(self, member: Member) -> str:
        ends = (member.from_fy, member.to_fy)
        style = self._state.style if self._state else None
        words = [format_fiscal_year(one, style, "symbol") if one and style else "" for one in ends]
        return "～".join(words) if any(words) else "－"

    def _member_columns(self) -> list[Column[Member]]:
        return [
            Column("mark", "", self._mark, 2.6, "mark", sortable=False),
            Column("name", _t("Body"), self._name, wide(11, 12.6), primary=True),
            Column("role", _t("Role"), lambda row: word("project_member", "role", row.role), wide(6.5, 7.4)),
            Column(
                "part", _t("Part"), lambda row: row.part or "－", 14, stretch=True, tip=lambda row: row.part
            ),
            Column("section", _t("Section in charge"), lambda row: row.section or "－", 11),
            Column("years", _t("Years"), self._years, 8),
            Column("tags", "", self._tags, 8, "tag", sortable=False),
        ]

    def _partner(self, line: PactLine) -> MarkCell:
        detail = self._state.detail if self._state else None
        body = detail.body(line.partner_id) if detail else None
        return MarkCell((body_mark(body),)) if body else MarkCell(())

    def _ground_columns(self) -> list[Column[PactLine]]:
        return [
            Column("partner", "", self._partner, 2.6, "mark", sortable=False),
            Column("pact", _t("Pact"), lambda row: row.pact_title, 34, primary=True),
            Column("content", _t("Content of the item"), _content, 24, stretch=True, tip=_content),
        ]
