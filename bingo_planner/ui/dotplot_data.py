"""Items by two figures as data: dots in four zones, the lines that part them, names, a sentence; no widget here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class PlotDot:
    """One item; `strong` dots are diamonds with bold names."""

    key: str
    name: str
    x: float
    y: float
    words: str
    strong: bool = False


@dataclass(frozen=True)
class PlotAxis:
    """One axis: its title, where the other one crosses it, and the words at that line."""

    title: str
    cut: float
    cut_words: str
    decimals: int = 1


@dataclass(frozen=True)
class PlotData:
    """All a plot shows. `zones`: names of the quarters, top left, top right, foot left, foot right; `tinted` is one."""

    title: str
    dots: Sequence[PlotDot]
    across: PlotAxis
    upright: PlotAxis
    zones: tuple[str, str, str, str]
    tinted: int = 0
    summary: str = ""


def range_around(values: Sequence[float], share: float = 0.09) -> tuple[float, float]:
    """From the lowest to the highest with some room on both sides; a single value gets 0.5 on each."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    room = (high - low) * share or 0.5
    return low - room, high + room
