"""The table of joint projects with its filters."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bingo_planner.features.projects.budgeting import thousands
from bingo_planner.features.projects.fields import CONTEXT, ROLE_AREAS, STATUSES, word
from bingo_planner.features.projects.model import Body, ProjectRow, Rating, Status
from bingo_planner.features.projects.parts_view import body_mark
from bingo_planner.features.projects.presenter import ListState
from bingo_planner.features.projects.words import area_order, area_short, area_title, body_name, body_short
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import Mark as NumberMark
from bingo_planner.kernel.numbers import format_number
from bingo_planner.ui.fields import Option
from bingo_planner.ui.filterbar import FilterBar
from bingo_planner.ui.table import Column, Group, MarkCell, RowTable, TotalRow
from bingo_planner.ui.tags import Tag


def _t(text: str) -> str:
    return translate(CONTEXT, text)


def _group(row: ProjectRow) -> Group:
    return Group(f"{row.role_area}/{row.field}", row.field or _t("Other"), note=area_title(row.role_area))


def _status_tags(row: ProjectRow) -> tuple[Tag, ...]:
    """Only what is not the normal case: a status other than continued, and what is to be looked at."""
    tags: list[Tag] = []
    if row.status != Status.CONTINUED:
        tags.append(Tag(word("project", "status", row.status)))
    if row.late:
        tags.append(Tag(translate(CONTEXT, "late {n}", n=row.late), "warn"))
    if not row.pact_items:
        tags.append(Tag(_t("no ground"), "err"))
    if row.pending:
        tags.append(Tag(translate(CONTEXT, "pending {n}", n=row.pending), "pending"))
    return tuple(tags)


def _ratings(row: ProjectRow) -> str:
    counts = [(one.value, row.ratings.count(one)) for one in Rating if one in row.ratings]
    return " ".join(f"{letter}{count}" if count > 1 else letter for letter, count in counts)


def _weakness(row: ProjectRow) -> int:
    """Order of ratings: the weakest first."""
    weight = {Rating.D: 1000, Rating.C: 100, Rating.PENDING: 10, Rating.B: 1}
    return -sum(weight.get(one, 0) for one in row.ratings)


def columns(bodies: tuple[Body, ...]) -> list[Column[ProjectRow]]:
    """The columns; members that do not take part are dashed."""
    marks = {body.id: body_mark(body) for body in bodies}

    def members(row: ProjectRow) -> MarkCell:
        here = {body.id for body in row.bodies}
        taking = tuple(mark for key, mark in marks.items() if key in here)
        text = "+" + str(len(row.partners)) if row.partners else ""
        return MarkCell(taking, text, tuple(mark for key, mark in marks.items() if key not in here))

    def member_words(row: ProjectRow) -> str:
        return translate(CONTEXT, ", ").join([*(body_name(body) for body in row.bodies), *row.partners])

    width = max(len(bodies), 3) * 1.7 + 2.2
    return [
        Column("code", _t("Number"), lambda row: row.code, 5.6, "text", sort_words=_t("by number")),
        Column(
            "name",
            _t("Project"),
            lambda row: row.name,
            18,
            sort_key=lambda row: row.kana or row.name,
            sort_words=_t("by reading"),
            primary=True,
            stretch=True,
        ),
        Column("lead", _t("Lead"), lambda row: body_short(row.lead) if row.lead else "－", 5.2),
        Column(
            "members",
            _t("Members"),
            members,
            width,
            "mark",
            sort_key=lambda row: len(row.bodies),
            text=member_words,
            tip=member_words,
        ),
        Column("tags", _t("State"), _status_tags, 11, "tag", sort_key=lambda row: (row.late, row.pending)),
        Column(
            "budget",
            _t("Original budget (thousand yen)"),
            lambda row: thousands(row.budget),
            9.6,
            "yen",
            tip=lambda row: (
                "" if row.budget is NumberMark.BLANK else f"{format_number(row.budget)} " + _t("yen")
            ),
        ),
        Column("ratings", _t("KPI ratings"), _ratings, 6.6, sort_key=_weakness, align="left"),
        Column("progress_on", _t("Last progress"), lambda row: row.progress_on, 6.6, "date"),
        Column("progress", _t("What happened"), lambda row: row.progress, 16, tip=lambda row: row.progress),
    ]


class ListView(QWidget):
    """Filter bar and table. Signals name what the user did; the presenter decides."""

    filtered = Signal(str)
    picked = Signal(str, str)
    chosen = Signal(str)
    opened = Signal(str)
    paper_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = FilterBar(_t("Filter by number, name, field"), self)
        areas = [Option("", _t("All")), *(Option(one.value, area_short(one.value)) for one in ROLE_AREAS)]
        self.bar.add_picker("area", _t("Role area"), areas)
        self.bar.add_picker("body", _t("Body"), [Option("", _t("All"))])
        states = [
            Option("", _t("All")),
            Option("late", _t("With late steps")),
            Option("weak", _t("With C or D")),
            Option("pending", _t("Figures not yet counted")),
            Option("no_ground", _t("Without ground in a pact")),
            *(Option(one.value, _t(one.label)) for one in STATUSES),
        ]
        self.bar.add_picker("state", _t("State"), states)
        self.bar.add_tool("printer", _t("Print the sheets of all projects"), self.paper_asked.emit)
        self.table: RowTable[ProjectRow] = RowTable(
            columns(()), lambda row: row.id, name=_t("Joint projects"), frozen=2
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.table, 1)
        self._bodies: tuple[Body, ...] = ()
        self._connect()

    def _connect(self) -> None:
        self.bar.filtered.connect(self.filtered)
        self.bar.picked.connect(self.picked)
        self.bar.left.connect(self.table.setFocus)
        self.table.selected_rows.connect(self._selected)
        self.table.activated_row.connect(self.opened)

    def _selected(self, ids: list[str]) -> None:
        self.chosen.emit(ids[0] if ids else "")

    def render_state(self, state: ListState) -> None:
        """Show the rows of a state."""
        if state.bodies != self._bodies:
            self._bodies = state.bodies
            self.table.set_columns(columns(state.bodies))
            every = [Option("", _t("All")), *(Option(one.id, body_short(one)) for one in state.bodies)]
            self.bar.picker("body").set_options(every)
        for key, value in (("area", state.area), ("body", state.body), ("state", state.state)):
            self.bar.picker(key).set_value(value)
        self.table.set_style(state.style)
        rows = sorted(state.rows, key=lambda row: area_order(row.role_area))
        self.table.set_rows(rows, group=_group)
        self.table.set_filter_text(state.text)
        self._show_totals(state)
        if state.selected and not self.table.selected_ids():
            self.table.select_row(state.selected)

    def _show_totals(self, state: ListState) -> None:
        figures = [row.budget for row in state.rows if isinstance(row.budget, int)]
        missing = sum(row.budget is NumberMark.PENDING for row in state.rows)
        note = translate(CONTEXT, "without {n} not yet counted", n=missing) if missing else ""
        total = TotalRow(_t("Sum"), {"budget": thousands(sum(figures))}, note=note)
        self.table.set_totals([total] if state.rows else [])
