"""The table of joint projects with its filters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bingo_planner.features.projects.budgeting import thousands
from bingo_planner.features.projects.fields import CONTEXT, ROLE_AREAS, STATUSES, word
from bingo_planner.features.projects.model import Body, ProjectRow, Rating, Status
from bingo_planner.features.projects.parts_view import body_mark
from bingo_planner.features.projects.presenter import ListState
from bingo_planner.features.projects.words import area_order, area_short, area_title, body_name, body_short
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.numbers import Mark as NumberMark
from bingo_planner.kernel.numbers import format_number
from bingo_planner.ui.celltext import LEFT, draw_text
from bingo_planner.ui.fields import Option
from bingo_planner.ui.filterbar import FilterBar
from bingo_planner.ui.marks import mark_icon, mark_size
from bingo_planner.ui.rating import paint_rating, rating_words
from bingo_planner.ui.segmented import Segment, Segmented
from bingo_planner.ui.table import Column, Group, MarkCell, RowTable, TotalRow
from bingo_planner.ui.tags import Tag
from bingo_planner.ui.theme import Theme, current


def _t(text: str) -> str:
    return translate(CONTEXT, text)


def _by_area(titles: Mapping[str, str], row: ProjectRow) -> Group:
    return Group(row.role_area, titles[row.role_area])


def _by_field(titles: Mapping[str, str], row: ProjectRow) -> Group:
    return Group(f"{row.role_area}/{row.field}", row.field or _t("Other"), note=titles[row.role_area])


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


def _progress(row: ProjectRow) -> str:
    return row.progress


def _rating_tip(row: ProjectRow) -> str:
    return "\n".join(rating_words(one.value) for one in row.ratings)


def _paint_ratings(painter: QPainter, rect: QRect, row: ProjectRow, _selected: bool) -> None:
    """One letter a KPI; those without room end in …."""
    step = current().px(1.9)
    for at, one in enumerate(row.ratings):
        spot = QRect(rect.left() + at * step, rect.top(), current().px(1.6), rect.height())
        if spot.right() > rect.right():
            draw_text(painter, spot, "…", "body", current().color("text2"), LEFT)
            return
        paint_rating(painter, spot, one.value, meter=False)


def _weakness(row: ProjectRow) -> int:
    """Order of ratings: the weakest first."""
    weight = {Rating.D: 1000, Rating.C: 100, Rating.PENDING: 10, Rating.B: 1}
    return -sum(weight.get(one, 0) for one in row.ratings)


def columns(bodies: tuple[Body, ...]) -> list[Column[ProjectRow]]:
    """The columns. Every body has its place in the row of marks; who takes no part is dashed."""
    english = language() == "en"
    marks = _Marks(bodies)

    def names(row: ProjectRow) -> str:
        return translate(CONTEXT, ", ").join([*(body_name(body) for body in row.bodies), *row.partners])

    return [
        Column(
            "code",
            _t("Number"),
            lambda row: row.code,
            6.2 if english else 5.2,
            "code",
            sort_words=_t("by number"),
        ),
        Column(
            "name",
            _t("Project"),
            lambda row: row.name,
            15.6 if english else 16,
            sort_key=lambda row: row.kana or row.name,
            sort_words=_t("by reading"),
            tip=lambda row: row.field,
            primary=True,
            stretch=True,
        ),
        Column("lead", _t("Lead"), _lead, 4.2, "mark", text=_lead_name, tip=_lead_name),
        Column(
            "members",
            _t("Members"),
            names,
            max(len(bodies), 3) * 1.7 + 1.2,
            "custom",
            sort_key=lambda row: len(row.bodies),
            text=names,
            tip=names,
            paint=marks.paint,
        ),
        Column(
            "tags",
            _t("State"),
            _status_tags,
            14.2 if english else 12.6,
            "tag",
            sort_key=lambda row: (row.late, row.pending),
        ),
        Column(
            "budget",
            _t("¥1,000 budget"),
            lambda row: thousands(row.budget),
            9.4 if english else 8.8,
            "yen",
            sort_words=_t("by amount"),
            tip=_budget_words,
        ),
        Column(
            "ratings",
            _t("Ratings"),
            _ratings,
            7.2,
            "custom",
            sort_key=_weakness,
            sort_words=_t("weakest first"),
            text=_ratings,
            tip=_rating_tip,
            paint=_paint_ratings,
        ),
        Column("progress_on", _t("Latest"), lambda row: row.progress_on, 8.2 if english else 6.4, "date"),
        Column("progress", _t("News"), _progress, 8, stretch=True, tip=_progress),
    ]


class _Marks:
    """The row of marks as pictures, drawn once a theme: a long list shows thousands of them."""

    def __init__(self, bodies: tuple[Body, ...]) -> None:
        self._bodies = bodies
        self._icons: dict[tuple[str, bool], QIcon] = {}
        self._theme: Theme | None = None

    def _icon(self, body: Body, member: bool) -> QIcon:
        if self._theme != current():
            self._theme = current()
            self._icons.clear()
        key = (body.id, member)
        if key not in self._icons:
            self._icons[key] = mark_icon(body_mark(body), member)
        return self._icons[key]

    def paint(self, painter: QPainter, rect: QRect, row: ProjectRow, _selected: bool) -> None:
        """Every body in its place, dashed where it takes no part."""
        here, side = {body.id for body in row.bodies}, mark_size()
        step = side + current().px(0.3)
        for at, body in enumerate(self._bodies):
            spot = QRect(rect.left() + at * step, rect.center().y() - side // 2 + 1, side, side)
            if spot.right() <= rect.right():
                self._icon(body, body.id in here).paint(painter, spot)


def _lead(row: ProjectRow) -> MarkCell:
    return MarkCell((body_mark(row.lead),)) if row.lead else MarkCell(())


def _lead_name(row: ProjectRow) -> str:
    return body_name(row.lead) if row.lead else "－"


def _budget_words(row: ProjectRow) -> str:
    """The amount to the yen."""
    return f"{format_number(row.budget)} {_t('yen')}" if isinstance(row.budget, int) else ""


class ListView(QWidget):
    """Filter bar and table. Signals name what the user did; the presenter decides."""

    filtered = Signal(str)
    picked = Signal(str, str)
    grouped = Signal(str)
    chosen = Signal(str)
    opened = Signal(str)
    paper_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = FilterBar(_t("Number, name or field"), self)
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
        views = [Segment("area", _t("By role area")), Segment("field", _t("By field"))]
        self.views = Segmented(views, _t("Groups"), self)
        self.bar.add_views(self.views)
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
        self._text = ""
        self._connect()

    def _connect(self) -> None:
        self.bar.filtered.connect(self.filtered)
        self.bar.picked.connect(self.picked)
        self.views.chosen.connect(self.grouped)
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
        self.views.set_key(state.grouping)
        titles = {row.role_area: area_title(row.role_area) for row in rows}
        self.table.set_rows(rows, group=partial(_by_field if state.grouping == "field" else _by_area, titles))
        if state.text != self._text:
            self._text = state.text
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
