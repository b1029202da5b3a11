"""The tables of placements: cases in the written order, and running placements by month beside the reported ones."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from bingo_planner.features.region.mark_view import body_mark, wide
from bingo_planner.features.usage.placement_model import State
from bingo_planner.features.usage.placement_state import CaseRow, CountRow
from bingo_planner.features.usage.placement_steps import state_word
from bingo_planner.features.usage.placement_words import ownership_word, span_words
from bingo_planner.kernel.dates import DateStyle, FiscalYear, format_month
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.numbers import Mark, format_number
from bingo_planner.ui import theme
from bingo_planner.ui.celltext import LEFT, draw_text
from bingo_planner.ui.table import Column, Group, RowTable
from bingo_planner.ui.tags import Tag, paint_tag

StyleOf = Callable[[], DateStyle]
_TAGS = {
    State.APPLIED: ("", "inbox"),
    State.REVIEWED: ("", "check"),
    State.CONSULTED: ("warn", "hourglass"),
    State.ACCEPTED: ("ok", "check"),
    State.CONTRACTED: ("ok", "handshake"),
    State.REFUSED: ("err", "circle-x"),
}
"""Tags stand only where something is still to be done; use, end and withdrawal are plain words."""


def _t(text: str, **facts: object) -> str:
    return translate("placement", text, **facts)


def state_tag(row: CaseRow) -> Tag | None:
    """The state as a tag, while something is still to be done."""
    found = _TAGS.get(State(row.case.state))
    return Tag(state_word(row.case.state), *found) if found is not None else None


def case_table(style_of: StyleOf, parent: QWidget | None = None) -> RowTable[CaseRow]:
    """The list of cases."""
    table: RowTable[CaseRow] = RowTable([], lambda row: row.id, parent, name=_t("Placements"), frozen=2)
    table.set_columns(_case_columns(style_of))
    table.sort_by("rank")
    return table


def _case_columns(style_of: StyleOf) -> list[Column[CaseRow]]:
    return [
        Column("home_mark", "", lambda row: body_mark(row.home), 2.6, "mark", sortable=False),
        Column(
            "number", _t("Case number"), lambda row: row.case.number, wide(6.6, 8.8), "code", primary=True
        ),
        Column(
            "home",
            _t("Home body"),
            lambda row: row.home.brief if row.home else "－",
            wide(6.6, 9.8),
            sort_key=lambda row: row.home.sort if row.home else None,
        ),
        Column("host_mark", "", lambda row: body_mark(row.host), 2.6, "mark", sortable=False),
        Column(
            "facility",
            _t("Nursery"),
            lambda row: row.facility.name if row.facility else "－",
            wide(14.2, 16),
            note=lambda row: ownership_word(row.facility),
            sort_key=lambda row: (
                row.host.sort if row.host else 999,
                row.facility.sort if row.facility else 0,
            ),
            stretch=True,
        ),
        Column(
            "state",
            _t("State"),
            lambda row: list(State).index(State(row.case.state)),
            wide(8.4, 14.4),
            "custom",
            text=lambda row: state_word(row.case.state),
            paint=_paint_state,
        ),
        Column("age", _t("Age class"), lambda row: row.age or "－", wide(5.6, 7)),
        Column(
            "rank", _t("Priority"), lambda row: row.rank, wide(14.6, 14.6), sort_key=lambda row: row.place
        ),
        Column("reason", _t("Reason"), lambda row: row.reason, wide(10, 11), tip=lambda row: row.reason),
        Column(
            "span",
            _t("Days"),
            lambda row: row.case.decided_from or row.case.wanted_from,
            wide(11.4, 15.4),
            "date",
            text=lambda row: span_words(row.case, style_of()),
            state=lambda row: "" if row.case.decided_from else "faint",
        ),
        Column("again", _t("Applied again"), lambda row: row.again, wide(7.8, 8.6), "code"),
    ]


def _paint_state(painter: QPainter, rect: QRect, row: CaseRow, _selected: bool) -> None:
    tag = state_tag(row)
    if tag is not None:
        paint_tag(painter, rect, tag)
    else:
        draw_text(painter, rect, state_word(row.case.state), "body", theme.current().color("text"), LEFT)


def count_table(parent: QWidget | None = None) -> RowTable[CountRow]:
    """Running placements by nursery and home body."""
    return RowTable([], lambda row: row.id, parent, name=_t("Running placements by month"), frozen=2)


def group_of(row: CountRow) -> Group:
    """Lines stand under their nursery."""
    place = row.facility
    host = row.host.label if row.host is not None else ""
    return Group(place.id if place else "", place.name if place else "－", host)


def count_columns(year: FiscalYear) -> list[Column[CountRow]]:
    """Home body, what the line is, and twelve months."""
    heads = [
        format_month(month).split(" ")[0] if language() == "en" else f"{month.month}月"
        for month in year.months()
    ]
    return [
        Column("mark", "", lambda row: body_mark(row.home), 2.6, "mark", sortable=False),
        Column(
            "home",
            _t("Home body"),
            lambda row: row.home.brief if row.home else "－",
            wide(7.6, 9),
            sortable=False,
            primary=True,
        ),
        Column(
            "line", _t("Count"), line_words, wide(12, 13), state=_line_state, sortable=False, stretch=True
        ),
        *(_month(at, head) for at, head in enumerate(heads)),
    ]


def line_words(row: CountRow) -> str:
    """個票の計, うち0歳, 施設の報告, 差."""
    words = {
        "age": _t("of which {age}", age=row.age),
        "sum": _t("Cases"),
        "reported": _t("Reported"),
        "difference": _t("Difference"),
    }[row.kind]
    if row.kind != "sum" or not row.age:
        return words
    return f"{words} ({row.age})" if language() == "en" else f"{words}（{row.age}）"


def _line_state(row: CountRow) -> str:
    return {"reported": "faint", "difference": "warn"}.get(row.kind, "")


def cell_words(row: CountRow, at: int) -> str:
    """A count; a difference with its sign."""
    figure = row.cells[at]
    if row.kind != "difference" or isinstance(figure, Mark):
        return format_number(figure)
    return f"{'+' if figure > 0 else ''}{format_number(figure)}"


def _month(at: int, head: str) -> Column[CountRow]:
    return Column(
        f"m{at}",
        head,
        lambda row: row.cells[at],
        4.2,
        "number",
        text=lambda row: cell_words(row, at),
        state=_line_state,
        sortable=False,
    )
