"""The tab 重み: what is weighted by, the report of it, and the weights that are kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bingo_planner.features.region.form_view import body_mark, wide
from bingo_planner.features.surveys.frame import FrameState
from bingo_planner.features.surveys.room import WeightRow
from bingo_planner.features.surveys.tab_view import TabFrame, TabView
from bingo_planner.features.surveys.weight_presenter import WeightPresenter, WeightState
from bingo_planner.features.surveys.weight_wish_view import WishBar
from bingo_planner.features.surveys.weighting import Line, Made
from bingo_planner.kernel.dates import DateStyle, format_date
from bingo_planner.kernel.errors import describe
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import format_number
from bingo_planner.ui.actions import Action
from bingo_planner.ui.buttons import button
from bingo_planner.ui.labels import Label
from bingo_planner.ui.table import Column, Group, MarkCell, RowTable
from bingo_planner.ui.tags import Tag
from bingo_planner.ui.theme import current

_ROOM_FH = {"by": 82.0, "source": 72.0}
"""Narrower lists of kept weights leave these columns out."""
KEPT_IN_SIGHT = 3
"""Kept weights that are seen without scrolling."""


def _t(text: str, **facts: object) -> str:
    return translate("surveys", text, **facts)


def make_tab(frame: TabFrame) -> TabView:
    """The tab as the page opens it."""
    return WeightTab(frame)


class WeightTab(TabView):
    """Weights; the presenter decides, this shows."""

    def __init__(self, frame: TabFrame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = WeightPresenter(
            frame.store, frame.jobs, frame.desk, frame.refresh, self.render_state
        )
        does = self.presenter
        self.bar = WishBar(self)
        self.report = Label("", "section", wrap=True, parent=self)
        self.note = Label("", "body", "text2", wrap=True, parent=self)
        self.trouble = QWidget(self)
        self.problem = Label("", "body", "warn", wrap=True, parent=self)
        self.merge = button(_t("Put them together"), does.asked_to_merge, icon="layers", parent=self)
        self.merge.setObjectName("surveyMerge")
        self.table: RowTable[Line] = RowTable(
            self._columns(),
            lambda one: f"{one.margin}:{one.name}",
            name=_t("What the weights reach"),
            frozen=1,
        )
        self.table.setObjectName("surveyMargins")
        self._in_force, self._style = "", DateStyle.ERA
        self.kept: RowTable[WeightRow] = RowTable(
            self._kept_columns(), lambda one: one.id, name=_t("Kept weights")
        )
        self.kept.setObjectName("surveyWeights")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        edge = current().px(1.54)
        words = QVBoxLayout()
        words.setContentsMargins(edge, current().px(0.5), edge, current().px(0.5))
        words.setSpacing(current().px(0.3))
        # A box of its own: a row whose parts are all hidden would hold the words above it to no width at all.
        row = QHBoxLayout(self.trouble)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.problem, 1)
        row.addWidget(self.merge)
        for part in (self.report, self.note, self.trouble):
            part.setMinimumWidth(current().px(30))  # else the height asked for is that of a word a line
            words.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(words)
        column.addWidget(self.table, 1)
        column.addSpacing(current().px(0.5))
        column.addWidget(self.kept)
        column.addStretch(0)  # with nothing to show the choices stay on top

    def _connect(self) -> None:
        does, bar = self.presenter, self.bar
        bar.method.picked.connect(lambda _key, value: does.chose_method(value))
        bar.margins.picked.connect(lambda _key, value: does.chose_margins(value))
        bar.trim.picked.connect(lambda _key, value: does.chose_trim(value))
        bar.census.picked.connect(lambda _key, value: does.chose_census(value))
        for picker in bar.roles.values():
            picker.picked.connect(does.chose_question)
        self.kept.selected_rows.connect(lambda ids: does.chose_weight(ids[0] if ids else ""))
        self.kept.activated_row.connect(self._use)

    def _use(self, own: str) -> None:
        self.presenter.chose_weight(own)
        self.presenter.asked_to_use()

    def _columns(self) -> list[Column[Line]]:
        return [
            Column(
                "name",
                _t("Category"),
                self._name,
                12,
                "mark",
                primary=True,
                sortable=False,
                stretch=True,
                text=lambda one: one.name,
            ),
            Column("count", _t("Answers"), lambda one: one.count, wide(6, 6.2), "number", sortable=False),
            Column("people", _t("People"), lambda one: round(one.people), 6.5, "number", sortable=False),
            _share("before", _t("Before %"), lambda one: one.before, wide(6, 6.5)),
            _share("target", _t("Population %"), lambda one: one.target, wide(6.5, 9)),
            _share("reached", _t("Weighted %"), lambda one: one.reached, wide(6.5, 8)),
            Column("off", _t("Off"), _off, 5.5, "number", sortable=False),
            Column("factor", _t("Mean weight"), _factor, wide(6.5, 8.5), "number", sortable=False),
        ]

    def _name(self, one: Line) -> object:
        """A town with its mark, as everywhere."""
        state = self.presenter.state
        bodies = state.frame.data.bodies if state is not None else ()
        mark = body_mark(next((body for body in bodies if body.name == one.name), None))
        return MarkCell((mark,) if mark is not None else (), one.name)

    def _kept_columns(self) -> list[Column[WeightRow]]:
        return [
            Column(
                "name", _t("Kept weights"), lambda one: one.name, wide(15, 13), primary=True, stretch=True
            ),
            Column("state", _t("State"), self._state_of, wide(9, 10), "tag", sortable=False),
            Column(
                "source",
                _t("Source of the totals"),
                lambda one: one.targets_note,
                wide(13, 12),
                sortable=False,
            ),
            Column("range", _t("Smallest – largest"), _range, wide(8.5, 11), "code", sortable=False),
            _figures("deff", _t("Design effect"), lambda one: one.kish_deff, 2, wide(7, 9.5)),
            _figures("effective", _t("Effective n"), lambda one: one.n_effective, 0, wide(6.5, 7.5)),
            Column("on", _t("Made on"), self._day, wide(6, 8.5), sortable=False),
            Column("by", _t("Made by"), lambda one: one.made_by, 10, sortable=False),
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is not room for all, what weights do matters more than where they come from."""
        super().resizeEvent(event)
        self.kept.leave_out(_ROOM_FH, self.width())

    def _state_of(self, one: WeightRow) -> object:
        state = self.presenter.state
        survey = state.survey if state is not None else None
        if survey is not None and one.batch_id != survey.survey.batch_id:
            return Tag(_t("for other answers"), "warn")
        return Tag(_t("In force"), "ok") if one.id == self._in_force else None

    def _day(self, one: WeightRow) -> str:
        return format_date(one.made_on, self._style, "short") if one.made_on is not None else ""

    # -- what the page asks --------------------------------------------------------------------------
    def render_frame(self, state: FrameState) -> None:
        """The chosen survey."""
        self.presenter.render_frame(state)

    def actions(self) -> Sequence[Action]:  # type: ignore[override]  # see TabView.actions
        """What can be done with weights."""
        does = self.presenter

        def open_() -> bool:
            return does.state is not None and not does.state.frame.read_only

        def chosen() -> bool:
            return open_() and does.state is not None and bool(does.state.chosen)

        def merges() -> bool:
            return does.state is not None and does.state.can_merge

        def weighted() -> bool:
            survey = does.state.survey if does.state is not None else None
            return open_() and survey is not None and survey.survey.weight_id is not None

        def keeps() -> bool:
            return does.state is not None and does.state.may_keep

        return [
            Action(
                "surveys.remove_weights",
                _t("Kept weights to the bin"),
                does.asked_to_remove,
                "Ctrl+Backspace",
                "trash-2",
                chosen,
            ),
            Action(
                "surveys.use_weights",
                _t("Use the kept weights"),
                does.asked_to_use,
                "Ctrl+M",
                "check",
                chosen,
            ),
            Action(
                "surveys.merge",
                _t("Merge empty categories"),
                does.asked_to_merge,
                "Ctrl+G",
                "layers",
                merges,
            ),
            Action(
                "surveys.no_weights", _t("Use no weights"), does.asked_for_none, "Ctrl+Shift+R", "x", weighted
            ),
            Action(
                "surveys.keep_weights",
                _t("Use these weights"),
                does.asked_to_keep,
                "Ctrl+L",
                "check-check",
                keeps,
                primary=True,
                tip=_t("Keep them and weight the answers by them"),
            ),
        ]

    def work(self) -> QWidget:
        """The report, or the first thing to choose."""
        state = self.presenter.state
        return self.table if state is not None and state.made is not None else self.bar.method

    def open_record(self, kind: str, record_id: str) -> None:
        """Kept weights in their list."""
        self.kept.select_row(record_id)

    # -- state ---------------------------------------------------------------------------------------
    def render_state(self, state: WeightState) -> None:
        """Show a whole state."""
        survey = state.survey
        if survey is None:
            return
        self._in_force = survey.weight.id if survey.weight is not None else ""
        self._style = state.frame.style
        self.bar.render_state(state)
        self.report.set_words(report_words(state.made) if state.made is not None else "")
        self.report.setVisible(state.made is not None)
        self.note.set_words(note_words(state.made) if state.made is not None else "")
        self.note.setVisible(state.made is not None)
        self.problem.set_words(str(describe(state.problem)) if state.problem is not None else "")
        self.trouble.setVisible(state.problem is not None)
        self.merge.setVisible(state.can_merge)
        lines = state.made.lines if state.made is not None else ()
        self.table.set_rows(lines, group=lambda one: Group(one.margin, one.margin))
        self.table.setVisible(bool(lines))
        self.kept.set_rows(survey.weights)
        self.kept.setVisible(bool(survey.weights))
        now, shown = current(), min(len(survey.weights), KEPT_IN_SIGHT)
        # As tall as what is kept: the report of the weights has the rest of the tab.
        self.kept.setFixedHeight(now.px(2.3) + shown * now.row_height + now.px(1.0))
        self.actions_changed.emit()


def report_words(made: Made) -> str:
    """反復 7回・重み 0.07～5.95（88.7倍）・デザイン効果 2.59・有効標本数 1,314."""
    ratio = made.largest / made.smallest if made.smallest else 0.0
    return _t(
        "Rounds {rounds} · weights {low} to {high} ({ratio} ×) · design effect {deff} · effective answers {n}",
        rounds=made.rounds,
        low=_number(made.smallest, 2),
        high=_number(made.largest, 2),
        ratio=_number(ratio, 1),
        deff=_number(made.kish, 2),
        n=_number(made.effective, 0),
    )


def note_words(made: Made) -> str:
    """What has to be known with the weights: how people were counted, who is left alone, what trimming breaks."""
    parts = [_t("The mean of the weights is 1.")]
    if made.left_alone:
        parts.append(
            _t(
                "{n} answers do not say all that is weighted by and keep the weight of the sample design.",
                n=format_number(made.left_alone),
            )
        )
    if made.is_split:
        parts.append(_t("Where ages cut a five-year class, each of its years counts alike."))
    if made.at_bound:
        parts.append(
            _t(
                "{n} answers are held at a bound; shares are up to {off} points off the population.",
                n=format_number(made.at_bound),
                off=_number(made.furthest, 1),
            )
        )
    if made.wish.merged:
        parts.append(_t("Categories joined by + are weighted together."))
    return " ".join(parts)


def _number(value: float, places: int) -> str:
    return format_number(Decimal(repr(value)), places)


def _share(key: str, title: str, value: Callable[[Line], float], width: float = 6.0) -> Column[Line]:
    def text(one: Line) -> str:
        return _number(value(one), 1)

    return Column(key, title, value, width, "number", sortable=False, text=text)


def _off(one: Line) -> str:
    points = one.reached - one.target
    return _number(points, 1) if abs(points) >= 0.05 else ""


def _factor(one: Line) -> str:
    return _number(one.factor, 2) if one.factor is not None else ""


def _range(one: WeightRow) -> str:
    return f"{format_number(one.smallest, 2)}–{format_number(one.largest, 2)}"


def _figures(
    key: str, title: str, value: Callable[[WeightRow], Decimal | None], places: int, width: float
) -> Column[WeightRow]:
    return Column(
        key, title, value, width, "number", sortable=False, text=lambda one: format_number(value(one), places)
    )
