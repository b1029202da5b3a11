"""The list of answers with the words looked for underlined, and the answer being read, whole, beneath it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from bingo_planner.features.region.form_view import body_mark, wide
from bingo_planner.features.surveys.freetext.folded import Span
from bingo_planner.features.surveys.freetext.state import AnswerLine, Chip, ContextLine, TextState
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.numbers import format_number
from bingo_planner.ui import icons, theme
from bingo_planner.ui.buttons import button
from bingo_planner.ui.celltext import LEFT, RIGHT, draw_text, metrics
from bingo_planner.ui.fields import Option
from bingo_planner.ui.filterbar import ValuePicker
from bingo_planner.ui.labels import Label, loosen
from bingo_planner.ui.segmented import Segment, Segmented
from bingo_planner.ui.table import Column, MarkCell, RowTable
from bingo_planner.ui.tags import Tag, paint_tags, tag_height

BEFORE_HIT = 12
"""Letters shown before the first hit where the answer is too long for its cell."""


def _t(text: str, **facts: object) -> str:
    return translate("survey_text", text, **facts)


def chip_tag(chip: Chip) -> Tag:
    """A group as a small plate: by rule plain, by hand with a tick, taken out by hand hatched with a minus."""
    words = f"{chip.digit} {chip.name}".strip()
    if chip.by == "hand":
        return Tag(words, "accent", "check")
    return Tag(words, "pending", "minus") if chip.by == "out" else Tag(words, "plain", "")


def chip_words(chip: Chip) -> str:
    """The same for the ear."""
    if chip.by == "hand":
        return _t("{name} (by hand)", name=chip.name)
    return _t("{name} (taken out by hand)", name=chip.name) if chip.by == "out" else chip.name


class AnswerTable(RowTable[AnswerLine]):
    """Answers, one a line. Keys 1–9 tell `digit`, 0 tells `restored`."""

    digit = Signal(int)
    restored = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_answer_columns(), lambda row: row.id, parent, name=_t("List of answers"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits sort; everything else is the table's own."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        number = event.key() - Qt.Key.Key_0.value
        if plain and 0 <= number <= 9:
            if number:
                self.digit.emit(number)
            else:
                self.restored.emit()
            return
        super().keyPressEvent(event)


def _answer_columns() -> list[Column[AnswerLine]]:
    return [
        Column("key", _t("Respondent"), lambda row: row.key, wide(5.2, 7.8), "code"),
        Column(
            "who", _t("Who"), _who_cell, wide(9.2, 10.5), "mark", sort_key=lambda row: row.who, shown=False
        ),
        Column(
            "text",
            _t("Opinion"),
            lambda row: row.text,
            20,
            "custom",
            text=_answer_words,
            paint=paint_answer,
            stretch=True,
            sortable=False,
            tip=_answer_tip,
        ),
        Column(
            "groups",
            _t("Groups"),
            lambda row: len(row.chips),
            wide(12.5, 14.0),
            "custom",
            text=lambda row: "、".join(map(chip_words, row.chips)),
            paint=_paint_chips,
            tip=lambda row: "、".join(map(chip_words, row.chips)),
        ),
    ]


def _answer_words(row: AnswerLine) -> str:
    return f"{row.text} ({_t('Quoted')})" if row.is_quoted else row.text


def _answer_tip(row: AnswerLine) -> str:
    return f"{_t('Quoted')}\n{row.text}" if row.is_quoted else row.text


def _who_cell(row: AnswerLine) -> MarkCell:
    mark = body_mark(row.town)
    _town, _dot, rest = row.who.partition("・")
    return MarkCell((mark,), rest) if mark is not None else MarkCell((), row.who)


def paint_answer(painter: QPainter, rect: QRect, row: AnswerLine, _selected: bool) -> None:
    """One line of an answer, beginning near the first hit; hits bold and underlined, a mark before what is quoted."""
    now = theme.current()
    if row.is_quoted:
        side = now.px(1.08)
        icons.paint_icon(
            painter, QRectF(rect.left(), rect.center().y() - side / 2 + 1, side, side), "bookmark", "ok"
        )
        rect = rect.adjusted(now.px(1.4), 0, 0, 0)
    text, hits = excerpt(row.text, row.hits, rect.width(), metrics("body"))
    ink = now.color("text3" if row.says_nothing else "text")
    at, left = 0, QRect(rect)
    for start, end in (*hits, (len(text), len(text))):
        if left.width() < now.px(1.5):
            return
        left.setLeft(left.left() + draw_text(painter, left, text[at:start], "body", ink, LEFT))
        width = draw_text(painter, left, text[start:end], "strong", now.color("text"), LEFT)
        if width:
            base = left.center().y() + metrics("strong").ascent() // 2 + 2
            painter.drawLine(left.left(), base, left.left() + width, base)
        left.setLeft(left.left() + width)
        at = end


def excerpt(
    text: str, hits: Sequence[Span], width: int, measure: QFontMetrics
) -> tuple[str, tuple[Span, ...]]:
    """A text on one line and where its hits stand; it begins near the first hit where that would be cut off."""
    line = text.replace("\n", " ")
    first = hits[0][1] if hits else 0
    if not hits or measure.horizontalAdvance(line[:first]) < width * 0.8:
        return line, tuple(hits)
    start = max(hits[0][0] - BEFORE_HIT, 0)
    return f"…{line[start:]}", tuple((a - start + 1, b - start + 1) for a, b in hits)


def _paint_chips(painter: QPainter, rect: QRect, row: AnswerLine, _selected: bool) -> None:
    paint_tags(painter, rect, [chip_tag(chip) for chip in row.chips])


class ContextTable(RowTable[ContextLine]):
    """A word in its context: what stands before it ends where it begins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        columns: list[Column[ContextLine]] = [
            Column("key", _t("Respondent"), lambda row: row.key, wide(5.2, 7.8), "code", sortable=False),
            Column(
                "before",
                _t("Before"),
                lambda row: row.line.before,
                14,
                "custom",
                align="right",
                text=lambda row: row.line.before,
                paint=_paint_before,
                sortable=False,
                stretch=True,
            ),
            Column(
                "hit",
                _t("Word"),
                lambda row: row.line.hit,
                6,
                "custom",
                text=_hit,
                paint=_paint_hit,
                sortable=False,
            ),
            Column("after", _t("After"), lambda row: row.line.after, 16, sortable=False, stretch=True),
        ]
        super().__init__(columns, lambda row: row.id, parent, name=_t("The word in its context"))


def _paint_before(painter: QPainter, rect: QRect, row: ContextLine, _selected: bool) -> None:
    """Cut at its beginning: what stands next to the word matters."""
    words = metrics("body").elidedText(row.line.before, Qt.TextElideMode.ElideLeft, rect.width())
    draw_text(painter, rect, words, "body", theme.current().color("text"), RIGHT)


def _hit(row: ContextLine) -> str:
    return row.line.hit


def _paint_hit(painter: QPainter, rect: QRect, row: ContextLine, _selected: bool) -> None:
    draw_text(
        painter, rect, row.line.hit, "strong", theme.current().color("accent"), Qt.AlignmentFlag.AlignCenter
    )


class ChipRow(QWidget):
    """The groups of an answer as plates; what does not fit is in the tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: tuple[Chip, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chips(self, chips: tuple[Chip, ...]) -> None:
        """Other groups."""
        self._chips = chips
        words = "、".join(map(chip_words, chips))
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a plate."""
        return QSize(theme.current().px(8), tag_height() + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The plates in a row."""
        painter = QPainter(self)
        paint_tags(painter, self.rect(), [chip_tag(chip) for chip in self._chips])
        painter.end()


class ReadingPane(QWidget):
    """The answer being read: who wrote it, all of it, its groups, and what can be done with it."""

    quote_asked = Signal()
    groups_asked = Signal()
    respondent_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = Label("", "label", "text2", parent=self)
        self.text = QTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setFrameShape(QTextEdit.Shape.NoFrame)
        self.text.setAccessibleName(_t("The answer being read"))
        self.text.setTabChangesFocus(True)
        self.whole = button(_t("All answers"), self.respondent_asked.emit, icon="clipboard-list", parent=self)
        self.quote = button(_t("Quote it"), self.quote_asked.emit, icon="bookmark", parent=self)
        self.sort = button(_t("Groups…"), self.groups_asked.emit, icon="tag", parent=self)
        self.chips = ChipRow(self)
        now, foot, column = theme.current(), QHBoxLayout(), QVBoxLayout(self)
        edge = now.px(1.0)
        column.setContentsMargins(edge, now.px(0.6), edge, now.px(0.6))
        column.setSpacing(now.px(0.4))
        foot.setSpacing(now.px(0.5))
        foot.addWidget(self.chips, 1)
        for made in (self.whole, self.quote, self.sort):
            foot.addWidget(made)
        column.addWidget(self.head)
        column.addWidget(self.text, 1)
        column.addLayout(foot)

    def render_state(self, state: TextState) -> None:
        """Another answer, or the same with other groups."""
        reading = state.reading
        able = reading is not None and not state.read_only
        self.whole.setEnabled(reading is not None)
        self.quote.setEnabled(able)
        self.sort.setEnabled(able)
        if reading is None:
            self.head.set_words(_t("Choose an answer to read it here."))
            self.text.setPlainText("")
            self.chips.show_chips(())
            return
        line = reading.line
        self.head.set_words(_t("Respondent {key}", key=line.key) + f"　{line.who}")
        if self.text.toPlainText() != line.text:
            self.text.setPlainText(line.text)
            loosen(self.text.document())
        self.text.setExtraSelections([self._mark(span) for span in line.hits])
        self.chips.show_chips(line.chips)

    def _mark(self, span: Span) -> QTextEdit.ExtraSelection:
        found = QTextEdit.ExtraSelection()
        cursor, text = QTextCursor(self.text.document()), self.text.toPlainText()
        # Qt counts UTF-16 units; letters beyond the first plane are two of them.
        start, length = (
            len(part.encode("utf-16-le")) // 2 for part in (text[: span[0]], text[span[0] : span[1]])
        )
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        look = QTextCharFormat()
        look.setBackground(theme.current().color("accentSoft"))
        look.setFontUnderline(True)
        found.cursor, found.format = cursor, look
        return found


class ListPane(QWidget):
    """What is listed in words, the list, the answer being read."""

    looked = Signal(str, str)
    turned = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = ValuePicker("look", _t("List"), [], self)
        self.shown.picked.connect(self._picked)
        self.count = Label("", "label", "text2", parent=self)
        self.turn = Segmented(
            (Segment("lines", _t("Whole answers")), Segment("context", _t("In context"))), _t("Show as")
        )
        self.turn.chosen.connect(lambda key: self.turned.emit(key == "context"))
        self.table, self.contexts, self.reading = AnswerTable(self), ContextTable(self), ReadingPane(self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.contexts)
        now = theme.current()
        head = QHBoxLayout()
        head.setContentsMargins(now.px(1.0), now.px(0.35), now.px(0.6), now.px(0.35))
        head.setSpacing(now.px(0.6))
        head.addWidget(self.shown)
        head.addWidget(self.count, 1)
        head.addWidget(self.turn)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.stack)
        self.split.addWidget(self.reading)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.split, 1)
        self._lines: tuple[AnswerLine, ...] | None = None
        self._contexts: tuple[ContextLine, ...] | None = None

    def _picked(self, _key: str, value: str) -> None:
        kind, _bar, rest = value.partition("|")
        self.looked.emit(kind, rest)

    def render_state(self, state: TextState) -> None:
        """The whole state; lists that are the same stay as they are."""
        options = _looks(state)
        value = "|".join((state.look.kind, *state.look.keys))
        if value not in {one.key for one in options}:
            options.append(Option(value, state.look_words))
        self.shown.set_options(options)
        self.shown.set_value(value)
        self.count.set_words(count_words(state))
        self.turn.setVisible(state.look.kind in ("word", "pair", "group", "field") or bool(state.search))
        self.turn.set_key("context" if state.in_context else "lines")
        if state.in_context:
            if state.contexts is not self._contexts:
                self._contexts = state.contexts
                self.contexts.set_rows(state.contexts)
        elif state.lines is not self._lines:
            self._lines = state.lines
            self.table.set_rows(state.lines)
        self.stack.setCurrentWidget(self.contexts if state.in_context else self.table)
        if not state.in_context and state.chosen and not self.table.selected_ids():
            self.table.select_row(str(state.chosen[-1]))
        self.reading.render_state(state)


def _looks(state: TextState) -> list[Option]:
    told = [
        Option("all", _t("All")),
        Option("unsorted", _t("Not sorted")),
        Option("nothing", _t("Says nothing in particular")),
        Option("by_hand", _t("Sorted by hand")),
        Option("quoted", _t("Quoted")),
    ]
    named = [one for one in state.fields if one.name]
    return told + [Option(f"field|{one.name}", _t("Field “{name}”", name=one.name)) for one in named]


def count_words(state: TextState) -> str:
    """How many are listed of how many, in words."""
    told = state.totals
    if state.look.kind == "all" and not state.search:
        return _t(
            "{listed} answers ({wrote} opinions, {nothing} say nothing)",
            listed=format_number(told.listed),
            wrote=format_number(told.wrote),
            nothing=format_number(told.nothing),
        )
    return _t(
        "{listed} of {wrote} opinions", listed=format_number(told.listed), wrote=format_number(told.wrote)
    )
