"""Terms of posts over the years: who sits when, where a gap opens, where two overlap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from bingo_planner.kernel.dates import DateStyle, FiscalYear, format_fiscal_year, format_span
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.celltext import CENTER, LEFT, draw_text, text_width
from bingo_planner.ui.marks import Mark, mark_size, paint_mark
from bingo_planner.ui.timeline_base import TimeChart, paint_band


@dataclass(frozen=True)
class Term:
    """One person's time on a post, both days included; `end` None stays open. `plan`: not settled yet."""

    start: dt.date
    end: dt.date | None
    label: str
    plan: bool = False
    record_id: str = ""


@dataclass(frozen=True)
class TermRow:
    """One post; `id` is shared with the table beside it."""

    id: str
    title: str
    terms: Sequence[Term]
    mark: Mark | None = None


Span = tuple[dt.date, dt.date]
_DAY = dt.timedelta(days=1)


def gaps(terms: Sequence[Term]) -> list[Span]:
    """Days between the first and the last term that nobody covers."""
    found: list[Span] = []
    covered: dt.date | None = None
    for term in sorted(terms, key=lambda one: one.start):
        if covered is not None and term.start > covered + _DAY:
            found.append((covered + _DAY, term.start - _DAY))
        end = term.end or dt.date.max
        covered = end if covered is None else max(covered, end)
        if covered == dt.date.max:
            break
    return found


def overlaps(terms: Sequence[Term]) -> list[Span]:
    """Days on which two or more terms hold the post."""
    found: list[Span] = []
    covered: dt.date | None = None
    for term in sorted(terms, key=lambda one: one.start):
        end = term.end or dt.date.max
        if covered is not None and term.start <= covered:
            found.append((term.start, min(covered, end)))
        covered = end if covered is None else max(covered, end)
    return found


def months_of(span: Span) -> int:
    """Length in months, part months counted up."""
    first, last = span[0], span[1] + _DAY if span[1] < dt.date.max else span[1]
    months = (last.year - first.year) * 12 + last.month - first.month
    return max(1, months + (1 if last.day > first.day else 0))


class Timeline(TimeChart):
    """Fiscal years across, one row a post. Shares the selection of a table by row ids."""

    def __init__(self, name: str, parent: QWidget | None = None, *, left_fh: float = 9.0) -> None:
        super().__init__(name, parent, left_fh=left_fh)
        self.rows: list[TermRow] = []
        self.style_of_years = DateStyle.ERA

    def set_rows(
        self,
        rows: Sequence[TermRow],
        first: FiscalYear,
        last: FiscalYear,
        today: dt.date,
        style: DateStyle = DateStyle.ERA,
    ) -> None:
        """Show posts from one fiscal year to another."""
        self.rows, self.style_of_years = list(rows), style
        self.set_ids([row.id for row in rows])
        self.set_span(first.start, last.end, today)

    def counts(self) -> tuple[int, int]:
        """(gaps, overlaps) in sight: for the tags in the head."""
        shown = [row.terms for row in self.rows]
        return sum(len(self._seen(gaps(terms))) for terms in shown), sum(
            len(overlaps(terms)) for terms in shown
        )

    def _seen(self, spans: Sequence[Span]) -> list[Span]:
        return [span for span in spans if span[1] >= self.first and span[0] <= self.last]

    def grid_days(self) -> list[tuple[dt.date, bool]]:
        days: list[tuple[dt.date, bool]] = []
        for year in FiscalYear.range(FiscalYear.of(self.first), FiscalYear.of(self.last)):
            for place, (start, _end) in enumerate(year.quarters()):
                days.append((start, place == 0))
        return days

    def paint_head(self, painter: QPainter, rect: QRect) -> None:
        years = FiscalYear.range(FiscalYear.of(self.first), FiscalYear.of(self.last))
        spans = [(year.start, year.end, format_fiscal_year(year, self.style_of_years)) for year in years]
        paint_band(self, painter, rect.top(), rect.height(), spans)

    def paint_left_head(self, painter: QPainter, rect: QRect) -> None:
        painter.fillRect(rect, theme.current().color("page"))

    def paint_left(self, painter: QPainter, rect: QRect, place: int) -> None:
        now, row = theme.current(), self.rows[place]
        x, side = now.px(0.75), mark_size()
        if row.mark is not None:
            paint_mark(painter, QRect(x, rect.center().y() - side // 2 + 1, side, side), row.mark)
            x += side + now.px(0.6)
        draw_text(
            painter,
            QRect(x, rect.top(), rect.right() - x - 4, rect.height()),
            row.title,
            "body",
            now.color("text"),
        )

    def paint_row(self, painter: QPainter, rect: QRect, place: int) -> None:
        row = self.rows[place]
        for term in row.terms:
            self._paint_term(painter, place, row, term)
        for span in gaps(row.terms):
            self._paint_gap(painter, place, span)
        for first, last in overlaps(row.terms):
            box = self.bar_rect(place, first, min(last, self.last)).adjusted(-3, -2, 2, 2)
            painter.setPen(QPen(theme.current().color("err"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(
                box if box.width() > 8 else QRect(box.left(), box.top(), 9, box.height()), 2, 2
            )

    def _body_ink(self, row: TermRow) -> QColor:
        now = theme.current()
        return row.mark.ground(now) if row.mark is not None else now.color("accent")

    def _paint_term(self, painter: QPainter, place: int, row: TermRow, term: Term) -> None:
        now = theme.current()
        box = self.bar_rect(place, term.start, min(term.end or self.last, self.last))
        if term.plan:
            self._dashed(painter, box, "control", "page")
            ink = now.color("text2")
        else:
            solid = self._body_ink(row)
            painter.fillRect(box, now.tint(solid))
            painter.fillRect(QRect(box.left(), box.top(), 4, box.height()), solid)
            ink = now.color("text")
        self._words(painter, box.adjusted(now.px(0.75), 0, -2, 0), term.label, ink)

    def _words(self, painter: QPainter, room: QRect, words: str, ink: QColor) -> None:
        """Words of a bar, kept in sight while its start is scrolled away."""
        now = theme.current()
        room.setLeft(max(room.left(), self.left_width + now.px(0.5)))
        if room.width() > now.px(1.5):
            draw_text(painter, room, words, "label", ink, LEFT)

    def _paint_gap(self, painter: QPainter, place: int, span: Span) -> None:
        now = theme.current()
        box = self.bar_rect(place, span[0], span[1])
        self._dashed(painter, box, "warn", "warnBg")
        count = months_of(span)
        for words in (
            translate("uikit", "Gap {n} mo", n=count),
            translate("uikit", "{n} mo", n=count),
            str(count),
        ):
            if text_width(words, "label") <= box.width() - 4:
                break
        draw_text(painter, box, words, "label", now.color("warn"), CENTER)

    def _dashed(self, painter: QPainter, box: QRect, line: str, ground: str) -> None:
        now = theme.current()
        pen = QPen(now.color(line), 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(now.color(ground))
        painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), 2, 2)

    def row_words(self, place: int) -> str:
        row = self.rows[place]
        parts = [row.title]
        parts += [
            f"{term.label} {format_span(term.start, term.end, self.style_of_years, 'short')}"
            for term in row.terms
        ]
        parts += [translate("uikit", "Gap {n} mo", n=months_of(span)) for span in gaps(row.terms)]
        parts += [translate("uikit", "Overlap") for _ in overlaps(row.terms)]
        return "、".join(parts)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.place_at(event.pos().y())
            words = self.row_words(place).replace("、", "\n") if place >= 0 else ""
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)
