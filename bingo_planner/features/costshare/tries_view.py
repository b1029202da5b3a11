"""What if: alternatives side by side with the change of every body in yen and percent; the form says what to try."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bingo_planner.features.costshare.fields import ROUNDINGS
from bingo_planner.features.costshare.ruletext import name_of, percent
from bingo_planner.features.costshare.sheet_view import name_cell
from bingo_planner.features.costshare.state import ItemLine, SharesState
from bingo_planner.features.costshare.tries import Try, TryLine, Wish, lines
from bingo_planner.features.costshare.words import base_option, signed, signed_percent, yen
from bingo_planner.features.projects.model import Body
from bingo_planner.features.projects.parts_view import body_options
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.errors import describe
from bingo_planner.kernel.i18n import language, translate
from bingo_planner.kernel.numbers import format_number
from bingo_planner.ui.buttons import button
from bingo_planner.ui.fields import FormContext, FormField, Option
from bingo_planner.ui.filterbar import ValuePicker
from bingo_planner.ui.form import FormSection, SideForm
from bingo_planner.ui.labels import Label
from bingo_planner.ui.table import Column, RowTable, TotalRow
from bingo_planner.ui.theme import current


def _t(text: str, **facts: object) -> str:
    return translate("costshare", text, **facts) if facts else translate("costshare", text)


def try_words(one: Try, style: DateStyle) -> str:
    """What an alternative does otherwise."""
    wish, found = one.wish, []
    if wish.join:
        found.append(_t("{name} joins", name=name_of(one.facts, wish.join)))
    if wish.leave:
        found.append(_t("{name} leaves", name=name_of(one.facts, wish.leave)))
    if wish.base_id in one.facts.bases:
        found.append(base_option(one.facts.bases[wish.base_id], style))
    if wish.equal is not None:
        found.append(_t("equal part {n} %", n=percent(wish.equal)))
    if wish.total is not None:
        found.append(_t("total {n} yen", n=format_number(wish.total)))
    if wish.rounding:
        found.append(next(_t(one.label) for one in ROUNDINGS if one.value == wish.rounding))
    if wish.unit is not None:
        found.append(_t("unit {n} yen", n=format_number(wish.unit)))
    return _t(", ").join(found)


def columns(line: ItemLine, tries: tuple[Try, ...]) -> list[Column[TryLine]]:
    """Now, and of every alternative amount, change in yen and percent."""
    cell = name_cell(line.facts.bodies)
    names = {body.id: body.name for body in line.facts.bodies}
    found: list[Column[TryLine]] = [
        Column(
            "body",
            _t("Body"),
            lambda row: cell(row.body_id, names.get(row.body_id, "")),
            10.8 if language() == "en" else 6.4,
            "mark",
            sortable=False,
        ),
        Column("now", _t("Now (yen)"), lambda row: row.now, 8.2, "yen", text=lambda row: yen(row.now)),
    ]
    for at, one in enumerate(tries):
        found += _try_columns(at, one)
    return found


def _try_columns(at: int, one: Try) -> list[Column[TryLine]]:
    number = at + 1
    return [
        Column(
            f"then{one.key}",
            _t("Alternative {n}", n=number),
            lambda row: row.then[at],
            8.2,
            "yen",
            text=lambda row: yen(row.then[at]),
            primary=True,
        ),
        Column(
            f"change{one.key}",
            _t("Change {n}", n=number),
            lambda row: row.change(at),
            7.2,
            "number",
            text=lambda row: signed(row.change(at)),
        ),
        Column(
            f"percent{one.key}",
            _t("{n}: %", n=number),
            lambda row: row.percent(at),
            5.8,
            "number",
            text=lambda row: signed_percent(row.percent(at)),
        ),
    ]


class TriesTab(QWidget):
    """The table, which alternative is meant, and buttons. `try_asked`, `adopt_asked`, `drop_asked`, `picked(key)`."""

    adopt_asked = Signal()
    drop_asked = Signal()
    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note = Label("", "label", "text2", wrap=True, parent=self)
        self.picker = ValuePicker("try", _t("Alternative"), [Option("", "－")], self)
        self.adopt = button(_t("Adopt"), self.adopt_asked.emit, icon="check", parent=self)
        self.drop = button(_t("Take away"), self.drop_asked.emit, icon="x", kind="flat", parent=self)
        self.table: RowTable[TryLine] = RowTable(
            [], lambda row: row.id, name=_t("Alternatives side by side"), frozen=1
        )
        self.table.setObjectName("cost_tries")
        row = QHBoxLayout()
        edge = current().px(1.54)
        row.setContentsMargins(edge, 0, edge, 0)
        for widget in (self.picker, self.adopt, self.drop):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, current().px(0.6), 0, current().px(0.6))
        self.note.setContentsMargins(edge, 0, edge, 0)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)
        self.picker.picked.connect(lambda _key, value: self.picked.emit(value))

    def render_state(self, state: SharesState) -> None:
        """Show the alternatives of the chosen item."""
        line = state.line
        if line is None:
            return
        now = line.sheet.amounts if line.sheet else {}
        self.table.set_columns(columns(line, state.tries))
        rows = lines(line.facts, now, state.tries)
        self.table.set_rows(rows)
        self.table.set_totals([_totals(rows, state.tries)])
        options = [
            Option(one.key, _t("{n} {words}", n=at, words=try_words(one, state.style)))
            for at, one in enumerate(state.tries, start=1)
        ]
        self.picker.set_options(options or [Option("", "－")])
        if state.adopted in {one.key for one in state.tries}:
            self.picker.set_value(state.adopted)
        self.adopt.setEnabled(state.editable and bool(state.tries))
        self.drop.setEnabled(bool(state.tries))
        self.note.set_words(_notes(state))


def _notes(state: SharesState) -> str:
    if not state.tries:
        return _t(
            "Say in the form (F4) what should be otherwise. Nothing is recorded until an alternative is adopted."
        )
    found = []
    for at, one in enumerate(state.tries, start=1):
        text = _t("Alternative {n}: {words}", n=at, words=try_words(one, state.style))
        found.append(f"{text} {describe(one.problem)}" if one.problem else text)
    return "\n".join(found)


def _totals(rows: tuple[TryLine, ...], tries: tuple[Try, ...]) -> TotalRow:
    now = sum(row.now or 0 for row in rows)
    cells: dict[str, object] = {"now": yen(now)}
    for at, one in enumerate(tries):
        then = sum(row.then[at] or 0 for row in rows)
        cells[f"then{one.key}"] = yen(then)
        cells[f"change{one.key}"] = signed(then - now)
        cells[f"percent{one.key}"] = signed_percent(Decimal(then - now) * 100 / now) if now else "－"
    return TotalRow(_t("Sum"), cells)


class TryForm(SideForm):
    """What the next alternative does otherwise. `wished(Wish)`, `try_asked`."""

    wished = Signal(object)
    try_asked = Signal()

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__([FormSection(_fields())], _t("What if"), parent, context=context)
        self.setObjectName("form_try")
        self.go = button(_t("Put beside"), self.try_asked.emit, icon="plus", parent=self)
        self.go.setObjectName("try_go")
        self.form.add_widget(self.go)
        self._wish = Wish()
        self.set_head(_t("What if"))
        self.committed.connect(self._changed)

    def _changed(self, key: str, value: object) -> None:
        values = {name: getattr(self._wish, name) for name in Wish.__dataclass_fields__}
        values[key] = value if key in ("equal", "total", "unit") else value or ""
        self.wished.emit(Wish(**values))

    def render_state(self, state: SharesState) -> None:
        """Show what is wished so far."""
        line = state.line
        if line is None:
            return
        self._wish = state.wish
        here = {body.id for body in line.facts.members}
        away: list[Body] = [body for body in line.facts.bodies if body.id not in here]
        keep = Option("", _t("(as now)"))
        self.form.set_choices("join", [keep, *body_options(away, outside=True)])
        self.form.set_choices("leave", [keep, *body_options(line.facts.members, outside=True)])
        self.form.set_choices(
            "base_id", [keep, *(Option(one.id, base_option(one, state.style)) for one in state.bases)]
        )
        self.set_values({name: getattr(state.wish, name) for name in Wish.__dataclass_fields__})


def _fields() -> list[FormField]:
    keep = Option("", _t("(as now)"))
    roundings = [keep, *(Option(one.value, _t(one.label)) for one in ROUNDINGS)]
    return [
        FormField("join", _t("A body joins"), "choice", choices=[keep]),
        FormField("leave", _t("A body leaves"), "choice", choices=[keep]),
        FormField("base_id", _t("Base figures"), "choice", choices=[keep]),
        FormField("equal", _t("Equal part"), "number", unit="%"),
        FormField("total", _t("Total cost"), "yen", unit=_t("yen"), yen_unit=1),
        FormField("rounding", _t("Rounding"), "choice", choices=roundings),
        FormField("unit", _t("Unit of rounding"), "integer", unit=_t("yen")),
    ]
