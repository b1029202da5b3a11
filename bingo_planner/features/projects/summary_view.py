"""The summary of a project: KPIs with chart and ratings, budget, and the year's steps, on one screen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bingo_planner.features.projects.assess import latest, member_ratings
from bingo_planner.features.projects.budget_view import BudgetGrid, notes
from bingo_planner.features.projects.detail_presenter import DetailState
from bingo_planner.features.projects.fields import CONTEXT, word
from bingo_planner.features.projects.kpi_cells_view import kpi_chart
from bingo_planner.features.projects.model import Kpi, Stage
from bingo_planner.features.projects.parts_view import FactsBar, RatingsStrip
from bingo_planner.features.projects.rules import (
    Finding,
    Gap,
    in_region,
    late_steps,
    member_marks,
    steps_in,
)
from bingo_planner.features.projects.schedule_view import tasks_of
from bingo_planner.features.projects.words import (
    baseline_words,
    figure_words,
    kpi_title,
    percent_words,
    rule_words,
    target_words,
    target_year_words,
    term_words,
    year_word,
)
from bingo_planner.kernel.dates import DateStyle, format_date, format_fiscal_year
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.ui.buttons import icon_button
from bingo_planner.ui.cards import Card
from bingo_planner.ui.chart import ChartData, ChartView
from bingo_planner.ui.fields import ProblemLine
from bingo_planner.ui.gantt import Gantt
from bingo_planner.ui.labels import ElidedLabel, Label
from bingo_planner.ui.table import Column, RowTable
from bingo_planner.ui.tags import Tag, TagLabel
from bingo_planner.ui.theme import current
from bingo_planner.ui.widths import Width, width_class

MOST_STEPS = 8


def _t(text: str) -> str:
    return translate(CONTEXT, text)


def finding_words(found: Finding) -> str:
    """A gap of the sheet as a sentence."""
    texts = {
        Gap.PACT_ITEM: "A project rests on at least one item of a pact. Choose one here.",
        Gap.LEAD: "No lead body is named.",
        Gap.MEMBERS: "Nobody takes part in this year.",
        Gap.KPI: "There is no KPI.",
        Gap.KPI_TARGET: "“{subject}” has no target yet.",
        Gap.SOURCES: "{year} {stage}: sources of money and total differ.",
        Gap.NOT_MEMBER: "{subject} is not a member of the region in {year}.",
        Gap.OUTLINE: "The outline is empty.",
    }
    year = format_fiscal_year(found.year) if found.year is not None else ""
    stage = word("budget_line", "stage", found.subject) if found.gap is Gap.SOURCES else ""
    return translate(CONTEXT, texts[found.gap], subject=found.subject, year=year, stage=stage)


class KpiCard(Card):
    """KPIs of the project; the chosen one as a chart with the ratings of the bodies."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_t("Indicators"), parent)
        self._year, self._style = 2000, DateStyle.ERA
        self._titles: tuple[str, ...] = ()
        self.table: RowTable[Kpi] = RowTable([], lambda row: row.id, name=_t("KPIs"))
        self.table.setObjectName("summary_kpis")
        self.name = ElidedLabel("", "strong", parent=self)
        self.percent = Label("", "label", "text2", parent=self)
        self.chart = ChartView(self)
        self.ratings = RatingsStrip(self)
        line, now = QHBoxLayout(), current()
        line.setContentsMargins(now.px(1.0), 0, now.px(1.0), 0)
        line.addWidget(self.name, 1)
        line.addWidget(self.percent)
        self.set_content(self.table, 0)
        self.column.addLayout(line)
        self.set_content(self.chart, 1)
        self.set_content(self.ratings, 0)
        self.table.selected_rows.connect(lambda ids: self.chosen.emit(ids[0]) if ids else None)
        self.table.activated_row.connect(self.opened)
        # The drawing library is slow to load: the figures stand first, the chart follows.
        self._next_chart: ChartData | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._draw)

    def _draw(self) -> None:
        if self._next_chart is not None:
            self.chart.show_data(self._next_chart)

    def _columns(self, titles: tuple[str, ...]) -> list[Column[Kpi]]:
        base, actual, target = titles
        few, most = (5.0, 6.6) if language() == "en" else (6.3, 7.0)
        return [
            Column("name", _t("Indicator"), kpi_title, 9, primary=True, stretch=True, tip=kpi_title),
            Column("base", base, baseline_words, few, "code", "right", tip=self._base_year),
            Column("actual", actual, self._actual, few, "code", "right", tip=self._actual_year),
            Column("target", target, target_words, most, "code", "right", tip=self._target_year),
            Column("rating", _t("Rating"), lambda kpi: latest(kpi, self._year).rating.value, 5.0, "rating"),
        ]

    def _show_heads(self, kpis: Sequence[Kpi]) -> None:
        """Heads name the year when all KPIs share it (現状値 R4); otherwise the tips do."""
        titles = tuple(
            _with_year(_t(title), {words(kpi) for kpi in kpis})
            for title, words in (
                ("Base", self._base_year),
                ("Actual", self._actual_year),
                ("Target", self._target_year),
            )
        )
        if titles != self._titles:
            self._titles = titles
            self.table.set_columns(self._columns(titles))

    def _actual(self, kpi: Kpi) -> str:
        return figure_words(latest(kpi, self._year).value, kpi.decimals)

    def _actual_year(self, kpi: Kpi) -> str:
        judged = latest(kpi, self._year)
        return year_word(judged.year, kpi.year_kind, self._style) if judged.year is not None else ""

    def _base_year(self, kpi: Kpi) -> str:
        return year_word(kpi.baseline_year, kpi.year_kind, self._style)

    def _target_year(self, kpi: Kpi) -> str:
        return target_year_words(kpi, self._style)

    def render_state(self, state: DetailState) -> None:
        """Show the KPIs of a state."""
        detail, kpi = state.detail, state.chosen_kpi()
        if detail is None:
            return
        self._year, self._style = int(state.year), state.style
        self._show_heads(detail.kpis)
        self.table.set_rows(detail.kpis)
        low = current().px(1.95)
        self.table.verticalHeader().setDefaultSectionSize(low)
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + min(max(len(detail.kpis), 1), 5) * low + 2)
        self.set_note(rule_words(kpi.rule if kpi else ""))
        for widget in (self.name, self.percent, self.chart, self.ratings):
            widget.setVisible(kpi is not None)
        if kpi is None:
            return
        self.table.select_row(kpi.id)
        self.name.set_words(kpi.name)
        self.percent.set_words(f"{_t('Achievement')} {percent_words(latest(kpi, self._year).percent)}")
        self._next_chart = kpi_chart(kpi, self._year, self._style)
        self._later.start()
        bodies = [body for body in detail.bodies if in_region(body, self._year)]
        rated = member_ratings(kpi, [body.id for body in bodies], self._year) if kpi.member_actuals else {}
        self.ratings.set_ratings([(body, rated[body.id]) for body in bodies if body.id in rated])


def _with_year(title: str, years: set[str]) -> str:
    only = set() if language() == "en" else years - {"", "－"}  # FY2028 is too long for a head
    return f"{title} {only.pop()}" if len(only) == 1 else title


class SummaryTab(QScrollArea):
    """Three cards; on narrow windows one under the other."""

    kpi_chosen = Signal(str)
    kpi_opened = Signal(str)
    step_chosen = Signal(str)
    step_opened = Signal(str)
    step_moved = Signal(str, object, object)
    step_add_asked = Signal()
    budget_changed = Signal(list, str)
    summary_told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts = FactsBar()
        self.gaps = ProblemLine()
        self.kpis = KpiCard()
        self.money = Card(_t("Budget"))
        wide = language() == "en"  # longer words, so one year less
        self.budget = BudgetGrid((Stage.ORIGINAL,), title_fh=13 if wide else 9.2, years=5 if wide else 6)
        self.budget_note = ElidedLabel("", "small", "text3")
        self.plan = Card(_t("Schedule"))
        self.gantt = Gantt(_t("Schedule"))
        self.late = TagLabel()
        self._fill()
        self._connect()

    def _fill(self) -> None:
        now = current()
        self.money.set_content(self.budget)
        self.money.set_content(self.budget_note, 0)
        self.budget_note.setContentsMargins(now.px(1.0), 0, now.px(1.0), 0)
        self.plan.add_tag(self.late)
        add = icon_button("plus", _t("Add a step"), self.step_add_asked.emit)
        add.setProperty("low", True)  # no taller than the words beside it: every row of the chart counts
        self.plan.add_tool(add)
        self.plan.set_content(self.gantt)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.facts)
        self._gap_box = QWidget()
        line = QHBoxLayout(self._gap_box)
        line.setContentsMargins(now.px(1.54), 0, now.px(1.54), now.px(0.4))
        line.addWidget(self.gaps)
        column.addWidget(self._gap_box)
        self._cards = QGridLayout()
        edge = now.px(1.54)
        self._cards.setContentsMargins(edge, 0, edge, now.px(0.8))
        self._cards.setSpacing(now.px(0.92))
        column.addLayout(self._cards, 1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self._wide: bool | None = None
        self._arrange()

    def _connect(self) -> None:
        self.kpis.chosen.connect(self.kpi_chosen)
        self.kpis.opened.connect(self.kpi_opened)
        self.gantt.selected_row.connect(self.step_chosen)
        self.gantt.activated_row.connect(self.step_opened)
        self.gantt.moved.connect(self.step_moved)
        self.budget.changed.connect(self.budget_changed)
        self.budget.summary.connect(self.summary_told)

    def _arrange(self) -> None:
        wide = width_class(self.window().width()) >= Width.MIDDLE
        now = current()
        self.kpis.chart.setMinimumHeight(now.px(6.6))
        self.budget.setMinimumHeight(now.px(23) if not wide else 0)
        self.gantt.setMinimumHeight(now.px(9.2))
        if wide == self._wide:
            return
        self._wide = wide
        places = ((0, 0), (0, 1), (1, 0)) if wide else ((0, 0), (1, 0), (2, 0))
        for card, (row, column) in zip((self.kpis, self.money, self.plan), places, strict=True):
            self._cards.addWidget(card, row, column, 1, 2 if wide and card is self.plan else 1)
        self._cards.setColumnStretch(0, 2)
        self._cards.setColumnStretch(1, 3 if wide else 0)
        self._cards.setRowStretch(0, 3)
        self._cards.setRowStretch(1, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and hasattr(self, "_wide"):
            self._arrange()

    # -- state -------------------------------------------------------------------------------------
    def render_state(self, state: DetailState) -> None:
        """Show a project."""
        detail = state.detail
        if detail is None:
            return
        self._show_facts(state)
        words = [finding_words(one) for one in state.findings]
        self.gaps.show_problem(_t(" ").join(words[:3]), "warn")
        self._gap_box.setVisible(bool(words))
        self.kpis.render_state(state)
        self.money.set_note(_t("thousand yen (rounded half up)"))
        self.budget.render_state(state)
        years = self.budget.years_of(state)
        self.budget_note.set_words(notes(detail, years, self.budget.shown))
        self._show_steps(state)

    def _show_facts(self, state: DetailState) -> None:
        detail = state.detail
        if detail is None:
            return
        sheet, last = detail.sheet, detail.last_change
        when = ""
        if last is not None:
            local = last.at.astimezone()
            day = format_date(local.date(), state.style, "month_day")
            when = translate(CONTEXT, "Last change {who} {when}", who=last.who, when=f"{day} {local:%H:%M}")
        self.facts.set_facts(
            detail.body(sheet.lead_id),
            member_marks(detail.members, detail.bodies, int(state.year)),
            term_words(sheet, state.style),
            word("project", "status", sheet.status),
            sheet.subsidy_rate,
            when,
        )

    def _show_steps(self, state: DetailState) -> None:
        detail = state.detail
        if detail is None:
            return
        here = steps_in(detail.steps, int(state.year))
        late = late_steps(here, detail.today)
        self.late.setToolTip(_t("Late: past its end, or over 15 points behind an even pace"))
        self.late.set_tag(Tag(translate(CONTEXT, "late {n}", n=len(late)), "warn") if late else None)
        year = format_fiscal_year(state.year, state.style, "long")
        count = translate(
            CONTEXT,
            "{year} (April to March) · {n} of {all} steps",
            year=year,
            n=len(here),
            all=len(detail.steps),
        )
        self.plan.set_note(count)
        self.gantt.read_only, self.gantt.year_style = state.read_only, state.style
        self.gantt.set_tasks(tasks_of(state), state.year, detail.today)
        if state.step:
            self.gantt.select_row(state.step)
