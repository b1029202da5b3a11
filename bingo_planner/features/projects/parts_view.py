"""Small pieces of the project pages: marks, form fields out of field records, facts in a row, ratings of bodies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from bingo_planner.features.projects.fields import CONTEXT, FIELDS
from bingo_planner.features.projects.model import Body, Rating
from bingo_planner.features.projects.rules import MemberMark
from bingo_planner.features.projects.words import body_name, body_short
from bingo_planner.kernel.fields import Field
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui import theme
from bingo_planner.ui.celltext import LEFT, draw_text, text_width
from bingo_planner.ui.fields import FormField, Option
from bingo_planner.ui.form import FormSection
from bingo_planner.ui.labels import ElidedLabel, Label
from bingo_planner.ui.marks import Mark, mark_size, paint_mark
from bingo_planner.ui.rating import paint_rating, rating_words
from bingo_planner.ui.tags import Tag, TagLabel
from bingo_planner.ui.widths import Width, width_class

_KINDS: Mapping[str, str] = {"long": "multiline", "decimal": "number", "tel": "text", "ref": "choice"}


def body_mark(body: Body) -> Mark:
    """The one-kanji mark of a body."""
    text = body.mark or body.name[:1]
    return Mark(text, body.mark_en or text, body.color_light or "#5f7693", body.color_dark or "#7f93ad")


def body_options(bodies: Sequence[Body], *, outside: bool = False) -> list[Option]:
    """Bodies to choose from, in official order."""
    return [Option(one.id, body_name(one), body_mark(one)) for one in bodies if outside or not one.is_outside]


def form_field(item: Field, rows: int = 4, mnemonic: str = "") -> FormField:
    """A field record as the form wants it."""
    return FormField(
        item.key,
        item.name(),
        _KINDS.get(item.kind, item.kind),
        mnemonic=mnemonic,
        required=item.required,
        hint=translate(item.context, item.hint) if item.hint else "",
        choices=tuple(Option(one.value, item.choice_name(one.value)) for one in item.choices),
        unit=item.unit,
        rows=rows,
        kana_of="name" if item.kind == "kana" else "",
    )


def sections(kind: str, keys: Sequence[str], rows: int = 4) -> list[FormSection]:
    """Fields of a kind, in this order, under the titles of their sections."""
    by_key = {item.key: item for item in FIELDS[kind]}
    chosen = [by_key[key] for key in keys]
    return [
        FormSection([form_field(one, rows) for one in held], translate(CONTEXT, title) if title else "")
        for title, held in groupby(chosen, key=lambda one: one.section)
    ]


class MarkStrip(QWidget):
    """Marks of bodies in official order; those that take no part are dashed. Names stand in the tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: tuple[MemberMark, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_marks(self, marks: Sequence[MemberMark]) -> None:
        """Show other bodies."""
        self._marks = tuple(marks)
        here = translate(CONTEXT, ", ").join(body_name(one.body) for one in self._marks if one.role)
        self.setAccessibleName(translate(CONTEXT, "Members: {names}", names=here))
        self.setToolTip(here)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        step = mark_size() + theme.current().px(0.3)
        return QSize(step * len(self._marks), mark_size() + 2)

    def changeEvent(self, event: QEvent) -> None:
        self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, side = QPainter(self), mark_size()
        step = side + theme.current().px(0.3)
        for at, one in enumerate(self._marks):
            paint_mark(painter, QRect(at * step, 1, side, side), body_mark(one.body), bool(one.role))
        painter.end()


class FactsBar(QWidget):
    """Lead, members, term, status, subsidy and who changed it last, in one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self.lead = _BodyLabel(self)
        self.marks = MarkStrip(self)
        self.term = Label("", parent=self)
        self.status = TagLabel(parent=self)
        self.subsidy = ElidedLabel("", parent=self)
        self.last = ElidedLabel("", token="text2", parent=self)
        self._pairs: list[tuple[QWidget, QWidget]] = []
        for words, widget, share in (
            ("Lead", self.lead, 0),
            ("Members", self.marks, 0),
            ("Term", self.term, 0),
            ("Status", self.status, 0),
            ("Subsidy rate", self.subsidy, 1),
        ):
            label = Label(translate(CONTEXT, words), "label", "text2", parent=self)
            self._row.addWidget(label)
            self._row.addWidget(widget, share)
            self._pairs.append((label, widget))
        self._row.addWidget(self.last, 2)
        self._row.addStretch(0)
        self.restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows keep lead and members, wider ones the term, then the rest."""
        super().resizeEvent(event)
        width = width_class(self.window().width())
        shown = {Width.TINY: 2, Width.NARROW: 3}.get(width, len(self._pairs))
        for at, pair in enumerate(self._pairs):
            for widget in pair:
                widget.setVisible(at < shown)
        self.last.setVisible(width > Width.NARROW)

    def restyle(self) -> None:
        """Sizes of the theme in force."""
        now = theme.current()
        self._row.setContentsMargins(now.px(1.54), now.px(0.45), now.px(1.54), now.px(0.45))
        self._row.setSpacing(now.px(0.7))

    def set_facts(
        self,
        lead: Body | None,
        marks: Sequence[MemberMark],
        term: str,
        status: str,
        subsidy: str,
        last: str,
    ) -> None:
        """Show other facts."""
        self.lead.set_body(lead)
        self.marks.set_marks(marks)
        self.term.set_words(term or "－")
        self.status.set_tag(Tag(status))
        self.subsidy.set_words(subsidy or "－")
        self.last.set_words(last)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and hasattr(self, "last"):
            self.restyle()


class _BodyLabel(QWidget):
    """Mark and name of one body."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._body: Body | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_body(self, body: Body | None) -> None:
        """Show another body, or －."""
        self._body = body
        self.setAccessibleName(self._words())
        self.updateGeometry()
        self.update()

    def _words(self) -> str:
        return body_short(self._body) if self._body else "－"

    def sizeHint(self) -> QSize:
        mark = mark_size() + theme.current().px(0.45) if self._body else 0
        return QSize(mark + text_width(self._words()) + 2, mark_size() + 2)

    def changeEvent(self, event: QEvent) -> None:
        self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter, left = theme.current(), QPainter(self), 0
        if self._body is not None:
            side = mark_size()
            paint_mark(painter, QRect(0, 1, side, side), body_mark(self._body))
            left = side + now.px(0.45)
        room = self.rect().adjusted(left, 0, 0, 0)
        draw_text(painter, room, self._words(), "body", now.color("text"), LEFT)
        painter.end()


class RatingsStrip(QWidget):
    """One KPI's rating of every body: mark above, letter beneath."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[tuple[Body, Rating]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_ratings(self, items: Sequence[tuple[Body, Rating]]) -> None:
        """Show other ratings."""
        self._items = list(items)
        words = [f"{body_name(body)} {rating_words(rating.value)}" for body, rating in self._items]
        title = translate(CONTEXT, "By municipality")
        self.setAccessibleName(title + " " + translate(CONTEXT, ", ").join(words))
        self.setToolTip("\n".join(words))
        self.setVisible(bool(self._items))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(20), theme.current().px(3.9))

    def changeEvent(self, event: QEvent) -> None:
        self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter, side = theme.current(), QPainter(self), mark_size()
        edge, label = now.px(0.9), text_width(translate(CONTEXT, "By municipality"), "label")
        below = QRect(edge, now.px(1.9), label, now.px(1.7))
        draw_text(painter, below, translate(CONTEXT, "By municipality"), "label", now.color("text2"), LEFT)
        room = self.width() - edge * 2 - label - now.px(0.6)
        step = room // max(len(self._items), 1)
        for at, (body, rating) in enumerate(self._items):
            left = edge + label + now.px(0.6) + at * step
            spot = QRect(left + (step - side) // 2, now.px(0.2), side, side)
            paint_mark(painter, spot, body_mark(body), rating is not Rating.NONE)
            paint_rating(painter, QRect(left, now.px(1.9), step, now.px(1.7)), rating.value, meter=False)
        painter.end()
