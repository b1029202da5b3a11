"""The life of a figure in words: the file and cell it came from, who set it when, what it was before and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from bingo_planner.features.usage.figures import show_figure
from bingo_planner.features.usage.model import CellKey, Figure, Measure, Source, UsageYear
from bingo_planner.features.usage.state import Trail, TrailLine
from bingo_planner.kernel.dates import DateStyle, format_date
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import Mark
from bingo_planner.store.history import Entry

_WORDS = {"": Mark.BLANK, "none": Mark.NONE, "pending": Mark.PENDING}


def trail_of(
    data: UsageYear, month: dt.date, key: CellKey, entries: Sequence[Entry], style: DateStyle
) -> Trail:
    """Everything known of one figure, newest first."""
    held = data.month(month).figures.get(key)
    measure = data.service.measure(key.measure) or Measure(key.measure)
    source = data.sources.get(held.source_id) if held else None
    lines = [_line(measure, one, style) for one in entries if one.field in ("value", "mark")]
    lines = [one for one in lines if one is not None]
    return Trail(
        key,
        cell_words(data, key),
        show_figure(measure, data.month(month).figure(key)),
        origin_words(source, held.place if held else "", style, has_figure=held is not None),
        (*_corrections(data, month, key, measure, style), *(one for one in lines if one)),
        held.id if held else "",
    )


def cell_words(data: UsageYear, key: CellKey) -> str:
    """因島病後児ルーム × 竹原市."""
    place = data.service.facility(key.facility)
    body = next((one for one in data.bodies if one.id == key.body), None)
    category = data.service.category(key.category)
    measure = data.service.measure(key.measure)
    parts = [place.name if place else "", category.name if category else "", body.brief if body else ""]
    named = [part for part in parts if part] or [measure.name if measure else ""]
    return " × ".join(named)


def origin_words(source: Source | None, place: str, style: DateStyle, *, has_figure: bool) -> str:
    """びんご中央_R6.csv C7（8月20日 福山市 見本 花子）, or that it was typed."""
    if source is None:
        return translate("usage", "Typed") if has_figure else translate("usage", "Not entered")
    day = format_date(source.read_on, style) if source.read_on else ""
    where = f"{source.name} {place}".strip()
    who = " ".join(part for part in (day, source.read_by) if part)
    return translate("usage", "{where} ({who})", where=where, who=who) if who else where


def _corrections(
    data: UsageYear, month: dt.date, key: CellKey, measure: Measure, style: DateStyle
) -> list[TrailLine]:
    return [
        TrailLine(
            one.id,
            format_date(one.on, style) if one.on else "",
            one.by,
            change_words(measure, one.old, one.new),
            one.reason,
        )
        for one in data.corrections
        if one.key == key and one.month == month
    ]


def change_words(measure: Measure, old: Figure, new: Figure) -> str:
    """7 → 9, with words for what is no figure."""
    return f"{_shown(measure, old)} → {_shown(measure, new)}"


def _shown(measure: Measure, figure: Figure) -> str:
    return show_figure(measure, figure) or translate("usage", "blank")


def _line(measure: Measure, entry: Entry, style: DateStyle) -> TrailLine | None:
    old, new = (_figure(entry.field, value) for value in (entry.old, entry.new))
    if new is None and old is None:
        return None
    what = change_words(measure, Mark.BLANK if old is None else old, Mark.BLANK if new is None else new)
    who = " ".join(part for part in (entry.author.body, entry.author.name) if part)
    why = translate("usage", "taken in from a file") if entry.why == "import" else ""
    when = f"{format_date(entry.at.date(), style)} {entry.at:%H:%M}"
    return TrailLine(f"{entry.seq}:{entry.field}", when, who, what, why)


def _figure(field: str, value: object) -> Figure | None:
    """The figure a logged value means; None for nothing."""
    if value is None or value == "":
        return None
    if field == "mark":
        return _WORDS.get(str(value))
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None
