"""The card with the map: each member's share of A and B, with its table twin."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bingo_planner.features.overview.model import Overview
from bingo_planner.features.overview.presenter import OverviewState
from bingo_planner.features.overview.words import share_words
from bingo_planner.kernel.dates import format_fiscal_year
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.cards import Card
from bingo_planner.ui.mapview import MapBody, MapLegend, MapView
from bingo_planner.ui.segmented import Segment, Segmented


def _t(text: str, **facts: object) -> str:
    return translate("overview", text, **facts)


class MapCard(Card):
    """`opened(body id)` on Enter."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        title = _t("A and B by municipality")
        super().__init__(title, parent)
        self.twin = Segmented(
            (
                Segment("map", "", "map", _t("Map"), "Ctrl+T"),
                Segment("table", "", "table-2", _t("Table"), "Ctrl+T"),
            ),
            _t("Map or table"),
            self,
        )
        self.add_tool(self.twin)
        self.map = MapView(title, self)
        self.set_content(self.map)
        self._shown: Overview | None = None
        self.map.activated.connect(self.opened)
        self.map.turned.connect(lambda table: self.twin.set_key("table" if table else "map"))
        self.twin.chosen.connect(lambda key: self.map.show_table(key == "table"))

    def render_state(self, state: OverviewState) -> None:
        """Show the shares."""
        overview = state.overview
        if overview is None or overview is self._shown:
            return
        self._shown = overview
        facts = overview.facts
        known = any(one.share is not None for one in overview.shares)
        self.set_note(_t("No figures by municipality") if overview.is_whole and not known else "")
        shares = {one.body.id: one for one in overview.shares}
        bodies = []
        for body in facts.here:
            one = shares.get(body.id)
            share = one.share if one is not None else None
            bodies.append(
                MapBody(
                    body.id,
                    body.brief,
                    facts.outlines.get(body.id, ()),
                    share,
                    share_words(share) if share is not None else "",
                    body.briefest,
                )
            )
        year = format_fiscal_year(facts.year, state.style)
        note = _t("{n} bodies, {year}", n=len(bodies), year=year)
        self.map.show_bodies(bodies, MapLegend("%", note), _t("Share of A and B (%)"))
