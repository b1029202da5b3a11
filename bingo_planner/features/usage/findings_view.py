"""What to look at before a month is confirmed: a line each, with the way to its cell and what settles it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from bingo_planner.features.usage.model import Finding, FindingKind
from bingo_planner.features.usage.sheets import Sheet
from bingo_planner.features.usage.state import Refusal, UsageState
from bingo_planner.features.usage.trails import cell_words
from bingo_planner.features.usage.words import finding_words
from bingo_planner.kernel.i18n import translate
from bingo_planner.ui.buttons import button, rule
from bingo_planner.ui.icons import pixmap
from bingo_planner.ui.labels import ElidedLabel, Label
from bingo_planner.ui.theme import current

MOST = 60
_ICONS = {FindingKind.PENDING: ("circle-dashed", "text2")}


def _t(text: str, **facts: object) -> str:
    return translate("usage", text, **facts)


class FindingLine(QWidget):
    """Icon, where, why, and one button."""

    def __init__(
        self,
        icon: tuple[str, str],
        where: str,
        why: str,
        go: Callable[[], None],
        settle: tuple[str, Callable[[], None]] | None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        now = current()
        picture = QLabel(self)
        side = now.px(1.25)
        picture.setPixmap(pixmap(*icon, side, self.devicePixelRatioF()))
        picture.setFixedWidth(side)
        name = button(where, go, kind="link", tip=_t("Go to the cell"), parent=self)
        name.setAccessibleName(f"{where} {why}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(now.px(0.6))
        row.addWidget(picture)
        row.addWidget(name)
        row.addWidget(ElidedLabel(why, "body", "text", self), 1)
        if settle is not None:
            made = button(settle[0], settle[1], kind="link", parent=self)
            made.setAccessibleName(f"{settle[0]} {where}")
            row.addWidget(made)
        self.setFixedHeight(now.px(2.05))


class FindingsPanel(QWidget):
    """確かめること. `gone_to(finding or refusal)`, `settled(finding or refusal)`."""

    gone_to = Signal(object)
    settled = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = 3
        self.title = Label("", "section", parent=self)
        self.hint = Label(_t("F8 goes to the next"), "label", "text2", parent=self)
        self.legend = Label("", "label", "text2", parent=self)
        self._inside = QWidget(self)
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setAccessibleName(_t("To look at"))
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inside)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addSpacing(current().px(0.6))
        head.addWidget(self.hint)
        head.addStretch(1)
        head.addWidget(self.legend)
        self._outer = QVBoxLayout(self)
        self._outer.setSpacing(0)
        self._outer.addLayout(head)
        self._outer.addWidget(self._area)
        self._shown: object = None
        self._made: list[QWidget] = []

    def render_state(self, state: UsageState, sheet: Sheet) -> None:
        """Texts that could not be read first, then what is asked."""
        own = (state.refusals, state.findings, state.is_confirmed, self.lines, state.sheet is not None)
        edge = current().px(1.54)
        self._outer.setContentsMargins(edge, current().px(0.4), edge, current().px(0.3))
        if own == self._shown:
            return
        self._shown = own
        findings = () if state.is_confirmed else state.findings
        count = len(state.refusals) + len(findings)
        self.title.set_words(_t("To look at  {n}", n=count) if count else _t("Nothing to look at"))
        self.hint.setVisible(bool(count))
        self.legend.set_words(
            _t("0 none used   － does not apply   hatched not yet counted   blank not entered")
            if self.lines > 1
            else ""
        )
        self._fill(state, sheet, findings)

    def _fill(self, state: UsageState, sheet: Sheet, findings: Sequence[Finding]) -> None:
        for old in self._made:
            old.setParent(None)
            old.deleteLater()
        lines: list[QWidget] = [self._refusal(state, sheet, one) for one in state.refusals[:MOST]]
        lines += [self._finding(state, one) for one in findings[:MOST]]
        self._made = []
        for line in lines:
            for part in (line, rule(parent=self._inside)):
                self._column.addWidget(part)
                self._made.append(part)
        rows = min(max(len(lines), 0), self.lines)
        self._area.setFixedHeight(rows * (current().px(2.05) + 1))
        self._area.setVisible(bool(lines))

    def _refusal(self, state: UsageState, sheet: Sheet, one: Refusal) -> FindingLine:
        row = next((line.axis.title for line in sheet.lines if line.axis.key == one.row), "")
        column = next((axis.title for axis in sheet.columns if axis.key == one.column), "")
        return FindingLine(
            ("circle-alert", "err"),
            f"{row} × {column}",
            one.reason,
            lambda: self.gone_to.emit(one),
            (_t("Take it back"), lambda: self.settled.emit(one)),
            self._inside,
        )

    def _finding(self, state: UsageState, one: Finding) -> FindingLine:
        where = cell_words(state.data, one.key) if state.data is not None else ""
        can = one.kind not in (FindingKind.PENDING, FindingKind.NOT_MEMBER) and not state.read_only
        settle = (_t("Checked"), lambda: self.settled.emit(one)) if can else None
        icon = _ICONS.get(one.kind, ("triangle-alert", "warn"))
        return FindingLine(
            icon, where, finding_words(one), lambda: self.gone_to.emit(one), settle, self._inside
        )
