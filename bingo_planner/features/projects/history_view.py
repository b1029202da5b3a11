"""Everything that was changed in a project and its records: when, who, what, before and after."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bingo_planner.features.projects.detail_presenter import DetailState
from bingo_planner.features.projects.fields import CONTEXT, RECORDS
from bingo_planner.features.projects.model import ProjectDetail
from bingo_planner.features.projects.words import body_name
from bingo_planner.features.region.mark_view import wide
from bingo_planner.kernel.dates import DateStyle, format_date
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.typed import show_value
from bingo_planner.store.history import Entry
from bingo_planner.ui.table import Column, RowTable


@dataclass(frozen=True, slots=True)
class Line:
    """One changed field, in words."""

    key: str
    when: str
    order: float
    who: str
    what: str
    field: str
    old: str
    new: str


def _t(text: str) -> str:
    return translate(CONTEXT, text)


_WHATS = {"created": "Created", "binned": "Moved to the bin", "restored": "Restored"}


def line_of(entry: Entry, at: int, detail: ProjectDetail, style: DateStyle) -> Line:
    """An entry of the log in words."""
    record = RECORDS[entry.kind]
    field = record.by_key.get(entry.field)
    local = entry.at.astimezone()
    who = " ".join(part for part in (entry.author.body, entry.author.name) if part)
    changed = _t(_WHATS[entry.what]) if entry.what in _WHATS else ""
    return Line(
        str(at),
        f"{format_date(local.date(), style)} {local:%H:%M}",
        local.timestamp(),
        who,
        record.name(),
        changed or (field.name() if field else entry.field),
        _value(entry, entry.old, detail, style),
        _value(entry, entry.new, detail, style),
    )


def _value(entry: Entry, value: object, detail: ProjectDetail, style: DateStyle) -> str:
    field = RECORDS[entry.kind].by_key.get(entry.field)
    if value is None or value == "" or field is None:
        return ""
    if field.kind in ("body", "ref"):
        return _names(detail).get(str(value), "")
    plain = value if isinstance(value, (str, int)) else str(value)
    try:
        return show_value(field, plain, style)
    except (ValueError, ArithmeticError):
        # A value logged by another version of the program may not fit the field of this one.
        return str(value)


def _names(detail: ProjectDetail) -> dict[str, str]:
    names = {body.id: body_name(body) for body in detail.bodies}
    names |= {step.id: step.title for step in detail.steps}
    names |= {kpi.id: kpi.name for kpi in detail.kpis}
    names |= {line.id: f"{line.number} {line.title}" for line in detail.pact_items}
    return names | {detail.sheet.id: detail.sheet.name}


class HistoryTab(QWidget):
    """The log of one project as a table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        columns: list[Column[Line]] = [
            Column(
                "when", _t("When"), lambda row: row.when, wide(11.5, 13.5), sort_key=lambda row: row.order
            ),
            Column("who", _t("Who"), lambda row: row.who, 10),
            Column("what", _t("Record"), lambda row: row.what, wide(8, 9.6)),
            Column("field", _t("Changed"), lambda row: row.field, 9, primary=True),
            Column("old", _t("Before"), lambda row: row.old, 11, tip=lambda row: row.old, stretch=True),
            Column("new", _t("Now"), lambda row: row.new, 11, tip=lambda row: row.new, stretch=True),
        ]
        self.table: RowTable[Line] = RowTable(columns, lambda row: row.key, name=_t("Change history"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    def render_state(self, state: DetailState) -> None:
        """Show the log when it has been read."""
        detail = state.detail
        if detail is None or state.history is None:
            return
        lines = [line_of(entry, at, detail, state.style) for at, entry in enumerate(state.history)]
        self.table.set_rows(lines)
