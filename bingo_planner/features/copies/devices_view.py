"""Devices and rights: every copy with its body, what it may see, how far it came; inviting and joining."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bingo_planner.features.copies.model import CopyLine
from bingo_planner.features.copies.state import CopiesState
from bingo_planner.features.copies.words import moment
from bingo_planner.features.region.form_view import body_mark, wide
from bingo_planner.kernel.dates import DateStyle
from bingo_planner.kernel.desk import Desk, FileAsk
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import button
from bingo_planner.ui.dialogs import HouseDialog
from bingo_planner.ui.labels import Label
from bingo_planner.ui.table import Column, MarkCell, RowTable
from bingo_planner.ui.theme import current


def _t(text: str, **facts: object) -> str:
    return translate("copies", text, **facts) if facts else translate("copies", text)


class DevicesView(QWidget):
    """The table with what it means under it. `selected(id)`."""

    selected = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = DateStyle.ERA
        self._state = CopiesState()
        self.note = Label("", "body", "text2", wrap=True, parent=self)
        self.table: RowTable[CopyLine] = RowTable(
            [], lambda row: row.id, self, name=_t("Copies of this region")
        )
        self.table.set_columns(self._columns())
        self.table.setObjectName("copies_devices")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.note)
        column.addWidget(self.table, 1)
        edge = current().px(1.54)
        self.note.setContentsMargins(edge, current().px(0.6), edge, current().px(0.6))
        self.table.selected_rows.connect(lambda ids: self.selected.emit(ids[0] if ids else ""))

    def _columns(self) -> list[Column[CopyLine]]:
        return [
            Column("name", _t("Name"), _name, 13.5, stretch=True, primary=True,
                   note=lambda row: _t("this one") if row.is_own and row.name else ""),
            Column("body", _t("Body"), self._body, 9, "mark", text=lambda row: row.body),
            Column("scope", _t("What it gets"), lambda row: row.scope, wide(11, 13)),
            Column("entries", _t("Entries"), lambda row: row.entries, 6, "number"),
            Column("last", _t("Last entry"), lambda row: row.last_at or "", wide(9.4, 11.5), "code",
                   text=lambda row: moment(row.last_at, self._style) if row.last_at else ""),
            Column("state", _t("State"), lambda row: row.state, 11),
        ]  # fmt: skip

    def _body(self, row: CopyLine) -> object:
        mark = body_mark(self._state.body(row.body))
        return MarkCell((mark,) if mark is not None else (), row.body)

    def render_state(self, state: CopiesState) -> None:
        """Show the copies."""
        self._state, self._style = state, state.style
        self.table.set_rows(state.copies)
        self.note.set_words(_note(state))


def _name(row: CopyLine) -> str:
    return row.name or (_t("This computer") if row.is_own else row.id[:8])


def _note(state: CopiesState) -> str:
    if not state.has_list:
        return _t(
            "There is no list of copies yet: whoever reaches the meeting place can read and write there."
            " The first invitation begins the list; from then on only copies on it are believed,"
            " and what lies at the meeting place is closed to everybody else."
        )
    if state.keeps_list:
        return _t("This copy keeps the list: it invites and shuts out.")
    return _t(
        "The core city's office keeps the list. Ask it for an invitation or to shut a lost computer out."
    )


class InviteDialog(HouseDialog):
    """A new copy: whose it is, its name, what it gets. `given(body code, name, office, keeper)`."""

    given = Signal(str, str, bool, bool)

    def __init__(self, parent: QWidget, bodies: list[tuple[str, str]]) -> None:
        super().__init__(parent, _t("Invite a copy"), (36, 20))
        self.bodies = QComboBox(self)
        for code, name in bodies:
            self.bodies.addItem(name, code)
        self.name = QLineEdit(self)
        self.office = QCheckBox(_t("It also gets what is for the liaison office alone"), self)
        self.keeper = QCheckBox(_t("It may invite and shut out as well"), self)
        for words, field in (
            (_t("&Body"), self.bodies),
            (_t("&Name: who uses it, or what stands on it"), self.name),
        ):
            label = Label(words, "label", "text2", parent=self)
            label.setBuddy(field)
            field.setAccessibleName(words.replace("&", ""))
            self.body.addWidget(label)
            self.body.addWidget(field)
        self.body.addWidget(self.office)
        self.body.addWidget(self.keeper)
        self.body.addStretch(1)
        self.add_button(button(_t("Back"), self.reject, parent=self))
        self.go = self.add_button(
            button(_t("Write the invitation…"), self._go, kind="primary", parent=self), default=True
        )
        self.go.setEnabled(False)
        self.name.textChanged.connect(lambda text: self.go.setEnabled(bool(text.strip())))
        self.name.setFocus()

    def _go(self) -> None:
        facts = (str(self.bodies.currentData() or ""), self.name.text().strip())
        checks = (self.office.isChecked(), self.keeper.isChecked())
        self.accept()
        self.given.emit(*facts, *checks)


class CodeDialog(HouseDialog):
    """The code of an invitation, shown this once."""

    def __init__(self, parent: QWidget, file: str, code: str) -> None:
        super().__init__(parent, _t("The code of the invitation"), (36, 15))
        self.body.addWidget(Label(code, "figure", parent=self))
        self.body.addWidget(
            Label(
                _t("It is shown this once. Tell it by telephone, not together with the file {file}.",
                   file=Path(file).name),
                "body", "text2", wrap=True, parent=self,
            )
        )  # fmt: skip
        self.body.addStretch(1)
        self.add_close()


class JoinDialog(HouseDialog):
    """An invitation that was received: the file and its code. `given(path, code)`."""

    given = Signal(object, str)

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent, _t("Join with an invitation"), (36, 16))
        self._desk = desk
        self.file, self.code = QLineEdit(self), QLineEdit(self)
        row = QHBoxLayout()
        row.addWidget(self.file, 1)
        row.addWidget(button(_t("Choose…"), self._ask, icon="folder-open", parent=self))
        for words, field in ((_t("&Invitation"), self.file), (_t("&Code"), self.code)):
            label = Label(words, "label", "text2", parent=self)
            label.setBuddy(field)
            field.setAccessibleName(words.replace("&", ""))
            self.body.addWidget(label)
            if field is self.file:
                self.body.addLayout(row)
            else:
                self.body.addWidget(field)
        self.body.addStretch(1)
        self.add_button(button(_t("Back"), self.reject, parent=self))
        self.go = self.add_button(button(_t("Join"), self._go, kind="primary", parent=self), default=True)

    def _ask(self) -> None:
        kinds = ((_t("Invitation"), "*.binvite"),)
        self._desk.ask_file(FileAsk(_t("Choose the invitation"), "", kinds, save=False), self._took)

    def _took(self, path: Path) -> None:
        self.file.setText(str(path))
        self.code.setFocus()

    def _go(self) -> None:
        path, code = Path(self.file.text().strip()), self.code.text()
        self.accept()
        self.given.emit(path, code)
