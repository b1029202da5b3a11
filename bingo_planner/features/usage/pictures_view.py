"""One picture with its sentence beneath: a heat matrix, a map of flows or a chart, each with its table twin."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bingo_planner.features.region.mark_view import body_mark
from bingo_planner.features.usage.pictures_state import Chart, FlowMap, Heat, PicturesState
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import format_number
from bingo_planner.ui import theme
from bingo_planner.ui.chart import ChartData, ChartView, Series
from bingo_planner.ui.heatview import HeatData, HeatRow, HeatView
from bingo_planner.ui.labels import Label
from bingo_planner.ui.lazy import PartStack
from bingo_planner.ui.mapview import MapBody, MapFlow, MapLegend, MapView
from bingo_planner.ui.states import StateWidget
from bingo_planner.ui.table import HeatCell

_STACK = ("accent", "ok", "warn", "conf", "text2", "text3")
"""Tones of stacked classes; every segment also carries its figure, and its name stands beside it."""


def _t(text: str, **facts: object) -> str:
    return translate("pictures", text, **facts)


class PictureView(QWidget):
    """Shows the picture of a state. `turned(bool)` when a table twin comes to the front or goes."""

    turned = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label("", "section", parent=self)
        self.sentence = Label("", "body", "text", wrap=True, parent=self)
        self.source = Label("", "small", "text3", wrap=True, parent=self)
        self.stack = PartStack(self)
        now, column = theme.current(), QVBoxLayout(self)
        edge = now.px(1.54)
        column.setContentsMargins(edge, now.px(0.6), edge, now.px(0.6))
        column.setSpacing(now.px(0.6))
        column.addWidget(self.title)
        column.addWidget(self.stack, 1)
        column.addWidget(self.sentence)
        column.addWidget(self.source)

    # -- the three sorts of picture, and the words where there is none; each built when first shown --------
    @cached_property
    def heat(self) -> HeatView:
        """A heat matrix."""
        made = self.stack.take(HeatView(self.stack))
        made.turned.connect(self._turned)
        return made

    @cached_property
    def map(self) -> MapView:
        """A map of flows."""
        made = self.stack.take(MapView(_t("Flows between the bodies"), self.stack))
        made.setMinimumHeight(theme.current().px(28))
        made.turned.connect(self._turned)
        return made

    @cached_property
    def chart(self) -> ChartView:
        """A chart over the months."""
        made = self.stack.take(ChartView(self.stack))
        made.turned.connect(self._turned)
        return made

    @cached_property
    def none(self) -> StateWidget:
        """Why there is no picture, and what to do."""
        return self.stack.take(StateWidget(parent=self.stack))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        self._fit_words()

    def _fit_words(self) -> None:
        """The words ask for their height in the width at hand; Qt would ask for that of a narrow column."""
        edges = 2 * theme.current().px(1.54)
        for words in (self.sentence, self.source):
            words.setMinimumHeight(max(0, words.heightForWidth(max(1, self.width() - edges))))

    # -- what is in front -----------------------------------------------------------------------------
    def front(self) -> HeatView | MapView | ChartView | None:
        """The picture shown; None when there is none."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, HeatView | MapView | ChartView) else None

    def shows_table(self) -> bool:
        """Whether the twin is in front."""
        front = self.front()
        return front is not None and front.shows_table()

    def turn(self) -> None:
        """Picture to table and back."""
        front = self.front()
        if front is not None:
            front.toggle_table()

    def _turned(self, table: bool) -> None:
        # The twin of a chart or matrix begins with the sentence; on the map it stays beneath.
        self.sentence.setVisible(not table or isinstance(self.front(), MapView))
        self.turned.emit(table)

    def focus_picture(self) -> None:
        """Put the cursor into what is in front."""
        front = self.front()
        if isinstance(front, HeatView):
            (front.table if front.shows_table() else front.matrix).setFocus()
        elif isinstance(front, ChartView):
            (front.table if front.shows_table() else front.front).setFocus()
        elif isinstance(front, MapView):
            (front.flow_table if front.shows_table() else front.canvas).setFocus()

    def render_state(self, state: PicturesState) -> None:
        """Show a picture."""
        picture = state.picture
        self.source.setVisible(isinstance(picture, FlowMap) and bool(state.attribution))
        self.source.set_words(_t("Map: {owed}", owed=state.attribution) if state.attribution else "")
        if picture is None:
            self.title.set_words("")
            self.sentence.set_words("")
            self.none.show_empty(*_nothing(state))
            self.stack.show_part(self.none)
            return
        self.title.set_words(picture.title)
        self.sentence.set_words(picture.sentence)
        if isinstance(picture, Heat):
            self.heat.show_data(heat_data(picture))
            self.stack.show_part(self.heat)
        elif isinstance(picture, FlowMap):
            self._show_map(picture, state)
            self.stack.show_part(self.map)
        else:
            self.chart.show_data(chart_data(picture))
            self.stack.show_part(self.chart)
        self.sentence.setVisible(not self.shows_table() or isinstance(picture, FlowMap))
        self._fit_words()

    def _show_map(self, picture: FlowMap, state: PicturesState) -> None:
        bodies = [
            MapBody(
                body.id,
                body.brief,
                state.outlines.get(body.id, ()),
                picture.received.get(body.id, Decimal(0)),
                format_number(picture.received.get(body.id, Decimal(0))),
                body.briefest,
            )
            for body in picture.bodies
        ]
        legend = MapLegend(_t("Taken in from others ({unit})", unit=picture.unit))
        self.map.show_bodies(bodies, legend)
        flows = [
            MapFlow(
                one.home.id,
                one.host.id,
                float(one.value),
                format_number(one.value),
                f"{one.home.brief} → {one.host.brief}",
            )
            for one in picture.flows
        ]
        self.map.show_flows(
            flows,
            picture.unit,
            picture.drawn,
            _t("{title}. {sentence}", title=picture.title, sentence=picture.sentence),
        )


def _nothing(state: PicturesState) -> tuple[str, None, str, str]:
    """What stands in the place of a picture: the sentence, no button, an icon, and what can be done."""
    if not state.measures:
        head = _t("This service counts nothing that this picture could show.")
        return head, None, "chart-column", _t("Choose another picture or another service.")
    head = _t("Nothing of this year has been entered yet.")
    return (
        head,
        None,
        "chart-column",
        _t("Enter the months under “Monthly use”, or choose another year."),
    )


def heat_data(picture: Heat) -> HeatData:
    """A heat matrix as the kit shows it."""
    rows = [
        HeatRow(
            line.name,
            [HeatCell(cell.text, cell.step, cell.is_pending) for cell in line.cells],
            [cell.plain for cell in line.cells],
            body_mark(line.body),
            line.is_sum,
        )
        for line in picture.lines
    ]
    few = len(picture.columns) <= 10
    wide = 4.8 if few else 4.6
    return HeatData(picture.title, picture.columns, rows, picture.sentence, picture.corner, wide)


def chart_data(picture: Chart) -> ChartData:
    """A chart as the kit shows it."""
    series = [
        Series(
            run.name,
            [float(one) if isinstance(one, Decimal) else None for one in run.figures],
            run.kind,
            _STACK[at % len(_STACK)] if len(picture.runs) > 2 or run.kind == "stack" else "accent",
        )
        for at, run in enumerate(picture.runs)
    ]
    if len(picture.runs) == 2 and all(run.kind == "line" for run in picture.runs):
        series[1] = Series(series[1].name, series[1].values, "line", "warn")
    return ChartData(
        picture.title,
        picture.months,
        series,
        picture.unit,
        decimals=picture.decimals,
        from_zero=True,
        summary=picture.sentence,
        totals=picture.totals,
    )
