"""Cards: a white plate with a title; the KPI card and the budget card are one painted widget each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.buttons import button
from bingo_planner.ui.celltext import (
    CENTER,
    LEFT,
    RIGHT,
    Face,
    draw_hatch,
    draw_text,
    hairline,
    metrics,
    text_width,
)
from bingo_planner.ui.rating import NO_FIGURE, NOT_ASSESSABLE, rating_words


@dataclass(frozen=True)
class KpiCardData:
    """What a KPI card says. `segments` are (rating letter, count) in the order A B C D 未; with
    `share` (0–1) a bar is drawn instead, `marker` (0–1) is a tick on it."""

    title: str
    figure: str
    unit: str = ""
    words: str = ""
    note: str = ""
    change: str = ""
    change_down: bool = False
    segments: Sequence[tuple[str, int]] = ()
    share: float | None = None
    marker: float | None = None
    foot: str = ""
    foot_right: str = ""
    link: str = ""


_SEGMENTS = {
    "A": ("ok", "ok", "onAccent"),
    "B": ("okBg", "okLine", "ok"),
    "C": ("warnBg", "warnLine", "warn"),
    "D": ("errBg", "err", "err"),
    NO_FIGURE: ("sunken", "line2", "text2"),
}


def segment_widths(counts: Sequence[int], width: int, least: Sequence[int], gap: int) -> list[int]:
    """Widths in proportion to the counts, none under its `least`, with the gaps filling `width` exactly."""
    if not counts:
        return []
    room = width - gap * (len(counts) - 1)
    total = sum(counts)
    shares = [room * count // total if total else room // len(counts) for count in counts]
    widths = [max(low, share) for low, share in zip(least, shares, strict=True)]
    for _ in range(len(widths)):
        spare = room - sum(widths)
        if spare == 0:
            break
        largest = max(range(len(widths)), key=widths.__getitem__)
        widths[largest] = max(least[largest], widths[largest] + spare)
    return widths


def _segment_words(letter: str, count: int) -> str:
    words = {NO_FIGURE: translate("uikit", "-"), NOT_ASSESSABLE: translate("uikit", "n/a")}
    word = words.get(letter, letter)
    return f"{word} {count}"


class KpiCard(QFrame):
    """Title, figure and unit, change, segments or a bar, and a link. `opened()` when the link is taken."""

    opened = Signal()

    def __init__(self, data: KpiCardData, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data = KpiCardData("", "")
        self.setProperty("card", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._link = button("", kind="link", parent=self)
        self._link.clicked.connect(self.opened)
        self._link.hide()
        self.set_data(data)

    def set_data(self, data: KpiCardData) -> None:
        """Say something else."""
        if data == self._data:
            return
        self._data = data
        self._link.setText(data.link)
        self._link.setVisible(bool(data.link))
        self.setAccessibleName(data.title)
        self.setAccessibleDescription(self.spoken())
        self.setToolTip("\n".join(f"{rating_words(letter)}  {count}" for letter, count in data.segments))
        self._place_link()
        self.update()

    def spoken(self) -> str:
        """The card in words."""
        data = self._data
        counts = " ".join(f"{letter} {count}" for letter, count in data.segments)
        parts = (
            data.title,
            data.note,
            f"{data.figure}{data.unit}",
            data.words,
            data.change,
            counts,
            data.foot,
        )
        return "、".join(part for part in parts if part)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(19), theme.current().px(9.4))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(13), theme.current().px(9.4))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_link()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()
            self._place_link()

    def _place_link(self) -> None:
        now = theme.current()
        hint = self._link.sizeHint()
        middle = self.height() - now.px(0.7) - now.px(0.9)
        left = self.width() - now.px(0.75) - hint.width()
        self._link.setGeometry(left, middle - hint.height() // 2, hint.width(), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        now, data = theme.current(), self._data
        painter = QPainter(self)
        inner = self.rect().adjusted(now.px(1.05), now.px(0.75), -now.px(1.05), -now.px(0.7))
        head = QRect(inner.left(), inner.top(), inner.width(), now.px(1.5))
        used = draw_text(painter, head, data.note, "label", now.color("text2"), RIGHT)
        draw_text(
            painter,
            head.adjusted(0, 0, -used - now.px(0.5), 0),
            data.title,
            "strong",
            now.color("text"),
            LEFT,
        )
        self._paint_figure(painter, QRect(inner.left(), head.bottom(), inner.width(), now.px(2.6)))
        bar = QRect(inner.left(), head.bottom() + now.px(2.7), inner.width(), now.px(1.7))
        if data.share is not None:
            self._paint_share(painter, bar, data.share)
        else:
            self._paint_segments(painter, bar)
        foot = QRect(inner.left(), inner.bottom() - now.px(1.8), inner.width(), now.px(1.8))
        right = self._link.width() if data.link else text_width(data.foot_right, "label")
        draw_text(painter, foot.adjusted(0, 0, -right - 6, 0), data.foot, "label", now.color("text2"), LEFT)
        if not data.link:
            draw_text(painter, foot, data.foot_right, "label", now.color("text2"), RIGHT)
        painter.end()

    def _paint_figure(self, painter: QPainter, rect: QRect) -> None:
        """Figure, unit and words on one baseline; the change at the right."""
        data = self._data
        big = metrics("figure")
        base = rect.top() + (rect.height() + big.ascent() - big.descent()) // 2
        x = rect.left()
        change_wide = text_width(data.change, "label")
        for text, role, token in (
            (data.figure, "figure", "text"),
            (data.unit, "body", "text3"),
            ("  " + data.words if data.words else "", "label", "text2"),
        ):
            x += self._on_base(painter, x, base, text, role, token, rect.right() - change_wide - 8)  # type: ignore[arg-type]  # literal roles
        token = "warn" if data.change_down else "text2"
        self._on_base(
            painter, rect.right() - change_wide, base, data.change, "label", token, rect.right() + 2
        )

    @staticmethod
    def _on_base(painter: QPainter, x: int, base: int, text: str, role: Face, token: str, end: int) -> int:
        measure = metrics(role)
        box = QRect(x, base - measure.ascent(), max(0, end - x), measure.height())
        return draw_text(painter, box, text, role, theme.current().color(token), LEFT) + 1

    def _paint_segments(self, painter: QPainter, bar: QRect) -> None:
        now, gap = theme.current(), theme.current().px(0.16)
        shown = [(letter, count) for letter, count in self._data.segments if count > 0]
        words = [_segment_words(letter, count) for letter, count in shown]
        least = [text_width(one, "small_strong") + now.px(0.7) for one in words]
        if shown and shown[-1][0] == NOT_ASSESSABLE and sum(least) + gap * (len(least) - 1) > bar.width():
            # too narrow for all: what is not judged gives way first, the tip still tells it
            shown, words, least = shown[:-1], words[:-1], least[:-1]
        widths = segment_widths([count for _, count in shown], bar.width(), least, gap)
        x = bar.left()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for (letter, _), word, width in zip(shown, words, widths, strict=True):
            box = QRect(x, bar.top(), width, bar.height())
            ground, line, ink = _SEGMENTS.get(letter, _SEGMENTS[NO_FIGURE])
            painter.setPen(hairline(now.color(line)))
            painter.setBrush(now.color(ground))
            painter.drawRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5))
            if letter == "D":
                painter.drawRect(QRectF(box).adjusted(2, 2, -2, -2))
            if letter == NO_FIGURE:
                draw_hatch(painter, box.adjusted(1, 1, -1, -1), now.color("hatch"))
            draw_text(painter, box, word, "small_strong", now.color(ink), CENTER)
            x += width + gap

    def _paint_share(self, painter: QPainter, bar: QRect, share: float) -> None:
        now = theme.current()
        painter.setPen(hairline(now.color("control")))
        painter.setBrush(now.color("page"))
        painter.drawRect(bar.adjusted(0, 0, -1, -1))
        filled = round((bar.width() - 2) * min(max(share, 0.0), 1.0))
        painter.fillRect(QRect(bar.left() + 1, bar.top() + 1, filled, bar.height() - 2), now.ramp()[4])
        if self._data.marker is not None:
            x = bar.left() + round(bar.width() * min(max(self._data.marker, 0.0), 1.0))
            painter.fillRect(QRect(x, bar.top(), 2, bar.height()), now.color("text"))


class Card(QFrame):
    """A plate with a title, a grey note, tools at the right and one widget inside."""

    def __init__(self, title: str, parent: QWidget | None = None, *, note: str = "") -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName(title)
        self.title, self.note = QLabel(title, self), QLabel(note, self)
        self.head = QHBoxLayout()
        self.head.addWidget(self.title)
        self.head.addWidget(self.note)
        self.head.addStretch(1)
        self.column = QVBoxLayout(self)
        self.column.addLayout(self.head)
        self.restyle()

    def add_tool(self, widget: QWidget) -> None:
        """Something at the right of the head."""
        self.head.addWidget(widget)

    def add_tag(self, widget: QWidget) -> None:
        """Something right after the note."""
        self.head.insertWidget(2, widget)

    def set_content(self, widget: QWidget, stretch: int = 1) -> None:
        """One more widget beneath the head."""
        self.column.addWidget(widget, stretch)

    def set_note(self, text: str) -> None:
        """Other grey words beside the title."""
        self.note.setText(text)

    def restyle(self) -> None:
        """Sizes and inks of the theme in force."""
        now = theme.current()
        self.column.setContentsMargins(1, now.px(0.4), 1, now.px(0.3))
        self.column.setSpacing(now.px(0.3))
        self.head.setContentsMargins(now.px(1.0), now.px(0.2), now.px(0.8), now.px(0.2))
        self.head.setSpacing(now.px(0.8))
        self.title.setFont(now.font("section"))
        self.note.setFont(now.font("label"))
        palette = self.note.palette()
        palette.setColor(palette.ColorRole.WindowText, now.color("text2"))
        self.note.setPalette(palette)
        self.title.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and hasattr(self, "column"):
            self.restyle()
