"""Plot and twin table with one selection: the whole of the tab, and a panel beside the tables on wide screens."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from bingo_planner.features.region.form_view import wide
from bingo_planner.features.surveys.priorities import words
from bingo_planner.features.surveys.priorities.model import Improvement, Item, Priorities
from bingo_planner.features.surveys.priorities.state import PrioritiesState
from bingo_planner.features.surveys.stats.portfolio import Zone
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.celltext import Face, draw_text, text_width
from bingo_planner.ui.dotplot import DotPlot
from bingo_planner.ui.dotplot_data import PlotAxis, PlotData, PlotDot
from bingo_planner.ui.labels import Label
from bingo_planner.ui.table import Column, RowTable

_CORNERS_SATISFACTION = (Zone.IMPROVE_FIRST, Zone.KEEP_FIRST, Zone.IMPROVE, Zone.KEEP)
_CORNERS_IMPORTANCE = (Zone.KEEP, Zone.KEEP_FIRST, Zone.IMPROVE, Zone.IMPROVE_FIRST)
"""Zones at top left, top right, foot left, foot right, by what runs across."""
_PLOT_FH, _TABLE_FH, _WORDS_FH = 24.0, 14.0, 8.0


def _t(text: str, **facts: object) -> str:
    return translate("priorities", text, **facts)


class PriorityTable(RowTable[Item]):
    """The twin of the plot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__([], lambda item: item.key, parent, name=_t("Items"))
        self.setSelectionMode(RowTable.SelectionMode.SingleSelection)

    def show_items(self, found: Priorities) -> None:
        """Other items, or other columns."""
        names = words.zone_names(found.settings)
        zone_fh = max(text_width(f"◆ {name}", "body") for name in names.values()) / theme.current().fh + 1.6
        places = {
            True: words.decimals_plain(found, satisfaction=True),
            False: words.decimals_plain(found, satisfaction=False),
        }
        rank = {item.key: at for at, item in enumerate(found.items, start=1)}

        def first(item: Item) -> bool:
            return item.zone is Zone.IMPROVE_FIRST

        columns: list[Column[Item]] = [
            Column("rank", "", lambda item: rank[item.key], 2.7, "number", sortable=False),
            Column(
                "item",
                _t("Item"),
                lambda item: item.label,
                wide(9.0, 7.6),
                "custom",
                stretch=True,
                text=lambda item: item.label,
                paint=_paint_name,
            ),
            Column(
                "satisfaction",
                _t("Satisfaction"),
                lambda item: item.satisfaction,
                wide(5.2, 7.7),
                "number",
                text=lambda item: words.score_text(item.satisfaction, places[True]),
            ),
            Column(
                "importance",
                _t("Importance"),
                lambda item: item.importance,
                wide(5.2, 7.8),
                "number",
                text=lambda item: words.score_text(item.importance, places[False]),
            ),
        ]
        if found.settings.improvement is not Improvement.NONE:
            columns.append(
                Column(
                    "improvement",
                    words.improvement_title(found.settings),
                    lambda item: item.improvement,
                    4.9,
                    "number",
                    text=lambda item: words.signed(item.improvement),
                )
            )
        columns.append(
            Column(
                "zone",
                _t("Zone"),
                lambda item: f"◆ {names[item.zone]}" if first(item) else f"　 {names[item.zone]}",
                max(7.9, zone_fh),
                state=lambda item: "warn" if first(item) else "",
                sort_key=lambda item: list(Zone).index(item.zone),
            )
        )
        self.set_columns(columns)
        self.set_rows(found.items)


class PriorityPanel(QWidget):
    """Plot, sentence and table. `picked(key)` when the cursor comes to an item in either."""

    picked = Signal(str)

    def __init__(self, *, upright: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot = DotPlot(_t("Satisfaction and importance"), self)
        self.reading = Label("", "body", "text", wrap=True, parent=self)
        self.table = PriorityTable(self)
        self.note = Label("", "small", "text3", wrap=True, parent=self)
        self._row = QBoxLayout(
            QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight, self
        )
        self._side = QVBoxLayout()
        self._row.addWidget(self.plot, 5 if upright else int(wide(14, 10)))
        for part in (self.reading, self.note) if upright else (self.reading,):
            self._side.addWidget(part)
        self._side.addWidget(self.table, 1)
        if not upright:
            self._side.addWidget(self.note)
        self._row.addLayout(self._side, 4 if upright else 10)
        self._telling, self._upright = True, False
        self._shown: Priorities | None = None
        self.plot.picked.connect(self._picked)
        self.table.selected_rows.connect(self._selected)
        theme.theme_signals().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        now = theme.current()
        self._row.setContentsMargins(now.px(0.4), 0, 0, 0)
        self._row.setSpacing(now.px(0.9))
        self._side.setSpacing(now.px(0.5))
        edge = now.px(0.9)
        self.reading.setContentsMargins(edge, now.px(0.4), edge, 0)
        self.note.setContentsMargins(edge, 0, edge, now.px(0.3))

    def turn(self, *, upright: bool) -> None:
        """Table beneath the plot, or beside it."""
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if upright else ways.LeftToRight)
        self._upright = upright
        self.stand(shown=self._shown is not None)

    def stand(self, *, shown: bool) -> None:
        """One above the other in a low window, the page scrolls rather than that names lie on each other."""
        now, tall = theme.current(), shown and self._upright
        self.plot.setMinimumHeight(now.px(_PLOT_FH) if tall else 0)
        self.table.setMinimumHeight(now.px(_TABLE_FH) if tall else 0)
        self.setMinimumHeight(now.px(_PLOT_FH + _TABLE_FH + _WORDS_FH) if tall else 0)

    def _picked(self, key: str) -> None:
        if self._telling:
            self.picked.emit(key)

    def _selected(self, ids: list[str]) -> None:
        if self._telling and len(ids) == 1:
            self.picked.emit(ids[0])

    def render_state(self, state: PrioritiesState) -> None:
        """Another portfolio, or another item chosen."""
        found = state.found
        if found is None:
            return
        self._telling = False
        if found is not self._shown:
            self._shown = found
            self.table.show_items(found)
            self.plot.show_data(plot_data(found, state.range_words), state.chosen)
        if self.plot.current() != state.chosen:
            self.plot.set_current(state.chosen)
        if self.table.current_id() != state.chosen:
            self.table.select_row(state.chosen)
        self.reading.set_words(words.reading(found))
        self.note.set_words(state.note)
        self._telling = True


def plot_data(found: Priorities, range_words: str) -> PlotData:
    """A portfolio as the kit draws it."""
    settings, names = found.settings, words.zone_names(found.settings)
    across, upright = (True, False) if settings.satisfaction_across else (False, True)
    corners = _CORNERS_SATISFACTION if settings.satisfaction_across else _CORNERS_IMPORTANCE
    title = _t("Satisfaction and importance, {range}", range=range_words)
    reading = words.reading(found)
    return PlotData(
        title,
        [
            PlotDot(
                item.key,
                item.label,
                item.x,
                item.y,
                words.item_words(found, item),
                item.zone is Zone.IMPROVE_FIRST,
            )
            for item in found.items
        ],
        _axis(found, found.x_cut, satisfaction=across),
        _axis(found, found.y_cut, satisfaction=upright),
        (names[corners[0]], names[corners[1]], names[corners[2]], names[corners[3]]),
        corners.index(Zone.IMPROVE_FIRST),
        f"{title}。{reading}" if reading.endswith("。") else f"{title}. {reading}",
    )


def _axis(found: Priorities, cut: float, *, satisfaction: bool) -> PlotAxis:
    places = words.decimals(found.settings, found.rule, satisfaction=satisfaction)
    shown = 1 if places < 2 or satisfaction or found.rule.value == "stated" else 2
    return PlotAxis(
        words.score_words(found.settings, found.rule, satisfaction=satisfaction),
        cut,
        words.cut_words(found, cut, places),
        shown,
    )


def _paint_name(painter: QPainter, rect: QRect, item: Item, _selected: bool) -> None:
    role: Face = "strong" if item.zone is Zone.IMPROVE_FIRST else "body"
    draw_text(painter, rect, item.label, role, theme.current().color("text"))
