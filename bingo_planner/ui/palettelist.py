"""Rows of the palette: group heads with counts, hits with the found letters underlined and bold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.icons import icon_side, paint_icon
from bingo_planner.ui.navmodel import Index
from bingo_planner.ui.shellmodel import Hit, HitGroup
from bingo_planner.ui.theme import Role, Theme, current
from bingo_planner.ui.topbar import paint_key

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
ORDER: tuple[HitGroup, ...] = ("action", "record", "go", "help")


def group_title(group: HitGroup) -> str:
    """Words of a group."""
    titles = {
        "action": translate("ui", "Actions"),
        "record": translate("ui", "Records"),
        "go": translate("ui", "Go to"),
        "help": translate("ui", "Help"),
    }
    return titles[group]


class PaletteModel(QAbstractListModel):
    """A row is a head (words, count) or a `Hit`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, int] | Hit] = []

    def set_hits(self, hits: Sequence[Hit], *, recent: bool = False) -> None:
        """Hits in groups; `recent` keeps their order under one head."""
        self.beginResetModel()
        self._rows = []
        groups = [(translate("ui", "Recently used and commands"), list(hits))] if recent else _grouped(hits)
        for title, members in groups:
            if members:
                self._rows.append((title, 0 if recent else len(members)))
                self._rows.extend(members)
        self.endResetModel()

    def hits(self) -> list[Hit]:
        """The hits without heads."""
        return [row for row in self._rows if isinstance(row, Hit)]

    def hit(self, row: int) -> Hit | None:
        """The hit in a row; None for a head."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Hit) else None

    def row_of(self, hit: Hit) -> int:
        """Where the same hit stands now, else the first."""
        for number, row in enumerate(self._rows):
            if isinstance(row, Hit) and (row.kind, row.id) == (hit.kind, hit.id):
                return number
        return self.first_row()

    def first_row(self) -> int:
        """The first hit, -1 when there is none."""
        return next((number for number, row in enumerate(self._rows) if isinstance(row, Hit)), -1)

    def next_row(self, row: int, by: int) -> int:
        """The hit `by` steps on, going round for single steps and stopping at the ends for pages."""
        places = [number for number, found in enumerate(self._rows) if isinstance(found, Hit)]
        if not places:
            return -1
        now = places.index(row) if row in places else -1
        wish = now + by
        return places[wish % len(places)] if abs(by) == 1 else places[min(max(wish, 0), len(places) - 1)]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.title} {row.context}".strip() if isinstance(row, Hit) else row[0]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._rows[index.row()], Hit):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


def _grouped(hits: Sequence[Hit]) -> list[tuple[str, list[Hit]]]:
    return [(group_title(group), [hit for hit in hits if hit.group == group]) for group in ORDER]


def pieces(hit: Hit) -> list[tuple[str, bool]]:
    """The title cut into (text, found or not)."""
    cut: list[tuple[str, bool]] = []
    at = 0
    for start, length in sorted(hit.matches):
        if start > at:
            cut.append((hit.title[at:start], False))
        if start >= at:
            cut.append((hit.title[start : start + length], True))
            at = start + length
    if at < len(hit.title):
        cut.append((hit.title[at:], False))
    return cut


class PaletteDelegate(QStyledItemDelegate):
    """Paints heads and hits."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = current()
        return QSize(theme.px(20), theme.px(2.54 if isinstance(index.data(ROW_ROLE), Hit) else 2.4))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current()
        row = index.data(ROW_ROLE)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Hit):
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(rect, theme.color("sel"))
                painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.color("accent"))
            self._paint_hit(painter, theme, rect, row)
        else:
            self._paint_head(painter, theme, rect, row)
        painter.restore()

    def _paint_head(self, painter: QPainter, theme: Theme, rect: QRect, row: tuple[str, int]) -> None:
        place = rect.adjusted(theme.px(1.4), theme.px(0.3), -theme.px(1.4), 0)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text3"))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, row[0])
        if row[1]:
            count = translate("ui", "{n} found", n=row[1])
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)

    def _paint_hit(self, painter: QPainter, theme: Theme, rect: QRect, hit: Hit) -> None:
        side = icon_side(theme)
        left = rect.left() + theme.px(1.4)
        middle = rect.center().y() + 1
        paint_icon(painter, QRectF(left, middle - side / 2, side, side), hit.icon or "file-text")
        right = float(rect.right() - theme.px(1.4))
        if hit.shortcut:
            right = paint_key(painter, right, middle, hit.shortcut) - theme.px(0.6)
        x = float(left + side + theme.px(0.77))
        for text, found in pieces(hit):
            x = self._paint_piece(
                painter, theme, QRectF(x, rect.top(), right - x, rect.height()), text, found
            )
        room = QRectF(x + theme.px(0.85), rect.top(), right - x - theme.px(0.85), rect.height())
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text3"))
        if room.width() > theme.px(3):
            words = painter.fontMetrics().elidedText(
                hit.context, Qt.TextElideMode.ElideRight, int(room.width())
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_piece(self, painter: QPainter, theme: Theme, room: QRectF, text: str, found: bool) -> float:
        if room.width() <= 0:
            return room.x()
        role: Role = "strong" if found else "body"
        painter.setFont(theme.font(role))
        painter.setPen(theme.color("text"))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        width = painter.fontMetrics().horizontalAdvance(shown)
        if found:
            foot = room.center().y() + theme.fh * 0.62
            painter.setPen(QPen(theme.color("accent"), 1.5))
            painter.drawLine(QPointF(room.x(), foot), QPointF(room.x() + width, foot))
        return room.x() + width
