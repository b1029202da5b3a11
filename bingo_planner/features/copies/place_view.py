"""The meeting place: how, where, how often; each check in words under the fields."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bingo_planner.features.copies.model import Place, PlaceKind
from bingo_planner.features.copies.state import CopiesState
from bingo_planner.kernel.desk import Desk, FileAsk
from bingo_planner.kernel.errors import describe
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import button
from bingo_planner.ui.labels import Label
from bingo_planner.ui.segmented import Segment, Segmented
from bingo_planner.ui.tags import Tag, TagLabel
from bingo_planner.ui.theme import current


def _t(text: str, **facts: object) -> str:
    return translate("copies", text, **facts) if facts else translate("copies", text)


MINUTES = (0, 5, 10, 15, 30, 60, 120, 240)


class PlaceView(QScrollArea):
    """A few fields. `placed(Place)`, `kept(password)`, `left`."""

    placed = Signal(object)
    kept = Signal(str)
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._place = Place()
        self._telling = True
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget(self)
        self._column = QVBoxLayout(inner)
        now = current()
        self._column.setContentsMargins(now.px(1.54), now.px(1.2), now.px(1.54), now.px(1.2))
        self._column.setSpacing(now.px(0.8))
        self._build(inner)
        self.setWidget(inner)

    def _build(self, inner: QWidget) -> None:
        self._column.addWidget(Label(_t("Where do the copies meet?"), "section", parent=inner))
        self._column.addWidget(
            Label(_t("Everything is entered on this computer first, and goes to the others when they meet."),
                  "body", "text2", wrap=True, parent=inner)
        )  # fmt: skip
        self.kinds = Segmented(
            [
                Segment("folder", _t("Shared folder"), "folder"),
                Segment("hub", _t("Hub (PostgreSQL)"), "database"),
                Segment("packet", _t("Packets"), "mail"),
            ],
            _t("Way to meet"),
            inner,
        )
        row = QHBoxLayout()
        row.addWidget(self.kinds)
        row.addStretch(1)
        self._column.addLayout(row)
        self._fields(inner)
        self._findings = QVBoxLayout()
        self._findings.setSpacing(current().px(0.4))
        self._column.addLayout(self._findings)
        foot = QHBoxLayout()
        self.go = button(
            "", lambda: self.kept.emit(self.password.text()), icon="check", kind="primary", parent=inner
        )
        self.go.setObjectName("copies_keep_place")
        self.go.setAutoDefault(True)
        foot.addWidget(self.go)
        foot.addWidget(button(_t("Back"), self.left.emit, kind="flat", parent=inner))
        foot.addStretch(1)
        self._column.addLayout(foot)
        self._column.addStretch(1)
        self.kinds.chosen.connect(lambda key: self._tell(kind=PlaceKind(key)))
        self.folder.editingFinished.connect(self._told)
        self.hub.editingFinished.connect(self._told)
        self.minutes.activated.connect(self._told)

    def _fields(self, inner: QWidget) -> None:
        now = current()
        form = QFormLayout()
        form.setHorizontalSpacing(now.px(1))
        form.setVerticalSpacing(now.px(0.6))
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        self._form = form
        self.folder = QLineEdit(inner)
        self.folder.setMinimumWidth(now.px(32))
        self.hub = QLineEdit(inner)
        self.hub.setMinimumWidth(now.px(32))
        self.hub.setPlaceholderText("postgresql://user@server:5432/bingo")
        self.password = QLineEdit(inner)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.minutes = QComboBox(inner)
        self.minutes.setMinimumWidth(now.px(12))
        for minutes in MINUTES:
            self._offer(minutes)
        picker = QHBoxLayout()
        picker.addWidget(self.folder)
        self._choose = button(_t("Choose a folder…"), self._ask_folder, icon="folder-open", parent=inner)
        picker.addWidget(self._choose)
        self._folder_row = QWidget(inner)
        picker.setContentsMargins(0, 0, 0, 0)
        self._folder_row.setLayout(picker)
        self._rows: dict[str, tuple[QWidget, QWidget]] = {}
        for key, words, field, buddy in (
            ("folder", _t("&Folder"), self._folder_row, self.folder),
            ("hub", _t("&Address"), self.hub, self.hub),
            ("password", _t("&Password"), self.password, self.password),
            ("minutes", _t("&Meet by itself"), self.minutes, self.minutes),
        ):
            label = Label(words, "label", "text2", parent=inner)
            label.setBuddy(buddy)
            label.setMinimumHeight(buddy.sizeHint().height())
            buddy.setAccessibleName(words.replace("&", ""))
            form.addRow(label, field)
            self._rows[key] = (label, field)
        self.password.setToolTip(_t("Kept in the keyring of the system, never in a file"))
        self._column.addLayout(form)

    def _offer(self, minutes: int) -> None:
        words = _t("Every {n} minutes", n=minutes) if minutes else _t("Only when I ask")
        self.minutes.addItem(words, minutes)

    def _ask_folder(self) -> None:
        ask = FileAsk(
            _t("Choose any file in the shared folder, or type a name in it"), "bingo", ((_t("All"), "*"),)
        )
        self._desk.ask_file(ask, lambda path: self._took_folder(path if path.is_dir() else path.parent))

    def _took_folder(self, path: Path) -> None:
        self.folder.setText(str(path))
        self._told()

    def _told(self) -> None:
        self._tell()

    def _tell(self, kind: PlaceKind | None = None) -> None:
        if not self._telling:
            return
        place = Place(
            kind or self._place.kind,
            self.folder.text().strip(),
            self.hub.text().strip(),
            int(self.minutes.currentData() or 0),
        )
        if place != self._place:
            self._place = place
            self.placed.emit(place)

    def render_state(self, state: CopiesState) -> None:
        """Show the place and what was found there."""
        place = self._place = state.place
        self._telling = False
        self.kinds.set_key(place.kind.value or "folder")
        for field, text in ((self.folder, place.folder), (self.hub, place.hub)):
            if field.text() != text and not field.hasFocus():
                field.setText(text)
        if self.minutes.findData(place.minutes) < 0:
            self._offer(place.minutes)
        self.minutes.setCurrentIndex(self.minutes.findData(place.minutes))
        shown = {
            "folder": place.kind is PlaceKind.FOLDER,
            "hub": place.kind is PlaceKind.HUB,
            "password": place.kind is PlaceKind.HUB,
            "minutes": place.meets,
        }
        for key, widgets in self._rows.items():
            for widget in widgets:
                widget.setVisible(shown[key])
        self._telling = True
        wrong = any(one.state == "err" for one in state.findings)
        self.go.setText(_t("Keep this and sync") if place.meets else _t("Keep this"))
        self.go.setEnabled(not wrong and (place.kind is PlaceKind.PACKET or bool(place.folder or place.hub)))
        self._show_findings(state)

    def _show_findings(self, state: CopiesState) -> None:
        while (item := self._findings.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        for one in state.findings:
            row = QWidget(self.widget())
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            words = {"ok": _t("Good"), "warn": _t("Mind"), "err": _t("Not yet")}[one.state]
            line.addWidget(TagLabel(Tag(words, one.state), row), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Label(str(describe(one.error())), "body", wrap=True, parent=row), 1)
            self._findings.addWidget(row)
