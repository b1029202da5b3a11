"""The tab of the map: one figure a member, coloured by class, with its table twin."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bingo_planner.features.region.model import MapMeasure
from bingo_planner.features.region.presenter import RegionState
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.labels import Label
from bingo_planner.ui.mapview import MapBody, MapLegend, MapView
from bingo_planner.ui.segmented import Segment, Segmented
from bingo_planner.ui.theme import current


def _t(text: str, **facts: object) -> str:
    return translate("region", text, **facts)


class MapTab(QWidget):
    """Segments above, the map, the source beneath. `measured(measure)`, `activated(body id)`."""

    measured = Signal(str)
    activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.measures = Segmented(
            (
                Segment(MapMeasure.DENSITY, _t("Density")),
                Segment(MapMeasure.ELDERLY, _t("Share of 65 and over")),
                Segment(MapMeasure.CHANGE, _t("Change to come")),
            ),
            _t("Shown on the map"),
            self,
        )
        self.twin = Segmented(
            (
                Segment("map", "", "map", _t("Map"), "Ctrl+T"),
                Segment("table", "", "table-2", _t("Table"), "Ctrl+T"),
            ),
            _t("Map or table"),
            self,
        )
        self.title = Label("", "section", parent=self)
        self.map = MapView(_t("Map of the region"), self)
        self.source = Label("", "small", "text3", wrap=True, parent=self)
        self._lay_out()
        self.measures.chosen.connect(self.measured)
        self.twin.chosen.connect(lambda key: self.map.show_table(key == "table"))
        self.map.turned.connect(lambda table: self.twin.set_key("table" if table else "map"))
        self.map.activated.connect(self.activated)

    def _lay_out(self) -> None:
        now, row = current(), QHBoxLayout()
        row.setSpacing(now.px(0.8))
        for part in (self.measures, self.title):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.twin)
        column = QVBoxLayout(self)
        edge = now.px(1.54)
        column.setContentsMargins(edge, now.px(0.6), edge, now.px(0.5))
        column.addLayout(row)
        column.addWidget(self.map, 1)
        column.addWidget(self.source)

    def render_state(self, state: RegionState) -> None:
        """Show the measure."""
        view = state.map
        self.measures.set_key(state.measure)
        title = view.title if view is not None else _t("No figures yet")
        self.title.set_words(title[:1].upper() + title[1:])
        facts = state.page.facts if state.page is not None else None
        falls = state.measure is MapMeasure.CHANGE  # the stronger the fall, the darker
        bodies = [
            MapBody(
                area.body.id,
                area.body.brief,
                facts.outlines.get(area.body.id, ()) if facts is not None else (),
                -area.value if falls and area.value is not None else area.value,
                area.text,
                area.body.briefest,
            )
            for area in state.areas
        ]
        unit = _t("fall, %") if falls else view.unit if view is not None else ""
        legend = MapLegend(unit, limits=view.limits if view is not None else ())
        self.map.show_bodies(bodies, legend, view.title if view is not None else "")
        owed = _t("Map: {owed}. ", owed=state.attribution) if state.attribution else ""
        self.source.set_words(owed + (view.source if view is not None else ""))
