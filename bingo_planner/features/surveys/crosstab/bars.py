"""A sheet as bars: everybody's in one panel, or small multiples of the first axis with everybody's as a tick."""

from __future__ import annotations

from dataclasses import dataclass

from bingo_planner.features.region.model import Body
from bingo_planner.features.surveys.crosstab import words
from bingo_planner.features.surveys.crosstab.hiding import hidden_lines
from bingo_planner.features.surveys.crosstab.model import CrossSheet, Line, Side
from bingo_planner.features.surveys.crosstab.printed import HIDDEN
from bingo_planner.features.surveys.stats.crosstable import Few
from bingo_planner.kernel.i18n import translate

_SIGNS = {1: "up", -1: "down", 0: ""}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `share` None where there is no figure, or none to be published."""

    share: float | None
    words: str
    sign: str = ""
    margin: float = 0.0


@dataclass(frozen=True, slots=True)
class Panel:
    """Whose bars."""

    key: str
    title: str
    note: str
    body: Body | None
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """All panels; `reference` everybody's shares, drawn as a tick on every bar."""

    title: str
    labels: tuple[str, ...]
    panels: tuple[Panel, ...]
    reference: tuple[float | None, ...]
    reference_words: str
    summary: str


def bars_of(sheet: CrossSheet, title: str, *, panels: bool, published: bool) -> Bars | None:
    """The bars of a question with options; None for a number. Several answers stand by how many chose them."""
    if not sheet.columns:
        return None
    order = _order(sheet)
    hidden = hidden_lines(sheet) if published else frozenset[str]()
    several = panels and bool(sheet.blocks)
    lines = sheet.blocks[0].lines if several else (sheet.total,)
    figures = sheet.total.figures
    reference = tuple(figures[at].share if figures[at].is_known else None for at in order) if several else ()
    return Bars(
        title,
        tuple(sheet.columns[at].label for at in order),
        tuple(_panel(line, order, line.key in hidden, whiskers=not several) for line in lines),
        reference,
        words.total_title() if several else "",
        words.summary(sheet, title, hidden),
    )


def _order(sheet: CrossSheet) -> list[int]:
    """Scales as they are printed; several answers from the most chosen down, 無回答 last."""
    places = list(range(len(sheet.columns)))
    if sheet.adds_up:
        return places
    shares = [one.share if one.is_known else -1.0 for one in sheet.total.figures]
    return sorted(places, key=lambda at: (sheet.columns[at].side is Side.BLANK, -shares[at]))


def _panel(line: Line, order: list[int], is_hidden: bool, *, whiskers: bool) -> Panel:
    star = "＊" if line.few is not Few.ENOUGH else ""
    note = translate("crosstab", "{star}n {n}", star=star, n=f"{line.n:,}")
    bars = []
    for at in order:
        figure = line.figures[at]
        if is_hidden or not figure.is_known:
            bars.append(Bar(None, HIDDEN if is_hidden else "-"))
        else:
            margin = figure.margin if whiskers else 0.0
            bars.append(Bar(figure.share, words.percent(figure), _SIGNS[figure.differs], margin))
    return Panel(line.key, words.line_title(line), note, line.body, tuple(bars))
