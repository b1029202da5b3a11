"""The text of a section as a Qt document: live fields and blocks are objects that can only be moved whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPyTextObject,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from bingo_planner.features.vision import markup
from bingo_planner.features.vision.markup import Line, LineKind, Piece
from bingo_planner.ui.icons import pixmap
from bingo_planner.ui.theme import current

FIELD = QTextFormat.ObjectTypes.UserObject.value + 1
PLATE = QTextFormat.ObjectTypes.UserObject.value + 2
KEY = QTextFormat.Property.UserProperty.value + 1
KIND = QTextFormat.Property.UserProperty.value + 2
OBJECT = "\ufffc"
LEADING = 195.0
WIDEST = 18
"""Characters a live field may take in the editor."""


@dataclass(frozen=True, slots=True)
class FieldLook:
    """How a live field stands in the text."""

    text: str
    changed: bool = False
    missing: bool = False
    tip: str = ""


@dataclass(frozen=True, slots=True)
class PlateLook:
    """How a block stands in the text: one line with an icon."""

    icon: str
    title: str
    context: str = ""
    known: bool = True


FieldLooks = Callable[[str], FieldLook]
PlateLooks = Callable[[str], PlateLook]


class FieldObject(QPyTextObject):
    """Draws a live field: tinted ground and underline; a changed one in the warning colours."""

    def __init__(self, looks: FieldLooks, parent: QObject) -> None:
        super().__init__(parent)
        self._looks = looks

    def intrinsicSize(self, doc: QTextDocument, position: int, form: QTextFormat) -> QSizeF:
        metrics = QFontMetricsF(_font(doc, form))
        text = _short(metrics, self._looks(str(form.property(KEY))).text)
        return QSizeF(metrics.horizontalAdvance(text) + 2 * _pad(doc), metrics.height())

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, position: int, form: QTextFormat
    ) -> None:
        theme, look = current(), self._looks(str(form.property(KEY)))
        rect = QRectF(rect)
        ground, line = ("warnBg", "warn") if look.changed or look.missing else ("accentSoft", "accent")
        painter.save()
        inner = rect.adjusted(_pad(doc) / 3, -_pad(doc) / 2, -_pad(doc) / 3, _pad(doc))
        painter.fillRect(inner, theme.color(ground))
        thick = 2 if look.changed or look.missing else 1
        painter.fillRect(
            QRectF(inner.left(), inner.bottom() - thick, inner.width(), thick), theme.color(line)
        )
        painter.setFont(_font(doc, form))
        painter.setPen(theme.color("err" if look.missing else "text"))
        shown = _short(QFontMetricsF(painter.font()), look.text)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown)
        painter.restore()


class PlateObject(QPyTextObject):
    """Draws a block as a plate of one line over the whole width."""

    def __init__(self, looks: PlateLooks, parent: QObject) -> None:
        super().__init__(parent)
        self._looks = looks

    def intrinsicSize(self, doc: QTextDocument, position: int, form: QTextFormat) -> QSizeF:
        width = doc.textWidth() - 2 * doc.documentMargin() - 2
        return QSizeF(max(width, 60.0), QFontMetricsF(doc.defaultFont()).height() * 2.3)

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, position: int, form: QTextFormat
    ) -> None:
        look = self._looks(str(form.property(KEY)))
        painter.save()
        _draw_plate(painter, QRectF(rect).adjusted(0.5, 1.5, -0.5, -1.5), look, doc.defaultFont())
        painter.restore()


def _draw_plate(painter: QPainter, rect: QRectF, look: PlateLook, font: QFont) -> None:
    theme = current()
    painter.setPen(QPen(theme.color("line2" if look.known else "warn"), 1))
    painter.setBrush(QBrush(theme.color("sunken" if look.known else "warnBg")))
    painter.drawRect(rect)
    edge = theme.color("accent" if look.known else "warn")
    painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), edge)
    side = theme.px(1.25)
    left = rect.left() + theme.px(0.9)
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(QPointF(left, rect.center().y() - side / 2), pixmap(look.icon, "text2", side, ratio))
    left += side + theme.px(0.6)
    bold = QFont(font)
    bold.setBold(True)
    left = _words(
        painter, QRectF(left, rect.top(), rect.right() - left, rect.height()), look.title, bold, "text"
    )
    left += theme.px(0.8)
    _words(
        painter, QRectF(left, rect.top(), rect.right() - left - 6, rect.height()), look.context, font, "text2"
    )


def _words(painter: QPainter, room: QRectF, text: str, font: QFont, token: str) -> float:
    """Draw elided words; returns where they end."""
    if room.width() < 8:
        return room.left()
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.setFont(font)
    painter.setPen(current().color(token))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    return room.left() + metrics.horizontalAdvance(shown)


def _font(doc: QTextDocument, form: QTextFormat) -> QFont:
    font = QFont(doc.defaultFont())
    font.setBold(form.toCharFormat().fontWeight() >= QFont.Weight.Bold)
    return font


def _short(metrics: QFontMetricsF, text: str) -> str:
    """A field is one piece and cannot be broken: a long one shows its beginning, the paper all of it."""
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, metrics.height() * WIDEST)


def _pad(doc: QTextDocument) -> float:
    return QFontMetricsF(doc.defaultFont()).height() * 0.22


# -- lines in, lines out ----------------------------------------------------------------------------
def fill(document: QTextDocument, body: str) -> None:
    """Put a text into an empty document; nothing of it can be undone."""
    document.setUndoRedoEnabled(False)
    document.clear()
    cursor = QTextCursor(document)
    insert_lines(cursor, [line for line in markup.read(body) if line.kind is not LineKind.BLANK], first=True)
    document.setUndoRedoEnabled(True)


def insert_lines(cursor: QTextCursor, lines: list[Line], *, first: bool = False) -> None:
    """Insert lines at the cursor; without `first` a single plain line joins the paragraph it is put into."""
    alone = len(lines) == 1 and lines[0].kind is LineKind.PARAGRAPH and not first
    if not lines:
        set_kind(cursor, LineKind.PARAGRAPH)
    for place, line in enumerate(lines):
        if place:
            cursor.insertBlock()
        if not alone:
            set_kind(cursor, line.kind)
        if line.kind is LineKind.BLOCK:
            insert_object(cursor, PLATE, line.block)
        for piece in line.pieces:
            insert_piece(cursor, piece)


def insert_piece(cursor: QTextCursor, piece: Piece) -> None:
    """Insert words or a live field."""
    form = QTextCharFormat()
    heading = kind_of(cursor.block()) is LineKind.HEADING
    form.setFontWeight(QFont.Weight.Bold if piece.bold or heading else QFont.Weight.Normal)
    if piece.field:
        insert_object(cursor, FIELD, piece.field, bold=piece.bold)
    else:
        cursor.insertText(piece.text, form)


def insert_object(cursor: QTextCursor, kind: int, key: str, *, bold: bool = False) -> None:
    """Insert a field or a plate as one character."""
    form = QTextCharFormat()
    form.setObjectType(kind)
    form.setProperty(KEY, key)
    form.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
    cursor.insertText(OBJECT, form)
    cursor.setCharFormat(QTextCharFormat())


def kind_of(block: QTextBlock) -> LineKind:
    """What a paragraph of the document is."""
    stored = block.blockFormat().property(KIND)
    return LineKind(stored) if isinstance(stored, str) and stored else LineKind.PARAGRAPH


def set_kind(cursor: QTextCursor, kind: LineKind) -> None:
    """Make the paragraphs at the cursor a paragraph, heading, bullet or block."""
    em = QFontMetricsF(cursor.document().defaultFont()).height()
    form = QTextBlockFormat()
    form.setProperty(KIND, kind.value)
    form.setLineHeight(LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if kind is LineKind.PARAGRAPH:
        form.setTextIndent(em)
    elif kind is LineKind.BULLET:
        form.setLeftMargin(em * 2)
    elif kind is LineKind.HEADING:
        form.setLeftMargin(em * 1.7)
        form.setTopMargin(em * 0.6)
    else:
        form.setLineHeight(100.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setTopMargin(em * 0.35)
    cursor.setBlockFormat(form)
    cursor.setBlockCharFormat(QTextCharFormat())


def body_of(document: QTextDocument) -> str:
    """The text of a document as it is kept."""
    return markup.tidy(markup.write(list(_lines(document.begin()))))


def text_of(cursor: QTextCursor) -> str:
    """The selected text with its fields and blocks written out."""
    document = QTextDocument()
    QTextCursor(document).insertFragment(cursor.selection())
    return markup.write(list(_lines(document.begin())))


def _lines(block: QTextBlock) -> Iterator[Line]:
    while block.isValid():
        yield from _line(block)
        block = block.next()


def _line(block: QTextBlock) -> Iterator[Line]:
    """A paragraph; plates in it become lines of their own."""
    kind = kind_of(block)
    kind = LineKind.PARAGRAPH if kind is LineKind.BLOCK else kind
    pieces: list[Piece] = []
    for piece, plate in _pieces(block):
        if piece is not None:
            pieces.append(piece)
            continue
        if pieces:
            yield Line(kind, tuple(pieces))
        pieces = []
        yield Line(LineKind.BLOCK, block=plate)
    if pieces or not block.text():
        yield Line(kind, tuple(pieces)) if pieces else Line(LineKind.BLANK)


def _pieces(block: QTextBlock) -> Iterator[tuple[Piece | None, str]]:
    fragments = block.begin()
    while not fragments.atEnd():
        fragment = fragments.fragment()
        form = fragment.charFormat()
        bold = form.fontWeight() >= QFont.Weight.Bold and kind_of(block) is not LineKind.HEADING
        if form.objectType() in (FIELD, PLATE):
            for _object in fragment.text():
                key = str(form.property(KEY))
                yield (Piece(field=key, bold=bold), "") if form.objectType() == FIELD else (None, key)
        else:
            words = fragment.text().replace("\u2028", "\n").replace(OBJECT, "")
            if words:
                yield Piece(words, bold), ""
        fragments += 1


def object_at(document: QTextDocument, position: int) -> tuple[int, str] | None:
    """Kind and key of the field or plate at a position."""
    if position < 0 or document.characterAt(position) != OBJECT:
        return None
    cursor = QTextCursor(document)
    cursor.setPosition(position + 1)
    form = cursor.charFormat()
    return (form.objectType(), str(form.property(KEY))) if form.objectType() in (FIELD, PLATE) else None
