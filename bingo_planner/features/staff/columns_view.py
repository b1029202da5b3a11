"""The columns of the list: secondees with their terms, contacts with what they are asked about."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from bingo_planner.features.region.mark_view import body_mark
from bingo_planner.features.staff.state import PersonRow
from bingo_planner.features.staff.words import ground_short, left_words, span_words, state_words, where_words
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.ui import theme
from bingo_planner.ui.celltext import LEFT, RIGHT, draw_text
from bingo_planner.ui.table import Column, Group, RowTable
from bingo_planner.ui.tags import Tag, paint_tag

StyleOf = Callable[[], DateStyle]
_SPANNED = ("term", "ground", "borne_by")
"""Columns over which a contact's section and duty run on."""


def _t(text: str, **facts: object) -> str:
    return translate("staff", text, **facts)


def group_of(office: str) -> Callable[[PersonRow], Group]:
    """Secondees first, with the name of the office; then the contacts."""
    groups = (
        Group("contact", _t("Contacts of the member bodies")),
        Group("secondee", _t("Secondees"), office),
    )
    return lambda row: groups[row.is_secondee]


def make_table(style_of: StyleOf, parent: QWidget | None = None) -> RowTable[PersonRow]:
    """The list itself."""
    table: RowTable[PersonRow] = RowTable([], lambda row: row.id, parent, name=_t("Staff list"), frozen=2)
    table.set_columns(_columns(table, style_of))
    table.sort_by("name")
    return table


def _columns(table: RowTable[PersonRow], style_of: StyleOf) -> list[Column[PersonRow]]:
    def term(row: PersonRow) -> str:
        return span_words(row.term, style_of()) if row.term else where_words(row.person)

    def spanned(key: str) -> Callable[[QPainter, QRect, PersonRow, bool], None]:
        return lambda painter, rect, row, _selected: _paint_spanned(painter, rect, row, key, table, style_of)

    return [
        Column("mark", "", lambda row: body_mark(row.body), 2.6, "mark", sortable=False),
        Column(
            "name",
            _t("Name"),
            lambda row: row.person.name,
            _wide(13.6, 10),
            sort_key=lambda row: row.person.kana or row.person.name,
            sort_words=_t("kana"),
            note=lambda row: row.person.kana if language() == "ja" else "",
            tip=_whole_name,
            primary=True,
        ),
        Column(
            "body",
            _t("Sent by"),
            lambda row: row.body.brief if row.body else "－",
            _wide(7.1, 8.7),
            sort_key=lambda row: row.body.sort if row.body else None,
        ),
        Column("post", _t("Post"), _post, _wide(5.6, 4.6)),
        Column(
            "term",
            _t("Term"),
            lambda row: row.term.ends_on if row.term else None,
            _wide(11.6, 14.6),
            "custom",
            text=term,
            paint=spanned("term"),
        ),
        Column(
            "ground",
            _t("Ground"),
            lambda row: ground_short(row.term.ground) if row.term else "",
            _wide(7.3, 8),
            "custom",
            paint=spanned("ground"),
        ),
        Column(
            "borne_by",
            _t("Borne by"),
            lambda row: row.borne_by.brief if row.borne_by else "",
            _wide(6.4, 8.7),
            "custom",
            paint=spanned("borne_by"),
        ),
        Column(
            "left",
            _t("Left"),
            lambda row: row.left,
            8.2,
            "custom",
            align="right",
            text=_left_text,
            paint=_paint_left,
            stretch=True,
        ),
    ]


def _wide(japanese: float, english: float) -> float:
    """Months and bodies are longer words in English; readings are of no use there."""
    return english if language() == "en" else japanese


def _post(row: PersonRow) -> str:
    if row.term is None:
        return row.person.post or "－"
    return row.term.post_home or row.term.post_host or "－"


def _whole_name(row: PersonRow) -> str:
    return "　".join(part for part in (row.person.name, row.person.kana, where_words(row.person)) if part)


def _left_text(row: PersonRow) -> str:
    if row.term is None:
        return row.person.tel
    return state_words(row.term, row.presence) or left_words(row.left)


def _paint_left(painter: QPainter, rect: QRect, row: PersonRow, _selected: bool) -> None:
    now, words = theme.current(), _left_text(row)
    if row.soon and row.term is not None:
        paint_tag(painter, rect, Tag(words, "warn", "calendar-clock"), right=True)
    elif row.term is not None and state_words(row.term, row.presence):
        draw_text(painter, rect, words, "body", now.color("text2"), RIGHT)
    else:
        draw_text(painter, rect, words, "column", now.color("text"), RIGHT)


def _paint_spanned(
    painter: QPainter, rect: QRect, row: PersonRow, key: str, table: RowTable[PersonRow], style_of: StyleOf
) -> None:
    ink = theme.current().color("text")
    if row.term is None:
        _paint_run(painter, rect, row, key, table)
    elif key == "term":
        draw_text(painter, rect, span_words(row.term, style_of()), "column", ink, LEFT)
    elif key == "ground":
        draw_text(painter, rect, ground_short(row.term.ground), "body", ink, LEFT)
    else:
        draw_text(painter, rect, row.borne_by.brief if row.borne_by else "－", "body", ink, LEFT)


def _paint_run(painter: QPainter, rect: QRect, row: PersonRow, key: str, table: RowTable[PersonRow]) -> None:
    """One text over neighbouring columns: each cell paints its own piece of it."""
    head, keys = table.horizontalHeader(), [column.key for column in table.rows_model.columns]
    places = sorted(
        head.sectionPosition(keys.index(one)) for one in _SPANNED if not _hidden(table, keys, one)
    )
    own = head.sectionPosition(keys.index(key))
    widths = sum(head.sectionSize(keys.index(one)) for one in _SPANNED if not _hidden(table, keys, one))
    inset = head.sectionSize(keys.index(key)) - rect.width()
    room = QRect(rect.left() - (own - places[0]), rect.top(), widths - inset, rect.height())
    painter.setClipRect(rect.adjusted(-inset // 2, 0, inset // 2, 0), Qt.ClipOperation.IntersectClip)
    draw_text(painter, room, where_words(row.person), "body", theme.current().color("text"), LEFT)


def _hidden(table: RowTable[PersonRow], keys: list[str], key: str) -> bool:
    return table.isColumnHidden(keys.index(key))
