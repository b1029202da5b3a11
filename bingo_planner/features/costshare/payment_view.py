"""Payment in instalments, and the versions that were confirmed with what each changed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from bingo_planner.features.costshare import frozen
from bingo_planner.features.costshare.instalments import instalments
from bingo_planner.features.costshare.model import Version
from bingo_planner.features.costshare.sheet_view import name_cell
from bingo_planner.features.costshare.state import ItemLine, SharesState
from bingo_planner.features.costshare.words import signed, yen
from bingo_planner.features.region.mark_view import wide
from bingo_planner.kernel.dates import format_date
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.fields import FormContext, FormField
from bingo_planner.ui.form import Form, FormSection
from bingo_planner.ui.labels import Label
from bingo_planner.ui.table import Column, RowTable, TotalRow
from bingo_planner.ui.theme import current


def _t(text: str, **facts: object) -> str:
    return translate("costshare", text, **facts) if facts else translate("costshare", text)


@dataclass(frozen=True, slots=True)
class Row:
    """One body with amounts by column: instalments, or versions."""

    body_id: str
    name: str
    amounts: tuple[int | None, ...]


def payment_rows(line: ItemLine) -> tuple[Row, ...]:
    """What each body pays each time."""
    if line.sheet is None:
        return ()
    times = line.facts.item.instalments
    return tuple(
        Row(one.body_id, one.name, (one.amount, *instalments(one.amount, times))) for one in line.sheet.lines
    )


def version_rows(line: ItemLine, versions: tuple[Version, ...]) -> tuple[Row, ...]:
    """What each body paid by each version, and now."""
    known = [frozen.amounts(one.snapshot) for one in versions]
    if line.sheet is not None and not line.facts.item.is_fixed:
        known.append(line.sheet.amounts)
    ids = {body_id for amounts in known for body_id in amounts}
    return tuple(
        Row(body.id, body.name, tuple(amounts.get(body.id) for amounts in known))
        for body in line.facts.bodies
        if body.id in ids
    )


class _Tab(QWidget):
    """A note over a table over a note."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = Label("", "body", "text", wrap=True, parent=self)
        self.table: RowTable[Row] = RowTable([], lambda row: row.body_id, name=title, frozen=1)
        self.table.setObjectName(name)
        self.note = Label("", "label", "text2", wrap=True, parent=self)
        self.column = QVBoxLayout(self)
        self.edge = current().px(1.54)
        self.column.setContentsMargins(0, current().px(0.6), 0, current().px(0.6))
        for widget in (self.head, self.note):
            widget.setContentsMargins(self.edge, 0, self.edge, 0)
        self.column.addWidget(self.head)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.note)

    def show_rows(self, line: ItemLine, titles: list[str], rows: tuple[Row, ...], *, changes: bool) -> None:
        """A column a title; with `changes` each but the first also says what moved."""
        cell = name_cell(line.facts.bodies)
        found: list[Column[Row]] = [
            Column(
                "body",
                _t("Body"),
                lambda row: cell(row.body_id, row.name),
                wide(8.4, 10.8),
                "mark",
                sortable=False,
            )
        ]
        for at, title in enumerate(titles):
            found.append(_amount(at, title))
            if changes and at:
                found.append(_change(at))
        self.table.set_columns(found)
        self.table.set_rows(rows)
        cells: dict[str, object] = {}
        for at in range(len(titles)):
            cells[f"a{at}"] = yen(sum(row.amounts[at] or 0 for row in rows))
        self.table.set_totals([TotalRow(_t("Sum"), cells)])


def _amount(at: int, title: str) -> Column[Row]:
    return Column(
        f"a{at}",
        title,
        lambda row: row.amounts[at],
        9.5,
        "yen",
        text=lambda row: yen(row.amounts[at]),
        primary=at == 0,
    )


def _change(at: int) -> Column[Row]:
    def value(row: Row) -> int:
        return (row.amounts[at] or 0) - (row.amounts[at - 1] or 0)

    return Column(f"c{at}", _t("Difference"), value, 8, "number", text=lambda row: signed(value(row)))


class PaymentTab(_Tab):
    """Instalments of every body."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("cost_payment", _t("Instalments"), parent)

    def render_state(self, state: SharesState) -> None:
        """Show the instalments of the chosen item."""
        line = state.line
        if line is None:
            return
        item = line.facts.item
        due = format_date(item.due_on, state.style, "long") if item.due_on else _t("(no day yet)")
        times = item.instalments
        several = _t("{n} instalments, the first by {due}", n=times, due=due)
        self.head.set_words(several if times > 1 else _t("One instalment, by {due}", due=due))
        titles = [_t("Amount (yen)"), *(_t("No. {n}", n=at + 1) for at in range(item.instalments))]
        self.show_rows(line, titles, payment_rows(line), changes=False)
        self.note.set_words(
            _t("Remainders all go to the first instalment (Act on rounding of claims, art. 3).")
        )


class VersionsTab(_Tab):
    """Confirmed versions side by side, and why the next one is made. `reason_typed(text)`."""

    reason_typed = Signal(str)

    def __init__(self, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__("cost_versions", _t("Confirmed versions"), parent)
        field = FormField("reason", _t("Reason for a new version"))
        self.form = Form([FormSection([field])], self, context=context, label_fh=12)
        self.form.setContentsMargins(self.edge, 0, self.edge, 0)
        self.column.addWidget(self.form)
        self.form.committed.connect(lambda _key, value: self.reason_typed.emit(str(value or "")))

    def render_state(self, state: SharesState) -> None:
        """Show the versions of the chosen item."""
        line = state.line
        if line is None:
            return
        versions = line.facts.versions
        titles = [_t("Version {n}", n=one.number) for one in versions]
        if line.sheet is not None and not line.facts.item.is_fixed:
            titles.append(_t("Now"))
        self.head.set_words(
            _t("No version has been confirmed yet.") if not versions else _version_words(versions, state)
        )
        self.show_rows(line, titles, version_rows(line, versions), changes=True)
        newest = line.facts.newest
        self.note.set_words(newest.rule_text if newest else "")
        self.form.setVisible(line.facts.item.is_fixed and not state.read_only)
        self.form.set_values({"reason": state.reason})
        if state.focus == "reason" and self.form.isVisibleTo(self):
            self.form.focus_field("reason")

    def reason_field(self) -> QLineEdit | None:
        """The line in which the reason is typed."""
        return self.form.field("reason").findChild(QLineEdit)


def _version_words(versions: tuple[Version, ...], state: SharesState) -> str:
    found = []
    for one in versions:
        day = format_date(one.fixed_on, state.style, "long") if one.fixed_on else ""
        text = _t("Version {n}: {day} {who}", n=one.number, day=day, who=one.fixed_by)
        found.append(f"{text}　{one.reason}" if one.reason else text)
    return "\n".join(found)
