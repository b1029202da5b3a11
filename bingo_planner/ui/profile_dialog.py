"""Who sits here: name, post and body. Asked once at first start, changeable later; there is no login."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from bingo_planner.kernel.errors import PlanError, describe
from bingo_planner.kernel.i18n import translate
from bingo_planner.kernel.profile import Profile, make_profile
from bingo_planner.ui.buttons import button
from bingo_planner.ui.dialogs import HouseDialog
from bingo_planner.ui.ime import japanese_text
from bingo_planner.ui.labels import Label
from bingo_planner.ui.marks import Mark, mark_icon
from bingo_planner.ui.theme import current

Body = tuple[str, str, Mark | None]


class ProfileDialog(HouseDialog):
    """Three fields; problems stand under their field. `bodies` are (code, name, mark) in official order."""

    def __init__(
        self,
        parent: QWidget | None,
        bodies: Sequence[Body],
        now: Profile | None,
        done: Callable[[Profile], None],
    ) -> None:
        super().__init__(parent, translate("ui", "Your profile"), (38, 23))
        self._bodies = tuple(bodies)
        self._done = done
        why = translate(
            "ui", "Shown in the history beside what you change, and on papers. There is no password."
        )
        self.body.addWidget(Label(why, "body", "text2", wrap=True, parent=self))
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(current().px(0.3))
        self._grid.setHorizontalSpacing(current().px(0.9))
        self.body.addLayout(self._grid)
        self.body.addStretch(1)
        self.name = QLineEdit(self)
        self.post = QLineEdit(self)
        self.place = QComboBox(self)
        for code, words, mark in self._bodies:
            self.place.addItem(words, code)
            if mark is not None:
                self.place.setItemIcon(self.place.count() - 1, mark_icon(mark))
        self._problems: dict[str, Label] = {}
        self._add("name", translate("ui", "&Name"), self.name)
        self._add("body_code", translate("ui", "&Body"), self.place)
        self._add("post", translate("ui", "&Post"), self.post)
        self._fill(now)
        if now is not None:
            self.add_button(button(translate("ui", "Go back"), self.reject, parent=self))
        self.go = self.add_button(
            button(translate("ui", "Use this profile"), self.take, kind="primary", parent=self), default=True
        )
        self.name.setFocus()

    def _add(self, key: str, words: str, field: QWidget) -> None:
        row = self._grid.rowCount()
        label = Label(words, "label", "text2", parent=self)
        label.setBuddy(field)
        field.setObjectName(key)
        field.setAccessibleName(words.replace("&", ""))
        japanese_text(field)
        problem = Label("", "small", "err", parent=self)
        problem.setVisible(False)
        self._problems[key] = problem
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(field, row, 1)
        self._grid.addWidget(problem, row + 1, 1)
        self._grid.setColumnStretch(1, 1)

    def _fill(self, now: Profile | None) -> None:
        if now is None:
            return
        self.name.setText(now.name)
        self.post.setText(now.post)
        self.place.setCurrentIndex(self.place.findData(now.body_code))

    def take(self) -> None:
        """Check and hand over; what is refused is said under its field."""
        for label in self._problems.values():
            label.setVisible(False)
        code = str(self.place.currentData() or "")
        try:
            profile = make_profile(self.name.text(), self.post.text(), code, self.place.currentText())
        except PlanError as refusal:
            self._show(refusal)
            return
        self.accept()
        self._done(profile)

    def _show(self, refusal: PlanError) -> None:
        for problem in refusal.problems:
            label = self._problems.get(problem.field)
            if label is not None:
                label.set_words(str(describe(problem)))
                label.setVisible(True)

    @classmethod
    def show_over(
        cls,
        parent: QWidget | None,
        bodies: Sequence[Body],
        now: Profile | None,
        done: Callable[[Profile], None],
    ) -> ProfileDialog:
        """Open it."""
        dialog = cls(parent, bodies, now, done)
        dialog.present()
        return dialog
