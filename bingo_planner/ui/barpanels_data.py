"""Bars in one panel or in many small ones on a common scale as data; no widget here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bingo_planner.ui.marks import Mark


@dataclass(frozen=True)
class BarValue:
    """One bar: its share (0 to 1; None: no figure), its words, ▲ or ▼, and half of its whisker."""

    share: float | None
    words: str
    sign: str = ""
    margin: float = 0.0


@dataclass(frozen=True)
class BarPanel:
    """One panel: whose bars, how many answers, its bars in the order of the labels."""

    key: str
    title: str
    note: str
    bars: Sequence[BarValue]
    mark: Mark | None = None


@dataclass(frozen=True)
class BarPanels:
    """Panels with common labels and a common scale. `reference`: shares drawn as a tick on every bar."""

    title: str
    labels: Sequence[str]
    panels: Sequence[BarPanel]
    reference: Sequence[float | None] = ()
    reference_words: str = ""
    summary: str = ""

    def longest(self) -> float:
        """The largest share, a little over: where bars end."""
        shares = [
            (bar.share or 0.0) + bar.margin
            for panel in self.panels
            for bar in panel.bars
            if bar.share is not None
        ]
        return max([*shares, *(one for one in self.reference if one is not None), 0.1]) * 1.02
