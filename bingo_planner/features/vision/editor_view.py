"""The editor of one section: words are typed, live fields and blocks stand in them as whole objects."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from bingo_planner.features.vision import markup, text_view
from bingo_planner.features.vision.markup import LineKind
from bingo_planner.features.vision.outline import number
from bingo_planner.features.vision.text_view import (
    FIELD,
    PLATE,
    FieldLooks,
    FieldObject,
    PlateLooks,
    PlateObject,
)
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.ime import japanese_text
from bingo_planner.ui.theme import current, theme_signals
from bingo_planner.ui.typedover import Typing

PAUSE_MS = 900
CHARACTERS = 38
MIME = "application/x-bingo-planner-vision"
_TYPED_KINDS = {"-": LineKind.BULLET, "・": LineKind.BULLET, "###": LineKind.HEADING}


class SectionEditor(QTextEdit):
    """Edits one section. `written` comes after a pause in typing, and at once on leaving."""

    written = Signal(str, str)
    """(section id, text)"""
    field_chosen = Signal(str, QRect)
    plate_chosen = Signal(str)

    def __init__(self, fields: FieldLooks, plates: PlateLooks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("visionEditor")
        self.setAccessibleName(translate("vision", "Text of the section"))
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setAcceptRichText(False)
        self.setMouseTracking(True)
        japanese_text(self)
        self._section = ""
        self._level = 1
        self._kept = ""
        self._loading = False
        self._composing = False
        self._typing = Typing()
        self._fields = fields
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        self._field_object = FieldObject(fields, self)
        self._plate_object = PlateObject(plates, self)
        self._dress()
        theme_signals().changed.connect(self._dress)
        self.document().contentsChange.connect(self._changed)

    # -- content ---------------------------------------------------------------------------------
    def section(self) -> str:
        """The section being edited."""
        return self._section

    def body(self) -> str:
        """The text as it would be kept."""
        return text_view.body_of(self.document())

    def is_dirty(self) -> bool:
        """Something was typed that has not been written yet."""
        return self._pause.isActive() or self._composing

    def show_section(self, section_id: str, body: str, level: int, editable: bool) -> None:
        """Show a section. The same text again keeps cursor and undo; typed words are never overwritten."""
        self.setReadOnly(not editable)
        if section_id == self._section and (self.is_dirty() or body == self._kept):
            self._level = level
            self.refresh_objects()
            return
        same = section_id == self._section
        if not same:
            self.flush()
        place = self.textCursor().position() if same else 0
        self._section, self._level, self._kept = section_id, level, body
        self._fill(body, place)

    def _fill(self, body: str, place: int) -> None:
        self._loading = True
        text_view.fill(self.document(), body)
        self._loading = False
        self._typing.end()
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def flush(self) -> None:
        """Tell what was typed; while a candidate is open it waits."""
        if self._composing:
            self._pause.start()
            return
        self._pause.stop()
        body = self.body()
        if self._section and body != self._kept and not self.isReadOnly():
            self._kept = body
            with self._typing.told():
                self.written.emit(self._section, body)
        self._typing.end()

    def refresh_objects(self) -> None:
        """Figures may have other texts now: lay the lines out again."""
        self._loading = True
        self.document().markContentsDirty(0, self.document().characterCount())
        self._loading = False
        self.viewport().update()

    def _changed(self, _place: int, removed: int, added: int) -> None:
        if not self._loading and (removed or added):
            self._typing.begin()
            self._pause.start()

    # -- doing -----------------------------------------------------------------------------------
    def put(self, text: str) -> None:
        """Put a live field or a block into the text at the cursor, as one step."""
        if self.isReadOnly():
            return
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        self._put_lines(cursor, text)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.setFocus()

    def _put_lines(self, cursor: QTextCursor, text: str) -> None:
        lines = [line for line in markup.read(text) if line.kind is not LineKind.BLANK]
        if len(lines) == 1 and lines[0].kind is LineKind.PARAGRAPH:
            for piece in lines[0].pieces:
                text_view.insert_piece(cursor, piece)
            return
        if cursor.block().text():
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            cursor.insertBlock()
        text_view.insert_lines(cursor, lines)
        cursor.insertBlock()
        text_view.set_kind(cursor, LineKind.PARAGRAPH)

    def set_kind(self, kind: LineKind) -> None:
        """Make the paragraph a heading or bullet, or a plain one when it is that already."""
        if self.isReadOnly():
            return
        cursor = self.textCursor()
        known = text_view.kind_of(cursor.block())
        if known is not LineKind.BLOCK:
            self._change_kind(cursor, LineKind.PARAGRAPH if known is kind else kind)

    def toggle_bold(self) -> None:
        """Bold, or not."""
        if not self.isReadOnly():
            bold = self.fontWeight() >= QFont.Weight.Bold
            form = QTextCharFormat()
            form.setFontWeight(QFont.Weight.Normal if bold else QFont.Weight.Bold)
            self.mergeCurrentCharFormat(form)

    def field_at_cursor(self) -> tuple[str, QRect] | None:
        """Key and place of the live field beside the cursor."""
        place = self.textCursor().position()
        for position in (place, place - 1):
            found = text_view.object_at(self.document(), position)
            if found is not None and found[0] == FIELD:
                return found[1], self._rect_of(position)
        return None

    def _rect_of(self, position: int) -> QRect:
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        before = self.cursorRect(cursor)
        cursor.setPosition(position + 1)
        return before.united(self.cursorRect(cursor))

    # -- keys and mouse ----------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends a heading or an empty bullet; Backspace makes a heading plain; "- " begins a bullet."""
        if self.isReadOnly() or self._composing:
            super().keyPressEvent(event)
            return
        key, block = event.key(), self.textCursor().block()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._entered(block):
            return
        if key == Qt.Key.Key_Backspace and self._made_plain(block):
            return
        if key == Qt.Key.Key_Space and self._began(block):
            return
        super().keyPressEvent(event)

    def _entered(self, block: QTextBlock) -> bool:
        kind, cursor = text_view.kind_of(block), self.textCursor()
        if kind is LineKind.BULLET and not block.text():
            text_view.set_kind(cursor, LineKind.PARAGRAPH)
            return True
        if kind in (LineKind.HEADING, LineKind.BLOCK) and cursor.atBlockEnd():
            cursor.beginEditBlock()
            cursor.insertBlock()
            text_view.set_kind(cursor, LineKind.PARAGRAPH)
            cursor.endEditBlock()
            self.setTextCursor(cursor)
            return True
        return False

    def _made_plain(self, block: QTextBlock) -> bool:
        cursor = self.textCursor()
        plain = text_view.kind_of(block) in (LineKind.PARAGRAPH, LineKind.BLOCK)
        if plain or cursor.hasSelection() or not cursor.atBlockStart():
            return False
        self._change_kind(cursor, LineKind.PARAGRAPH)
        return True

    def _began(self, block: QTextBlock) -> bool:
        kind = _TYPED_KINDS.get(block.text())
        if kind is None or text_view.kind_of(block) is not LineKind.PARAGRAPH:
            return False
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.LineUnderCursor)
        cursor.removeSelectedText()
        cursor.endEditBlock()
        self._change_kind(cursor, kind)
        return True

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether a candidate is open: nothing is written meanwhile."""
        super().inputMethodEvent(event)
        self._composing = bool(event.preeditString())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving writes what was typed."""
        super().focusOutEvent(event)
        self._composing = False
        if self.is_dirty():
            self.flush()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a live field opens its card."""
        super().mouseReleaseEvent(event)
        found = self._object_under(event.position().toPoint())
        if found is not None and found[0] == FIELD and not self.textCursor().hasSelection():
            self.field_chosen.emit(found[1], self._rect_of(found[2]))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on a plate opens what it shows."""
        found = self._object_under(event.position().toPoint())
        if found is not None and found[0] == PLATE:
            self.plate_chosen.emit(found[1])
        else:
            super().mouseDoubleClickEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """The tool tip of a live field says what it is."""
        if isinstance(event, QHelpEvent):
            found = self._object_under(event.pos())
            tip = self._fields(found[1]).tip if found is not None and found[0] == FIELD else ""
            QToolTip.showText(event.globalPos(), tip, self.viewport())
            return True
        return super().viewportEvent(event)

    def _object_under(self, point: QPoint) -> tuple[int, str, int] | None:
        at = point + QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        position = self.document().documentLayout().hitTest(at.toPointF(), Qt.HitTestAccuracy.ExactHit)
        for place in (position, position - 1):
            found = text_view.object_at(self.document(), place)
            if found is not None and self._rect_of(place).adjusted(0, -2, 0, 2).contains(point):
                return (*found, place)
        return None

    # -- copying -----------------------------------------------------------------------------------
    def createMimeDataFromSelection(self) -> QMimeData:
        """Fields travel as fields inside the program and as their figures everywhere else."""
        data = QMimeData()
        text = text_view.text_of(self.textCursor())
        data.setData(MIME, text.encode("utf-8"))
        data.setText(self._shown(text))
        return data

    def _shown(self, text: str) -> str:
        lines = []
        for line in markup.read(text):
            words = "".join(self._fields(p.field).text if p.field else p.text for p in line.pieces)
            lines.append(f"・{words}" if line.kind is LineKind.BULLET else words)
        return "\n".join(lines)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text, from here or elsewhere."""
        return source.hasFormat(MIME) or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste: text from elsewhere comes plain, each line a paragraph."""
        inside = bytes(source.data(MIME).data()).decode("utf-8") if source.hasFormat(MIME) else ""
        text = (inside or source.text()).replace("\r\n", "\n").strip("\n")
        lines = [line for line in markup.read(text) if line.kind is not LineKind.BLANK]
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        text_view.insert_lines(cursor, lines)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    # -- look --------------------------------------------------------------------------------------
    def _dress(self) -> None:
        """Fonts and colours of the theme; the text is laid out again."""
        theme = current()
        font = QFont(theme.font("body"))
        font.setPixelSize(theme.px(1.08))
        document = self.document()
        document.setDefaultFont(font)
        document.setDocumentMargin(theme.px(1.6))
        layout = document.documentLayout()
        layout.registerHandler(FIELD, self._field_object)
        layout.registerHandler(PLATE, self._plate_object)
        if self._section:
            self.flush()
            self._fill(self._kept, self.textCursor().position())
        self._fit()

    def _change_kind(self, cursor: QTextCursor, kind: LineKind) -> None:
        """Another kind of line, as one step. A heading is bold all over, a line that was one no longer."""
        heading = LineKind.HEADING in (kind, text_view.kind_of(cursor.block()))
        cursor.beginEditBlock()
        text_view.set_kind(cursor, kind)
        if heading:
            form = QTextCharFormat()
            bold = kind is LineKind.HEADING
            form.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
            whole = QTextCursor(cursor.block())
            whole.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            whole.mergeCharFormat(form)
            cursor.setBlockCharFormat(form)
        cursor.endEditBlock()
        self._pause.start()

    def _fit(self) -> None:
        """No line longer than 38 characters."""
        em = QFontMetricsF(self.document().defaultFont()).height()
        widest = int(em * CHARACTERS + 2 * self.document().documentMargin() + 4)
        room = max(self.viewport().width(), 120)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setLineWrapColumnOrWidth(min(widest, room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines follow the width."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, then the numbers of headings and the points of bullets, which nobody types."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        count = 0
        block = self.document().begin()
        while block.isValid():
            kind = text_view.kind_of(block)
            count += kind is LineKind.HEADING
            if kind in (LineKind.HEADING, LineKind.BULLET) and block.layout().lineCount():
                self._paint_mark(
                    painter, block, number(self._level + 1, count) if kind is LineKind.HEADING else "・"
                )
            block = block.next()
        painter.end()

    def _paint_mark(self, painter: QPainter, block: QTextBlock, mark: str) -> None:
        em = QFontMetricsF(self.document().defaultFont()).height()
        line = block.layout().lineAt(0)
        box = self.document().documentLayout().blockBoundingRect(block)
        font = QFont(self.document().defaultFont())
        font.setBold(mark != "・")
        painter.setFont(font)
        painter.setPen(current().color("text"))
        left = self.document().documentMargin() + (em * 0.9 if mark == "・" else 0.0)
        painter.drawText(int(left), int(box.top() + line.y() + line.ascent()), mark)
